"""Cite a cable or one of its paragraphs: as words (Chicago), BibTeX or CSL-JSON (Zotero).

    print(chicago(cite(graph, "07LIMA2181#p4")))

The words follow the manner of the Department's own edition and of the National Archives: sender, recipient, telegram
and number, subject, date, level; then the copy that was read, how it became public, and the hash of its text. Subjects
keep the capitals they were sent in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from kg.facts.citation_forms import BEFORE, BIBTEX, CHICAGO, CSL, OPENING, TEX, filled
from kg.facts.cited_copies import AT_ONCE, Copied, copies_of, on_one_line, rows_of
from kg.facts.cited_pages import leaves, part_pages, whole_pages
from kg.facts.date_words import MONTHS
from kg.model.cable_id import CableId
from kg.store.oxigraph_store import Store
from kg.store.query_answers import Asked, Plain, batches
from kg.store.schema_check import require
from kg.store.store_errors import QueryError
from kg.store.stored_graph import StoredGraph
from kg.store.user_names import perhaps, resolve
from kg.terms.iris import KG
from kg.terms.ntriples_terms import iri as encoded
from kg.terms.ntriples_terms import unsegment

FORMATS = ("chicago", "bibtex", "csl", "all")
_PARAGRAPH = re.compile(r"p(\d{1,4})(?:~[0-9a-f]{6})?")
#: What the name of a cable has after its number where another cable has the same.
_TIME = re.compile(r"-\d{8}T\d{4}Z$")


@dataclass(frozen=True, slots=True)
class Cited:
    """The fields of a citation. `place` is the part in words (`para. 4`), `copy` the copy that the part was read in.

    `number` is the post's own (`LIMA 2181`), `key` the last part of the IRI. An unknown field is None; a cable that is
    only referred to has no copy. Where copies differ in a value the first in the alphabet is given. `pages` are the
    pages of the copy with the cable or part (`2–3`), and the owner of the pages (` of the telegram`).
    """

    iri: str
    key: str
    number: str | None
    sender: str | None
    recipient: str | None
    others: int
    subject: str | None
    sent: date | None
    year: int | None
    level: str | None
    place: str | None
    copy: Copied | None
    copies: int
    pages: tuple[str, str] = ("", "")


def cite(graph: StoredGraph | Store, name: str) -> Cited:
    """Return the citation of a cable, or of a part of it (`07LIMA2181#p4`).

    Of several copies the best to cite is taken: a published edition before a leaked copy; for a part, only copies that
    the part was read in count. Raises `QueryError` where the graph has no such cable or part, `SchemaError` for a
    graph of another schema.

    >>> import kg
    >>> said = cite(kg.open("output"), "07LIMA2181#p4")
    >>> said.number, said.place, said.level
    ('LIMA 2181', 'para. 4', 'Confidential')
    """
    require(graph)
    iri = resolve(name)
    cable, _, part = iri.partition("#")
    found = cite_all(graph, [cable]).get(cable)
    if found is None:
        store = graph.store if isinstance(graph, StoredGraph) else graph
        raise QueryError(f"The graph has no cable {name[:80]}: {perhaps(store, name)}")
    if not part:
        return found
    places = list(rows_of(graph, _READ_IN.replace("$part", encoded(iri)), ("document", "place")))
    read_in = {str(place["document"]).rpartition("/")[2] for place in places}
    copies = [copy for copy in copies_of(graph, [cable]).get(cable, ()) if copy.hash in read_in]
    if not copies:
        raise QueryError(f"The cable {name.partition('#')[0][:80]} has no part #{part[:80]}: `kg why` lists its parts.")
    pages = part_pages(graph, copies[0], (str(place["place"]) for place in places))
    return replace(found, iri=iri, place=place_in_words(part), copy=copies[0], copies=len(copies), pages=pages)


def cite_all(graph: Asked, cables: Iterable[str]) -> dict[str, Cited]:
    """Return the citations of cables by their IRIs; a cable that the graph does not have is left out."""
    found: dict[str, Cited] = {}
    for batch in batches(dict.fromkeys(cables), AT_ONCE):
        values = " ".join(encoded(cable) for cable in batch)
        to: dict[str, list[str]] = {}
        for row in rows_of(graph, _TO.replace("$cables", values), ("cable", "name", "at")):
            if office := _office(row["name"]):
                to.setdefault(str(row["cable"]), []).append(office)
        copies = copies_of(graph, batch)
        for row in rows_of(graph, _ABOUT.replace("$cables", values), _KNOWN):
            cable = str(row["cable"])
            found[cable] = _cited(cable, row, to.get(cable, []), copies.get(cable, []))
        for cable, pages in whole_pages(graph, {cable: of[0] for cable, of in copies.items() if of}).items():
            found[cable] = replace(found[cable], pages=pages)
    return found


def _cited(cable: str, row: dict[str, Plain], to: list[str], copies: list[Copied]) -> Cited:
    key, moment, year = unsegment(cable.rpartition("/")[2]), row["sent"], str(row["year"] or "")[:4]
    return Cited(
        iri=cable,
        key=key,
        number=_number(key),
        sender=_office(row["sender"]),
        recipient=to[0] if to else None,
        others=max(len(to) - 1, 0),
        subject=on_one_line(row["subject"]),
        sent=moment.date() if isinstance(moment, datetime) else None,
        year=int(year) if year.isdigit() else None,
        level=on_one_line(row["level"]),
        place=None,
        copy=copies[0] if copies else None,
        copies=len(copies),
    )


_KNOWN = ("cable", "sent", "year", "subject", "level", "sender")
_ABOUT = f"""SELECT ?cable (MIN(?moment) AS ?sent) (MIN(?gyear) AS ?year) (MIN(?title) AS ?subject)
       (MIN(?marked) AS ?level) (MIN(?office) AS ?sender) {{
  VALUES ?cable {{ $cables }}
  ?cable a {KG("Cable")}
  OPTIONAL {{ ?cable kg:dateTimeGroup ?moment }} OPTIONAL {{ ?cable dcterms:date ?gyear
    FILTER(DATATYPE(?gyear) = xsd:gYear) }}
  OPTIONAL {{ ?cable dcterms:title ?title }} OPTIONAL {{ ?cable kg:classification/skos:prefLabel ?marked }}
  OPTIONAL {{ ?cable kg:origin ?post
             OPTIONAL {{ ?post skos:prefLabel ?label }} OPTIONAL {{ ?post foaf:name ?written }}
             BIND(COALESCE(?label, ?written) AS ?office) }} }} GROUP BY ?cable"""
_TO = """SELECT ?cable ?name (MIN(?place) AS ?at) {
  VALUES ?cable { $cables }
  ?cable part:sentTo ?line . ?line kg:evidence ?at_char ; rdf:value ?who ; foaf:name ?written
  BIND(xsd:integer(STRBEFORE(STRAFTER(STR(?at_char), "#char="), ",")) AS ?place)
  OPTIONAL { ?who skos:prefLabel ?label } BIND(COALESCE(?label, ?written) AS ?name)
} GROUP BY ?cable ?name ORDER BY ?cable ?at ?name"""
_READ_IN = 'SELECT (STRBEFORE(STR(?e), "#") AS ?document) (STR(?e) AS ?place) { $part kg:evidence ?e }'


def _number(key: str) -> str | None:
    found = CableId.parse(_TIME.sub("", key.partition("~")[0]))
    return f"{found.station} {found.serial}" if found else None


def place_in_words(part: str) -> str:
    """Return a part in words: `para. 4`, `ref-A`.

    >>> place_in_words("p4"), place_in_words("ref-A")
    ('para. 4', 'ref-A')
    """
    found = _PARAGRAPH.fullmatch(part)
    return f"para. {found[1]}" if found else on_one_line(unsegment(part)) or ""


def _office(value: Plain) -> str | None:
    """Return the name of an office without the explanation in brackets: `Department of State (Secretary of State)`."""
    return (on_one_line(value) or "").partition(" (")[0] or None


def formatted(cited: Cited, form: str = "chicago") -> str:
    """Return a citation in one of `FORMATS`; `all` joins the three. Raises `QueryError` for another format."""
    if form not in FORMATS:
        raise QueryError(f"There is no format {form[:40]!r}; there are: {', '.join(FORMATS)}")
    writers = {"chicago": chicago, "bibtex": bibtex, "csl": csl}
    return "\n\n".join(writers[one](cited) for one in (writers if form == "all" else (form,)))


def chicago(cited: Cited) -> str:
    """Return a citation as a note in the manner of the Chicago Manual for unpublished documents."""
    return filled(CHICAGO, fields(cited))


def bibtex(cited: Cited) -> str:
    """Return a citation as a BibTeX entry (`@misc`, in UTF-8), with the characters escaped that TeX would interpret."""
    known = fields(cited)
    key = re.sub(r"[^A-Za-z0-9:-]+", "-", f"{cited.key}-{cited.place}" if cited.place else cited.key).strip("-")
    lines = [f"  {name} = {_written(how, value)}," for name, how, form in BIBTEX if (value := filled(form, known))]
    return "\n".join([f"@misc{{{key or 'cable'},", *lines, "}"])


def _written(how: str, value: str) -> str:
    if how == "bare":
        return value
    if how == "as it is":
        return f"{{{value}}}"
    written = _OPENING_QUOTE.sub(OPENING, value).translate(_TEX_TABLE)
    return f"{{{{{written}}}}}" if how == "name" else f"{{{written}}}"


def csl(cited: Cited) -> str:
    """Return a citation as a CSL-JSON array with one item, as Zotero and pandoc import it."""
    known = fields(cited)
    found = ((name, how, filled(form, known)) for name, how, form in CSL)
    item = {name: _shaped(how, value, cited) for name, how, value in found if value}
    return json.dumps([item], ensure_ascii=False, indent=2)


def _shaped(how: str, value: str, cited: Cited) -> object:
    if how == "literal":
        return [{"literal": value}]
    return {"date-parts": [_date(cited)]} if how == "date" else value


def _date(cited: Cited) -> list[int]:
    if cited.sent is not None:
        return [cited.sent.year, cited.sent.month, cited.sent.day]
    return [cited.year] if cited.year is not None else []


def stated(cited: Cited) -> dict[str, str]:
    """Return the known fields of a citation as texts; unknown ones are left out.

    A page carries these fields; `fields` adds those that can be derived from them.
    """
    copy, sent = cited.copy, cited.sent
    known = {
        "iri": cited.iri.partition("#")[0],
        "key": cited.key,
        "sender": cited.sender,
        "recipient": cited.recipient,
        "more": str(cited.others or ""),
        "title": cited.subject,
        "level": cited.level,
        "place": cited.place,
        "pages": cited.pages[0],
        "paged": cited.pages[1],
        "date": sent.isoformat() if sent else str(cited.year or ""),
        "held": "yes" if copy else None,
    }
    if copy:
        release, _, extent = (copy.release or "").lower().partition(", ")
        known |= {
            "source": copy.source,
            "hash": copy.hash,
            "release": release,
            "extent": extent,
            "authority": copy.authority,
            "case": copy.case,
            "catalogued": copy.catalogued,
        }
    return {name: value for name, value in known.items() if value}


def fields(cited: Cited) -> dict[str, str]:
    """Return the fields that the forms use, stated and derived, as texts; unknown ones are left out."""
    known = stated(cited)
    sent, title = cited.sent, cited.subject
    derived = {
        "iri": cited.iri,
        "id": cited.iri.rpartition("/")[2],
        "number": cited.number,
        "level": cited.level.capitalize() if cited.level else None,
        "others": f"{cited.others} other{'s' if cited.others > 1 else ''}" if cited.others else None,
        "year": str(sent.year if sent else cited.year or ""),
        "day": str(sent.day) if sent else None,
        "month": MONTHS[sent.month - 1] if sent else None,
        "mon": MONTHS[sent.month - 1][:3].lower() if sent else None,
        "leaves": leaves(*cited.pages),
        "hyphened": cited.pages[0].replace("–", "--"),
        "quoted": _quoted(title) if title else None,
        "closed": _quoted(title) + ("" if title[-1] in "?!." else ",") if title else None,
    }
    return {name: value for name, value in {**known, **derived}.items() if value}


def _quoted(text: str) -> str:
    """Return text fit for double quotation marks: the text's own marks become single ones."""
    return text.translate({0x201C: "‘", 0x201D: "’"}).replace('"', "'")


_TEX_TABLE = str.maketrans(TEX)
_OPENING_QUOTE = re.compile(rf'(?:^|(?<=[{BEFORE}]))"')
