"""What a part means, told alike by every reader of built graphs of all forms: no part has another part's value."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from generator.generate import corpus
from kg.export import export
from kg.facts.release_selection import chosen, selected
from kg.facts.why import why
from kg.graph import Graph
from kg.network import project
from kg.rdf.value_states import AT_CABLE, State, meaning, properties_of
from kg.store import validate
from tests.facts.made_up import ABOUT, TEXTS
from tests.fictional import write

BASE = "https://w3id.org/cable-kg/"
PART, VALUE = f"{BASE}part#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("meaning")
    made = {f"made{n}": one.text for n, one in enumerate(corpus(40, 3, 0.3))}
    texts = write(folder / "in", **TEXTS, **made)
    (texts / "kg-sources.csv").write_text(ABOUT)
    kg.build(texts, folder / "out", jobs=1)
    return kg.open(folder / "out")


Said = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def said(graph: Graph) -> Said:
    found: Said = {}
    for subject, prop, value in (map(str, triple) for triple in graph.store.triples()):
        found.setdefault(subject[1:-1], {}).setdefault(prop[1:-1], []).append(value)
    return found


def parts(said: Said) -> Iterator[tuple[str, str, str]]:
    """Give cable, role and part of all parts of cables."""
    for cable, about in said.items():
        if cable.startswith(f"{BASE}cable/") and "#" not in cable:
            for prop, nodes in about.items():
                if prop.startswith(PART):
                    yield from ((cable, prop.removeprefix(PART), node[1:-1]) for node in nodes)


def of(said: Said, role: str, part: str, cable: str) -> tuple[State, tuple[str, ...]]:
    found = meaning(role, lambda p: said[part].get(p, []), lambda p: said[cable].get(p, []))
    return found.state, found.values


def test_the_graph_has_the_shapes(graph: Graph) -> None:
    assert [violation.message for violation in validate(graph.store).violations] == []


def test_every_part_has_a_value_or_says_why_not(said: Said) -> None:
    states = {}
    for cable, role, part in parts(said):
        states.setdefault(of(said, role, part, cable)[0], []).append((role, part))
    assert set(states) >= {State.HERE, State.AT_CABLE, State.ITSELF, State.UNKNOWN, State.PROTECTED, State.NO_CABLE}
    for _, part in states[State.UNKNOWN]:
        assert f"{BASE}ontology#valueState" in said[part], part


def test_the_ontology_says_where_values_stand() -> None:
    from rdflib import Graph as Rdf

    from kg.vocabulary import locate

    rows = Rdf().parse(locate() / "cable.ttl").query(f"SELECT ?p ?at {{ ?p <{BASE}ontology#valueAt> ?at }}")
    assert {(str(p).removeprefix(PART), str(at)) for p, at in rows} == {  # type: ignore[misc]
        (role, prop) for role, props in AT_CABLE.items() for prop in props
    }


def test_a_value_at_the_cable_is_that_of_one_part_alone(said: Said) -> None:
    """Two pass lines are two values: each part has its own then."""
    cable = f"{BASE}cable/08QUITO13"
    lines = [node[1:-1] for node in said[cable][f"{PART}passLine"]]
    assert len(lines) == 2
    assert {said[part][VALUE][0] for part in lines} == set(said[cable][f"{BASE}ontology#passLine"])


def test_why_and_page_take_no_value_from_another_part(graph: Graph, said: Said) -> None:
    facts: dict[str, dict[str, object]] = {}
    for cable in {cable for cable, _, _ in parts(said)}:
        network = project(graph.store, cable, 1)
        facts[cable] = {fact.iri: fact for fact in network.nodes[cable]["facts"]}
        told = {reason.part: reason.value for reason in why(graph.store, graph.texts, cable).reasons if reason.part}
        for _, role, part in (p for p in parts(said) if p[0] == cable):
            state, values = of(said, role, part, cable)
            fact = facts[cable][part]
            assert fact.target == next((v[1:-1] for v in values if v[0] == "<"), None), part  # type: ignore[attr-defined]
            assert fact.value == told[part], part  # type: ignore[attr-defined]
            if state is State.PROTECTED:
                assert fact.value == "Name protected"  # type: ignore[attr-defined]


def test_a_title_an_email_and_a_protected_source_are_nobody_else(graph: Graph) -> None:
    told = {(r.label, r.value) for r in why(graph.store, graph.texts, "08QUITO12").reasons}
    assert {
        ("Person mentioned", "Ambassador"),
        ("Person mentioned", "Name protected"),
        ("Person mentioned", "Tobias Quillfeather"),
    } <= told
    assert {("Reference", "07LIMA1234"), ("Reference", "SMITH-JONES EMAIL OF MAY 5")} <= told
    assert [value for label, value in told if label == "Person mentioned"].count("Tobias Quillfeather") == 1


def test_tables_and_reifiers_name_only_parts_that_mean_it(graph: Graph, said: Said, tmp_path: Path) -> None:
    _, edges = export(graph, "csv", tmp_path / "t.csv")
    with edges.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["part"]]
    roles = {part: role for _, role, part in parts(said)}
    seen = {(row["part"], row["target"]) for row in rows if row["part"] in roles}
    meant = {
        (part, value[1:-1])
        for cable, role, part in parts(said)
        for value in of(said, role, part, cable)[1]
        for prop in properties_of(role)
        if value in said[cable].get(prop, ()) and value[0] == "<"
    }
    assert seen - meant == {pair for pair in seen if roles[pair[0]] == "declassifyOn"}
    assert meant - seen == set()

    (path,) = export(graph, "nt", tmp_path / "g.nt", "rdf12")
    reifiers = re.findall(r"<([^>]+)> <[^>]+#reifies> <<\( <[^>]+> <([^>]+)> (.+) \)>>", path.read_text("utf-8"))
    assert len(reifiers) > 300
    for part, prop, value in reifiers:
        state, values = of(said, roles[part], part, part.partition("#")[0])
        assert value in values or (state is State.AT_CABLE and prop in properties_of(roles[part])), part


def test_a_released_copy_without_the_reference_lets_none_through(graph: Graph) -> None:
    with selected(graph, chosen(exclude=["leaked"])) as left:
        lines = [tuple(map(str, triple)) for triple in left.store.triples()]
    found = {(prop, value) for subject, prop, value in lines if subject == f"<{BASE}cable/08LIMA77>"}
    texts = "\n".join(map(str, lines))
    assert not any(prop == f"<{BASE}ontology#references>" for prop, _ in found)
    assert "08BOGOTA1234" not in "".join(value for _, value in found) and "GUANO" not in texts
    assert ("<http://purl.org/dc/terms/title>", '"TALKS ON FISHERIES"') in found
    assert (f"<{BASE}ontology#origin>", f"<{BASE}post/LIMA>") in found
