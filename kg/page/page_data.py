"""Make the data of the page as plain JSON data: nodes, edges, facts, evidence and texts.

A fact stands once, in `facts`; nodes and edges point to it by number. Keys that would be empty are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple

import networkx as nx

from kg.facts.citation_forms import BEFORE, BIBTEX, CHICAGO, CSL, OPENING, TEX
from kg.facts.citations import Cited, stated
from kg.facts.date_words import moment
from kg.facts.fact import Copy, CorrectionNote, Evidence, Fact, RepairNote
from kg.facts.serial_coverage import PostYear
from kg.facts.thread_members import Thread
from kg.page.copy_pages import CopyPages
from kg.page.node_styles import BY_EDGE, NODES, group_of
from kg.page.value_words import counted, release_of_copies, visible
from kg.page.vis_drawing import Drawing, Screen
from kg.schema import arrows
from kg.schema.labels import FOLDED, in_group
from kg.terms.namespaces import BASE

Texts = Callable[[str], str]
"""A function from a copy's hash to its text; raises `LookupError` or `OSError` where it is not kept."""

TEXT_BUDGET = 3_500_000
"""The most characters of source text in one page; later texts are left out, and the page says so."""


def page_data(graph: nx.MultiDiGraph[str], texts: Texts, drawing: Drawing, title: str | None) -> dict[str, object]:
    """Return all data of the page, in the order of the graph's nodes and edges."""
    number = {node: i for i, node in enumerate(graph)}
    copies: dict[str, Copy] = graph.graph.get("copies", {})
    paged = CopyPages(copies, texts)
    table = _Facts(number, {h: i for i, h in enumerate(copies)}, paged)
    threads: dict[str, Thread] = {thread.iri: thread for thread in graph.graph.get("threads", {}).values()}
    beside = _Beside(graph.graph, {iri: n for n, iri in enumerate(threads)}, paged)
    nodes = [_node(data, table) | beside.of(node, data) for node, data in graph.nodes(data=True)]
    edges = [_edge(number[s], number[e], data, table) for s, e, data in graph.edges(data=True)]
    return {
        "title": title or title_of(graph),
        "counts": counts_of(graph),
        "shown": shown_of(graph),
        "release": release_of_copies(copies.values()),
        "base": BASE,
        "focus": number.get(graph.graph.get("focus") or "", _first_held(graph, number)),
        "nodeKinds": node_kinds(graph, every=True),
        "edgeKinds": edge_kinds(graph, every=True),
        "folded": [{"title": title, "roles": in_group(group)} for group, title in FOLDED.items()],
        "nodes": nodes,
        "edges": edges,
        "facts": table.facts,
        "copies": list(_copies(copies, texts)),
        "forms": forms(),
        "threads": [_thread(thread, number) for thread in threads.values()],
        "drawing": {
            "nodes": drawing.nodes,
            "edges": drawing.edges,
            "options": drawing.options,
            "level": _screen(drawing.level),
            "upright": _screen(drawing.upright),
        },
    }


def _screen(screen: Screen) -> dict[str, object]:
    return {"places": [astuple(place) for place in screen.places], "bends": screen.bends}


def _first_held(graph: nx.MultiDiGraph[str], number: Mapping[str, int]) -> int | None:
    held = [node for node, data in graph.nodes(data=True) if data.get("held")]
    return number[held[0]] if len(held) == 1 else None


def _held(graph: nx.MultiDiGraph[str]) -> list[dict[str, object]]:
    return [data for _, data in graph.nodes(data=True) if data.get("held")]


def title_of(graph: nx.MultiDiGraph[str]) -> str:
    """Return the title of the picture: its focus, its one cable, or the number and years of its cables."""
    focus: str | None = graph.graph.get("focus")
    if focus is not None and focus in graph:
        return f"Around {visible(str(graph.nodes[focus]['label']))[:60]}"
    for thread in graph.graph.get("threads", {}).values():
        if thread.iri == focus:
            return visible(str(thread.name))[:60]
    held = _held(graph)
    if len(held) == 1:
        label = visible(str(held[0]["label"]))[:60]
        return label if label.startswith("Unnumbered cable") else f"Cable {label}"
    years = sorted({str(d["date"])[:4] for d in held if d.get("date")})
    span = f", {years[0]}" + (f"–{years[-1]}" if len(years) > 1 else "") if years else ""
    return counted(len(held), "diplomatic cable", "diplomatic cables") + span


def counts_of(graph: nx.MultiDiGraph[str]) -> str:
    """Return the number of nodes of each kind and of links, in words."""
    parts = [
        f"{kind['count']:,} {_lower(str(kind['label'] if kind['count'] == 1 else kind['plural']))}"
        for kind in node_kinds(graph)
    ]
    return " · ".join([*parts, counted(graph.number_of_edges(), "link", "links")])


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def shown_of(graph: nx.MultiDiGraph[str]) -> str:
    """Return the sentence on the share of cables that the picture shows; empty when it shows all."""
    shown, total = graph.graph.get("cables_shown", 0), graph.graph.get("cables_total", 0)
    return f"Shown: {shown:,} of {total:,} cables." if shown < total else ""


def node_kinds(graph: nx.MultiDiGraph[str], every: bool = False) -> list[dict[str, object]]:
    """Return the kinds of node in the graph with their names, looks and counts, in the order of the legend.

    `every` adds absent kinds, because a server may add nodes of any kind later.
    """
    groups = [group_of(data) for _, data in graph.nodes(data=True)]
    return [
        {**s.legend(), "radius": s.radius, "count": groups.count(s.code)} for s in NODES if every or s.code in groups
    ]


def edge_kinds(graph: nx.MultiDiGraph[str], every: bool = False) -> list[dict[str, object]]:
    """Return the kinds of arrow in the graph, or every kind, with names, looks and counts, in the legend's order."""
    kinds = [data["kind"] for _, _, data in graph.edges(data=True)]
    return [
        {
            "code": k.code,
            "role": k.role,
            "label": k.label,
            "plural": k.plural,
            "back": k.back,
            "count": kinds.count(k.code),
            "width": BY_EDGE[k.code].width,
            "dashes": BY_EDGE[k.code].dashes,
            "head": BY_EDGE[k.code].head,
            "light": BY_EDGE[k.code].light,
            "dark": BY_EDGE[k.code].dark,
        }
        for k in arrows()
        if every or k.code in kinds
    ]


def forms() -> dict[str, object]:
    """Return the forms of citations, which the page fills in as `kg cite` does."""
    return {"chicago": CHICAGO, "bibtex": BIBTEX, "csl": CSL, "tex": TEX, "opening": [BEFORE, OPENING]}


def _thread(thread: Thread, number: Mapping[str, int]) -> dict[str, object]:
    members = [
        {
            "node": number.get(m.iri),
            "iri": m.iri,
            "name": m.number,
            "date": moment(m.date),
            "subject": m.subject,
            "held": m.held,
        }
        for m in thread.members
    ]
    return {
        "iri": thread.iri,
        "name": thread.name,
        "members": [{k: v for k, v in m.items() if v not in (None, "")} for m in members],
    }


def years_of(years: Iterable[PostYear]) -> list[list[object]]:
    """Return the coverage of a post as rows of numbers: year, highest, held, referred to, beyond, gap count, gaps."""
    return [
        [y.year, y.highest, y.held, y.referenced, y.beyond, y.gap_count, [list(gap) for gap in y.gaps]] for y in years
    ]


def _correction(note: CorrectionNote) -> dict[str, str]:
    known = {
        "field": note.field,
        "value": note.value,
        "textSays": note.text_says,
        "author": note.author,
        "reason": note.reason,
        "date": note.date,
    }
    return {name: value for name, value in known.items() if value}


class _Beside:
    """The data of a node besides its facts: citation, thread, coverage of a post."""

    def __init__(self, given: Mapping[str, dict[str, object]], threads: Mapping[str, int], paged: CopyPages) -> None:
        self._given, self._threads, self._paged = given, threads, paged

    def of(self, node: str, data: Mapping[str, object]) -> dict[str, object]:
        """Return this data for one node; empty for most."""
        found: dict[str, object] = {}
        if isinstance(citing := self._given.get("citations", {}).get(node), Cited):
            found["cite"] = {k: v for k, v in stated(citing).items() if k != "iri"}
            if pages := self._paged.cited(data.get("facts"), citing.copy):
                found["citedPages"] = pages
        if isinstance(thread := self._given.get("threads", {}).get(node), Thread):
            found["thread"] = self._threads[thread.iri]
        if isinstance(years := self._given.get("coverage", {}).get(node), list):
            found["years"] = years_of(years)
        return found


class _Facts:
    """The facts of the page, each once."""

    def __init__(self, number: Mapping[str, int], copies: Mapping[str, int], paged: CopyPages) -> None:
        self.facts: list[dict[str, object]] = []
        self._at: dict[Fact, int] = {}
        self._number, self._copies, self._paged = number, copies, paged

    def add(self, facts: Iterable[Fact]) -> list[int]:
        """Add facts to the page, and return their numbers."""
        return [self._one(fact) for fact in facts]

    def _one(self, fact: Fact) -> int:
        if fact not in self._at:
            self._at[fact] = len(self.facts)
            self.facts.append(self._plain(fact))
        return self._at[fact]

    def _plain(self, fact: Fact) -> dict[str, object]:
        target = fact.target or (fact.iri if fact.iri in self._number else None)
        found = {
            "role": fact.role,
            "label": fact.label,
            "value": fact.value,
            "node": self._number.get(target or ""),
            "link": target if target and target not in self._number and not target.startswith(BASE) else None,
            "iri": fact.iri,
            "details": [[name, value] for name, value in fact.details],
            "evidence": self._places(fact.evidence),
            "repairs": [self._repair(r) for r in fact.repairs],
            "doubts": list(fact.doubts),
            "inferred": fact.inferred,
            "corrections": [_correction(note) for note in fact.corrections],
        }
        return {k: v for k, v in found.items() if v is not None and v != []}

    def _places(self, evidence: Iterable[Evidence]) -> list[list[int | str]]:
        """Return places as copy, start and end, and in a paged copy the page in words."""
        return [
            [self._copies[e.document], e.start, e.end, *([words] if (words := self._paged.words(e)) else [])]
            for e in evidence
            if e.document in self._copies
        ]

    def _repair(self, repair: RepairNote) -> dict[str, object]:
        place = self._places([repair.evidence] if repair.evidence else [])
        return {"rule": repair.rule, "raw": repair.raw, "readAs": repair.read_as, "unsure": repair.unsure, "at": place}


def _node(data: Mapping[str, object], table: _Facts) -> dict[str, object]:
    facts = data.get("facts")
    found = {
        "iri": data["iri"],
        "kind": group_of(dict(data)),
        "name": data["label"],
        "code": data.get("code"),
        "subject": data.get("subject"),
        "date": moment(str(data.get("date") or "")),
        "when": data.get("date"),
        "facts": table.add(facts if isinstance(facts, tuple) else ()),
    }
    return {k: v for k, v in found.items() if v}


def _edge(start: int, end: int, data: Mapping[str, object], table: _Facts) -> dict[str, object]:
    facts = data.get("facts")
    numbers = table.add(facts if isinstance(facts, tuple) else ())
    return {"from": start, "to": end, "kind": data["kind"], "facts": numbers}


def _copies(copies: Mapping[str, Copy], texts: Texts) -> Iterable[dict[str, object]]:
    left = TEXT_BUDGET
    for copy in copies.values():
        known: dict[str, object] = {"hash": copy.hash, "name": copy.name, "release": copy.release_label}
        if copy.details:
            known["details"] = [[name, value] for name, value in copy.details]
        try:
            text = texts(copy.hash)
        except (LookupError, OSError):
            known["missing"] = "The text is not kept with this graph."
        else:
            if len(text) <= left:
                left -= len(text)
                known["text"] = text
            else:
                known["missing"] = "The text is left out of this page to keep it small."
        yield known
