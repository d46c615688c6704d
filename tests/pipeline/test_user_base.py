"""`--base`: what a build or its user makes stands under a base of the user's own, and every reader finds it there."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli.application import run
from kg.errors import KgError
from kg.facts.release_selection import chosen, selected
from kg.facts.why import why
from kg.pipeline.build_and_merge import merge
from kg.store import validate
from kg.terms.iris import LOCAL, check_base, kind_of
from kg.terms.namespaces import BASE
from tests.fictional import wire, write

OWN = "https://archive.example.org/cables/"
EVERYTHING = "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?p ?x FILTER(ISIRI(?x)) } UNION { GRAPH ?x { ?a ?b ?c } } }"
MADE_HERE = {"addressee", "author", "build", "document", "graph", "thread"}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two outputs of the same texts: one under no base that anybody named, one under `OWN`."""
    place = tmp_path_factory.mktemp("bases")
    texts = write(
        place / "in",
        a=wire(serial=4001, signed="ROE", info=("RUEHXX/BUREAU OF SILENCE",)),
        b=wire(serial=4002, reference="LIMA 4001", body=f"1. (C) <{LOCAL}document/x> stays as it is."),
    )
    (texts / "corrections.csv").write_text(
        "date,what,says,value,author,reason\n2020-01-02,08LIMA4001,subject,A better subject,A. Historian,damage\n"
    )
    kg.build(texts, place / "local")
    kg.build(texts, place / "own", base=OWN)
    return place / "local", place / "own"


def things(folder: Path) -> set[str]:
    return {str(row["x"].value) for row in kg.open(folder).query(EVERYTHING)}  # type: ignore[union-attr]


def test_what_the_build_makes_stands_under_the_base_and_the_rest_is_the_same(outputs: tuple[Path, Path]) -> None:
    local, own = map(things, outputs)
    assert {iri.replace(LOCAL, OWN) for iri in local} == own
    assert not any(iri.startswith(LOCAL) for iri in own)
    assert {kind_of(iri) for iri in own if iri.startswith(OWN)} == MADE_HERE | {"official"}
    ours = {kind_of(iri) for iri in own if iri.startswith(BASE)}
    assert not ours & MADE_HERE and {"cable", "post", "topic"} <= ours


def test_texts_are_not_moved(outputs: tuple[Path, Path]) -> None:
    local, own = (kg.open(folder) for folder in outputs)
    for row in local.query("SELECT ?d { ?d a kg:Document }"):
        name = str(row["d"].value).rpartition("/")[2]  # type: ignore[union-attr]
        assert own.text(name) == local.text(name)


def test_both_files_and_store_say_the_same(outputs: tuple[Path, Path]) -> None:
    for folder in outputs:
        graph = kg.open(folder)
        quads = list(ox.parse(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE))
        assert {str(q.triple) for q in quads} == {str(t) for t in graph.store.triples()}
        assert validate(graph.store).conforms


def test_a_query_finds_the_base_by_its_prefixes(outputs: tuple[Path, Path]) -> None:
    for folder, base in zip(outputs, (LOCAL, OWN), strict=True):
        graph = kg.open(folder)
        assert graph.store.base == base
        assert graph.query("ASK { GRAPH graph:inferred { ?c kg:status ?s } }").truth
        assert graph.query(f"ASK FROM <{base}graph/inferred> {{ ?c kg:status ?s }}").truth
        (row,) = graph.query("SELECT (STR(document:) AS ?x) { }")
        assert str(row.plain()["x"]) == f"{base}document/"


def test_readers_know_the_base(outputs: tuple[Path, Path]) -> None:
    graph = kg.open(outputs[1])
    found = why(graph.store, graph.texts, "local:addressee/bureau-of-silence")
    assert "BUREAU OF SILENCE" in str(found)
    shown = [data for _, data in graph.network().nodes(data=True)]
    assert {"cable", "post", "official"} <= {data["kind"] for data in shown}
    with selected(graph, chosen(exclude=["leaked"])) as part:
        assert {iri for iri in things(outputs[1]) if iri.startswith(OWN)} >= {
            str(row["x"].value)  # type: ignore[union-attr]
            for row in part.query(EVERYTHING)
            if str(row["x"].value).startswith(OWN)  # type: ignore[union-attr]
        }
        assert part.store.base == OWN


def test_the_base_is_kept_in_the_output_and_can_be_changed_without_reading_again(tmp_path: Path) -> None:
    texts = write(tmp_path / "in", a=wire(serial=4001))
    kg.build(texts, tmp_path / "out", base=OWN)
    kg.build(texts, tmp_path / "out")
    assert kg.open(tmp_path / "out").store.base == OWN
    assert kg.build(texts, tmp_path / "out").graph == "unchanged"
    other = "https://other.example.org/"
    assert kg.build(texts, tmp_path / "out", base=other).graph != "unchanged"
    assert kg.open(tmp_path / "out").store.base == other
    told = ox.parse(path=str(tmp_path / "out" / "build.ttl"), format=ox.RdfFormat.TURTLE)
    assert {q.object.value for q in told if q.predicate.value.endswith("#uriSpace")} == {BASE, other}


def test_parts_keep_their_base_when_merged(tmp_path: Path) -> None:
    texts = write(tmp_path / "in", a=wire(serial=4001), b=wire(serial=4002))
    for n in (1, 2):
        kg.build(texts, tmp_path / f"part{n}", shard=(n, 2), base=OWN)
    parts = [tmp_path / "part1", tmp_path / "part2"]
    merge(parts, tmp_path / "merged")
    merge(parts, tmp_path / "elsewhere", base="https://other.example.org/")
    kg.build(texts, tmp_path / "whole", base=OWN)
    assert (tmp_path / "merged" / "graph.ttl").read_bytes() == (tmp_path / "whole" / "graph.ttl").read_bytes()
    assert kg.open(tmp_path / "elsewhere").store.base == "https://other.example.org/"


@pytest.mark.parametrize(
    "text",
    ["", "archive", "ftp://a/b/", "https://a/b", "https://a/b#", "https://a/b c/", f"{BASE}post/", "https://a/<>/"],
)
def test_what_can_be_no_base_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KgError):
        check_base(text)
    assert run(["build", "examples", "-o", str(tmp_path / "out"), f"--base={text}"]) != 0
    assert not (tmp_path / "out" / "store").exists()
