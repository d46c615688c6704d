"""Making and changing frozen data classes quickly: a cable is made of some hundreds of them.

The constructor that `dataclasses` writes for a frozen class sets each field by name through `object.__setattr__`, which
is two thirds of its time; the slots can be set directly. `replace` looks at every field of a class each time anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def quick(kind: type[T]) -> type[T]:
    """Give a frozen data class a constructor that sets its slots, or its `__dict__` where it has one, directly.

    It takes what the one before it takes. For classes without `default_factory` and `__post_init__` only.

    >>> from dataclasses import dataclass
    >>> @quick
    ... @dataclass(frozen=True, slots=True)
    ... class Place:
    ...     name: str
    ...     known: bool = False
    >>> Place("Lima"), Place(known=True, name="Cuzco")
    (Place(name='Lima', known=False), Place(name='Cuzco', known=True))
    """
    names: dict[str, object] = {}
    slotted = "__slots__" in kind.__dict__
    parameters, lines = ["self"], [] if slotted else ["    own = self.__dict__"]
    for field in fields(kind):  # type: ignore[arg-type]
        assert field.init and field.default_factory is MISSING, field.name
        if field.default is MISSING:
            parameters.append(field.name)
        else:
            names[f"_default_{field.name}"] = field.default
            parameters.append(f"{field.name}=_default_{field.name}")
        if slotted:
            names[f"_set_{field.name}"] = getattr(kind, field.name).__set__
            lines.append(f"    _set_{field.name}(self, {field.name})")
        else:
            lines.append(f"    own[{field.name!r}] = {field.name}")
    exec("\n".join((f"def __init__({', '.join(parameters)}):", *lines)), names)  # the names are those of our own fields
    made: Any = names["__init__"]
    made.__annotations__ = kind.__init__.__annotations__
    made.__qualname__, made.__module__ = kind.__init__.__qualname__, kind.__module__
    setattr(kind, "__init__", made)  # noqa: B010 - mypy does not allow the assignment
    return kind


def changed(one: T, /, **values: object) -> T:
    """Return a frozen, slotted data class with other values in some fields, as `dataclasses.replace` does.

    >>> from kg.model import Span
    >>> from kg.model.evidence import Repair
    >>> changed(Repair("pilcrow", "15.", "5.", Span(0, 3)), unsure=True).unsure
    True
    """
    kind: Any = type(one)
    get, setters, by_name = _layout(kind)
    copy: T = object.__new__(kind)
    for put, value in zip(setters, get(one), strict=True):
        put(copy, value)
    for name, value in values.items():
        by_name[name](copy, value)
    return copy


_Put = Callable[[object, object], None]


@cache
def _layout(kind: type) -> tuple[Callable[[object], tuple[Any, ...]], tuple[_Put, ...], dict[str, _Put]]:
    """Return what gets all fields of a class (of two at least), what sets each, and the same by name."""
    names = [field.name for field in fields(kind)]
    setters = tuple(getattr(kind, name).__set__ for name in names)
    return attrgetter(*names), setters, dict(zip(names, setters, strict=True))
