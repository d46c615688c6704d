"""Turn names as users write them into IRIs (a full one, `post:LIMA`, a cable's number), or suggest similar ones."""

from __future__ import annotations

import re

from kg.model.cable_id import CableId
from kg.store.query_answers import Queryable
from kg.terms.iris import QUERY_PREFIXES, is_in_volume, path_of, prefixes_here
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import iri as encoded
from kg.terms.ntriples_terms import literal, segment
from kg.vocabulary import chiefs_of_mission, posts

_NUMBERED = re.compile(r"\d{2,4}[A-Za-z][A-Za-z-]{0,40}\d{1,7}")
_SPACED = re.compile(r"(?:\d\d){1,2}\s+[A-Za-z][A-Za-z .-]{0,40}\s+\d{1,7}")
"""A cable's number with blanks, as people write it: year, post, serial number."""
_SUGGESTED = ("post", "topic", "organisation", "collective", "caption", "classification", "official", "addressee")
_MOST = 3
_ALIKE, _MOST_WRONG = 0.6, 2
"""The least likeness of a post's name, and the most wrong letters of a cable's number, to be offered."""
_LOOKED_AT = 20_000


def local_name(prefix: str, given: str) -> str:
    """Return the IRI of a value in a namespace; the part of a cable after `#` stays.

    >>> local_name("post", "Embassy Lima"), local_name("cable", "07lima2181#p4")
    ('https://w3id.org/cable-kg/post/LIMA', 'https://w3id.org/cable-kg/cable/07LIMA2181#p4')
    """
    namespace = prefixes_here()[prefix]
    local = given.removeprefix(namespace).removeprefix(f"{prefix}:")
    if local.startswith(("http://", "https://")):
        return encoded(local)[1:-1]
    name, mark, part = local.partition("#")
    if prefix == "post" and not posts.is_station(name) and (post := posts.by_name(name)) is not None:
        name = post.id
    if prefix == "official" and name not in chiefs_of_mission.persons() and not is_in_volume(name):
        namespace = f"{prefixes_here()['local']}official/"
    if prefix == "cable" and _NUMBERED.fullmatch(name):
        name = name.upper()  # every number is in capitals; the hash that names an unnumbered text is not
    if prefix == "cable" and _SPACED.fullmatch(name):
        from kg.parsing.cable_ids import canonical_id

        name = canonical_id(name) or re.sub(r"\s+", "", name).upper()
    safe = name if "%" in name else segment(name)
    return encoded(f"{namespace}{safe}{mark}{part}")[1:-1]


def resolve(name: str) -> str:
    """Return the IRI of a name: a full IRI, `post:LIMA`, `post/LIMA`, or a cable's number, perhaps with a part.

    >>> resolve("07LIMA2181#p4")
    'https://w3id.org/cable-kg/cable/07LIMA2181#p4'
    >>> resolve("09 PARIS 1040")
    'https://w3id.org/cable-kg/cable/09PARIS1040'
    """
    name = name.strip().removeprefix("<").removesuffix(">")
    if "://" in name:
        return encoded(name)[1:-1]
    prefix, colon, rest = name.partition(":")
    if colon and prefix == "local":
        return encoded(prefixes_here()["local"] + rest)[1:-1]
    if colon and prefix in QUERY_PREFIXES:
        return local_name(prefix, rest)
    scheme, slash, rest = name.partition("#")[0].partition("/")
    if slash:
        return local_name(scheme, name[len(scheme) + 1 :]) if scheme in QUERY_PREFIXES else encoded(BASE + name)[1:-1]
    return local_name("cable", name)


def is_written_apart(name: str) -> bool:
    """Return whether a name is a cable's number with blanks, as people write it: `09 PARIS 1040`."""
    return _SPACED.fullmatch(name.partition("#")[0].strip()) is not None


def suggestions(store: Queryable, given: str) -> list[str]:
    """Return up to three things of this graph that a name may mean, as users may write them: `post:QUITO`.

    Things with that code in a vocabulary come first, then things whose name contains it.
    """
    bare = re.split(r"[:/]", given.strip().strip("<>"))[-1].partition("#")[0]
    if len(bare) < 2:
        return []
    found = [
        f"{scheme}:{iri.rpartition('/')[2]}"
        for scheme in _SUGGESTED
        if store.about(iri := local_name(scheme, bare.upper() if scheme not in ("official", "addressee") else bare))
    ]
    query = f"""SELECT DISTINCT ?thing {{
        ?thing foaf:name|skos:prefLabel|dcterms:identifier ?name . ?thing a ?kind
        FILTER(ISIRI(?thing) && CONTAINS(LCASE(STR(?name)), LCASE({literal(bare)})) && !CONTAINS(STR(?thing), "#"))
    }} ORDER BY STRLEN(STR(?thing)) ?thing LIMIT {_MOST}"""
    for row in store.query(query):
        iri = str(row.plain()["thing"])
        scheme, _, rest = path_of(iri).partition("/")
        if scheme in QUERY_PREFIXES:
            found.append(f"{scheme}:{rest}" if iri == local_name(scheme, rest) else f"local:{scheme}/{rest}")
    return list(dict.fromkeys(found or _alike(store, bare.upper())))[:_MOST]


def _alike(store: Queryable, name: str) -> list[str]:
    """Return posts, or cables of the same post and year, with names a letter or two away from a given name."""
    number = CableId.parse(name)
    if number is None:
        near = [post for post, likeness in posts.nearest(name) if likeness >= _ALIKE]
        return [f"post:{post}" for post in near if store.about(local_name("post", post))]
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    query = f"""SELECT ?number {{ ?cable dcterms:identifier ?number
        FILTER(STRSTARTS(?number, {literal(number.prefix)})) }} LIMIT {_LOOKED_AT}"""
    numbers = sorted(str(row.plain()["number"]) for row in store.query(query))
    close = process.extract(name, numbers, scorer=OSA.distance, score_cutoff=_MOST_WRONG, limit=_MOST)
    return [f"cable:{one}" for one, _, _ in close]


def perhaps(store: Queryable, given: str) -> str:
    """Return the end of an error message: similar names, or the commands that list names."""
    near = suggestions(store, given)
    return f"perhaps {' or '.join(near)}?" if near else "`kg query` and `kg ask --list` find what there is."
