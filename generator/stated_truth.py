"""Make the truth from marks: the `Cable` of a generated text, with the place of every value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypedDict, TypeVar, cast

from generator.header_fields import cable_id
from generator.invented_cable import Facts, Form, Ref, To
from generator.marked_writer import Mark
from kg.model import (
    Addressee,
    Cable,
    DeclassifyOn,
    Official,
    OfficialRole,
    Paragraph,
    Reference,
    Section,
    Sender,
    Span,
    Tag,
    Value,
)
from kg.model.cable import AddresseeRole, ReferenceKind
from kg.schema import fields

T = TypeVar("T")
_ROLES: tuple[OfficialRole, ...] = ("classified_by", "drafted", "cleared", "informed", "approved", "released", "signed")
_FORM_CODES = {Form.WIRE: "acp-127", Form.SECTIONS: "acp-127", Form.CORRECTED: "acp-127"}


class _Evidence(TypedDict):
    raw: str
    span: Span


class _Truth:
    """The marks of a text by key, each turned into a part of the model."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.by_key: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            self.by_key[mark.key].append(mark)

    def evidence(self, mark: Mark) -> _Evidence:
        return {"raw": self.text[mark.start : mark.end], "span": Span(mark.start, mark.end)}

    def values(self, key: str) -> tuple[Value[T], ...]:
        return tuple(Value(cast(T, m.value), **self.evidence(m)) for m in self.by_key[key])

    def value(self, key: str) -> Value[T] | None:
        found: tuple[Value[T], ...] = self.values(key)
        return found[0] if found else None

    def parts(self, key: str, make: Callable[[Mark, _Evidence], T]) -> tuple[T, ...]:
        return tuple(make(m, self.evidence(m)) for m in self.by_key[key])

    def officials(self) -> tuple[Official, ...]:
        found = []
        for role in _ROLES:
            for mark in self.by_key[role]:
                title = str(mark.more) if mark.more else None
                found.append(Official(str(mark.value), title, role, False, **self.evidence(mark)))
        return (*found, *self._tagged(), *self._mentioned())

    def _tagged(self) -> list[Official]:
        return [
            Official(str(m.value), None, "tagged", False, **self.evidence(m))
            for m in self.by_key["tags"]
            if m.more == "person"
        ]

    def _mentioned(self) -> list[Official]:
        """Return the officials named in the text, once each: at the first place, with the others in `also`."""
        names: dict[str, list[Mark]] = defaultdict(list)
        for mark in self.by_key["mentioned"]:
            names[str(mark.value)].append(mark)
        found = []
        for name, same in names.items():
            told = [cast("tuple[str, bool]", m.more) for m in same]
            also = tuple(Span(m.start, m.end) for m in same[1:])
            protected = any(p for _, p in told)
            found.append(Official(name, told[0][0], "mentioned", protected, **self.evidence(same[0]), also=also))
        return found


def _addressee(order: int, mark: Mark, evidence: _Evidence) -> Addressee:
    to = cast(To, mark.value)
    return Addressee(
        cast(AddresseeRole, to.role),
        to.routing or None,
        to.name,
        to.precedence or None,
        to.serial or None,
        order,
        **evidence,
    )


def _reference(mark: Mark, evidence: _Evidence) -> Reference:
    ref = cast(Ref, mark.value)
    letter, inferred = cast("tuple[str | None, bool]", mark.more)
    number = cable_id(ref) if ref.kind == "cable" else None
    doubts = ("year-inferred",) if inferred else ()
    return Reference(
        letter, cast(ReferenceKind, ref.kind), cable_id=number, year_inferred=inferred, doubts=doubts, **evidence
    )


def _tag(mark: Mark, evidence: _Evidence) -> Tag:
    return Tag(str(mark.value), recognised=True, suggestion=None, kind=str(mark.more), **evidence)


def _section(mark: Mark, evidence: _Evidence) -> Section:
    number, of = cast("tuple[int, int | None]", mark.value)
    return Section(number, of, **evidence)


def _until(mark: Mark, evidence: _Evidence) -> DeclassifyOn:
    return DeclassifyOn(mark.value, str(mark.more) if mark.more else None, **evidence)  # type: ignore[arg-type]


def _sender(mark: Mark, evidence: _Evidence) -> Sender:
    return Sender(str(mark.value), evidence["raw"], **evidence)


def _paragraph(mark: Mark, evidence: _Evidence) -> Paragraph:
    return Paragraph(cast(int, mark.value), False, cast("str | None", mark.more), span=evidence["span"])


_PARTS: dict[str, Callable[[Mark, _Evidence], Any]] = {
    "sections": _section,
    "tags": _tag,
    "references": _reference,
    "paragraphs": _paragraph,
}
_ONE: dict[str, Callable[[Mark, _Evidence], Any]] = {"origin": _sender, "declassify_on": _until}


def _plain_fields() -> Iterator[tuple[str, bool]]:
    """Yield the fields that are nothing but a value, and whether a cable has several of them."""
    made = {*_PARTS, *_ONE, "id", "aliases", "form", "section", "addressees", "officials"}
    yield from ((key, field.many) for field in fields() for key in field.keys if key not in made)


def build(facts: Facts, text: str, marks: list[Mark]) -> Cable:
    """Return the truth about a text from its settled marks.

    Every value carries its span. What resolution adds (`Addressee.post`) and what reading adds (repairs, pieces) is
    not part of the truth; a mention of an official is a truth only with title and full name.
    """
    t = _Truth(text, marks)
    numbered = facts.form is not Form.DRAFT
    read: dict[str, Any] = {key: t.parts(key, make) for key, make in _PARTS.items()}
    read |= {key: next(iter(t.parts(key, make)), None) for key, make in _ONE.items()}
    read |= {key: t.values(key) if many else t.value(key) for key, many in _plain_fields()}
    return Cable(
        id=f"{facts.year % 100:02}{facts.sender.id}{facts.serial}" if numbered else None,
        form=_FORM_CODES.get(facts.form, str(facts.form)),
        section=next(iter(read["sections"]), None),
        addressees=tuple(_addressee(i, m, t.evidence(m)) for i, m in enumerate(t.by_key["addressees"], 1)),
        officials=t.officials(),
        **read,
    )
