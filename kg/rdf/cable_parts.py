"""Make the parts of a cable: one node for each place that states a value, with its evidence.

Field modules make `Part`s from one copy of a cable; `named` merges the parts of all copies and names each one; `slug`
makes a text fit for a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Cable, Evidence, Official, Quoted, Reference, Span
from kg.terms.iris import KG, TYPE, VALUE, coded, document_iri
from kg.terms.ntriples_terms import Pair, Triple, fingerprint

_EVIDENCE, _REPAIR, _DOUBT = KG("evidence"), KG("repair"), KG("doubt")
_SUPERSEDED = coded("doubt", "superseded")
DIFFERS = (_DOUBT, coded("doubt", "copies-differ"))
"""The mark of a part when another copy of its cable states something else."""
_LONGEST = 60
_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Part:
    """One part of a cable: property to it, wished name (the fragment of its IRI), its statements, evidence and marks.

    `raw` tells apart parts that wish for one name. `direct` holds the short statements about the cable itself that
    this part supports. `inside` holds the parts of the part (headings, words that cite a reference), which list it in
    their `parents`; a part without parents belongs to the cable.
    """

    role: str
    name: str
    raw: str
    about: list[Pair]
    evidence: list[str]
    marks: list[Pair] = field(default_factory=list)
    direct: list[Pair] = field(default_factory=list)
    inside: list[Part] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    official: Official | None = None


class Copy:
    """One copy of a cable while it is written: the cable as read from one document."""

    __slots__ = ("_place", "cable", "cited", "hide", "key", "order", "repairs", "text", "year")

    def __init__(
        self,
        cable: Cable,
        text: str,
        content_hash: str,
        *,
        hide: bool = True,
        cited: tuple[Reference, ...] | None = None,
        key: str = "",
    ) -> None:
        """Take the cable, the text it was read from and the text's hash; `hide` keeps protected names out.

        `cited` are the references that citations in its paragraphs index, where these are not the cable's own; `key`
        is the last part of the cable's IRI.
        """
        self.cable, self.text, self.hide, self.key = cable, text, hide, key
        self.cited = cable.references if cited is None else cited
        self.repairs = set(cable.repairs)
        self._place = document_iri(content_hash)[:-1] + "#char="
        self.order = cable.executive_order.value if cable.executive_order else None
        self.year = cable.date_time_group.value.year if cable.date_time_group else None

    def place(self, span: Span) -> str:
        """Return the IRI of a place in the document (RFC 5147, code points)."""
        return f"{self._place}{span.start},{span.end}>"

    def spans(self, places: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield start and end of the places that lie in this copy."""
        for place in places:
            if place.startswith(self._place):
                start, _, end = place[len(self._place) : -1].partition(",")
                yield int(start), int(end)

    def places(self, value: Evidence) -> list[str]:
        """Return the places of a value: its pieces where a page break cuts it, else the whole; and its repetitions."""
        start = self._place
        return [f"{start}{span.start},{span.end}>" for span in value.places]

    def marks(self, value: Evidence, *more: str) -> list[Pair]:
        """Return the repairs and doubts of a value; `more` are doubts that arise in writing."""
        repairs, doubts = value.repairs, value.doubts
        if not (repairs or doubts or more):
            return []
        self.repairs.update(repairs)
        marks = [(_REPAIR, self.place(repair.span)) for repair in repairs]
        marks += [(_DOUBT, coded("doubt", doubt)) for doubt in doubts]
        marks += [(_DOUBT, coded("doubt", doubt)) for doubt in more if doubt not in doubts]
        return marks

    def part(self, role: str, name: str, value: Evidence, about: list[Pair], direct: list[Pair], *more: str) -> Part:
        """Return the part for a value of the model; `more` are doubts that arise in writing."""
        raw = value.raw if isinstance(value, Quoted) else ""
        return Part(role, name, raw, about, self.places(value), self.marks(value, *more), direct)


def named(copies: Sequence[list[Part]]) -> list[Part]:
    """Merge the parts of all copies of a cable and name each; equal parts of several copies become one.

    Where several parts wish for one name, each gets `~` and six hex digits of the hash of its raw text, so that none
    passes for the only one. A part that every copy has once, but with other words, is marked as differing.
    """
    if len(copies) == 1 and len({part.name for part in copies[0]}) == len(copies[0]):
        return copies[0]
    wishes: dict[str, list[list[Part]]] = {}
    for number, parts in enumerate(copies):
        for part in parts:
            wishes.setdefault(part.name, [[] for _ in copies])[number].append(part)
    return [part for by_copy in wishes.values() for part in _apart(by_copy)]


def _apart(by_copy: list[list[Part]]) -> list[Part]:
    once = all(len(parts) < 2 for parts in by_copy)
    kinds: dict[object, Part] = {}
    for part in (part for parts in by_copy for part in parts):
        typed = any(predicate == TYPE for predicate, _ in part.about)
        key = squeezed(part.raw) if typed and not once else (tuple(part.about), tuple(part.direct))
        if once and part.official is not None:
            key = part.name  # copies write a name with an accent or without it: one person, both spellings said
        if key in kinds:
            if once and part.official is not None and part.about != kinds[key].about:
                kinds[key].marks.append(DIFFERS)
            join(kinds[key], part)
        else:
            kinds[key] = part
    found = list(kinds.values())
    if len(found) > 1:
        for part in found:
            part.name += suffix(part.raw)
            if once:
                part.marks.append(DIFFERS)
    return found


def suffix(raw: str) -> str:
    """Return the ending that distinguishes parts of one name: `~` and six hex digits of the hash of the raw text."""
    return f"~{fingerprint(squeezed(raw))}"


def supersede(copies: Sequence[tuple[Sequence[Part], bool]]) -> None:
    """Mark the parts of copies that a corrected copy (the flag) replaces, where that one has parts of the kind.

    A part only in a replaced copy stays, with its evidence and the doubt `superseded`, but its short statement about
    the cable goes.
    """
    said = {part.role: set[str]() for parts, corrected in copies if corrected for part in parts}
    for parts, corrected in copies:
        for part in parts if corrected else ():
            said[part.role].add(_saying(part))
    for parts, corrected in copies:
        for part in parts if not corrected else ():
            if part.role in said and _saying(part) not in said[part.role]:
                part.marks.append((_DOUBT, _SUPERSEDED))
                if part.direct and all(predicate != VALUE for predicate, _ in part.about):
                    part.about += [(VALUE, value) for _, value in part.direct[:1]]
                part.direct = []


def _saying(part: Part) -> str:
    return f"{part.name} {sorted(part.about)} {sorted(part.direct)}"


def squeezed(raw: str) -> str:
    """Replace each run of blanks and line ends by one blank: copies break lines at different places."""
    return " ".join(raw.split())


def join(kept: Part, other: Part) -> None:
    """Add to a part the statements and evidence of the same part in another copy, or of its repetition."""
    for mine, theirs in ((kept.about, other.about), (kept.marks, other.marks), (kept.direct, other.direct)):
        mine.extend(pair for pair in theirs if pair not in mine)
    kept.evidence.extend(place for place in other.evidence if place not in kept.evidence)
    kept.inside.extend(other.inside)
    kept.parents.extend(parent for parent in other.parents if parent not in kept.parents)


def statements(cable: str, part: Part, triples: list[Triple]) -> None:
    """Append the statements of a part to `triples`, without its inner parts; `cable` is the cable's IRI."""
    node = f"{cable[:-1]}#{part.name}>"
    if part.parents:
        triples += [(parent, part.role, node) for parent in part.parents]
    else:
        triples.append((cable, part.role, node))
    if part.direct:
        triples += [(cable, predicate, value) for predicate, value in part.direct]
    if part.about:
        triples += [(node, predicate, value) for predicate, value in part.about]
    triples += [(node, _EVIDENCE, place) for place in part.evidence]
    if part.marks:
        triples += [(node, predicate, value) for predicate, value in part.marks]


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return a text in lower case without accents, with one hyphen for any run of other characters.

    A text that loses letters this way, or is very long, gets six hex digits of its hash: two names that differ in more
    than case, blanks and marks never share a slug.

    >>> slug("AMEMBASSY LA PAZ"), slug("São Tomé")
    ('amembassy-la-paz', 'sao-tome')
    """
    if text.isascii() and len(text) <= _LONGEST:
        plain = _BETWEEN.sub("-", text.lower()).strip("-")
        return plain or f"~{fingerprint(text)}"
    head = unicodedata.normalize("NFKD", text[: 2 * _LONGEST])
    folded = "".join(c for c in head if not unicodedata.combining(c))
    plain = _BETWEEN.sub("-", folded.lower()).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in folded)
    if lost or len(plain) > _LONGEST or len(text) > 2 * _LONGEST:
        plain = f"{plain[:_LONGEST].strip('-')}~{fingerprint(text)}"
    return plain or f"~{fingerprint(text)}"
