"""The model as plain JSON data, and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from itertools import repeat
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kg.model.evidence import Span

Model = TypeVar("Model")


def plain(value: object) -> object:
    """Return model data as dicts, lists, strings, numbers, booleans and None; every field is a key."""
    kind: Any = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in field_names(kind)}
    return value


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a data class: asked once, for `fields` looks each time anew."""
    return tuple(field.name for field in fields(kind))


def restored(kind: type[Model], data: object) -> Model:
    """Return the model data that `plain` made `data` of; `kind` is its class.

    >>> from kg.model import Reference
    >>> one = Reference("A", "cable", "LIMA 1", "08LIMA1", False, Span(0, 6))
    >>> restored(Reference, plain(one)) == one
    True
    """
    result = _restored(kind, data)
    assert isinstance(result, kind)
    return result


def _restored(kind: object, data: object) -> object:
    if data is None:
        return None
    if kind is Span:
        start, end = cast(list[int], data)
        return Span(start, end)
    if kind is datetime or kind is date:
        return (datetime if kind is datetime else date).fromisoformat(cast(str, data))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _restored(next(one for one in arguments if one is not type(None)), data)
    if origin is tuple:
        items = cast(list[object], data)
        inner = repeat(arguments[0]) if arguments[-1] is Ellipsis else arguments
        return tuple(_restored(one, item) for one, item in zip(inner, items, strict=False))
    made = origin if isinstance(origin, type) else kind
    if isinstance(made, type) and is_dataclass(made):
        inside = dict(zip(getattr(made, "__parameters__", ()), arguments, strict=False))
        kinds, values = _kinds(made), cast(dict[str, object], data)
        return made(**{name: _restored(inside.get(kinds[name], kinds[name]), v) for name, v in values.items()})
    return data


@cache
def _kinds(made: type) -> dict[str, Any]:
    return get_type_hints(made)
