"""Two views of one graph never say different things: 200 facts, told by why, page, served page and table.

The facts are drawn from the statements of the graph itself, evenly over the properties that lead to them and over what
marks them (doubts, repairs, conclusions), so that what all views leave out would be found too.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html as markup
from pyoxigraph import Triple

import kg
from generator.generate import corpus
from kg.export import export
from kg.facts import Fact, Reading, why
from kg.graph import Graph
from kg.network import project
from kg.network.shown_part import add_context
from kg.page import html
from kg.schema import heading, label, local_name
from kg.server.client_limits import Limits
from kg.server.opened_graph import Opened
from kg.server.thing_page import told as served
from kg.store.answer_formats import visible
from kg.vocabulary import code_lists
from tests.facts.made_up import ABOUT, CORRECTIONS, TEXTS
from tests.fictional import write
from tests.page.test_page_file import parsed
from tests.pipeline.outputs import unchecked
from tests.queries.corpus import write as write_asked

BASE = "https://w3id.org/cable-kg/"
CABLE, KG, PART = f"{BASE}cable/", f"{BASE}ontology#", f"{BASE}part#"
LABELS = {rule.code: rule.label for rule in code_lists.concepts("rule")}
DRAWN, FIXED = 200, 19
NAMING = ("prefLabel", "type", "name", "label")
"""Local names of what stands in the heading of a thing's page."""


@dataclass(frozen=True, order=True)
class Told:
    """What a view says of a fact."""

    label: str
    value: str
    doubts: tuple[str, ...] = ()
    repairs: tuple[tuple[str, str, str, bool], ...] = ()
    concluded: str = ""
    corrected: tuple[str, ...] = ()


Views = dict[str, list[tuple[str, Told]]]
"""What is said of a thing: part (`p4`; empty where there is none), and the fact."""


@dataclass(frozen=True)
class Drawn:
    """A statement of the graph: of a part, or a plain one of a thing (then without `part`)."""

    thing: str
    prop: str
    value: str
    part: str = ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reading")
    made = {f"made{n}": one.text for n, one in enumerate(corpus(40, 3, 0.3))}
    (write(place / "in", **TEXTS, **made) / "kg-sources.csv").write_text(ABOUT)
    write_asked(place / "in" / "asked")
    (place / "in" / "corrections.csv").write_text(CORRECTIONS)
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        report = kg.build(place / "in", place / "out", jobs=1)
    assert report.corrected >= 4 and not report.uncorrected
    return place / "out"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return kg.open(folder)


@pytest.fixture(scope="module")
def page(graph: Graph) -> Mapping[str, object]:
    network = add_context(project(graph.store, limit=10**6), graph.store)
    found: Mapping[str, object] = json.loads(parsed(html(network, graph.text)).scripts[0][1])
    return found


@pytest.fixture(scope="module")
def drawn(graph: Graph, page: Mapping[str, object]) -> list[Drawn]:
    shown = {node["iri"] for node in page["nodes"]}  # type: ignore[attr-defined]
    marks = _marks(graph)
    strata: dict[tuple[str, ...], list[Drawn]] = {}
    for one in dict.fromkeys(_statements(graph)):
        if one.thing in shown:
            strata.setdefault((one.prop, *sorted(marks.get(one.part, ()))), []).append(one)
    chance = random.Random(FIXED)
    for kind in sorted(strata):
        strata[kind].sort(key=str)
        chance.shuffle(strata[kind])
    found: list[Drawn] = []
    while len(found) < DRAWN:
        found += [strata[kind].pop() for kind in sorted(strata) if strata[kind]][: DRAWN - len(found)]
    return found


def _marks(graph: Graph) -> dict[str, set[str]]:
    """Return by which of these marks a part stands out: facts with each of them are drawn, too."""
    found: dict[str, set[str]] = {}
    for mark in ("doubt", "repair", "rule", "valueState"):
        for row in graph.query(f"SELECT ?part {{ ?part kg:{mark} ?why }}"):
            found.setdefault(str(row.plain()["part"]), set()).add(mark)
    for row in graph.query("SELECT ?part { ?why kg:corrects|^prov:wasDerivedFrom ?part . ?why a kg:Correction }"):
        found.setdefault(str(row.plain()["part"]), set()).add("corrects")
    return found


def _statements(graph: Graph) -> Iterator[Drawn]:
    """Give what the graph says of parts and, where no part says it, of things."""
    said = [(t.subject.value, t.predicate.value, t.object.value) for t in graph.store.triples()]  # type: ignore[union-attr]
    roles: dict[str, set[str]] = {}
    for subject, prop, value in said:
        if prop.startswith(PART):
            roles.setdefault(subject, set()).add(local_name(prop))
            yield Drawn(subject.partition("#")[0], prop, value, value)
    for subject, prop, value in said:
        role = "declassifyOn" if "declassif" in prop else local_name(prop)
        if "#" not in subject and not prop.startswith(PART) and role not in (*NAMING, *roles.get(subject, ())):
            yield Drawn(subject, prop, value)


def of_fact(fact: Fact) -> Told:
    return cleaned(
        Told(
            fact.label,
            fact.value,
            fact.doubts,
            tuple((r.raw, r.read_as, r.rule, r.unsure) for r in fact.repairs),
            fact.inferred or "",
            tuple(note.words() for note in fact.corrections),
        )
    )


def cleaned(told: Told) -> Told:
    """Return what is told without what a page cannot show: line ends, controls."""
    return Told(
        visible(told.label),
        visible(told.value),
        tuple(map(visible, told.doubts)),
        tuple((visible(raw), visible(read), visible(rule), unsure) for raw, read, rule, unsure in told.repairs),
        visible(told.concluded),
        tuple(map(visible, told.corrected)),
    )


def of_why(graph: Graph, thing: str) -> list[tuple[str, Told]]:
    reasons = why(graph.store, graph.texts, thing).reasons
    return [(part_of(reason.part, thing), of_fact(reason.fact)) for reason in reasons if not reason.cable]


def part_of(iri: str | None, thing: str) -> str:
    return iri.partition("#")[2] if iri and iri.startswith(f"{thing}#") else ""


def of_page(page: Mapping[str, object], thing: str) -> list[tuple[str, Told]]:
    facts: list[dict[str, object]] = page["facts"]  # type: ignore[assignment]
    (node,) = (node for node in page["nodes"] if node["iri"] == thing)  # type: ignore[attr-defined]
    return [(part_of(fact.get("iri"), thing), of_json(fact)) for fact in (facts[n] for n in node.get("facts", ()))]  # type: ignore[arg-type]


def of_json(fact: Mapping[str, object]) -> Told:
    notes: list[dict[str, str]] = fact.get("corrections", [])  # type: ignore[assignment]
    words = [f"{', '.join(filter(None, (n.get('author'), n.get('date'))))}: {n.get('reason', '')}" for n in notes]
    repairs: list[dict[str, object]] = fact.get("repairs", [])  # type: ignore[assignment]
    return cleaned(
        Told(
            str(fact["label"]),
            str(fact["value"]),
            tuple(fact.get("doubts", ())),  # type: ignore[arg-type]
            tuple((r["raw"], r["readAs"], r["rule"], r["unsure"]) for r in repairs),  # type: ignore[misc]
            str(fact.get("inferred", "")),
            tuple(words),
        )
    )


def of_served(folder: Path, thing: str) -> list[tuple[str, Told]]:
    _, data = served(Opened(folder, Limits()), {"iri": thing})
    groups = markup.document_fromstring(data.decode()).xpath(
        "//section[contains(@class, 'group')][ul/li[span[@class='value']]]"
    )
    return [
        (item.get("id", ""), of_item(group, item))
        for group in groups
        if not group.get("id")
        for item in group.xpath("ul/li[@class='fact']")
    ]


def of_item(group: markup.HtmlElement, item: markup.HtmlElement) -> Told:
    def beside(kind: str) -> tuple[str, ...]:
        marks = item.xpath(f"span[@class='badge {kind}']/following-sibling::span[1]")
        return tuple(words(mark) for mark in marks)

    repairs = []
    for one in item.xpath("p[@class='repair']"):
        raw, read = (words(code) for code in one.xpath("code"))
        rule = words(one.xpath("span[@class='quiet']")[0])
        repairs.append((raw, read, rule.removesuffix(" (unsure)"), rule.endswith(" (unsure)")))
    notes = [re.sub(r"\. (In the text|What holds): .*", "", words(p)) for p in item.xpath("p[@class='correction']")]
    return Told(
        visible(group.xpath("h2/text()")[0]),
        words(item.xpath("span[@class='value']")[0]),
        beside("doubt"),
        tuple(repairs),
        next(iter(beside("inferred")), ""),
        tuple(note.removeprefix("Corrected by ") for note in notes),
    )


def words(element: markup.HtmlElement) -> str:
    return visible(element.text_content())


def test_the_facts_are_drawn_from_all_kinds(drawn: list[Drawn]) -> None:
    assert len(drawn) == len(set(drawn)) == DRAWN
    parts = {one.prop for one in drawn if one.part}
    plain = {one.prop for one in drawn if not one.part}
    assert len(parts) >= 22 and len(plain) >= 12, (sorted(parts), sorted(plain))


def test_why_page_and_served_page_say_the_same(
    folder: Path, graph: Graph, page: Mapping[str, object], drawn: list[Drawn]
) -> None:
    views: dict[str, Views] = {
        thing: {"why": of_why(graph, thing), "page": of_page(page, thing), "served": of_served(folder, thing)}
        for thing in sorted({one.thing for one in drawn})
    }
    seen: list[Told] = []
    for one in drawn:
        wanted = part_of(one.part, one.thing) if one.part else heading(label(one.prop))
        told = {
            name: sorted(fact for part, fact in facts if wanted == (part if one.part else fact.label))
            for name, facts in views[one.thing].items()
        }
        assert told["why"] and told["why"] == told["page"] == told["served"], one
        if one.part:
            assert len(told["why"]) == 1 and told["why"][0].label == heading(label(one.prop)), one
        seen += told["why"]
    assert sum(bool(fact.doubts) for fact in seen) >= 8
    assert sum(bool(fact.repairs) for fact in seen) >= 5
    assert sum(bool(fact.concluded) for fact in seen) >= 20
    assert sum(bool(fact.corrected) for fact in seen) >= 4
    assert {"Name protected"} <= {fact.value for fact in seen}


def test_all_facts_of_whole_things_are_the_same(
    folder: Path, graph: Graph, page: Mapping[str, object], drawn: list[Drawn]
) -> None:
    for thing in sorted({one.thing for one in drawn})[::4]:
        assert sorted(of_why(graph, thing)) == sorted(of_page(page, thing)), thing
        assert sorted(told for _, told in of_served(folder, thing)) == sorted(told for _, told in of_why(graph, thing))


def test_the_table_says_the_same(graph: Graph, drawn: list[Drawn], tmp_path: Path) -> None:
    """A row tells each fact of which the cable itself says the short statement: who was told only has not cleared."""
    tables = [list(_rows(path)) for path in export(graph, "csv", tmp_path / "t.csv")]
    nodes, edges = {row["id"]: row for row in tables[0]}, tables[1]
    short = {(t.subject.value, local_name(t.predicate.value), t.object.value) for t in _short(graph)}  # type: ignore[union-attr]
    reading, compared = Reading(graph.store), 0
    for one in drawn:
        for fact in (fact for fact in reading.facts(one.thing) if _drew(one, fact)):
            rows = [row for row in edges if _is_of(row, one, fact)]
            if (one.thing, fact.role, fact.target) in short:
                assert len(rows) == 1, (one, fact)
                _same(rows[0], nodes, fact, reading)
                compared += 1
            else:
                assert not rows, (one, fact)
                compared += _same_column(nodes[one.thing], fact)
    assert compared >= 90


def _short(graph: Graph) -> Iterator[Triple]:
    """Give the statements between things that have names of their own."""
    for triple in graph.store.triples():
        named = [str(term) for term in (triple.subject, triple.object)]
        if all(term.startswith(f"<{BASE}") and "#" not in term for term in named):
            yield triple


def _drew(one: Drawn, fact: Fact) -> bool:
    if one.part:
        return fact.iri == one.part
    return fact.iri is None and (fact.target, fact.label) == (one.value, heading(label(one.prop)))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {name: value.removeprefix("'") for name, value in row.items()}


def _is_of(row: Mapping[str, str], one: Drawn, fact: Fact) -> bool:
    if row["source"] != one.thing or row["target"] != fact.target:
        return False
    return row["part"] == one.part if one.part else row["relation"] == fact.role


def _same(row: Mapping[str, str], nodes: Mapping[str, Mapping[str, str]], fact: Fact, reading: Reading) -> None:
    """Hold the edge of a fact against what is told of it in words."""
    doubts = [f"{BASE}doubt/{code}" for code in row["doubts"].split()]
    reading.read(doubts)
    assert heading(label(row["relation"])) == fact.label
    assert nodes[row["target"]]["label"] == fact.value
    told = set(map(reading.name, doubts))
    assert told - {reading.name(f"{BASE}doubt/corrected")} == set(fact.doubts)
    assert {
        f"{r.evidence.document}#char={r.evidence.start},{r.evidence.end}" for r in fact.repairs if r.evidence
    } == set(row["repairs"].split())
    conclusion = fact.conclusion if fact.iri else None
    assert [LABELS[code] for code in row["rule"].split()] == ([conclusion.rule] if conclusion else [])
    assert (float(row["score"]) if row["score"] else None) == (
        float(conclusion.score) if conclusion and conclusion.score else None
    )


_COLUMNS = {"title": "title", "identifier": "identifier"}


def _same_column(node: Mapping[str, str], fact: Fact) -> bool:
    """Hold the column of a thing against a fact, where there is one; say whether there is."""
    if fact.role not in _COLUMNS or fact.corrections or fact.doubts:
        return False
    assert visible(node[_COLUMNS[fact.role]]) == visible(fact.value), fact
    return True


def test_nothing_but_the_writer_and_the_reading_asks_where_values_stand() -> None:
    modules = Path(kg.__file__).parent
    asking = {
        path.relative_to(modules).parts[0]
        for path in modules.rglob("*.py")
        if "value_states import" in path.read_text(encoding="utf-8")
    }
    assert asking == {"rdf", "facts"}
