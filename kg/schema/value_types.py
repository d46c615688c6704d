"""The types that values of fields have: what the ontology says of their range, and what the shapes ask of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of value: its `range` with prefix, and the `constraint` in Turtle that a value must satisfy."""

    range: str
    constraint: str

    @property
    def is_thing(self) -> bool:
        """Whether a value is a thing with a name of its own, not a literal."""
        return not self.range.startswith("xsd:")


def _in(*kinds: str) -> str:
    alternatives = kinds[0] if len(kinds) == 1 else f"({'|'.join(kinds)})"
    return f'sh:nodeKind sh:IRI ; sh:pattern "/{alternatives}/"'


VALUE_TYPES = {
    "text": ValueType("xsd:string", "sh:datatype xsd:string ; sh:minLength 1"),
    "time": ValueType("xsd:dateTime", 'sh:datatype xsd:dateTime ; sh:pattern "(Z|\\\\+00:00)$"'),
    "day": ValueType("xsd:date", "sh:datatype xsd:date"),
    "order": ValueType("xsd:string", 'sh:datatype xsd:string ; sh:pattern "^[0-9]{4,5}$"'),
    "sender": ValueType("org:Organization", _in("post", "organisation", "addressee")),
    "addressee": ValueType("foaf:Agent", _in("post", "organisation", "collective", "addressee", "official")),
    "person": ValueType("kg:Person", _in("official")),
    "cable": ValueType("kg:Cable", 'sh:nodeKind sh:IRI ; sh:pattern "/cable/[^#/]+$"'),
    "classification": ValueType("skos:Concept", _in("classification")),
    "precedence": ValueType("skos:Concept", _in("precedence")),
    "caption": ValueType("skos:Concept", _in("caption")),
    "reason": ValueType("skos:Concept", _in("reason")),
    "topic": ValueType("skos:Concept", _in("topic")),
}
"""What each type means: `time` is a moment in UTC, `day` a date, `order` the number of an executive order; those from
`sender` on are things of the graph, the last five entries of the vocabularies of these names."""
