"""Make the data of the overview page, for a graph too large to be drawn whole: every cable in columns.

The page computes the surroundings of a cable, a post, a topic or a person from the columns, so that every view works
with every filter. The evidence of facts, to the source line, is in the page of one thing (`kg view --focus`).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.cited_copies import Copied
from kg.facts.columns import Corpus
from kg.facts.columns.corpus import ROLES, Thing, first_and_last, parsed
from kg.facts.columns.doubt_marks import FIELDS, WIDTH
from kg.network.overview import Chart
from kg.page.node_styles import BY_EDGE, NODES
from kg.page.packed_columns import Columns
from kg.page.page_data import forms
from kg.page.value_words import counted, release_notes, visible
from kg.page.vis_drawing import options
from kg.schema import arrow_of, fields
from kg.terms.iris import prefixed
from kg.terms.namespaces import BASE

BUDGET = 13_300_000
"""The most characters of packed columns in a page, which keeps it under 15 MB with scripts and names."""

SUBJECTS = (10_000, 120, 70, 45, 0)
"""Lengths to which subjects are cut, tried in order until the page is small enough."""

HASHES = (32, 12, 0)
"""Numbers of digits to which the hashes of texts are cut, tried in order before anything else is left out."""

KEY = "\x01"
"""Stands for the cable's number in the name of its source: then most names are equal and cost nothing."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The columns of a page, the manifest for reading them, and sentences on data left out."""

    text: str
    manifest: list[list[object]]
    left_out: tuple[str, ...]
    digits: int
    subjects_cut: bool


def overview_data(corpus: Corpus, chart: Chart, title: str | None) -> tuple[dict[str, object], str]:
    """Return the data of the page, and its columns as text."""
    columns = packed(corpus)
    held, stubs = corpus.held, len(corpus.keys) - corpus.held
    return {
        "title": title or title_of(corpus),
        "counts": " · ".join(
            (
                counted(held, "cable", "cables"),
                f"{stubs:,} known only from references",
                counted(corpus.posts_total, "post", "posts"),
                counted(len(corpus.topic_things), "topic", "topics"),
                counted(corpus.people_total, "person", "people"),
            )
        ),
        "release": release_of(corpus),
        "leftOut": columns.left_out,
        "base": BASE,
        "held": held,
        "total": len(corpus.keys),
        "peopleTotal": corpus.people_total,
        "nodeKinds": [s.legend() for s in NODES if s.code != "document"],
        "edgeKinds": edge_kinds(),
        "roles": [[kind.code, kind.plural, kind.back] for kind in ROLES],
        "properties": list(quick_properties().items()),
        "markFields": FIELDS,
        "markWidth": WIDTH,
        "places": [_place(thing) for thing in corpus.place_things],
        "topics": [_coded(thing) for thing in corpus.topic_things],
        "classifications": [_coded(thing) for thing in corpus.classification_things],
        "precedences": [_coded(thing) for thing in corpus.precedence_things],
        "releases": [_coded(thing) for thing in corpus.release_things],
        "chart": {
            "mapped": chart.mapped,
            "hubs": chart.hubs,
            "ties": chart.ties,
            "groups": chart.groups,
            "places": [[s.number, s.x, s.y] for s in chart.places],
            "topics": [[s.number, s.x, s.y, s.group] for s in chart.topics],
        },
        "options": options(),
        "forms": forms(),
        "hashDigits": columns.digits,
        "subjectsCut": columns.subjects_cut,
        "manifest": columns.manifest,
    }, columns.text


def title_of(corpus: Corpus) -> str:
    """Return the title of a graph: its number of cables and their years."""
    early, late = first_and_last(corpus.dates[: corpus.held])
    span = f", {early[:4]}" + (f"–{late[:4]}" if late[:4] != early[:4] else "") if early else ""
    return counted(corpus.held, "diplomatic cable", "diplomatic cables") + span


def release_of(corpus: Corpus) -> tuple[str, str]:
    """Return the sentences on the release of the texts, by `release_notes`."""
    ends = [thing.iri.rsplit("/", 1)[-1] for thing in corpus.release_things]
    things = zip(ends, corpus.release_things, corpus.texts, strict=True)
    return release_notes((end, thing.name, count) for end, thing, count in things)


def edge_kinds() -> list[dict[str, object]]:
    """Return the kinds of arrow an overview can have, in the order of the legend."""
    kinds = [k for k in arrow_of().values() if k.source == "cable" and (k.role in FIELDS or k in ROLES)]
    found: list[dict[str, object]] = [
        {
            "code": k.code,
            "role": k.role,
            "label": k.label,
            "plural": k.plural,
            "back": k.back,
            "source": k.source,
            **_look(k.code),
        }
        for k in kinds
    ]
    together = {
        "code": "together",
        "role": "",
        "label": "Stand together",
        "plural": "Stand together",
        "back": "Stands with",
    }
    return [*found, {**together, **_look("topic"), "head": ""}]


def quick_properties() -> dict[str, str]:
    """Return the quick properties of the fields that an overview has, with prefix, by role.

    >>> quick_properties()["title"], quick_properties()["draftedBy"]
    ('dcterms:title', 'kg:draftedBy')
    """
    people = {kind.role for kind in ROLES}
    shown = (field for field in fields() if field.overview or field.role in people)
    return {field.role: prefixed(field.properties[0]) for field in shown}


def _look(code: str) -> dict[str, object]:
    style = BY_EDGE[code]
    return {"width": style.width, "dashes": style.dashes, "head": style.head, "light": style.light, "dark": style.dark}


def _local(iri: str) -> str:
    return iri[len(BASE) :] if iri.startswith(BASE) else iri


def _place(thing: Thing) -> list[object]:
    found: list[object] = [_local(thing.iri), visible(thing.name)[:120]]
    return found if thing.lat is None else [*found, thing.lat, thing.lon]


def _coded(thing: Thing) -> list[str]:
    return [_local(thing.iri), visible(thing.name)[:120], visible(thing.code)[:40]]


def packed(corpus: Corpus) -> Packed:
    """Pack as many columns as a page holds, with sentences on data left out."""
    steps: list[tuple[int, bool]] = [*((length, True) for length in SUBJECTS), (0, False)]
    for length, people in steps:
        columns = _columns(corpus, length, people)
        text = columns.packed()
        if len(text) <= BUDGET or (length, people) == steps[-1]:
            break
    # Hashes don't deflate: a byte of them is a byte, and a third more in base64.
    digits = next(n for n in HASHES if not n or len(text) + corpus.held * n * 2 / 3 <= BUDGET)
    if digits:
        _hashes(columns, corpus, digits)
        text = columns.packed()
    cut = any(len(visible(subject)) > length for subject in corpus.subjects)
    left_out = []
    if digits < HASHES[0]:
        much = f"shortened to {digits} digits" if digits else "left out"
        left_out.append(f"In citations, hashes of texts are {much} to keep this page small: `kg cite` has them whole.")
    if length == 0:
        left_out.append("Subjects are left out of this page to keep it small.")
    elif cut:
        left_out.append(f"Subjects are cut after {length} characters.")
    if not people:
        left_out.append("People are left out of this page to keep it small.")
    elif corpus.people_total and not corpus.person_things:
        left_out.append("No person stands in several cables; all of them stand in the pages of their cables.")
    elif corpus.people_total > len(corpus.person_things):
        left_out.append(
            f"Listed are {len(corpus.person_things):,} of {counted(corpus.people_total, 'person', 'people')}: those "
            "of several cables. The others stand in the pages of their cables; each cable says how many it has."
        )
    return Packed(text, columns.manifest, tuple(left_out), digits, cut)


def _columns(corpus: Corpus, subject_length: int, with_people: bool) -> Columns:
    columns, held = Columns(), corpus.held
    _keys(columns, corpus.keys)
    days = sorted({d for d in corpus.dates[:held] if d})
    at = {d: n + 1 for n, d in enumerate(days)}
    columns.texts("days", days)
    columns.numbers("date", [at.get(d, 0) for d in corpus.dates[:held]])
    for name in ("origin", "classification", "precedence", "release"):
        values: list[int] = getattr(corpus, name)
        columns.numbers(name, [v + 1 for v in values[:held]])
    for name in ("action", "info", "topics"):
        columns.links(name, getattr(corpus, name))
    columns.links("references", corpus.references, delta=True)
    columns.texts("subjects", [_cut(subject, subject_length) for subject in corpus.subjects])
    columns.texts("people", [f"{_local(p.iri)}\t{visible(p.name)[:80]}" for p in corpus.person_things if with_people])
    columns.links("roles", corpus.people if with_people else [[] for _ in range(held)])
    columns.numbers("peopleMore", _more_people(corpus, with_people))
    columns.links("marked", corpus.marked or [[] for _ in range(held)])
    _beside(columns, corpus)
    return columns


def _more_people(corpus: Corpus, with_people: bool) -> list[int]:
    """Return the number of persons of each cable that are missing from the page."""
    more = corpus.people_more or [0] * corpus.held
    if with_people:
        return more
    kept = (len({link // len(ROLES) for link in row}) for row in corpus.people)
    return [left + here for left, here in zip(more, kept, strict=True)]


def _beside(columns: Columns, corpus: Corpus) -> None:
    """Add the further data of citations, the threads, and the coverage of posts."""
    copies = corpus.copies or [None] * corpus.held
    pairs = zip(copies, corpus.keys, strict=False)
    columns.texts("sources", [visible(c.source).replace(key, KEY) if c else "" for c, key in pairs])
    said = [
        tuple(visible(v or "") for v in (c.release, c.authority, c.case, c.catalogued)) if c else ("",) * 4
        for c in copies
    ]
    kinds = sorted(set(said))
    at = {kind: n for n, kind in enumerate(kinds)}
    columns.texts("releaseWords", ["\t".join(kind) for kind in kinds])
    columns.numbers("released", [at[one] for one in said])
    columns.numbers("copied", [1 if c else 0 for c in copies])
    columns.numbers("recipient", corpus.recipient)
    columns.numbers("thread", [n + 1 for n in corpus.thread])
    columns.texts("threads", corpus.thread_names)
    places = {thing.iri.removeprefix(f"{BASE}post/"): n for n, thing in enumerate(corpus.place_things)}
    years = [(places[post], year) for post, of in sorted(corpus.coverage.items()) if post in places for year in of]
    columns.numbers("coveredPost", [post for post, _ in years])
    for name in ("year", "highest", "held", "referenced", "beyond", "gap_count"):
        columns.numbers(f"covered_{name}", [getattr(year, name) for _, year in years])
    columns.links("coveredGaps", [[n for gap in year.gaps for n in gap] for _, year in years])


def _hashes(columns: Columns, corpus: Corpus, digits: int) -> None:
    """Add the hashes of the copies, eight hexadecimal digits a column; 0 where there is none."""
    parts = [_digits(copy) for copy in corpus.copies] or [_NO_HASH] * corpus.held
    for n in range(0, digits, 8):
        cut = 4 * max(0, 8 - (digits - n))
        columns.numbers(f"hash{n}", [part[n // 8] >> cut for part in parts])


_NO_HASH = (0, 0, 0, 0)


def _digits(copy: Copied | None) -> tuple[int, ...]:
    """Return the hash of a copy as four numbers of 32 bits."""
    known = copy is not None and re.fullmatch(r"[0-9a-f]{32}", copy.hash)
    return struct.unpack(">4I", bytes.fromhex(copy.hash)) if copy and known else _NO_HASH


def _cut(subject: str, length: int) -> str:
    seen = visible(subject[: 4 * length])
    return seen if len(seen) <= length else seen[: length - 1].rstrip() + "…" if length else ""


def _keys(columns: Columns, keys: Sequence[str]) -> None:
    """Add the numbers of cables, split into columns for station, year and serial; odd ones whole."""
    parts = [parsed(key) for key in keys]
    names = sorted({part[1] for part in parts if part})
    at = {name: n + 1 for n, name in enumerate(names)}
    columns.texts("stations", names)
    columns.texts("odd", [key.replace("\n", " ") for key, part in zip(keys, parts, strict=True) if part is None])
    columns.numbers("station", [at[part[1]] if part else 0 for part in parts])
    columns.numbers("year", [part[0] if part else 0 for part in parts])
    serials = [part[2] if part else 0 for part in parts]
    columns.signed("serial", _steps(serials))


def _steps(values: Sequence[int]) -> list[int]:
    return [value - before for value, before in zip(values, [0, *values], strict=False)]
