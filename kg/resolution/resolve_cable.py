"""Parse cables and resolve their values by the vocabularies: the posts behind the names of addressees.

    TO SECSTATE WASHDC              the post STATE
    INFO CIA WASHINGTON DC          the organisation CIA
    INFO AMEMBASSY QUITO 0123       the post QUITO
    INFO ARAB LEAGUE COLLECTIVE     a collective: many posts under one name

A name that is in no list keeps its words, with the doubt `unresolved`. `kg.parse` and `kg.parse_all` are here.
"""

from __future__ import annotations

from msgspec.structs import replace

from kg.model import Addressee, Cable
from kg.parsing.messages import read, read_all
from kg.resolution.merge_copies import merge_copies
from kg.vocabulary import organisations, posts


def _resolve_addressee(one: Addressee) -> Addressee:
    """Return an addressee with its post. The name decides: a routing indicator serves several addressees."""
    if one.kind == "person" or one.post is not None:
        return one
    if (post := posts.by_name(one.name)) is not None:
        return replace(one, post=post.id, kind="post")
    if organisations.find_collective(one.name) is not None:
        return replace(one, kind="collective")
    if organisations.find(one.name) is not None:
        return replace(one, kind="organisation")
    return replace(one, doubts=(*one.doubts, "unresolved"))


def resolve(cable: Cable) -> Cable:
    """Return the cable with the post of every addressee, or the doubt `unresolved`."""
    return replace(cable, addressees=tuple(_resolve_addressee(a) for a in cable.addressees))


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(f"a cable is read from its text, a str, not from {type(given).__name__}: decode it first")
    return given


def parse(text: str, id: str | None = None, year: int | None = None) -> Cable:  # noqa: A002
    """Parse the first cable of a text, and resolve its names by the vocabularies.

    `id` and `year` come from the source beside the text (a file name, a record), and count where the text is silent.
    Never raises on text (`TypeError` on anything else); `Cable.diagnostics` report oddities, and a fragment leaves the
    fields it lacks empty.

    >>> cable = parse("FM AMEMBASSY LIMA\\nTO SECSTATE WASHDC\\nTAGS: PREL, PE")
    >>> [tag.code for tag in cable.tags], cable.addressees[0].post
    (['PREL', 'PE'], 'STATE')
    """
    return resolve(read(_text(text), id, year))


def parse_all(text: str, id: str | None = None, year: int | None = None) -> tuple[Cable, ...]:  # noqa: A002
    """Parse every cable of a text, as `parse` does the first; spans point into the whole text.

    Copies of one message become one cable, and its diagnostics report their differences.

    >>> [cable.origin.value for cable in parse_all("FM AMEMBASSY LIMA\\nTO SECSTATE WASHDC")]
    ['LIMA']
    """
    return merge_copies(tuple(resolve(cable) for cable in read_all(_text(text), id, year)), text)
