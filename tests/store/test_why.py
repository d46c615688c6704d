"""Why the graph says something: words, lines, rules, for what is read and for what is concluded."""

from pathlib import Path

import pytest

import kg
from kg.facts import Reason, Why, why
from kg.graph import Graph
from kg.pipeline.build_and_merge import build
from kg.store import QueryError
from tests.pipeline.outputs import unchecked
from tests.queries.corpus import CABLES, write


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("why")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(write(place / "in"), place / "out")
    return kg.open(place / "out")


def asked(graph: Graph, name: str) -> Why:
    return why(graph.store, graph.texts, name)


def labelled(found: Why, label: str) -> list[Reason]:
    return [reason for reason in found.reasons if reason.label == label]


def test_a_cable_every_place_of_which_has_its_line_and_words(graph: Graph) -> None:
    found = asked(graph, "07BOGOTA70")
    placed = [reason for reason in found.reasons if reason.places]
    assert len(placed) > 15
    for reason in placed:
        for place in reason.places:
            text = CABLES[Path(place.source).stem]
            assert " ".join(text[place.start : place.end].split()) == " ".join(place.words.split())
            assert text.count("\n", 0, place.start) + 1 == place.line
    assert [r.value for r in labelled(found, "Reference")] == ["07LIMA50", "07QUITO60", "07CARACAS9"]
    assert [r.value for r in labelled(found, "Reference named")] == ["A. LIMA 50", "B. QUITO 60", "C. CARACAS 9"]


def test_a_conclusion_about_a_cable_has_its_rule(graph: Graph) -> None:
    (thread,) = labelled(asked(graph, "07BOGOTA70"), "Thread")
    assert thread.value == "Thread from 07STATE100" and "references that follow" in (thread.rule or "")
    (signed,) = labelled(asked(graph, "07LIMA55"), "Signer")
    assert signed.rule and signed.score and signed.places


def test_an_addressing_and_a_reference(graph: Graph) -> None:
    (line,) = asked(graph, "07LIMA50#info-amembassy-quito").reasons
    assert (line.label, line.value) == ("Information addressee", "Embassy Quito")
    assert {place.source for place in line.places} == {"in/07LIMA50.txt", "in/copy.txt"}
    found = asked(graph, "07BOGOTA70#ref-C")
    (reference,) = found.reasons
    assert found.name == "C. CARACAS 9" and reference.value == "07CARACAS9"
    assert reference.places[0].words == "CARACAS 9" and any("No year is written" in doubt for doubt in reference.doubts)


def test_a_repair_is_told_with_its_rule(graph: Graph) -> None:
    (first, _) = labelled(asked(graph, "07LIMA57"), "Paragraph")
    assert [(mended.raw, mended.read_as) for mended in first.repairs] == [("[1](#)1.", "1.")]
    assert "pilcrow" in first.repairs[0].rule


def test_an_official_joined_from_several_cables(graph: Graph) -> None:
    found = asked(graph, "official/struble-james-curtis")
    joined = [reason for reason in found.reasons if reason.places]
    cables = {reason.label.split()[0] for reason in joined}
    assert cables == {"06LIMA10", "06LIMA14", "07LIMA50", "07LIMA55", "07LIMA56", "07LIMA57", "07LIMA60"}
    assert all(reason.rule and reason.score and reason.places[0].words for reason in joined)
    (term,), (seen,) = labelled(found, "Served at"), labelled(found, "Seen at")
    assert "First seen" in dict(seen.said) and "First seen" not in dict(term.said)
    assert "8 more" in dict(seen.said)["Read from"]


def test_a_thread_is_told_by_the_references_that_join_it(graph: Graph) -> None:
    found = asked(graph, "thread/75STATE1000")
    joined = [(reason.label, reason.value) for reason in found.reasons if reason.places]
    assert joined == [("75LIMA2000 Reference", "75STATE1000"), ("75QUITO300 Reference", "75LIMA2000")]
    assert len(labelled(found, "Rule")) == 1 and labelled(found, "Held cables") == []
    assert [r.value for r in labelled(found, "Cables held")] == ["3"]


def test_a_cable_that_is_not_held_is_told_by_those_that_refer_to_it(graph: Graph) -> None:
    found = asked(graph, "07CARACAS9")
    assert [(r.label, r.places[0].words) for r in found.reasons if r.places] == [
        ("07BOGOTA70 Reference", "CARACAS 9"),
        ("07LIMA56 Reference", "CARACAS 9"),
    ]
    assert [r.value for r in labelled(found, "Status")] == ["Known only from references"]


def test_a_protected_person_is_told_without_a_name(graph: Graph) -> None:
    (mention,) = labelled(asked(graph, "07QUITO90"), "Person mentioned")
    assert mention.value == "Name protected"
    places = [place for reason in asked(graph, "07QUITO90").reasons for place in reason.places]
    assert places and all("Belvedere" not in place.before + place.words + place.after for place in places)


def test_of_what_is_not_there_nothing_is_said(graph: Graph) -> None:
    with pytest.raises(QueryError, match="says nothing about"):
        asked(graph, "07LIMA9999")
