"""Name properties for people: the same words in the ontology, on pages, in exports and in help.

The labels of a cable's fields stand in `ontology/fields.csv`; those of all other properties of a part, a copy, a post
or a person in `ontology/properties.csv`. A property without a row gets a label from its own name (`chargeCode` →
"charge code"), since a graph may have properties beyond these tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import KgError
from kg.schema.fields import GROUPS, fields
from kg.terms.iris import expand, local_name
from kg.terms.namespaces import NAMESPACES
from kg.vocabulary.csv_tables import read

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Property:
    """A property other than a field of a cable: its IRI and its words.

    `arrow` is the code of its arrow in pictures, `source` and `target` the kinds of node at the ends.
    """

    iri: str
    label: str
    backward: str
    group: str
    arrow: str
    source: str
    target: str


@cache
def properties() -> tuple[Property, ...]:
    """Return the properties other than fields of a cable, in display order; raise `KgError` for an invalid row."""
    found = []
    for row in read("properties", "."):
        if row["group"] not in ("", *GROUPS) or not row["label"] or row["property"].partition(":")[0] not in NAMESPACES:
            raise KgError(f"ontology/properties.csv, row {row['property']!r}: its prefix, label or group cannot be")
        found.append(
            Property(
                expand(row["property"]),
                row["label"],
                row["backward"],
                row["group"],
                row["arrow"],
                row["from"],
                row["to"],
            )
        )
    return tuple(found)


@cache
def _labels() -> Mapping[str, str]:
    """Return the labels by IRI and by role; a role shared by several properties gets the label of the first."""
    known: dict[str, str] = {}
    for field in fields():
        for iri in (field.properties[:1], (field.careful,) if field.careful else ()):
            known.update(dict.fromkeys(iri, field.label))
        known.setdefault(field.role, field.label)
    for one in properties():
        known.setdefault(one.iri, one.label)
        known.setdefault(local_name(one.iri), one.label)
    return known


@cache
def _places() -> Mapping[str, int]:
    """Return the position of each role in display order."""
    roles = [field.role for field in fields()] + [local_name(one.iri) for one in properties()]
    return {role: n for n, role in enumerate(dict.fromkeys(roles))}


def label(name: str) -> str:
    """Return the label of a property within a sentence, by its IRI or its role (its local name).

    >>> label("https://w3id.org/cable-kg/ontology#copiedTo"), label("copiedTo"), label("chargeCode")
    ('information addressee', 'information addressee', 'charge code')
    >>> label("http://xmlns.com/foaf/0.1/title"), label("title")
    ('title', 'subject')
    """
    if (found := _labels().get(name)) is not None:
        return found
    words = _WORDS.sub(" ", local_name(name)).replace("_", " ").replace("-", " ").split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def label_of_key(name: str) -> str:
    """Return the label of a field by its key in `Cable.to_dict`, of an official by the role.

    A key that several fields share is put in words.

    >>> label_of_key("tags"), label_of_key("signed"), label_of_key("addressees"), label_of_key("declassify_on")
    ('TAGS entry', 'signer', 'addressees', 'declassify on')
    """
    known = [f.label for f in fields() if name in f.keys or (f.part == "Mention" and f.entries == name)]
    return known[0] if len(known) == 1 else name.replace("_", " ")


def heading(words: str) -> str:
    """Capitalise the first letter of words that begin a line.

    >>> heading(label("copiedTo")), heading(label("topic"))
    ('Information addressee', 'TAGS entry')
    """
    return words[:1].upper() + words[1:]


def heading_of(role: str) -> str:
    """Return the label of a property by its local name, capitalised to begin a line.

    >>> heading_of("copiedTo"), heading_of("chargeCode")
    ('Information addressee', 'Charge code')
    """
    return heading(label(role))


def role_order(role: str) -> tuple[int, str]:
    """Return the sort key of a role among the facts of a thing; a role without a row comes last, by its name."""
    places = _places()
    return (places.get(role, len(places)), role)


def group_of(role: str) -> str:
    """Return the display group of a role; empty for the main facts of a thing.

    >>> group_of("passLine"), group_of("prefLabel")
    ('transmission', '')
    """
    return _groups().get(role, "")


@cache
def _groups() -> Mapping[str, str]:
    known = {local_name(one.iri): one.group for one in properties()}
    return {**known, **{field.role: field.group for field in fields()}}


FOLDED = {"structure": "Paragraphs and headings", "transmission": "Number, status and transmission"}
"""The groups that a page folds away → their headings."""


def in_group(group: str) -> tuple[str, ...]:
    """Return the roles of a group in display order.

    >>> in_group("structure")
    ('paragraph', 'heading')
    """
    return tuple(role for role in sorted(_groups(), key=role_order) if _groups()[role] == group)
