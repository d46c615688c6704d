"""What stands beside the facts of a picture: citations, threads, coverage, corrections; and in an overview."""

from __future__ import annotations

import pytest

import kg
from kg.facts import Fact, why
from kg.facts.citations import cite, cite_all
from kg.facts.columns import Corpus, read_corpus
from kg.facts.serial_coverage import coverage, coverage_of
from kg.facts.thread_members import threads_of
from kg.graph import Graph
from kg.network import cable_selection, project
from kg.network.cable_selection import select
from kg.network.shown_part import add_context
from tests.network.sample import BASE
from tests.threads import CHAIN, built

CABLE = f"{BASE}cable/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return kg.open(built(tmp_path_factory.mktemp("threads")))


@pytest.fixture(scope="module")
def corpus(graph: Graph) -> Corpus:
    return read_corpus(graph.store)


def facts(graph: Graph, key: str, role: str) -> list[Fact]:
    made = project(graph.store, CABLE + key)
    return [fact for fact in made.nodes[CABLE + key]["facts"] if fact.role == role]


def test_members_of_a_thread_stand_by_date(graph: Graph) -> None:
    threads = threads_of(graph.store, [f"{CABLE}{key}" for key in (*CHAIN, "99LIMA12")])
    assert set(threads) == {CABLE + key for key in CHAIN}
    (thread,) = {one.iri: one for one in threads.values()}.values()
    assert [member.number for member in thread.members] == ["08BOGOTA1234", *CHAIN]
    assert [member.date for member in thread.members] == [
        "2008",
        "2008-05-11",
        "2008-05-13",
        "2008-05-15",
        "2008-05-19",
    ]
    assert [member.held for member in thread.members] == [False, True, True, True, True]


def test_a_thread_is_a_picture_of_its_own(graph: Graph) -> None:
    thread = threads_of(graph.store, [CABLE + CHAIN[0]])[CABLE + CHAIN[0]]
    made = project(graph.store, thread.iri)
    assert {n.removeprefix(CABLE) for n, data in made.nodes(data=True) if data["kind"] == "cable"} >= {*CHAIN}


def test_a_cable_is_in_the_picture_around_it_whatever_stands_before_it(graph: Graph) -> None:
    for key in CHAIN:  # 08LIMA4001 refers to a cable of BOGOTA, and one of BOGOTA refers to it
        assert next(iter(project(graph.store, CABLE + key, 1))) == CABLE + key


def test_of_very_many_cables_around_a_thing_some_are_taken(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    state = f"{BASE}post/STATE"
    whole = select(graph.store, state, 4).cables
    assert list(whole) == sorted(whole)
    assert len(whole) == 4
    monkeypatch.setattr(cable_selection, "SORTED", 2)
    few = select(graph.store, state, 2).cables
    assert len(few) == 2
    assert set(few) <= set(select(graph.store, state, 100).cables)
    assert select(graph.store, CABLE + CHAIN[0], 1).cables == (CABLE + CHAIN[0],)


def test_many_cables_are_cited_as_one_is(graph: Graph) -> None:
    cables = [str(row["c"].value) for row in graph.query("SELECT ?c { ?c a kg:Cable }")]
    assert len(cables) >= 7
    assert cite_all(graph.store, cables) == {cable: cite(graph, cable) for cable in cables}


def test_coverage_is_that_of_the_command(graph: Graph, corpus: Corpus) -> None:
    listed = coverage(graph).listed
    whole = [year for years in coverage_of(graph.store).values() for year in years if year.held]
    assert sorted(whole, key=str) == sorted(listed, key=str)
    assert corpus.coverage == coverage_of(graph.store)
    lima = coverage_of(graph.store, ["LIMA"])
    assert list(lima) == ["LIMA"]
    assert lima["LIMA"] == coverage_of(graph.store)["LIMA"]
    assert [(y.year, y.highest, y.held) for y in lima["LIMA"]] == [(1999, 12, 1), (2008, 4009, 2)]
    assert lima["LIMA"][0].gaps == ((1, 6), (8, 11))


def test_around_one_thing_only_its_numbers_are_counted(graph: Graph) -> None:
    whole = add_context(project(graph.store), graph.store).graph["coverage"]
    assert {f"{BASE}post/LIMA", f"{BASE}post/QUITO", f"{BASE}post/BOGOTA"} <= set(whole)
    lima = add_context(project(graph.store, f"{BASE}post/LIMA"), graph.store)
    assert set(lima.graph["coverage"]) == {f"{BASE}post/LIMA"}
    assert add_context(project(graph.store, CABLE + CHAIN[0]), graph.store).graph["coverage"] == {}


def test_the_overview_has_the_copy_that_is_cited(graph: Graph, corpus: Corpus) -> None:
    for n in range(corpus.held):
        assert corpus.copies[n] == cite(graph, corpus.keys[n]).copy
    quito = corpus.keys.index("08QUITO300")
    first = corpus.place_things[corpus.action[quito][corpus.recipient[quito]]]
    assert first.name.startswith(str(cite(graph, "08QUITO300").recipient))
    assert first.iri.endswith("/BOGOTA"), "the first in the text, not in the alphabet of IRIs"


def test_the_overview_has_the_threads_of_the_graph(corpus: Corpus) -> None:
    members = {key for key, thread in zip(corpus.keys, corpus.thread, strict=True) if thread >= 0}
    assert members == {"08BOGOTA1234", *CHAIN}
    assert len(corpus.thread_names) == 1


def test_a_corrected_field_shows_both_values_who_and_why(graph: Graph) -> None:
    new, old = sorted(facts(graph, "08LIMA4009", "title"), key=lambda f: bool(f.evidence))
    assert (new.value, old.value) == ("TALKS RESUME ON FISHERIES", "TALSK RESUME ON FISHERIES")
    for fact in (new, old):
        (note,) = fact.corrections
        assert (note.author, note.date) == ("Ann Reader", "2 January 2026")
        assert note.reason == "letters transposed; seen on paper"
        assert (note.value, note.text_says) == (new.value, old.value)
        assert fact.doubts == (), "the correction says it"


def test_only_what_changed_is_marked(graph: Graph) -> None:
    found = {fact.value: (bool(fact.corrections), fact.target) for fact in facts(graph, "08LIMA4009", "topic")}
    assert found == {
        "External Political Relations": (False, f"{BASE}topic/PREL"),
        "Peru": (True, None),
        "Commercial Fishing and Fish Processing": (True, f"{BASE}topic/EFIS"),
    }


def test_a_corrected_part(graph: Graph) -> None:
    (fact,) = facts(graph, "08LIMA4001", "copiedTo")
    assert (fact.value, fact.target) == ("Embassy Quito", f"{BASE}post/QUITO")
    assert [(note.author, note.text_says) for note in fact.corrections] == [("Ann Reader", "Embassy Bogota")]


def test_what_a_correction_took_away_is_told(graph: Graph) -> None:
    (fact,) = facts(graph, "08QUITO300", "caption")
    assert fact.value == "SIPDIS (SIPRNet distribution)"
    assert [note.reason for note in fact.corrections] == ["stamped later"]
    assert fact.target is None


def test_why_tells_of_corrections(graph: Graph) -> None:
    reasons = why(graph.store, graph.texts, "08LIMA4009").reasons
    told = {reason.value: [note.words() for note in reason.corrections] for reason in reasons if reason.corrections}
    letters = "Ann Reader, 2 January 2026: letters transposed; seen on paper"
    fish = "Bo Reader, 3 February 2026: the subject is fish"
    assert told == {
        "TALKS RESUME ON FISHERIES": [letters],
        "TALSK RESUME ON FISHERIES": [letters],
        "Peru": [fish],
        "Commercial Fishing and Fish Processing": [fish],
    }
    (part,) = why(graph.store, graph.texts, "08LIMA4001#info-amembassy-bogota").reasons
    assert [note.text_says for note in part.corrections] == ["Embassy Bogota"]
