"""Read JSON records: an object with a text among its fields, and metadata beside it (as of the National Archives)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.forms.csv_row import HEADER_NAMES, TEXT_NAMES
from kg.sources.forms.found_text import Text, Unreadable, joined
from kg.sources.records.json_records import DECODER
from kg.sources.source_metadata import gather
from kg.vocabulary.csv_tables import squeeze

_DEEPEST = 12
_SHORTEST = 40
"""The least characters of a text: a shorter field only describes it."""


def read(text: str) -> list[Text]:
    """Return the texts of a JSON value: of the object itself, else of the objects in it at any depth.

    Raises `Unreadable` where it is no JSON, or no field of it is a text.
    """
    try:
        value = DECODER.decode(text.removeprefix("\ufeff"))
    except RecursionError:
        raise Unreadable("record", "the record is nested too deeply") from None
    except ValueError as error:
        raise Unreadable("record", f"the record is cut off or no JSON: {error}") from None
    found = list(_records(value, "", 0))
    if not found:
        names = ", ".join(sorted(value)[:8]) if isinstance(value, dict) else type(value).__name__
        message = f"the record has no field with a text (text, body, content, …); it has: {names[:200]}"
        raise Unreadable("record", message)
    if len(found) == 1:
        return [Text(found[0].text, found[0].form, found[0].metadata)]
    return found


def _records(value: object, path: str, depth: int) -> Iterator[Text]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if (record := _record(value, path)) is not None:
            yield record
            return
        parts: Iterator[tuple[str, object]] = iter(value.items())
    elif isinstance(value, list):
        parts = ((str(number), one) for number, one in enumerate(value, 1))
    else:
        return
    for name, part in parts:
        if isinstance(part, dict | list):
            yield from _records(part, f"{path}.{name}" if path else name, depth + 1)


def _record(fields: dict[str, object], path: str) -> Text | None:
    """Return an object as a text, if one of its fields is; metadata may lie in objects one level below."""
    header, body = "", ""
    for name, value in fields.items():
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "\n".join(map(str, value))
        if not isinstance(value, str):
            continue
        squeezed = squeeze(name)
        if squeezed in HEADER_NAMES:
            header = value
        elif squeezed in TEXT_NAMES and len(value) > len(body):
            body = value
    whole = joined(header, body)
    if len(whole.strip()) < _SHORTEST:
        return None
    return Text(whole, "json", gather(_pairs(fields, 0)), part=path or None)


def _pairs(fields: dict[str, object], depth: int) -> Iterator[tuple[str, str]]:
    below = []
    for name, value in fields.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield name, str(value)
        elif isinstance(value, list) and value and all(isinstance(one, str | int) for one in value):
            yield name, ", ".join(map(str, value))
        elif isinstance(value, dict) and depth < 1:
            below.append(value)
    for one in below:
        yield from _pairs(one, depth + 1)
