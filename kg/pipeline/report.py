"""Report the result of a build, for programs (`report.json`) and for people (`report.html`).

Neither holds a time or an absolute path: the same input gives the same bytes. Time and duration stand in `build.ttl`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast

from kg.pipeline.copy_differences import Difference
from kg.pipeline.mask_protected import UNCLEAR
from kg.pipeline.reading_counts import Seen, Tally
from kg.pipeline.report_page import page
from kg.schema.labels import label_of_key
from kg.sources.rejected_source import Rejection
from kg.store import Texts
from kg.vocabulary import code_lists, posts

LISTED = 1000
"""The most sources, names and differences listed one by one; the counts cover all."""
_NEAREST = 3
_SIMILAR = 0.6
"""The least likeness of names offered: real lists show that less similar ones are unrelated."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source that was read: its name, the hash of its text, release status, cables and remarks."""

    source: str
    hash: str
    release: str
    cables: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name of no known post or organisation; `nearest` are similar post names with their likeness, up to 1."""

    name: str
    count: int
    nearest: tuple[tuple[str, float], ...]
    cables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The result of the shape check: `checked` of `of` cables were looked at; `problems` are sentences."""

    conforms: bool
    checked: int
    of: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build.

    `cables` counts the messages that were read, copies of one message once; `copies` the sources with the same text as
    another. `rejections` are the first of those that `rejected` counts by reason. `graph` is the fate of the graph:
    where no cable was read, none was written, or an earlier one was kept; it is unchanged where the sources were; a
    part of the sources gives shards only. `counts` are those of the graph, as `kg.facts.graph_counts` defines them;
    None where no graph was made. `mended` are sentences on damage in the kept state of the output that was repaired.
    """

    output: Path
    tally: Tally
    rejections: tuple[Rejection, ...] = ()
    rejected: Mapping[str, int] | None = None
    sources: tuple[SourceRecord, ...] = ()
    copies: int = 0
    differences: tuple[Difference, ...] = ()
    shared_numbers: tuple[str, ...] = ()
    cables: int = 0
    stated: int = 0
    inferred: int = 0
    shapes: Shapes | None = None
    coverage: Mapping[str, object] | None = None
    counts: Mapping[str, object] | None = None
    corrected: int = 0
    uncorrected: tuple[str, ...] = ()
    unmatched: tuple[int, ...] = ()
    mended: tuple[str, ...] = ()
    graph: Literal["written", "unchanged", "kept", "none", "shard"] = "written"
    products: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Describe the result of the build on one line."""
        return (
            f"{self.output}: {self.cables:,} cables from {self.tally.documents:,} documents, {self.stated:,} "
            f"statements, {self.inferred:,} conclusions, {len(self.rejections):,} sources not read"
        )

    @property
    def complete(self) -> bool:
        """Whether every source that was found could be read."""
        return not self.refusals

    @property
    def unclear_marks(self) -> int:
        """The number of marks to protect that name nobody for certain."""
        seen = self.tally.diagnostics.get(UNCLEAR)
        return seen.count if seen else 0

    @property
    def refusals(self) -> int:
        """The number of sources that could not be read."""
        return sum((self.rejected or {}).values())

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain JSON data; lists of kinds have the most frequent first."""
        tally, counts = self.tally, dict(self.counts or {})
        years, origins, releases = (
            cast("Mapping[str, int]", counts.get(name, {})) for name in ("years", "origins", "releases")
        )
        return {
            "graph": self.graph,
            "documents": {
                "found": tally.documents + self.copies + self.refusals,
                "read": tally.documents,
                "same_text_again": self.copies,
                "rejected": self.refusals,
            },
            "cables": {"read": self.cables, "copies": tally.cables, "without_number": tally.unnumbered},
            "referenced_only": counts.get("referenced_only", 0),
            "posts": counts.get("posts", 0),
            "topics": counts.get("topics", 0),
            "persons": counts.get("persons", 0),
            "protected": tally.protected,
            "redacted": tally.redacted,
            "unclear_marks": self.unclear_marks,
            "redactions_without_effect": {"count": len(self.unmatched), "lines": list(self.unmatched[:LISTED])},
            "corrections": {"applied": self.corrected, "without_effect": list(self.uncorrected[:LISTED])},
            "statements": {"stated": self.stated, "inferred": self.inferred},
            "shapes": asdict(self.shapes) if self.shapes else None,
            "coverage": dict(self.coverage) if self.coverage else None,
            "forms": _counts(tally.forms),
            "encodings": _counts(tally.encodings),
            "release": dict(releases),
            "years": dict(years),
            "origins": _counts(Counter(origins)),
            "missing": [{**kind, "label": label_of_key(str(kind["code"]))} for kind in _kinds(tally.missing)],
            "repairs": _kinds(tally.repairs, "rule"),
            "doubts": _kinds(tally.doubts, "doubt"),
            "suggestions": _kinds(tally.suggestions),
            "diagnostics": _kinds(tally.diagnostics),
            "unresolved": [asdict(name) for name in self.unresolved()],
            "differences": [
                {
                    "cable": d.cable,
                    "field": d.field,
                    "label": label_of_key(d.field),
                    "values": [{"source": s, "says": v} for s, v in d.values],
                }
                for d in self.differences[:LISTED]
            ],
            "shared_numbers": list(self.shared_numbers[:LISTED]),
            "rejections": [asdict(rejection) for rejection in self.rejections],
            "rejected_by_reason": _counts(Counter(self.rejected or {})),
            "sources": [asdict(source) for source in self.sources[:LISTED]],
        }

    def unresolved(self) -> list[Unresolved]:
        """Return the unresolved names, the most frequent first, with the posts nearest to them."""
        names = sorted(self.tally.unresolved.items(), key=lambda item: (-item[1].count, item[0]))[:LISTED]
        return [
            Unresolved(
                name,
                seen.count,
                tuple((id_, round(score, 2)) for id_, score in posts.nearest(name, _NEAREST) if score >= _SIMILAR),
                tuple(dict.fromkeys(example.cable for example in seen.examples if example.cable)),
            )
            for name, seen in names
        ]


def _counts(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _kinds(kinds: dict[str, Seen], scheme: str | None = None) -> list[dict[str, object]]:
    """Return kinds of repairs or doubts as data, with the label of the ontology where there is one."""
    look_up = {"rule": code_lists.rule, "doubt": code_lists.doubt}.get(scheme or "")
    found: list[dict[str, object]] = []
    for code, seen in sorted(kinds.items(), key=lambda item: (-item[1].count, item[0])):
        concept = look_up(code) if look_up else None
        found.append(
            {
                "code": code,
                "label": concept.label if concept else None,
                "count": seen.count,
                "unsure": seen.unsure,
                "examples": [asdict(example) for example in seen.examples],
            }
        )
    return found


def write_report(report: Report, folder: Path) -> None:
    """Write `report.json` and `report.html` into a folder; the lines of the sources come from the texts kept there."""
    data = report.to_dict()
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / "report.html").write_text(page(data, Texts(folder / "texts").get), encoding="utf-8", newline="\n")
