"""Compare a reading with the truth: field by field right, marked as doubtful, missing, or silently wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from kg.model import Cable, Official, Span
from kg.schema import Field, fields


class Verdict(StrEnum):
    """`MARKED`: not right, but marked by a repair, doubt or diagnostic. `WRONG`: not right and unmarked."""

    RIGHT = "right"
    MARKED = "marked"
    MISSING = "missing"
    WRONG = "wrong"


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _letters(text: object) -> object:
    """Return running text without its blanks: where they were lost or inserted cannot be known from the text."""
    return "".join(text.split()) if isinstance(text, str) else text


def _text(name: str) -> Callable[[Cable], list[tuple[object, object]]]:
    def read(cable: Cable) -> list[tuple[object, object]]:
        part = getattr(cable, name)
        parts = part if isinstance(part, tuple) else () if part is None else (part,)
        return [(_letters(p.value), p) for p in parts]

    return read


def _single(name: str) -> Callable[[Cable], list[tuple[object, object]]]:
    """Return a reader of one value: a list of at most one pair (the compared value, the part itself)."""

    def read(cable: Cable) -> list[tuple[object, object]]:
        part = getattr(cable, name)
        return [] if part is None else [(_one_line(getattr(part, "value", part)), part)]

    return read


def _several(name: str, *attributes: str) -> Callable[[Cable], list[tuple[object, object]]]:
    def read(cable: Cable) -> list[tuple[object, object]]:
        return [(tuple(_one_line(getattr(p, a)) for a in attributes), p) for p in getattr(cable, name)]

    return read


def _role(role: str, *attributes: str) -> Callable[[Cable], list[tuple[object, object]]]:
    def read(cable: Cable) -> list[tuple[object, object]]:
        return [(tuple(_folded(getattr(o, a)) for a in attributes), o) for o in cable.officials if _named(o, role)]

    return read


def _named(official: Official, role: str) -> bool:
    return official.role == role and official.name is not None


def _folded(text: object) -> object:
    plain = _one_line(text)
    return plain.rstrip(".").casefold() if isinstance(plain, str) else plain


_NOT_WRITTEN = ("aliases", "date", "section", "derived_from", "visitor", "participant")
"""Fields and roles that no generated text states, or that another field states too (`sections`)."""
_SPECIAL: dict[str, Callable[[Cable], list[tuple[object, object]]]] = {
    **{name: _text(name) for name in ("subject", "summary", "headings")},
    "declassify_on": lambda c: (
        [] if c.declassify_on is None else [((c.declassify_on.value, c.declassify_on.event), c.declassify_on)]
    ),
    "sections": _several("sections", "number", "of"),
    "tags": _several("tags", "code", "kind"),
    "references": _several("references", "letter", "kind", "cable_id", "year_inferred"),
    "addressees": _several("addressees", "role", "routing_indicator", "name", "precedence", "serial", "order"),
    "paragraphs": _several("paragraphs", "number", "portion_marking"),
    "mentioned": _role("mentioned", "name", "protected"),
    "classified_by": _role("classified_by", "name", "title"),
}
"""Fields of which other attributes than the value, or the name of an official, are compared."""


def _reader(key: str, field: Field) -> Callable[[Cable], list[tuple[object, object]]]:
    if key == "officials":
        return _role(field.entries, "name")
    return _several(key, "value") if field.many else _single(key)


def _name(key: str, field: Field) -> str:
    return field.entries if key == "officials" else key


_READERS = {
    name: _SPECIAL.get(name) or _reader(key, field)
    for field in fields()
    for key in field.keys
    if (name := _name(key, field)) not in _NOT_WRITTEN
}
#: The fields that are compared.
FIELDS = tuple(_READERS)


def _spans(parts: Iterable[object]) -> list[Span]:
    return [span for p in parts if isinstance(span := getattr(p, "span", None), Span)]


def _is_marked(part: object) -> bool:
    return bool(getattr(part, "doubts", ()) or getattr(part, "repairs", ()))


def _near(span: Span, others: Iterable[Span]) -> bool:
    return any(o.start < span.end + 2 and span.start < o.end + 2 for o in others)


def judge(truth: Cable, read: Cable) -> dict[str, Verdict]:
    """Return the verdict on each field of a reading: lists must agree as wholes, in their order.

    A field that is not right counts as marked where each value that differs carries a repair or doubt, or lies where
    the reading reports a repair or diagnostic; as missing where the reading only lacks something.
    """
    marked = [r.span for r in read.repairs] + [d.span for d in read.diagnostics if d.span is not None]
    return {name: _verdict(reader(truth), reader(read), marked) for name, reader in _READERS.items()}


def _verdict(true: list[tuple[object, object]], got: list[tuple[object, object]], marked: list[Span]) -> Verdict:
    truths, gots = [v for v, _ in true], [v for v, _ in got]
    if truths == gots:
        return Verdict.RIGHT
    lost = [p for v, p in true if v not in gots]
    odd = [p for v, p in got if v not in truths]
    doubtful = [*marked, *_spans(p for _, p in got if _is_marked(p))]
    odd_marked = all(_is_marked(p) or any(_near(s, marked) for s in _spans([p])) for p in odd)
    lost_marked = all(any(_near(s, doubtful) for s in _spans([p])) for p in lost)
    if (lost or odd) and odd_marked and lost_marked:
        return Verdict.MARKED
    return Verdict.MISSING if lost and not odd else Verdict.WRONG
