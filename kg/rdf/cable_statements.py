"""Write the statements of the copies of one cable as triples of the default graph.

    triples = stated(cable, document)

They are made from these copies and the shipped vocabularies alone. Statements may come twice; sorting them for
Turtle, or loading them into the store, keeps one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kg.model import Cable, Document, Official
from kg.model.cable_id import station_of
from kg.rdf import (
    addressees,
    documents,
    excisions,
    markings,
    message_header,
    official_mentions,
    paragraphs,
    references,
    repairs,
    topics,
)
from kg.rdf.cable_parts import Copy, Part, named, statements, supersede
from kg.rdf.same_message import Message, default_key
from kg.rdf.value_states import settle
from kg.resolution.cable_digest import Digest, Mention
from kg.resolution.join_sections import join_sections, lacks_sections, with_citations
from kg.resolution.merge_copies import counting
from kg.schema import fields
from kg.terms.iris import KG, PART, cable_iri, coded
from kg.terms.ntriples_terms import Triple

_SHARES, _DOUBT = KG("sharesNumberWith"), KG("doubt")
_NUMBER_SHARED = coded("doubt", "number-shared")
#: Roles that a corrected copy replaces. Envelope, text and release marks belong to each copy.
_CORRECTABLE = frozenset(PART(field.role) for field in fields() if field.replaced)
#: Parts that may hang on a paragraph.
_INNER = (paragraphs.HEADING, excisions.EXCISION)
_FIELDS = (
    message_header.parts,
    markings.parts,
    addressees.parts,
    topics.parts,
    references.parts,
    official_mentions.parts,
    paragraphs.parts,
    excisions.outside,
)


class Statements(Struct, frozen=True):
    """The statements of a cable, and the digest from which conclusions over many cables are drawn."""

    triples: list[Triple]
    digest: Digest


def write(message: Message, *, include_protected: bool = False) -> Statements:
    """Return the statements of the copies of one message, and their digest."""
    node = cable_iri(message.key)
    found = join_sections(message.copies)
    copies = [
        Copy(cable, d.text, d.hash, hide=not include_protected, cited=cited, key=message.key)
        for cable, d, cited in with_citations(found)
    ]
    triples = list(documents.revisions(found))
    for cable, document in found:
        triples += message_header.whole(node, cable)
        triples += documents.described(node, document, cable)
        triples += message_header.named_only(cable)
        triples += addressees.named_only(cable, message.key)
        triples += references.stubs(cable)
    for other in message.shares:
        triples.append((node, _SHARES, cable_iri(other)))
        triples.append((node, _DOUBT, _NUMBER_SHARED))
    parts = _named(node, copies)
    for part in parts:
        statements(node, part, triples)
    for copy in copies:
        triples += repairs.described(copy)
        triples += repairs.around(node, copy, parts)
    return Statements(triples, _digest(message, parts))


def stated(
    cable: Cable, document: Document, key: str | None = None, *, include_protected: bool = False
) -> Iterator[Triple]:
    """Yield the statements of one copy of a cable.

    `key` is the last part of the cable's IRI where that is not its number (see `kg.rdf.same_message`).
    """
    message = Message(key or default_key(cable, document), ((cable, document),))
    yield from write(message, include_protected=include_protected).triples


def _named(node: str, copies: Sequence[Copy]) -> list[Part]:
    """Return the named parts of all copies; parts inside a paragraph hang on it, with names unique in the cable."""
    by_copy = [[part for field in _FIELDS for part in field(copy)] for copy in copies]
    corrected = counting([copy.cable for copy in copies])
    if any(corrected) and not all(corrected):
        stated = ([p for p in parts if p.role in _CORRECTABLE] for parts in by_copy)
        supersede(list(zip(stated, corrected, strict=True)))
    inner = [part for parts in by_copy for part in parts if part.role in _INNER]
    outer = named([[part for part in parts if part.role not in _INNER] for parts in by_copy])
    for part in inner:
        part.parents.append(node)
    for holder in outer:
        for part in holder.inside:
            if part.role in _INNER:
                part.parents += [node] * (part.role == excisions.EXCISION) + [f"{node[:-1]}#{holder.name}>"]
                inner.append(part)
    message_header.one_sender(outer, copies[0].cable.id)
    settle(outer)
    return outer + named([inner]) + paragraphs.citations(node, outer)


def _digest(message: Message, parts: Iterable[Part]) -> Digest:
    known = [cable for cable, _ in message.copies]
    cables = [cable for _, cable in sorted(zip(counting(known), known, strict=True), key=lambda one: not one[0])]
    sent = next((c.date_time_group.value for c in cables if c.date_time_group), None)
    senders = [c.origin.value for c in cables if c.origin and c.origin.value]
    station = station_of(cables[0].id)
    post = station if station in senders or not senders else senders[0]
    complete = not lacks_sections(cables)
    cited = tuple(sorted({r.cable_id for cable in cables for r in cable.references if r.cable_id}))
    officials = [(part.name, part.official) for part in parts if part.official is not None]
    mentions = tuple(
        Mention(fragment, o.name, o.title, o.role, o.organisation, *_listing(o)) for fragment, o in officials if o.name
    )
    return Digest(message.key, post, sent.date() if sent else None, complete, cited, mentions)


def _listing(one: Official) -> tuple[str | None, str | None]:
    """Return the key and the name of the entry in an edition's list of persons; None twice where there is none."""
    return (one.listing.key, one.listing.name) if one.listing else (None, None)
