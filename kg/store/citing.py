"""Citing a cable or a paragraph of it: what a footnote needs, as words (Chicago), BibTeX and CSL-JSON (Zotero).

    print(chicago(cite(graph, "07LIMA2181#p4")))

The words follow the manner of the Department's own edition and of the National Archives: sender, recipient, telegram
and number, subject, date, level; then the copy that was read, how it became public, and the hash of its text. Subjects
keep the capitals they were sent in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from kg.rdf.names import KG
from kg.rdf.terms import iri as encoded
from kg.rdf.terms import unsegment
from kg.store.answers import Plain
from kg.store.database import Store
from kg.store.errors import QueryError
from kg.store.graph import Graph
from kg.store.naming import perhaps, resolve

FORMATS = ("chicago", "bibtex", "csl", "all")
_BEST = ("published-edition", "declassified-series", "released-in-full", "released-in-part", "leaked", "unknown")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_PARAGRAPH = re.compile(r"p(\d{1,4})(?:~[0-9a-f]{6})?")
#: The number in the name of a cable; one that shares its number has its date-time group after it.
_NUMBER = re.compile(r"\d\d([A-Z](?:[A-Z0-9-]*[A-Z-])?)(\d{1,7})(?:-\d{8}T\d{4}Z)?")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was read: its source, the hash its text is kept under, how it became public, by whom, under what."""

    source: str
    hash: str
    release: str | None
    authority: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation of a cable says. `place` is the part in words (`para. 4`), `copy` the copy it was read in.

    `number` is the post's own (`LIMA 2181`), `key` the last part of the IRI. What is not known is None; of a cable that
    is only referred to there is no copy. Where copies differ in a value the first in the alphabet is given.
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


def cite(graph: Graph | Store, name: str) -> Cited:
    """Return what a citation of a cable, or of a part of it (`07LIMA2181#p4`), says.

    `QueryError` where the graph has no such cable or part. Of several copies the one that is best to cite is taken: a
    published edition before a leaked copy; for a part, of those that it was read in.
    """
    iri = resolve(name)
    cable, _, part = iri.partition("#")
    node = encoded(cable)
    about = _first(graph, _ABOUT.replace("$cable", node))
    if not about:
        store = graph.store if isinstance(graph, Graph) else graph
        raise QueryError(f"The graph has no cable {name[:80]}: {perhaps(store, name)}")
    copies = _copies(graph, node, encoded(iri) if part else None)
    if part and not copies:
        raise QueryError(f"The cable {name.partition('#')[0][:80]} has no part #{part[:80]}: `kg why` lists its parts.")
    moment, year = about.get("sent"), str(about.get("year") or "")[:4]
    to = _recipients(graph, node)
    key = unsegment(cable.rpartition("/")[2])
    return Cited(
        iri=iri, key=key, number=_number(key),
        sender=_office(about.get("sender")), recipient=to[0] if to else None, others=max(len(to) - 1, 0),
        subject=_clean(about.get("subject")), sent=moment.date() if isinstance(moment, datetime) else None,
        year=int(year) if year.isdigit() else None, level=_clean(about.get("level")),
        place=_place(part) if part else None, copy=copies[0] if copies else None, copies=len(copies),
    )  # fmt: skip


_ABOUT = f"""SELECT (MIN(?moment) AS ?sent) (MIN(?gyear) AS ?year) (MIN(?title) AS ?subject) (MIN(?marked) AS ?level)
       (MIN(?office) AS ?sender) (COUNT(?kind) AS ?known) {{
  $cable a ?kind . FILTER(?kind = {KG("Cable")})
  OPTIONAL {{ $cable kg:dateTimeGroup ?moment }} OPTIONAL {{ $cable dcterms:date ?gyear }}
  OPTIONAL {{ $cable dcterms:title ?title }} OPTIONAL {{ $cable kg:classification/skos:prefLabel ?marked }}
  OPTIONAL {{ $cable kg:origin ?post
             OPTIONAL {{ ?post skos:prefLabel ?label }} OPTIONAL {{ ?post foaf:name ?written }}
             BIND(COALESCE(?label, ?written) AS ?office) }} }}"""
_TO = """SELECT ?name (MIN(?place) AS ?at) {
  $cable part:sentTo ?line . ?line kg:order ?place ; rdf:value ?who ; foaf:name ?written
  OPTIONAL { ?who skos:prefLabel ?label } BIND(COALESCE(?label, ?written) AS ?name)
} GROUP BY ?name ORDER BY ?at ?name"""
_FROM = """SELECT ?document ?source ?release ?code ?authority ?case ?corrected {
  ?document kg:copyOf $cable ; rdfs:label ?source $evidence
  OPTIONAL { ?document kg:releaseStatus ?status . BIND(STRAFTER(STR(?status), "/release/") AS ?code)
             OPTIONAL { ?status skos:prefLabel ?release } }
  OPTIONAL { ?document kg:correctedCopy ?corrected }
  OPTIONAL { ?document kg:releaseAuthority ?authority } OPTIONAL { ?document kg:releaseCase ?case } }"""


def _first(graph: Graph | Store, query: str) -> dict[str, Plain]:
    row = next(iter(graph.query(query)), None)
    found = row.plain() if row is not None else {}
    return found if found.get("known") else {}


def _recipients(graph: Graph | Store, node: str) -> list[str]:
    found = (_office(row.plain()["name"]) for row in graph.query(_TO.replace("$cable", node)))
    return [one for one in found if one]


def _copies(graph: Graph | Store, node: str, part: str | None) -> list[Copied]:
    """Return the copies of a cable, or those that a part was read in, the best to cite first.

    Of copies that became public in one way that is the corrected one: what is cited is what it says.
    """
    evidence = f'FILTER EXISTS {{ {part} kg:evidence ?e FILTER(STRSTARTS(STR(?e), CONCAT(STR(?document), "#"))) }}'
    query = _FROM.replace("$cable", node).replace("$evidence", f". {evidence}" if part else "")
    found: dict[str, tuple[int, Copied]] = {}
    for row in graph.query(query):
        said = row.plain()
        code, name = str(said["code"] or "unknown"), str(said["document"]).rpartition("/")[2]
        rank = 2 * (_BEST.index(code) if code in _BEST else len(_BEST)) + (said["corrected"] is None)
        release = None if code == "unknown" else _clean(said["release"])
        copy = Copied(_clean(said["source"]) or "", name, release, _clean(said["authority"]), _clean(said["case"]))
        if name not in found or (rank, copy.source) < (found[name][0], found[name][1].source):
            found[name] = (rank, copy)
    return [copy for _, copy in sorted(found.values(), key=lambda one: (one[0], one[1].source, one[1].hash))]


def _number(key: str) -> str | None:
    found = _NUMBER.fullmatch(key.partition("~")[0])
    return f"{found[1]} {found[2]}" if found else None


def _place(part: str) -> str:
    """Return a part in words: `para. 4`, `ref-A`."""
    found = _PARAGRAPH.fullmatch(part)
    return f"para. {found[1]}" if found else _clean(unsegment(part)) or ""


def _office(value: Plain) -> str | None:
    """Return an office's name without what explains it (`Department of State (Secretary of State)`)."""
    return (_clean(value) or "").partition(" (")[0] or None


def _clean(value: Plain) -> str | None:
    """Return text on one line, without characters that are none: controls, marks of direction, halves of pairs."""
    if value is None:
        return None
    words = " ".join(str(value).split())
    return "".join(c for c in words if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")) or None


def formatted(cited: Cited, form: str = "chicago") -> str:
    """Return a citation in one of `FORMATS`; `all` gives the three one after another."""
    if form not in FORMATS:
        raise QueryError(f"There is no format {form[:40]!r}; there are: {', '.join(FORMATS)}")
    writers = {"chicago": chicago, "bibtex": bibtex, "csl": csl}
    return "\n\n".join(writers[one](cited) for one in (writers if form == "all" else (form,)))


def chicago(cited: Cited) -> str:
    """Return a note in the manner of the Chicago Manual for unpublished documents."""
    said = f"{_listed(_between(cited), _telegram(cited))}, "
    after = _listed(_day(cited), _level(cited), cited.place)
    if cited.subject:
        words = _quoted(cited.subject)
        said += f"“{words}{'' if words[-1] in '?!.' or not after else ','}” "
    return f"{(said + after).rstrip(', ')}; {_copy(cited)}."


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _level(cited: Cited) -> str | None:
    return cited.level.capitalize() if cited.level else None


def _between(cited: Cited) -> str | None:
    """Return sender and recipient: `Embassy Lima to Department of State and 2 others`."""
    to = cited.recipient
    if to and cited.others:
        to += f" and {cited.others} other{'s' if cited.others > 1 else ''}"
    return f"{cited.sender or 'unknown sender'} to {to}" if to else cited.sender


def _telegram(cited: Cited) -> str:
    return f"telegram {cited.number}" if cited.number else "telegram without a number"


def _day(cited: Cited) -> str | None:
    if cited.sent is not None:
        return f"{_MONTHS[cited.sent.month - 1]} {cited.sent.day}, {cited.sent.year}"
    return str(cited.year) if cited.year is not None else None


def _copy(cited: Cited) -> str:
    """Return the copy in words: record, source, how it became public, hash."""
    copy = cited.copy
    if copy is None:
        return f"{cited.key}, not held: known only from references"
    release = copy.release.lower() if copy.release else "release status unknown"
    by = f" by {copy.authority}" if copy.authority else ""
    case = f", case {copy.case}" if copy.case else ""
    return f"{cited.key}, copy {copy.source}, {release}{by}{case}, text hash {copy.hash}"


def _quoted(text: str) -> str:
    """Return text for between double quotation marks: its own become single ones."""
    return text.translate({0x201C: "‘", 0x201D: "’"}).replace('"', "'")


_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "''"}  # fmt: skip
_TEX_TABLE = str.maketrans(_TEX)


def bibtex(cited: Cited) -> str:
    """Return a BibTeX entry (`@misc`, in UTF-8); what TeX would read as a command is escaped."""
    key = re.sub(r"[^A-Za-z0-9:-]+", "-", f"{cited.key}-{cited.place}" if cited.place else cited.key).strip("-")
    fields = {
        "author": f"{{{_tex(cited.sender)}}}" if cited.sender else "",
        "title": f"{{{_tex(cited.subject)}}}" if cited.subject else "",
        "howpublished": _tex("T" + _telegram(cited)[1:] + (f" to {cited.recipient}" if cited.recipient else "")),
        "year": str(cited.sent.year if cited.sent else cited.year or ""),
        "month": f"{_MONTHS[cited.sent.month - 1][:3].lower()}" if cited.sent else "",
        "note": _tex(f"{_listed(_day(cited), _level(cited), cited.place)}; {_copy(cited)}".removeprefix("; ")),
        "url": cited.iri,
    }  # fmt: skip
    bare = ("month",)
    lines = [f"  {name} = {value if name in bare else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key or 'cable'},", *lines, "}"])


def _tex(text: str | None) -> str:
    return (text or "").translate(_TEX_TABLE)


def csl(cited: Cited) -> str:
    """Return a CSL-JSON array with one item, as Zotero and pandoc import it."""
    item: dict[str, object] = {
        "id": cited.iri.rpartition("/")[2], "type": "personal_communication", "genre": "telegram",
        "title": cited.subject,
        "author": [{"literal": cited.sender}] if cited.sender else None,
        "recipient": [{"literal": cited.recipient}] if cited.recipient else None,
        "issued": {"date-parts": [_parts(cited)]} if _parts(cited) else None,
        "number": cited.number, "locator": cited.place, "archive_location": cited.copy.source if cited.copy else None,
        "archive": cited.copy.authority if cited.copy else None, "URL": cited.iri,
        "note": f"{_level(cited) or ''}; {_copy(cited)}".removeprefix("; "),
    }  # fmt: skip
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def _parts(cited: Cited) -> list[int]:
    if cited.sent is not None:
        return [cited.sent.year, cited.sent.month, cited.sent.day]
    return [cited.year] if cited.year is not None else []
