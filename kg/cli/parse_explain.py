"""Print `kg parse --explain`: a cable in the terminal, with recognised text coloured and named beside its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import ne
from textwrap import wrap

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.console import one_line, safe
from kg.model import (
    Addressee,
    Cable,
    DeclassifyOn,
    Evidence,
    Excision,
    Official,
    Paragraph,
    Reference,
    Section,
    Sender,
    Span,
    Tag,
)
from kg.model.evidence import Value
from kg.schema import by_entry
from kg.text.uniform_characters import uniform

_STYLES = {
    "message": "bold",
    "address": "green",
    "marking": "red",
    "people": "yellow",
    "structure": "bold",
    "transmission": "cyan",
}
"""Group of a field (`kg.schema`) → its colour."""
_OTHER = "bright_black"
#: Fields of running text: named where they begin, not coloured.
_LONG = ("paragraphs", "summary")
_GUTTER = 26
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class _Mark:
    field: str
    name: str
    style: str
    span: Span


def explain(cable: Cable, text: str, console: Console) -> None:
    """Print the reading of `text`: a table of the values, the text with its marks, the repairs, oddities."""
    console.print(_values(cable, text))
    console.print()
    for line in _lines(cable, text):
        console.print(line)
    if cable.repairs:
        console.print()
        console.print(_repairs(cable, text))
    if same := sum(map(ne, text, uniform(text))):
        console.print(Text.assemble(("read as usual: ", "yellow"), f"{same:,} other blanks, line ends and hyphens"))
    for odd in cable.diagnostics:
        place = f" (line {_line_of(text, odd.span)})" if odd.span else ""
        console.print(Text.assemble(("odd: ", "yellow"), one_line(f"{odd.message}{place} [{odd.code}]")))


def _values(cable: Cable, text: str) -> Table:
    table = _table(("field", "value", "line", "remarks"), _title(cable))
    for name, part in _all_parts(cable):
        span: Span | None = getattr(part, "span", None)
        remarks = _remarks(part) if isinstance(part, Evidence) else []
        suggestion = getattr(part, "suggestion", None)
        if suggestion:
            remarks.append(f"perhaps {suggestion}")
        line = str(_line_of(text, span)) if span else ""
        label, style = _called(name, part)
        remark = Text(one_line(", ".join(dict.fromkeys(remarks))), "yellow")
        table.add_row(Text(label, style), Text(one_line(_shown(part))), line, remark)
    return table


def _table(columns: tuple[str, ...], title: Text | str) -> Table:
    """Return an empty table whose words are wrapped, never cut, where the terminal is narrow."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _title(cable: Cable) -> Text:
    return Text(cable.id or "a cable without a number", "bold")


def _called(name: str, part: object) -> tuple[str, str]:
    """Return the label and colour of the field that a value belongs to; `name` is its key in the model."""
    field = by_entry().get((name, getattr(part, "role", ""))) or by_entry().get((name, ""))
    if field is None:
        return name.replace("_", " "), _OTHER
    return field.label, _STYLES.get(field.group, _OTHER)


def _all_parts(cable: Cable) -> Iterator[tuple[str, object]]:
    """Yield every value that was read, with the name of its field, in the order of the model."""
    for name in Cable.__struct_fields__:
        if name in ("id", "repairs", "diagnostics") or (name == "sections" and len(cable.sections) < 2):
            continue
        value = getattr(cable, name)
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None:
                yield name, part


def _remarks(value: Evidence) -> list[str]:
    return [*value.doubts, *(repair.rule for repair in value.repairs)]


def _shown(part: object) -> str:
    """Return a value as a short text for people."""
    match part:
        case Value(value=datetime() as value):
            return value.strftime("%Y-%m-%d %H:%M UTC")
        case Value(value=value):
            return _cut(str(value))
        case Sender(value=value, name=name):
            return f"{name} → {value}" if value else name
        case Section(number=number, of=of):
            return f"{number} of {of}" if of else str(number)
        case DeclassifyOn(value=value, event=event):
            return value.isoformat() if isinstance(value, date) else _cut(event or "")
        case Tag(code=code, recognised=recognised):
            return code if recognised else f"{code} (in no list)"
        case Reference(letter=letter, cable_id=cable_id, raw=raw, kind=kind):
            return f"{letter + ': ' if letter else ''}{cable_id or _cut(f'{kind}: {raw}')}"
        case Addressee():
            return _addressee(part)
        case Excision(kind=kind, extent=extent, exemptions=exemptions):
            return " ".join(filter(None, (kind.replace("_", " "), extent, ", ".join(exemptions))))
        case Official():
            name = " ".join(filter(None, (part.title, part.name))) or part.raw
            return f"{name}{' (protected)' if part.protected else ''}"
        case Paragraph(number=number, portion_marking=marking):
            return f"{number if number is not None else '(no number)'}{f' ({marking})' if marking else ''}"
    return _cut(str(part))


def _addressee(one: Addressee) -> str:
    name = f"{one.routing_indicator}/{one.name}" if one.routing_indicator else one.name
    words = (name, one.precedence, one.serial, f"→ {one.post}" if one.post else None)
    return " ".join(filter(None, words))


def _cut(text: str, longest: int = 100) -> str:
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else line[:longest] + "…"


def _marks(cable: Cable) -> list[_Mark]:
    """Return the places to colour, the widest first, so that inner ones stay visible."""
    found: list[_Mark] = []
    for name, part in _all_parts(cable):
        span: Span | None = getattr(part, "span", None)
        if span is None:
            continue
        label, style = _called(name, part)
        if isinstance(part, Paragraph):
            label = f"¶ {_shown(part)}"
        places = part.places if isinstance(part, Evidence) else (span,)
        if (titled := getattr(part, "title_span", None)) is not None:
            places += (titled,)
        found.extend(_Mark(name, label, style, place) for place in places)
    return sorted(found, key=lambda mark: (mark.span.start - mark.span.end, mark.span.start, mark.field))


def _lines(cable: Cable, text: str) -> Iterator[Text]:
    """Yield the lines of the text: number, names of values that begin there, and the line with its colours."""
    marks = _marks(cable)
    coloured = Text(safe(text.replace("\t", " ")))
    for mark in marks:
        if mark.field not in _LONG:
            coloured.stylize(f"{mark.style} underline", mark.span.start, mark.span.end)
    for repair in cable.repairs:
        coloured.stylize("reverse", repair.span.start, repair.span.end)
    starts = _starts(text)
    named: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda mark: mark.span.start):
        names = named.setdefault(bisect_right(starts, mark.span.start), [])
        if mark.name not in names:
            names.append(mark.name)
    for number, line in enumerate(coloured.divide(starts[1:]), 1):
        end = starts[number] if number < len(starts) else len(text)
        whole = text[starts[number - 1] : end]
        line.set_length(len(whole.rstrip("\r\n")))
        first, *more = wrap(one_line(", ".join(named.get(number, ()))), _GUTTER) or [""]
        yield Text.assemble((f"{number:>4} ", "dim"), (f"{first:<{_GUTTER}} ", "dim italic"), line)
        for following in more:
            yield Text(f"{'':>4} {following}", "dim italic")


def _starts(text: str) -> list[int]:
    """Return the start of each line."""
    starts = [match.start() for match in _LINE.finditer(text)]
    return starts[:-1] if len(starts) > 1 and starts[-1] == len(text) else starts


def _line_of(text: str, span: Span) -> int:
    before = text[: span.start]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _repairs(cable: Cable, text: str) -> Table:
    table = _table(("line", "rule", "written", "read as", ""), "repairs")
    for repair in cable.repairs:
        line = str(_line_of(text, repair.span))
        written, read = (Text(one_line(_cut(t))) for t in (repair.raw, repair.read_as))
        table.add_row(line, repair.rule, written, read, "unsure" if repair.unsure else "")
    return table
