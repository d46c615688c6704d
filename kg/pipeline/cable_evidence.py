"""Decide whether a text is a cable, by weighing the evidence found in it.

No single field decides: a letter has a subject, an article quotes a number, a web page has tags. Each kind of evidence
has a weight and a reason in `ontology/vocab/message_evidence.csv`; where it is no more than the presence of a field,
the table names the field. A text is a cable from `ENOUGH` on. A text that is none gets a line in the report with the
evidence found and missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.model import Cable, Document, Span
from kg.resolution.metadata_comparison import read_document
from kg.sources.source_metadata import REMARKS
from kg.vocabulary.csv_tables import read

ENOUGH = 6
"""The least weight of a cable: a body in marked paragraphs, or sender, addressee and date-time group, or the like."""
_TELEGRAM = re.compile(
    r"\s*(?:(?:diplomatic|state|department|cable|embassy)\s+)*(?:tele(?:gram|x)|cable|airgram)s?\s*", re.IGNORECASE
)
_DISAGREE = ("id-differs", "metadata-differs")
_CLOSE = 300
"""Characters allowed between two lines of one header: a long TAGS or subject line, or a page break."""
_SENTENCE = re.compile(r"^[^\n]{0,60}\b(?:[a-z']{1,20}[ ,;]{1,2}){6}[^\n]*$", re.MULTILINE)
"""A line with six words in a row in lower case."""
_SENTENCES = 2
_HEAD = 1500
_INCOMING = (re.compile(r"\bControl:"), re.compile(r"\bRec['’]d:"))
_MISSED = ("smart-number", "date-time-group", "sender", "addressee", "executive-order", "tags", "marked-paragraphs")
"""The kinds of evidence that a report names as missing."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence for and against a text: codes of the table, and the sum of their weights."""

    codes: tuple[str, ...]

    @property
    def weight(self) -> int:
        """The sum of the weights."""
        return sum(int(_table()[code]["weight"]) for code in self.codes)

    @property
    def is_cable(self) -> bool:
        """Whether the weight is enough for a cable."""
        return self.weight >= ENOUGH

    def reason(self) -> str:
        """Return the reason why a text is no cable, as a sentence for the report."""
        table = _table()
        labels = [table[code]["label"] for code in self.codes]
        missed = [table[code]["label"] for code in _MISSED if code not in self.codes]
        found = f"found: {', '.join(labels)}" if labels else "nothing of a message was found"
        return f"this is no cable (evidence {self.weight} of {ENOUGH}): {found}; missed: {', '.join(missed)}"


@dataclass(frozen=True, slots=True)
class Judged:
    """The cables of a document, or the reason why it has none."""

    cables: tuple[Cable, ...]
    reason: str = ""


def judge(document: Document) -> Judged:
    """Read a document, and return its messages that are cables, or the reason why there are none."""
    found = read_document(document)
    weighed = [weigh(cable, document) for cable in found]
    cables = tuple(cable for cable, one in zip(found, weighed, strict=True) if one.is_cable)
    if cables:
        return Judged(cables)
    best = max(weighed, key=lambda one: one.weight, default=Weighed(()))
    return Judged((), best.reason())


def cables_of(document: Document) -> tuple[Cable, ...]:
    """Return the cables of a document."""
    return judge(document).cables


def weigh(cable: Cable, document: Document) -> Weighed:
    """Weigh the evidence that one message of a document is a cable."""
    return Weighed(tuple(code for code, row in _table().items() if _holds(code, row["field"], cable, document)))


def _holds(code: str, field: str, cable: Cable, document: Document) -> bool:
    """Return whether there is a kind of evidence: a value in its field, else a find of its function."""
    return bool(getattr(cable, field)) if field else _EVIDENCE[code](cable, document)


def remarks_of(document: Document, cables: Iterable[Cable]) -> tuple[str, ...]:
    """Return the report's remarks on a document: notes about it, and where source and text disagree."""
    odd = [found.message for cable in cables for found in cable.diagnostics if found.code in _DISAGREE]
    return (*document_remarks(document), *odd)


def document_remarks(document: Document) -> tuple[str, ...]:
    """Return the notes in a document's metadata about its source and oddities."""
    return tuple(value for key, value in document.metadata if key in REMARKS)


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["code"]: dict(row) for row in read("message_evidence")}


# Kinds of evidence


def _called_a_telegram(_: Cable, document: Document) -> bool:
    return any(_TELEGRAM.fullmatch(part) for part in re.split(r"[,;/|]", dict(document.metadata).get("kind", "")))


def _is_post(cable: Cable) -> bool:
    return cable.origin is not None and cable.origin.value is not None and bool(cable.origin.raw)


def _listed_tags(cable: Cable) -> int:
    """Return the number of listed TAGS codes minus unlisted ones; persons do not count."""
    return sum(1 if tag.recognised else -1 for tag in cable.tags if tag.kind != "person")


def _marks(cable: Cable) -> list[str]:
    return [p.portion_marking for p in cable.paragraphs if p.number is not None and p.portion_marking]


def _body_of_a_cable(cable: Cable) -> bool:
    marks = _marks(cable)
    return len(marks) > 1 and any(mark != "U" for mark in marks)


def _given_number(cable: Cable, document: Document) -> bool:
    return cable.id is not None and document.id_hint is not None


def _header(cable: Cable) -> list[Span]:
    """Return the places of the lines of the header, in their order."""
    said = [(value.span, value.raw) for value in (cable.executive_order, cable.subject) if value is not None]
    said += [(cable.date_time_group.span, cable.date_time_group.raw)] if cable.date_time_group else []
    said += [(cable.origin.span, cable.origin.raw)] if cable.origin else []
    said += [(addressee.span, addressee.raw) for addressee in cable.addressees]
    said += [(tag.span, tag.raw) for tag in cable.tags]
    return sorted({span for span, raw in said if raw})


def _block(cable: Cable, _: Document) -> bool:
    """Return whether two of E.O., TAGS, SUBJECT and REF are close together."""
    fields: list[list[Span]] = [
        [value.span] if value is not None and value.raw else [] for value in (cable.executive_order, cable.subject)
    ]
    fields += [[tag.span for tag in cable.tags], [reference.span for reference in cable.references]]
    hulls = sorted((min(s.start for s in spans), max(s.end for s in spans)) for spans in fields if spans)
    return any(after[0] - before[1] < _CLOSE for before, after in pairwise(hulls))


def _prose(cable: Cable, document: Document) -> bool:
    count = 0
    for before, after in pairwise(_header(cable)):
        count += sum(1 for _ in _SENTENCE.finditer(document.text, before.end, max(before.end, after.start)))
    return count >= _SENTENCES


_EVIDENCE: dict[str, Callable[[Cable, Document], bool]] = {
    "called-a-telegram": _called_a_telegram,
    "page-line": lambda cable, _: (cable.form or "").startswith("page-"),
    "incoming-form": lambda cable, document: (
        cable.form == "paper" or all(sign.search(document.text, 0, _HEAD) for sign in _INCOMING)
    ),
    "sender": lambda cable, _: _is_post(cable),
    "some-sender": lambda cable, _: cable.origin is not None and bool(cable.origin.raw) and not _is_post(cable),
    "routed": lambda cable, _: any(a.routing_indicator for a in cable.addressees),
    "addressee": lambda cable, _: any(a.post or a.kind for a in cable.addressees),
    "some-addressee": lambda cable, _: bool(cable.addressees) and not any(a.post or a.kind for a in cable.addressees),
    "tags": lambda cable, _: _listed_tags(cable) > 0,
    "reference": lambda cable, _: any(reference.cable_id for reference in cable.references),
    "header-block": _block,
    "classified-by": lambda cable, _: any(o.role == "classified_by" for o in cable.officials),
    "level": lambda cable, _: cable.classification is not None and bool(cable.classification.raw),
    "marked-paragraphs": lambda cable, _: _body_of_a_cable(cable),
    "marked-paragraph": lambda cable, _: bool(_marks(cable)) and not _body_of_a_cable(cable),
    "numbered-paragraphs": lambda cable, _: sum(p.number is not None for p in cable.paragraphs) > 1,
    "signer": lambda cable, _: any(o.role == "signed" for o in cable.officials),
    "given-number": _given_number,
    "prose-in-header": _prose,
    "words-as-tags": lambda cable, _: _listed_tags(cable) < 0,
}
