"""Apply corrections to a cable: the corrected value holds, and the words of the text stay visible.

    corrected = correct(key, triples, digest, corrections)

The quick property gets the corrected value. The part from the text keeps its place and its own value in `kg:textSays`.
The correction is a node of its own, with its author and reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec.structs import replace

from kg.rdf.cable_parts import slug
from kg.rdf.correctable_fields import FIELDS, PARTS, Terms, UnusableError
from kg.rdf.message_header import numbered
from kg.rdf.official_mentions import ROLES
from kg.rdf.value_states import State, meaning, properties_of, without
from kg.resolution.cable_digest import Digest, Mention
from kg.resolution.corrections_table import NO_PERSON, Correction
from kg.schema import fields
from kg.terms.iris import DCTERMS, FOAF, KG, NAME, PART, PROV, RDFS, TITLE, TYPE, VALUE, cable_iri, coded, local
from kg.terms.ntriples_terms import Triple, day, fingerprint, iri, literal, unsegment, year

_CORRECTION, _CORRECTS, _FIELD, _SAYS = KG("Correction"), KG("corrects"), KG("field"), KG("textSays")
_STATE = KG("valueState")
_DOUBT, _CORRECTED = KG("doubt"), coded("doubt", "corrected")
_DAY = KG("date")
_DATE, _REFERENCES = DCTERMS("date"), KG("references")
_QUICK = {role: quick for quick, role, _ in FIELDS.values()}
_MENTIONS = tuple(PART(name) for name, _ in ROLES.values())
"""The properties from a cable to mentions of persons."""
_ENDS = {"post": "post", "cable": "cable", "tag": "topic"}
_FITS = {says: frozenset(PART(f.role) for f in fields() if f.far_end == end) for says, end in _ENDS.items()}
"""What a correction says of a part → the properties to the parts that it fits, by what stands at their far end."""


@dataclass(slots=True)
class Corrected:
    """A corrected cable: its statements and digest, the number of applied corrections, and messages on the others."""

    triples: list[Triple]
    digest: Digest
    applied: int = 0
    problems: list[str] = field(default_factory=list)


def correct(key: str, triples: Iterable[Triple], digest: Digest, corrections: Iterable[Correction]) -> Corrected:
    """Apply the usable corrections to a cable; the others become `problems`."""
    work = _Work(key, dict.fromkeys(triples), digest)
    done = Corrected([], digest)
    for one in corrections:
        try:
            work.apply(one)
        except UnusableError as error:
            done.problems.append(f"{one.line()}: {error}")
        else:
            done.applied += 1
    done.triples, done.digest = list(work.triples), work.digest
    return done


class _Work:
    """The statements of one cable while they are corrected."""

    def __init__(self, key: str, triples: dict[Triple, None], digest: Digest) -> None:
        self.key, self.triples, self.digest = key, triples, digest
        self.cable = cable_iri(key)

    def apply(self, one: Correction) -> None:
        """Apply one correction; raise `UnusableError` where it cannot be used."""
        if one.part:
            if not any(subject == self._part(one) for subject, _, _ in self.triples):
                raise UnusableError("this cable has no such part")
            if not one.judged:
                self._of_part(one)
        elif one.says in FIELDS:
            self._whole(one)
        else:
            raise UnusableError(f"there is no field {one.says!r}; known are: {', '.join(FIELDS)}")
        if one.judged:
            other = iri(one.value) if one.says == "is" else mention_iri(one.value)
            self._note(one, self._part(one), [], [other])

    def _part(self, one: Correction) -> str:
        return mention_iri(one.what)

    def _objects(self, subject: str, predicate: str) -> Terms:
        return [o for s, p, o in self.triples if s == subject and p == predicate]

    def _replace(self, subject: str, predicate: str, new: Iterable[str]) -> Terms:
        """Replace the values of a property; return the old ones."""
        old = self._objects(subject, predicate)
        for value in old:
            del self.triples[subject, predicate, value]
        self._add((subject, predicate, value) for value in new)
        return old

    def _add(self, triples: Iterable[Triple]) -> None:
        self.triples.update(dict.fromkeys(triples))

    def _whole(self, one: Correction) -> None:
        quick, role, make = FIELDS[one.says]
        new = make(one.value)
        self._forget_earlier(role)
        said = {part: self._said(part, role) for part in self._objects(self.cable, role)}
        for prop in properties_of(role[len(PART.iri) + 1 : -1]):
            self._replace(self.cable, f"<{prop}>", new if f"<{prop}>" == quick else ())
        carried: set[str] = set()
        for part, values in said.items():
            if values and set(values) <= set(new) and not self._objects(part, _SAYS):
                carried.update(values)
            else:
                self._put_right(part, values)
        old = [value for values in said.values() for value in values]
        node = self._note(one, self.cable, old, new)
        for value in new:
            if value not in carried:
                self._new_part(one, role, value, node)
        if one.says == "references":
            self._add(t for value in new for t in numbered(value, _number(value)))
        self._told(one.says, new)

    def _said(self, part: str, role: str) -> Terms:
        """Return the text's own value at a part, before any correction; empty where it is unknown."""
        if says := self._objects(part, _SAYS):
            return says
        name = role[len(PART.iri) + 1 : -1]
        found = meaning(name, lambda p: self._objects(part, f"<{p}>"), lambda p: self._objects(self.cable, f"<{p}>"))
        return [*found.values]

    def _put_right(self, part: str, said: Terms) -> None:
        """Move the value of a part to `kg:textSays` and mark the part as corrected."""
        self._replace(part, VALUE, ())
        self._add((part, _SAYS, value) for value in said)
        if not said and not self._objects(part, _STATE):
            self._add([(part, *without(State.UNKNOWN))])
        self._add([(part, _DOUBT, _CORRECTED)])

    def _forget_earlier(self, role: str) -> None:
        """Remove the parts that an earlier correction of this field made; the correction itself stays."""
        for part in self._objects(self.cable, role):
            if part.startswith(f"{self.cable[:-1]}#corrected-"):
                for triple in [t for t in self.triples if part in (t[0], t[2])]:
                    del self.triples[triple]

    def _new_part(self, one: Correction, role: str, value: str, correction: str) -> None:
        """Add a part for a corrected value that no part of the text has, derived from the correction."""
        node = f"{self.cable[:-1]}#corrected-{slug(one.says)}-{fingerprint(value)}>"
        self._add([(self.cable, role, node), (node, VALUE, value), (node, PROV("wasDerivedFrom"), correction)])
        if role in _FITS["post"] and role != PART("origin"):
            self._add([(node, NAME, literal(_local(value)))])
        if role in _FITS["cable"]:
            self._add([(node, KG("kind"), literal("cable"))])
            self._add([(node, KG("raw"), literal(_number(value)))])

    def _of_part(self, one: Correction) -> None:
        part = self._part(one)
        role = next((p for s, p, o in self.triples if s == self.cable and o == part), "")
        if one.says == "is":
            self._no_person(one, part)
            return
        if one.says not in PARTS:
            known = ", ".join(PARTS)
            raise UnusableError(f"of a part {known} can be corrected, and who a mention is; not {one.says!r}")
        predicate, make = PARTS[one.says]
        if one.says in _FITS and role not in _FITS[one.says]:
            raise UnusableError(f"this part has no {one.says}")
        new = make(one.value)
        old = self._replace(part, predicate, [new])
        if predicate in (VALUE, NAME):
            self._replace(part, _STATE, ())
        if predicate == VALUE and role in _QUICK:
            still = {v for p in self._objects(self.cable, role) for v in self._objects(p, VALUE)}
            self._add([(self.cable, _QUICK[role], new)])
            for value in old:
                if value not in still:
                    self.triples.pop((self.cable, _QUICK[role], value), None)
        says = self._earlier(part, one.says, old)
        self._add((part, _SAYS, value) for value in says if value != new)
        self._add([(part, _DOUBT, _CORRECTED)])
        if one.says == "cable":
            self._add(numbered(new, _number(new)))
        self._note(one, part, says, [new])
        self._told_of_part(one, role, new)

    def _earlier(self, part: str, says: str, old: Terms) -> Terms:
        """Return the text's own value in place of an earlier correction's.

        For an unread reference return its words in the text.
        """
        for note in (s for s, p, o in self.triples if p == _CORRECTS and o == part):
            if literal(says) in self._objects(note, _FIELD):
                return self._objects(note, _SAYS)
        return old or (self._objects(part, KG("raw")) if says == "cable" else [])

    def _no_person(self, one: Correction, mention: str) -> None:
        """State that a mention is no person: its words stay, and no person is concluded from them."""
        if not any((self.cable, role, mention) in self.triples for role in _MENTIONS):
            raise UnusableError("only of a mention it can be said that it is no person")
        names = [value for prop in (NAME, TITLE) for value in self._replace(mention, prop, ())]
        self._replace(mention, _STATE, [without(State.NO_PERSON)[1]])
        self._put_right(mention, names)
        self._note(one, mention, names, [literal(NO_PERSON)])
        mentions = tuple(m for m in self.digest.mentions if m.fragment != one.part)
        self.digest = replace(self.digest, mentions=mentions)

    def _note(self, one: Correction, what: str, old: Terms, new: Terms) -> str:
        """Add the node of a correction with author, reason, old and new values; return it."""
        node = f"{self.cable[:-1]}#correction-{slug(one.says)}-{fingerprint(one.line() + one.reason)}>"
        self._add([(node, TYPE, _CORRECTION), (node, _CORRECTS, what), (node, _FIELD, literal(one.says))])
        self._add((node, VALUE, value) for value in new)
        self._add((node, _SAYS, value) for value in old if value not in new)
        author = local("author", slug(one.author))
        self._add(
            [
                (node, PROV("wasAttributedTo"), author),
                (node, RDFS("comment"), literal(one.reason)),
                (author, TYPE, FOAF("Agent")),
                (author, NAME, literal(one.author)),
                (author, RDFS("label"), literal(one.author)),
            ]
        )
        if one.date:
            self._add([(node, DCTERMS("created"), day(date.fromisoformat(one.date)))])
        return node

    def _told(self, says: str, new: Terms) -> None:
        """Correct the digest that conclusions are drawn from."""
        if says == "date" and new:
            when = datetime.fromisoformat(new[0].split('"')[1].replace("Z", "+00:00"))
            self._replace(self.cable, _DATE, [year(when.year)])
            self._replace(self.cable, _DAY, [day(when.date())])
            self.digest = replace(self.digest, day=when.date())
        elif says == "date":
            self._replace(self.cable, _DAY, [])
            self.digest = replace(self.digest, day=None)
        elif says == "origin":
            self._sent_by(new[0] if new else "")
        elif says == "references":
            self.digest = replace(self.digest, cites=tuple(sorted(map(_number, new))))

    def _sent_by(self, node: str) -> None:
        start = coded("post", "")[:-1]
        self.digest = replace(self.digest, post=node[len(start) : -1] if node.startswith(start) else None)

    def _told_of_part(self, one: Correction, role: str, new: str) -> None:
        if role == PART("origin") and one.says == "post":
            self._sent_by(new)
        if one.says == "cable":
            cited = (_number(value) for value in self._objects(self.cable, _REFERENCES))
            self.digest = replace(self.digest, cites=tuple(sorted(set(cited))))
        changes = {"name": _renamed, "title": _titled, "organisation": _placed}
        if one.says in changes:
            change = changes[one.says]
            mentions = (change(m, one.value) if m.fragment == one.part else m for m in self.digest.mentions)
            self.digest = replace(self.digest, mentions=tuple(mentions))


def _renamed(mention: Mention, value: str) -> Mention:
    return replace(mention, name=value)


def _titled(mention: Mention, value: str) -> Mention:
    return replace(mention, title=value)


def _placed(mention: Mention, value: str) -> Mention:
    return replace(mention, organisation=value)


def _number(cable: str) -> str:
    return cable.rpartition("/")[2][:-1]


def _local(node: str) -> str:
    return unsegment(node.rpartition("/")[2].rstrip(">"))


def mention_iri(what: str) -> str:
    """Return the IRI of a part from the name that a correction uses (`07LIMA2181#p4`)."""
    cable, _, part = what.partition("#")
    return f"{cable_iri(cable)[:-1]}#{part}>"
