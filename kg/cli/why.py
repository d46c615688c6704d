"""Define `kg why`: explain statements of the graph with the words of the source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.arguments import folder_and_name, needed
from kg.cli.console import one_line, out, say, write

if TYPE_CHECKING:
    from kg.facts import Reason, Why
    from kg.facts.passages import Passage

_LONG = 480
"""Characters of one place that are shown whole."""


def why(
    given: Annotated[
        list[str],
        typer.Argument(
            help="What to explain: 07LIMA2181, 09 PARIS 1040, 07LIMA2181#ref-A, post:LIMA, or a full IRI. The folder "
            "that kg build wrote [default: output].",
            metavar="ID [DIR]",
        ),
    ],
    most: Annotated[int, typer.Option("--most", help="How many reasons are shown.", min=1)] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help="A file or folder that the graph was built from: with --json, places in its PDFs have their boxes.",
        ),
    ] = None,
) -> None:
    """Show why the graph says something: every statement with the words of the source it was read from.

    Examples: kg why 07LIMA2181 · kg why '07LIMA2181#info-quito' · kg why post:QUITO
    """
    import kg

    folder, name = folder_and_name(given)
    found = kg.open(folder).why(needed(name, "ID"))
    if as_json:
        write(json.dumps(_data(found, most, sources), ensure_ascii=False, indent=2))
        return
    out.print(Text.assemble((one_line(found.name), "bold"), f"  {one_line(found.iri)}"))
    for reason in found.reasons[:most]:
        out.print()
        for line in _reason(reason):
            out.print(line)
    left = len(found.reasons) - most
    if left > 0 or found.more:
        say(f"… and {left:,} more: kg why --most {len(found.reasons)}" if left > 0 else "… and more")


def _data(found: Why, most: int, sources: list[str] | None) -> dict[str, object]:
    """Return the JSON data of an answer, with the boxes of its places where sources are given."""
    from kg.facts.why_data import why_data

    if not sources:
        return why_data(found, most=most)
    from kg.pipeline.place_boxes import boxes_of
    from kg.sources.forms.pdf_boxes import UNIT

    places = (place for reason in found.reasons[:most] for place in reason.places)
    return why_data(found, boxes_of(places, sources), most) | {"boxes_in": UNIT}


def _cut(words: str) -> str:
    """Return the words of a place, of a long one (a paragraph) only its beginning and end."""
    return words if len(words) <= _LONG else f"{words[: _LONG * 2 // 3]} […] {words[-_LONG // 4 :]}"


def _lines(place: Passage) -> str:
    lines = f"line {place.line}" if place.line == place.last_line else f"lines {place.line}–{place.last_line}"
    return f"{place.page}, {lines}" if place.page else lines


def _reason(reason: Reason) -> Iterable[Text]:
    """Yield the lines that print one reason."""
    yield Text.assemble((one_line(reason.label), "bold cyan"), "  ", one_line(reason.value))
    if reason.said:
        said = "; ".join(f"{name} {value}" for name, value in reason.said)
        yield Text(f"  {one_line(said)}", "dim")
    for place in reason.places:
        yield Text.assemble(
            (f"  {one_line(place.source)}, {_lines(place)}: ", "dim"),
            one_line(place.before),
            (one_line(_cut(place.words)), "reverse"),
            one_line(place.after),
        )
    for repair in reason.repairs:
        unsure = " (unsure)" if repair.unsure else ""
        read = f"{repair.raw} read as {repair.read_as}"
        yield Text.assemble(("  repaired: ", "yellow"), one_line(f"{read}: {repair.rule}{unsure}"))
    for note in reason.corrections:
        says = f" (in the text: {note.text_says})" if note.text_says not in ("", reason.value) else ""
        says += f" (what holds: {note.value})" if note.value not in ("", reason.value) else ""
        yield Text.assemble(("  corrected by ", "yellow"), one_line(f"{note.words()}{says}"))
    for doubt in reason.doubts:
        yield Text.assemble(("  doubt: ", "yellow"), one_line(doubt))
    if reason.rule:
        score = f", score {reason.score}" if reason.score else ""
        yield Text.assemble(("  concluded: ", "yellow"), one_line(f"{reason.rule}{score}"))
