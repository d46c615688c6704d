"""What an overview is made of: cables as columns, what stands out among their links, where things stand."""

from __future__ import annotations

import random
from itertools import pairwise

import networkx as nx
import pytest

from kg.facts.columns import Corpus, people, read_corpus
from kg.facts.columns.corpus import ROLES, Thing, parsed
from kg.network.overview import chart, network
from kg.network.overview.drawing_plan import (
    MOST_HOMELESS,
    MOST_PLACES,
    MOST_TIES,
    MOST_TOPICS,
    TIES_EACH,
    disparity,
    hubs,
    pairs_of_topics,
    together,
    traffic,
)
from kg.network.overview.map_places import DEGREE, on_map
from kg.store import Store
from tests.network.sample import BASE, Sample, freedonia
from tests.network.telegrams import PLACES, TELEGRAMS, telegrams


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(telegrams())


def made_up(cables: int, places: int, topics: int, homeless: int = 0) -> Corpus:
    chance = random.Random(5)
    some = [sorted(chance.sample(range(places), 3)) for _ in range(cables)]
    return Corpus(
        keys=[f"75POST{n}" for n in range(1, cables + 1)],
        held=cables,
        subjects=[""] * cables,
        dates=[""] * cables,
        origin=[row[0] for row in some],
        classification=[-1] * cables,
        precedence=[-1] * cables,
        release=[-1] * cables,
        action=[row[1:2] for row in some],
        info=[row[2:] for row in some],
        topics=[sorted(chance.sample(range(topics), 4)) for _ in range(cables)],
        references=[[]] * cables,
        people=[[]] * cables,
        place_things=[
            Thing(f"{BASE}post/{n}", str(n), "", *((None, None) if n < homeless else (n % 60, n % 170)))
            for n in range(places)
        ],
        topic_things=[Thing(f"{BASE}topic/{n}", str(n)) for n in range(topics)],
    )


def test_a_small_regular_link_stands_out_before_a_share_of_a_big_one() -> None:
    # 0 writes evenly to nine others, 20 writes nearly always to 21.
    weights = {(0, n): 100 for n in range(1, 10)} | {(20, 21): 16, **{(20, n): 1 for n in range(22, 26)}}
    ranked = [pair for _, pair in disparity(weights)]
    assert ranked[0] == (20, 21)
    assert sorted(ranked) == sorted(weights)


def test_significance_is_that_of_the_disparity_filter() -> None:
    found = {pair: chance for chance, pair in disparity({(0, 1): 3, (0, 2): 1, (3, 1): 3})}
    # (0, 1): 3 of the 4 that 0 sends to two, 3 of the 6 that 1 gets from two: (1 - 3/4)^1 is the lower.
    assert found[0, 1] == pytest.approx(0.25)
    assert found[0, 2] == pytest.approx(0.75)
    assert found[3, 1] == pytest.approx(0.5), "a sender of one link says nothing about it"


@pytest.mark.parametrize("both", [1, 2, 5])
def test_together_is_zero_by_chance_and_grows(both: int) -> None:
    assert together(both, 10 * both, 10, 100) == pytest.approx(0.0)
    assert together(both + 1, 10 * both, 10, 100) > 0 > together(both, 20 * both, 10, 100)


def test_who_gets_a_quarter_of_everything_is_a_hub() -> None:
    assert hubs({0: 50, 1: 26, 2: 24}) == [0, 1]
    assert hubs({0: 50, 1: 50}) == [], "of two places none is left out"


def test_columns_say_what_the_cables_say(corpus: Corpus) -> None:
    assert corpus.held == len(TELEGRAMS)
    assert len(corpus.keys) == corpus.held + 3
    at = {key: n for n, key in enumerate(corpus.keys)}

    def names(things: list[Thing], row: list[int]) -> set[str]:
        return {things[n].iri.rsplit("/", 1)[-1] for n in row}

    for telegram in TELEGRAMS:
        n = at[telegram.key]
        assert corpus.subjects[n] == telegram.subject
        assert corpus.dates[n][:4] == str(telegram.year)
        assert corpus.place_things[corpus.origin[n]].iri == f"{BASE}post/{telegram.origin}"
        assert names(corpus.place_things, corpus.action[n]) == telegram.action
        assert names(corpus.place_things, corpus.info[n]) - {"cia"} == telegram.info
        assert names(corpus.topic_things, corpus.topics[n]) == telegram.topics
        assert [corpus.keys[m] for m in corpus.references[n]] == sorted(telegram.references, key=lambda k: at[k])
        (link,) = corpus.people[n]
        assert corpus.person_things[link // len(ROLES)].iri.endswith(telegram.signer)
        assert ROLES[link % len(ROLES)].code == "signed_by"
    assert {t.iri: (t.lat, t.lon) for t in corpus.place_things if t.lat is not None} == {
        f"{BASE}post/{code}": place for code, place in PLACES.items()
    }


def test_cables_of_a_graph_written_by_hand() -> None:
    found = read_corpus(freedonia())
    assert found.keys == ["33FREEDONIA4", "33SYLVANIA17"]
    assert (found.held, found.dates[0], found.references[0]) == (1, "1933-11-17", [1])
    assert found.people_total == 1


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("07LIMA2181", (7, "LIMA", 2181)),
        ("75STATE1", (75, "STATE", 1)),
        ("unnumbered-0ab1", None),
        ("07LIMA0012", None),
        ("", None),
        ("07LIMA12345678901", None),
        ("2007LIMA1", None),
    ],
)
def test_a_number_is_cut_only_if_it_comes_together_again(key: str, parts: tuple[int, str, int] | None) -> None:
    assert parsed(key) == parts


def test_the_same_graph_gives_the_same_columns_and_places() -> None:
    one, other = read_corpus(telegrams()), read_corpus(telegrams())
    assert one == other
    assert chart(one) == chart(other)


def test_the_capital_is_left_out_and_the_addressee_without_a_place_stands_below(corpus: Corpus) -> None:
    found = chart(corpus)
    assert found.mapped
    assert [corpus.place_things[n].iri for n in found.hubs] == [f"{BASE}post/STATE"]
    spots = {corpus.place_things[s.number].iri.rsplit("/", 1)[-1]: s for s in found.places}
    assert (spots["SYLVANIA"].x, spots["SYLVANIA"].y) == (-77 * DEGREE, 12 * DEGREE)
    assert spots["cia"].y > max(s.y for name, s in spots.items() if name != "cia")


def test_a_graph_without_coordinates_is_laid_out_by_its_links() -> None:
    found = chart(made_up(300, 40, 6, homeless=40))
    assert not found.mapped
    assert len({(s.x, s.y) for s in found.places}) == 40


def test_posts_of_one_city_stand_apart() -> None:
    places = on_map({"a": (10.0, 20.0), "b": (10.0, 20.0), "c": (-40.0, 100.0)}, [], 26.0)
    assert max(abs(places["a"][0] - places["b"][0]), abs(places["a"][1] - places["b"][1])) >= 25
    assert places["c"] == (1000.0, 400.0)


def test_sizes_are_bounded_whatever_the_graph() -> None:
    corpus = made_up(4_000, 900, 300, homeless=100)
    found = chart(corpus)
    without = sum(corpus.place_things[s.number].lat is None for s in found.places)
    assert len(found.places) <= MOST_PLACES + MOST_HOMELESS
    assert without <= MOST_HOMELESS
    assert len(found.topics) == MOST_TOPICS
    assert len(found.ties) <= MOST_TIES
    drawn = {s.number for s in found.topics}
    assert all(a in drawn and b in drawn for a, b in found.ties)
    assert max(nx.Graph(found.ties).degree, key=lambda d: d[1])[1] >= TIES_EACH
    assert not any(a >= b for a, b in pairwise(found.ties)), "sorted, none twice"


def test_network_for_other_programs_has_weights_of_all_cables(corpus: Corpus) -> None:
    graph = network(corpus)
    for counts, kind in (
        (traffic(corpus.origin, corpus.action), "sent_to"),
        (traffic(corpus.origin, corpus.info), "copied_to"),
    ):
        drawn = {(a, b): d["weight"] for a, b, d in graph.edges(data=True) if d["kind"] == kind}
        assert drawn == {(corpus.place_things[a].iri, corpus.place_things[b].iri): n for (a, b), n in counts.items()}
    both = pairs_of_topics(corpus, set(range(len(corpus.topic_things))))
    assert sum(d["weight"] for *_, d in graph.edges(data=True) if d["kind"] == "together") == sum(both.values())
    assert graph.nodes[f"{BASE}post/SYLVANIA"]["latitude"] == -12


def test_an_empty_graph() -> None:
    corpus = read_corpus(Sample(""))
    assert (corpus.held, corpus.nodes) == (0, 0)
    assert chart(corpus).places == ()
    assert len(network(corpus)) == 0


def test_more_things_than_one_query_has_room_for() -> None:
    """A corpus of 200,000 cables has thousands of addressees nobody knows, each with its words in its IRI."""
    names = [f"SOMEBODY-WITH-A-VERY-LONG-NAME-THAT-NO-LIST-HAS-AND-THAT-IS-KEPT-AS-IT-IS-{n}" for n in range(1500)]
    cable = f"<{BASE}cable/33FREEDONIA1>"
    lines = [
        f"{cable} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Cable> .\n",
        f"<{BASE}local/document/0> <{BASE}ontology#copyOf> {cable} .\n",
        *(f"{cable} <{BASE}ontology#copiedTo> <{BASE}local/addressee/{name}> .\n" for name in names),
    ]
    found = read_corpus(Store.of(lines))
    assert len(found.info[0]) == len(names) == len(found.place_things)


ODD = """
<cable/33FREEDONIA1> a kg:Cable ; dcterms:identifier "33FREEDONIA1" ; dcterms:title "ONE" ; kg:origin <post/FREEDONIA> ;
  kg:references <cable/33SYLVANIA2>, <cable/33SYLVANIA2-19330203T1200Z>, <cable/unnumbered-0a> .
<cable/33SYLVANIA2> a kg:Cable ; dcterms:identifier "33SYLVANIA2" ; dcterms:title "TWO" ; kg:origin <post/SYLVANIA> .
<cable/33SYLVANIA2-19330203T1200Z> a kg:Cable ; dcterms:identifier "33SYLVANIA2" ; dcterms:title "TWO AGAIN" ;
  kg:dateTimeGroup "1933-02-03T12:00:00Z"^^xsd:dateTime ; kg:copiedTo <post/SYLVANIA> ;
  kg:signedBy <official/trentino> ; kg:references <cable/33FREEDONIA1> .
<cable/unnumbered-0a> a kg:Cable ; dcterms:title "NONE" ; kg:references <cable/unnumbered-0a> .
<cable/33LIMA3> a kg:Cable ; dcterms:identifier "33LIMA3" ; dcterms:title "THREE" .
<post/LIMA> dcterms:identifier "33LIMA3" ; dcterms:title "NOT THREE" ; kg:signedBy <official/nobody> .
<local/document/a> a kg:Document ;
  kg:copyOf <cable/33FREEDONIA1> ; rdfs:label "a.txt" ; kg:releaseStatus <release/leaked> .
<local/document/b> a kg:Document ; kg:copyOf <cable/33SYLVANIA2>, <cable/unnumbered-0a> ; rdfs:label "b.txt" ;
  kg:releaseStatus <release/leaked> ; kg:releaseCase "B-1" .
<local/document/c> a kg:Document ; kg:copyOf <cable/33SYLVANIA2-19330203T1200Z> ; rdfs:label "c.txt" .
<local/document/d> a kg:Document ; kg:copyOf <cable/33LIMA3> ; rdfs:label "d.txt" .
<release/leaked> <http://www.w3.org/2004/02/skos/core#prefLabel> "leaked" .
"""


def test_cables_that_share_a_number_or_have_none() -> None:
    """Their number says not which of them is meant: no value of one is taken for another's."""
    found = read_corpus(Sample(ODD))
    assert found.keys == ["33FREEDONIA1", "33LIMA3", "33SYLVANIA2", "33SYLVANIA2-19330203T1200Z", "unnumbered-0a"]
    assert found.subjects == ["ONE", "THREE", "TWO", "TWO AGAIN", "NONE"]
    assert found.dates == ["", "", "", "1933-02-03", ""]
    assert found.references == [[2, 3, 4], [], [], [0], [4]]
    assert [found.place_things[n].iri[-8:] if n >= 0 else "" for n in found.origin] == [
        "REEDONIA",
        "",
        "SYLVANIA",
        "",
        "",
    ]
    assert [len(row) for row in found.info] == [0, 0, 0, 1, 0]
    assert [len(row) for row in found.people] == [0, 0, 0, 1, 0]
    told = [(copy.source, copy.hash, copy.release, copy.case) for copy in found.copies if copy]
    assert told == [
        ("a.txt", "a", "leaked", None),
        ("d.txt", "d", None, None),
        ("b.txt", "b", "leaked", "B-1"),
        ("c.txt", "c", None, None),
        ("b.txt", "b", "leaked", "B-1"),
    ]
    assert found.release == [0, -1, 0, -1, 0]


def test_of_many_persons_those_of_most_cables_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {"once": 1, "cleo": 2, "bert": 2, "anna": 3, "dora": 2}
    lines = [
        f'<cable/33FREEDONIA{n}> a kg:Cable ; dcterms:identifier "33FREEDONIA{n}" ; '
        f"kg:{'signedBy' if n % 2 else 'draftedBy'} <official/{name}> . "
        f"<local/document/{n}> kg:copyOf <cable/33FREEDONIA{n}> ."
        for name, often in named.items()
        for n in range(1, often + 1)
    ]
    monkeypatch.setattr(people, "ALL_PEOPLE", 4)
    monkeypatch.setattr(people, "MOST_PEOPLE", 3)
    found = read_corpus(Sample("\n".join(lines)))
    assert found.people_total == 5
    assert [thing.name for thing in found.person_things] == ["anna", "bert", "cleo"], "of as many cables the first"
    assert [len(row) for row in found.people] == [3, 3, 1]
    monkeypatch.setattr(people, "MOST_PEOPLE", 50)
    kept = read_corpus(Sample("\n".join(lines))).person_things
    assert [thing.name for thing in kept] == ["anna", "bert", "cleo", "dora"], "who is named once is left out"
