"""Look up the short closed lists: levels, precedences, captions, markings, reasons, rules, doubts, statuses.

Each list is a SKOS scheme of the ontology; `Concept.code` is the last part of the concept's IRI
(`https://w3id.org/cable-kg/<scheme>/<code>`), `Concept.notation` the form printed in cables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.vocabulary.csv_tables import LONGEST, Row, fold, read, split


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a closed list. `rank` orders ranked lists: 0 is the most urgent precedence, or the lowest level."""

    scheme: str
    code: str
    notation: str
    label: str
    note: str
    source: str
    spellings: tuple[str, ...] = ()
    kind: str = ""
    rank: int | None = None
    order: str = ""
    captions: tuple[str, ...] = ()
    level: str = ""


#: Scheme → (table, column of the printed form, column of the explanation).
SCHEMES = {
    "classification": ("classifications", "level", "meaning"),
    "precedence": ("precedences", "name", "meaning"),
    "caption": ("captions", "caption", "meaning"),
    "portion": ("portions", "marking", ""),
    "reason": ("reasons", "reason", "note"),
    "declassification": ("declassification", "marking", "note"),
    "rule": ("rules", "code", ""),
    "doubt": ("doubts", "code", ""),
    "release": ("release_status", "code", ""),
    "status": ("status", "code", ""),
    "value-state": ("value_states", "code", ""),
}


def _concept(scheme: str, row: Row, printed: str, note: str) -> Concept:
    return Concept(
        scheme=scheme,
        code=row["code"],
        notation=row[printed],
        label=row["label"],
        note=row[note] if note else "",
        source=row["source"],
        spellings=split(row.get("spellings", "")),
        kind=row.get("kind", ""),
        rank=int(row["rank"]) if row.get("rank") else None,
        order=row.get("order", ""),
        captions=split(row.get("captions", "")),
        level=row.get("level", ""),
    )


@cache
def concepts(scheme: str) -> tuple[Concept, ...]:
    """Return every concept of a scheme (a key of `SCHEMES`), in the order of its table."""
    table, printed, note = SCHEMES[scheme]
    return tuple(_concept(scheme, row, printed, note) for row in read(table))


@cache
def _index(scheme: str) -> dict[str, Concept]:
    """Return the concepts of a scheme by each of their forms; a code or full form beats a spelling."""
    found: dict[str, Concept] = {}
    for concept in concepts(scheme):
        for form in (concept.code, concept.notation):
            found.setdefault(_plain(form), concept)
    for concept in concepts(scheme):
        for form in concept.spellings:
            found.setdefault(_plain(form), concept)
    return found


def _plain(text: str) -> str:
    """Return text in capitals, with each run of blanks, slashes, hyphens and points as one blank."""
    return " ".join(re.split(r"[\s/.-]+", fold(text))).strip()


@lru_cache(maxsize=16_384)
def _known(scheme: str, text: str) -> Concept | None:
    return _index(scheme).get(_plain(text))


def _find(scheme: str, text: str) -> Concept | None:
    return _known(scheme, text) if text and len(text) <= LONGEST else None


@cache
def _prosigns() -> dict[str, Concept]:
    found: dict[str, Concept] = {}
    for row, concept in zip(read("precedences"), concepts("precedence"), strict=True):
        found.setdefault(row["prosign"], concept)
    return found


def precedence(word_or_prosign: str) -> Concept | None:
    """Return the precedence of a prosign or word (`O`, `IMMEDIATE`, `NIACT IMMEDIATE`); None for other words.

    >>> precedence("O").code
    'IMMEDIATE'
    """
    return _prosigns().get(word_or_prosign.strip().upper()) or _find("precedence", word_or_prosign)


def caption(text: str) -> Concept | None:
    """Return the caption with a printed form (`SIPDIS`, `ROGER CHANNEL`); None if it is in no list.

    >>> caption("ROGER CHANNEL").code
    'ROGER-CHANNEL'
    """
    return _find("caption", text)


def classification(level: str) -> Concept | None:
    """Return the level with a printed form (`UNCLAS`, `LIMITED OFFICIAL USE`); None for other words.

    >>> classification("LIMITED OFFICIAL USE").code
    'LIMITED-OFFICIAL-USE'
    """
    return _find("classification", level)


def reason(order: str | None, mark: str) -> Concept | None:
    """Return the reason for classification `mark` (`1.4(c)`, `1.4 C`) under an executive order.

    `order` may be printed in any way (`12958`, `E.O. 12958, as amended`); where it is unknown (None) the mark must
    mean the same paragraph in one order only.

    >>> reason("12958", "1.4(c)").label
    'Intelligence activities (including special activities), intelligence sources or methods, or cryptology'
    """
    if len(mark) > LONGEST:
        return None
    wanted = re.sub(r"[\s()]", "", mark).lower()
    digits = re.search(r"\d{5}", order) if order else None
    if digits:
        return _reasons().get((digits.group(), wanted))
    matches = [c for (_, m), c in _reasons().items() if m == wanted]
    return matches[0] if len(matches) == 1 else None


@cache
def _reasons() -> dict[tuple[str, str], Concept]:
    return {(c.order, re.sub(r"[()]", "", c.notation)): c for c in concepts("reason")}


def declassification(order: str | None, mark: str) -> Concept | None:
    """Return the declassification marking (`X1`, `GDS`, `XGDS-2`, `OADR`, `25X1`) under an executive order.

    >>> declassification("12958", "X1").notation
    'X1'
    """
    digits = re.search(r"\d{5}", order) if order else None
    wanted = _plain(mark) if len(mark) <= LONGEST else ""
    matches = [c for c in concepts("declassification") if _plain(c.notation) == wanted]
    if digits:
        matches = [c for c in matches if c.order == digits.group()]
    return matches[0] if len(matches) == 1 else None


def portion(marking: str) -> Concept | None:
    """Return the portion marking with a printed form (`(C)`, `C//NF`, `S - ENTIRE TEXT`, `C/REL USA, GBR`).

    Parentheses, single or double slashes and `ENTIRE TEXT` make no difference; a list of countries after REL is not
    part of the marking.

    >>> portion("(C)").code
    'C'
    """
    if len(marking) > LONGEST:
        return None
    text = fold(marking).strip().strip("()").strip()
    text = re.sub(r"[\s-]{1,5}ENTIRE TEXT$", "", text)
    text = re.sub(r"\bNOFORN\b", "NF", text)
    text = re.sub(r"\bREL\b.*", "REL", text)
    return _find("portion", text)


def rule(code: str) -> Concept | None:
    """Return the rule of a repair or a conclusion by its code (`pilcrow`, `name-post-time`).

    >>> rule("pilcrow").label
    'A pilcrow read as 1 before a paragraph number'
    """
    return _find("rule", code)


def doubt(code: str) -> Concept | None:
    """Return a doubt by its code (`year-inferred`).

    >>> doubt("year-inferred").label
    'No year is written; the citing cable’s year is taken'
    """
    return _find("doubt", code)


def release(code: str) -> Concept | None:
    """Return a release status by its code (`leaked`, `released-in-part`).

    >>> release("leaked").label
    'Leaked'
    """
    return _find("release", code)


def status(code: str) -> Concept | None:
    """Return the status of a cable by its code (`held`, `referenced-only`).

    >>> status("held").label
    'Held'
    """
    return _find("status", code)
