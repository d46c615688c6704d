"""Decide the place of the value of a part of a cable, for the writer and every reader of a graph.

A part without `rdf:value` gives the reason. Where a cable has one of a kind (a subject, a date-time group), the value
stands at the cable; `settle` gives each part its own value as soon as there are two. Any other part states itself that
nothing is known, that a name is protected, or that no cable is meant (`kg:valueState`). No value of another part is
ever a part's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.schema import Stands, fields, local_name
from kg.terms.iris import KG, NAME, PART, VALUE, coded
from kg.terms.ntriples_terms import Pair, literal

if TYPE_CHECKING:
    from kg.rdf.cable_parts import Part

T = TypeVar("T")

AT_CABLE: dict[str, tuple[str, ...]] = {
    field.role: field.properties for field in fields() if field.stands is Stands.CABLE
}
"""Role of a part whose value stands at the cable → the properties that hold it there, the first present counts."""

IN_ITSELF = frozenset(field.role for field in fields() if field.stands is Stands.ITSELF)
"""Roles of parts whose meaning is the part itself."""

_SAYS = KG.iri + "textSays"
_STATE, _PROTECTED = KG.iri + "valueState", KG.iri + "protected"
_ROLES_OF = {prop: field.role for field in fields() if field.part for prop in field.properties}
_AT_CABLE = frozenset(map(PART, AT_CABLE))
_IN_ITSELF = frozenset(map(PART, IN_ITSELF))
_HIDDEN, _KIND, _CABLE_KIND = KG("protected"), KG("kind"), literal("cable")


class State(Enum):
    """The place of the value of a part, or the reason for the value's absence."""

    HERE = "here"
    AT_CABLE = "at-cable"
    CORRECTED = "corrected"
    ITSELF = "itself"
    UNKNOWN = "unknown"
    PROTECTED = "protected"
    NO_CABLE = "no-cable"
    NO_PERSON = "no-person"


@dataclass(frozen=True, slots=True)
class Meaning(Generic[T]):
    """The state of a part, and its `values`, which only `HERE` and `AT_CABLE` have."""

    state: State
    values: tuple[T, ...] = ()


def meaning(
    role: str, part: Callable[[str], Sequence[T]], whole: Callable[[str], Sequence[T]], text: Callable[[T], str] = str
) -> Meaning[T]:
    """Return the meaning of a part in the role `part:<role>`.

    `part` and `whole` give the values of a property (a full IRI without brackets) of the part, and of the cable;
    `text` gives the IRI of a value, with or without brackets.

    >>> cable = {"http://purl.org/dc/terms/title": ["A visit"], KG.iri + "signedBy": ["the minister"]}
    >>> meaning("title", lambda _: [], lambda prop: cable.get(prop, [])).values
    ('A visit',)
    >>> meaning("signedBy", lambda _: [], lambda prop: cable.get(prop, [])).state
    <State.UNKNOWN: 'unknown'>
    """
    if values := part(VALUE[1:-1]):
        return Meaning(State.HERE, tuple(values))
    if part(_SAYS):
        return Meaning(State.CORRECTED)
    stated = {text(value).rpartition("/")[2].rstrip(">") for value in part(_STATE)}
    if stated or part(_PROTECTED):
        why = (State.PROTECTED, State.NO_CABLE, State.NO_PERSON)
        stated = stated or {State.PROTECTED.value}
        return Meaning(next((state for state in why if state.value in stated), State.UNKNOWN))
    if role in IN_ITSELF:
        return Meaning(State.ITSELF)
    said = next((values for prop in AT_CABLE.get(role, ()) if (values := whole(prop))), ())
    return Meaning(State.AT_CABLE, tuple(said)) if len(said) == 1 else Meaning(State.UNKNOWN)


def role_of(prop: str) -> str:
    """Return the role of the parts that support a property of a cable: `…terms/title` → `title`."""
    return _ROLES_OF.get(prop) or local_name(prop)


def properties_of(role: str) -> tuple[str, ...]:
    """Return the properties that a cable has because of parts in a role: `copiedTo` → `kg:copiedTo`."""
    return AT_CABLE.get(role) or (KG.iri + role,)


def without(state: State) -> Pair:
    """Return property and value for the reason why a part has no value."""
    return KG("valueState"), coded("value-state", state.value)


def settle(parts: Iterable[Part]) -> None:
    """Give every part without a value its reason, or its own value where the cable has several of the kind."""
    at_cable: dict[str, list[Part]] = {}
    own: set[str] = set()
    for part in parts:
        if any(predicate == VALUE for predicate, _ in part.about):
            own.add(part.role)
            continue
        if part.direct and part.role in _AT_CABLE:
            at_cable.setdefault(part.role, []).append(part)
        elif part.role not in _IN_ITSELF:
            part.about += _why(part)
    for role, group in at_cable.items():
        if role in own or len({part.direct[0] for part in group}) > 1:
            for part in group:
                part.about.append((VALUE, part.direct[0][1]))


def _why(part: Part) -> list[Pair]:
    """Return the reason why a part has no value; none for a named person, whose identity is concluded elsewhere."""
    if any(predicate == _HIDDEN for predicate, _ in part.about):
        return [without(State.PROTECTED)]
    kinds = [value for predicate, value in part.about if predicate == _KIND]
    if kinds:
        return [without(State.UNKNOWN if kinds == [_CABLE_KIND] else State.NO_CABLE)]
    return [] if any(predicate == NAME for predicate, _ in part.about) else [without(State.UNKNOWN)]
