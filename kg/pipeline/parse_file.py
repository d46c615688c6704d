"""Read one file as `kg parse` does: its cables, each value with its place, and remarks on the whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import Cable, Document
from kg.model.pages import with_pages
from kg.parsing.printed_pages import telegram_pages
from kg.pipeline.cable_evidence import Weighed, weigh
from kg.resolution.metadata_comparison import read_document
from kg.resolution.resolve_cable import parse
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection


@dataclass(frozen=True, slots=True)
class Parsed:
    """The content of one file: its text, its cables (at least one, perhaps empty), and remarks on oddities."""

    document: Document
    cables: tuple[Cable, ...]
    odd: tuple[str, ...]

    def to_dicts(self) -> list[object]:
        """Return the cables as JSON data (`Cable.to_dict`); in a paged text every value also has its `pages`."""
        pages = self.document.pages or telegram_pages(self.document.text)
        data: list[object] = [cable.to_dict() for cable in self.cables]
        return [with_pages(one, pages) for one in data] if pages else data


def parse_file(
    file: str | Path,
    options: SourceOptions | None = None,
    *,
    id: str | None = None,  # noqa: A002 - as kg.parse has it
    year: int | None = None,
    everything: bool = False,
) -> Parsed:
    """Read the first text of a file (`-` is standard input): its first cable, or with `everything` all of them.

    `id` and `year` apply to a text that does not state them. Raises `KgError` where there is nothing to read.

    Example: `parse_file("cable.txt").cables[0].to_dict()`
    """
    document = _read(str(file), options or SourceOptions())
    found = read_document(document, id, year)
    if len(found) > 1 and not everything:
        found = (parse(document.text, id or document.id_hint, year),)
    odd = [value for key, value in document.metadata if key == "encoding-note"]
    weighed = [weigh(cable, document) for cable in found]
    if not any(one.is_cable for one in weighed):
        best = max(weighed, key=lambda one: one.weight, default=Weighed(()))
        odd.append(f"no cable was recognised here, kg build leaves it out: {best.reason()}")
    return Parsed(document, tuple(found), tuple(odd))


def _read(file: str, options: SourceOptions) -> Document:
    problems = []
    for item in find([file], options):
        found = item if isinstance(item, Rejection) else next(load(item, options))
        if isinstance(found, Document):
            return found
        problems.append(f"{found.source}: {found.message}")
    raise KgError("; ".join(problems) or f"{file}: nothing to read")
