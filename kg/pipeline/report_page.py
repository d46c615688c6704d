"""Make the page of the report: charts, and examples of repairs, doubts and gaps with the lines of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.html_templates import environment
from kg.pipeline.reading_counts import LINE_END
from kg.sources.rejected_source import REASONS
from kg.vocabulary import code_lists

Texts = Callable[[str], str]
"""A function from a document's hash to its text; raises `LookupError` or `OSError` where it is not kept."""

AROUND = 1
"""Lines shown before and after the line of an example."""
_WIDEST = 160
_LONGEST_AXIS = 80
"""The most years on an axis that shows empty ones too; a longer range comes from misread years."""
_BEGINNING = 6


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a source with its number, from 1; `meant` marks the line of the example."""

    number: int
    text: str
    meant: bool


class Passages:
    """The lines around examples; a text is split into lines once for consecutive examples."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._hash, self._lines = "", list[str]()

    def around(self, document: str, line: int | None) -> list[SourceLine]:
        """Return the lines around one line of a text, or its beginning; none where the text is not kept."""
        if document != self._hash:
            try:
                self._lines = LINE_END.split(self._texts(document))
            except (LookupError, OSError):
                self._lines = []
            self._hash = document
        first, last = (line - AROUND, line + AROUND) if line else (1, _BEGINNING)
        return [
            SourceLine(number, _cut(self._lines[number - 1]), number == line)
            for number in range(max(first, 1), min(last, len(self._lines)) + 1)
        ]


def _cut(text: str) -> str:
    text = text.expandtabs(4)
    return text if len(text) <= _WIDEST else text[:_WIDEST] + "…"


def page(data: Mapping[str, object], texts: Texts) -> str:
    """Return the page of a report from the data of `Report.to_dict`."""
    pages = environment(Path(__file__).parent / "templates")
    pages.filters["grouped"] = lambda number: f"{number:,}"
    return pages.get_template("report.html").render(
        **data,
        reasons=REASONS,
        around=Passages(texts).around,
        axis=axis(cast("Mapping[str, int]", data["years"])),
        release_words=_in_words(cast("Mapping[str, int]", data["release"])),
        refused=by_reason(cast("Iterable[Mapping[str, str]]", data["rejections"])),
    )


def _in_words(releases: Mapping[str, int]) -> dict[str, int]:
    """Return the number of copies by the label of their release status."""
    known = {code: code_lists.release(code) for code in releases}
    return {concept.label if (concept := known[code]) else code: n for code, n in releases.items()}


def axis(years: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the years of a chart with their counts, including empty years between the first and the last.

    >>> axis({"1973": 2, "1975": 1})
    [('1973', 2), ('1974', 0), ('1975', 1)]
    """
    if not years:
        return []
    first, last = min(map(int, years)), max(map(int, years))
    if last - first >= _LONGEST_AXIS:
        return list(years.items())
    return [(str(year), years.get(str(year), 0)) for year in range(first, last + 1)]


def by_reason(rejections: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """Group rejections by their code, in the order of the sources."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for rejection in rejections:
        found.setdefault(rejection["code"], []).append(rejection)
    return found
