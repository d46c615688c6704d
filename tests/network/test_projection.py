"""What the network holds of a graph: nodes, edges, and the facts they rest on."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import KgError
from kg.facts import Evidence
from kg.network import project
from kg.network.cable_selection import focus_iri
from tests.network.sample import BASE, TEXT, Sample, at, freedonia, hostile, place

CABLE = f"{BASE}cable/33FREEDONIA4"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return project(freedonia())


def kinds(graph: nx.MultiDiGraph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node, data in graph.nodes(data=True):
        found.setdefault(data["kind"], set()).add(node.removeprefix(BASE))
    return found


def test_nodes(graph: nx.MultiDiGraph) -> None:
    assert kinds(graph) == {
        "cable": {"cable/33FREEDONIA4", "cable/33SYLVANIA17"},
        "post": {"post/FREEDONIA", "post/SYLVANIA", "post/STATE"},
        "topic": {"topic/PREL", "topic/ZZZZ"},
        "official": {"official/firefly", "cable/33FREEDONIA4#mentioned-trentino"},
    }


def test_edges(graph: nx.MultiDiGraph) -> None:
    edges = {(s.removeprefix(BASE), d["kind"], e.removeprefix(BASE)) for s, e, d in graph.edges(data=True)}
    assert edges == {
        ("cable/33FREEDONIA4", "origin", "post/FREEDONIA"),
        ("cable/33FREEDONIA4", "sent_to", "post/STATE"),
        ("cable/33FREEDONIA4", "copied_to", "post/SYLVANIA"),
        ("cable/33FREEDONIA4", "topic", "topic/PREL"),
        ("cable/33FREEDONIA4", "topic", "topic/ZZZZ"),
        ("cable/33FREEDONIA4", "references", "cable/33SYLVANIA17"),
        ("cable/33FREEDONIA4", "classified_by", "official/firefly"),
        ("cable/33FREEDONIA4", "signed_by", "official/firefly"),
        ("cable/33FREEDONIA4", "mentions", "cable/33FREEDONIA4#mentioned-trentino"),
        ("cable/33SYLVANIA17", "origin", "post/SYLVANIA"),
        ("official/firefly", "served_at", "post/FREEDONIA"),
    }


def test_held_and_known_only_from_a_reference(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[CABLE]["held"] is True
    stub = graph.nodes[f"{BASE}cable/33SYLVANIA17"]
    assert stub["held"] is False
    assert [(f.label, f.value) for f in stub["facts"]] == [
        ("Date", "1933"),
        ("Sender", "Embassy Sylvania"),
        ("Cable number", "33SYLVANIA17"),
        ("Status", "referenced-only"),
    ]


def test_names_are_the_english_ones(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[f"{BASE}post/FREEDONIA"]["label"] == "Embassy Freedonia"
    assert graph.nodes[f"{BASE}topic/ZZZZ"]["label"] == "ZZZZ"


def test_a_fact_carries_its_evidence_and_details(graph: nx.MultiDiGraph) -> None:
    (fact,) = graph.edges[CABLE, f"{BASE}post/SYLVANIA", "copied_to"]["facts"]
    start, end = place(at(TEXT, "RUEHSY/AMEMBASSY SYLVANIA 0007"))
    assert fact.value == "Embassy Sylvania"
    assert fact.details == (
        ("Serial number", "0007"),
        ("Place in the address", "2"),
        ("As written", "AMEMBASSY SYLVANIA"),
    )
    assert [(e.start, e.end) for e in fact.evidence] == [(start, end)]
    assert isinstance(fact.evidence[0], Evidence)
    assert TEXT[start:end] == "RUEHSY/AMEMBASSY SYLVANIA 0007"


def test_a_value_without_a_node_of_its_own_comes_from_the_cable(graph: nx.MultiDiGraph) -> None:
    (subject,) = [f for f in graph.nodes[CABLE]["facts"] if f.role == "title"]
    assert subject.value == "\U0001d57f\U0001d58d\U0001d58a DUCK \U0001f986 TALKS"
    (origin,) = graph.edges[CABLE, f"{BASE}post/FREEDONIA", "origin"]["facts"]
    assert (origin.value, origin.details) == ("Embassy Freedonia", (("As written", "AMEMBASSY FREEDONIA"),))


def test_doubts_repairs_and_conclusions_are_said(graph: nx.MultiDiGraph) -> None:
    facts = {f.iri.rsplit("#")[-1]: f for f in graph.nodes[CABLE]["facts"] if f.iri}
    assert facts["tag-ZZZZ"].doubts == ("The code is in no list we have",)
    assert facts["ref-A"].doubts == ("No year is written",)
    (repair,) = facts["p5"].repairs
    assert (repair.rule, repair.raw, repair.read_as, repair.unsure) == ("A pilcrow read as 1", "15.", "5.", True)
    assert facts["p5"].value == "Paragraph 5"
    assert facts["classified-by-firefly"].inferred == "Same surname in one cable (score 0.9)"
    assert facts["info-sylvania"].inferred is None


def test_a_protected_name_is_a_fact_but_no_node(graph: nx.MultiDiGraph) -> None:
    assert not any("protected" in node for node in graph)
    (fact,) = [f for f in graph.nodes[CABLE]["facts"] if f.iri and f.iri.endswith("protected-at-9")]
    assert fact.value == "Name protected"


def test_terms_of_office(graph: nx.MultiDiGraph) -> None:
    (term,) = graph.nodes[f"{BASE}official/firefly"]["facts"]
    assert (term.value, term.details) == (
        "Embassy Freedonia",
        (("Title", "Ambassador"), ("From", "1 January 1932"), ("According to", "a dated list")),
    )


def test_copies_say_how_they_became_public(graph: nx.MultiDiGraph) -> None:
    (copy,) = graph.graph["copies"].values()
    assert (copy.name, copy.release, copy.release_label) == ("freedonia.txt", "leaked", "Leaked")


@pytest.mark.parametrize(
    ("focus", "cables"),
    [
        ("33SYLVANIA17", {"33SYLVANIA17", "33FREEDONIA4"}),  # a cable: itself and what refers to it
        ("post/STATE", {"33FREEDONIA4", "33SYLVANIA17"}),  # a post: its cables, and what they refer to
        (f"{BASE}official/firefly", {"33FREEDONIA4", "33SYLVANIA17"}),
    ],
)
def test_focus(focus: str, cables: set[str]) -> None:
    graph = project(freedonia(), focus=focus)
    assert {d["identifier"] for _, d in graph.nodes(data=True) if d["kind"] == "cable"} == cables


def test_focus_on_nothing_is_an_error() -> None:
    with pytest.raises(KgError, match="no cable in the graph names"):
        project(freedonia(), focus="99NOWHERE1")


@pytest.mark.parametrize("focus", ["a b", "x> ?p ?o } DELETE {", 'x"', "", "x\n"])
def test_focus_cannot_leave_its_brackets(focus: str) -> None:
    with pytest.raises(KgError, match="not an IRI"):
        focus_iri(f"https://example.org/{focus}" if focus else "://" + focus + " ")


def test_a_cable_without_a_number_has_a_short_name() -> None:
    name = "unnumbered-" + "ab12" * 8
    graph = project(Sample(f'<cable/{name}> a kg:Cable ; dcterms:title "A TEXT" .'))
    assert graph.nodes[f"{BASE}cable/{name}"]["label"] == "Unnumbered cable ab12ab"


def test_a_repair_that_no_value_rests_on_is_a_fact_of_the_cable() -> None:
    repair = at(TEXT, "15.")
    stated = f"<cable/1> a kg:Cable ; kg:repair {repair} . {repair} kg:raw '15.' ; rdf:value '5.' ."
    (fact,) = project(Sample(stated)).nodes[f"{BASE}cable/1"]["facts"]
    assert (fact.label, fact.value, fact.repairs[0].raw) == ("Repair", "5.", "15.")
    assert [(e.start, e.end) for e in fact.evidence] == [place(repair)]


def test_limit_keeps_the_cable_that_others_refer_to() -> None:
    graph = project(freedonia(), limit=1)
    assert graph.graph["cables_total"] == 2
    assert CABLE in graph, "held cables come first"


def test_hostile_names_are_names() -> None:
    graph = project(hostile())
    assert f"{BASE}topic/__proto__" in graph
    assert graph.nodes[f"{BASE}topic/__proto__"]["code"] == "__proto__"


def test_the_focus_is_shown_however_few_are_and_whatever_sorts_before_it() -> None:
    cited = [f"{BASE}cable/33SYLVANIA{serial}" for serial in (1, 2, 3)]
    stated = f"<{BASE}cable/34FREEDONIA9> a kg:Cable . " + " ".join(
        f"<{cable}> a kg:Cable . <{BASE}cable/34FREEDONIA9> kg:references <{cable}> ." for cable in cited
    )
    for limit in (1, 2, 4):
        shown = project(Sample(stated), "34FREEDONIA9", limit)
        cables = [node for node, data in shown.nodes(data=True) if data["kind"] == "cable"]
        assert f"{BASE}cable/34FREEDONIA9" in cables
        assert len(cables) >= min(limit, 4)
