"""Citing a cable and its paragraphs: words, BibTeX, CSL-JSON; whatever stands in a subject."""

import json
import re
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.facts.citations import bibtex, chicago, cite, csl, formatted
from kg.graph import Graph
from kg.pipeline.build_and_merge import build
from kg.store import QueryError
from tests.fictional import SEED, wire, write
from tests.pipeline.outputs import unchecked

#: Names of an item's fields that CSL-JSON 1.0.2 has, of those that may be used here; it allows no others.
CSL_FIELDS = {
    "type",
    "id",
    "author",
    "recipient",
    "issued",
    "archive",
    "archive_location",
    "genre",
    "locator",
    "note",
    "number",
    "title",
    "URL",
}
HOSTILE = r'"TALKS" ON {BRACES} & 50% OF $5_000 #1 \WRITE18{X} ~^ </script> END'


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("citing")
    folder = write(
        place / "in",
        seed=SEED.read_text(encoding="utf-8"),
        hostile=wire("LIMA", 4002, subject=HOSTILE),
        again=wire("LIMA", 4002, subject=HOSTILE) + "\n",
        asked=wire("LIMA", 4003, subject="WILL THEY SIGN?"),
        amended=wire("QUITO", 8, time="120915Z MAY 08", subject="THE THING").replace(
            "SIPDIS", "C O R R E C T E D  C O P Y\n\nSIPDIS"
        ),
        aged=wire("QUITO", 8, subject="THE THNG"),
        early=wire("QUITO", 7),
        late=wire("QUITO", 7, time="120915Z MAY 08", subject="ANOTHER THING"),
        ordered=wire("LIMA", 4004, subject="MARKS \u202eOF\u202c DIRECTION"),
    )
    (folder / "kg-sources.csv").write_text(
        "file,status,authority,case\nagain.txt,released-in-part,Department of State,F-2012-1\nseed.txt,leaked,,\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(folder, place / "out")
    return kg.open(place / "out")


def test_the_seed_in_words(graph: Graph) -> None:
    said = re.sub(r"[0-9a-f]{32}", "HASH", chicago(cite(graph, "07LIMA2181#p4")))
    assert said == (
        "Embassy Lima to Department of State, telegram LIMA 2181, “SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 "
        "POL-MIL TALKS,” June 21, 2007, Confidential, para. 4; 07LIMA2181, copy seed.txt, leaked, text hash HASH."
    )


def test_the_hash_is_that_of_the_kept_text(graph: Graph) -> None:
    cited = kg.cite(graph, "07LIMA2181")
    assert cited.copy is not None and cited.place is None
    assert graph.text(cited.copy.hash) == SEED.read_text(encoding="utf-8")


def test_of_two_messages_under_one_number_each_has_its_number(graph: Graph) -> None:
    assert ", telegram QUITO 7, “ANOTHER THING,”" in chicago(cite(graph, "08QUITO7-20080512T0915Z"))
    assert ", telegram QUITO 7, “TALKS ON FISHERIES,”" in chicago(cite(graph, "08QUITO7"))


def test_of_copies_alike_the_corrected_one_is_cited(graph: Graph) -> None:
    words = chicago(cite(graph, "08QUITO8"))
    assert "“THE THING,” May 12, 2008" in words
    assert "copy amended.txt" in words


def test_a_question_keeps_its_mark(graph: Graph) -> None:
    assert "“WILL THEY SIGN?” May 11, 2008," in chicago(cite(graph, "08LIMA4003"))


def test_of_several_copies_the_one_that_was_released_is_cited(graph: Graph) -> None:
    cited = cite(graph, "08LIMA4002")
    assert (cited.copies, cited.copy.source if cited.copy else "") == (2, "again.txt")
    assert "released in part by Department of State, case F-2012-1, text hash" in chicago(cited)


def test_a_cable_only_referred_to_says_so(graph: Graph) -> None:
    assert chicago(cite(graph, "07LIMA994")) == (
        "Embassy Lima, telegram LIMA 994, 2007; 07LIMA994, not held: known only from references."
    )
    assert json.loads(csl(cite(graph, "07LIMA994")))[0]["issued"] == {"date-parts": [[2007]]}


@pytest.mark.parametrize("name", ["07LIMA2181", "07LIMA2181#p4", "08LIMA4002", "07LIMA994", "07LIMA2181#ref-A"])
def test_csl_has_fields_of_csl_only(graph: Graph, name: str) -> None:
    (item,) = json.loads(csl(cite(graph, name)))
    assert set(item) <= CSL_FIELDS
    assert {"id", "type", "genre", "author", "issued", "number", "URL"} <= set(item)
    assert item["type"] == "personal_communication"
    assert all(set(name) == {"literal"} for name in (*item["author"], *item.get("recipient", ())))
    assert all(isinstance(part, int) for part in item["issued"]["date-parts"][0])


def test_a_hostile_subject_is_only_words(graph: Graph) -> None:
    cited = cite(graph, "08LIMA4002")
    assert cited.subject == HOSTILE
    assert json.loads(csl(cited))[0]["title"] == HOSTILE
    assert chicago(cited).count("“") == chicago(cited).count("”") == 1 and '"' not in chicago(cited)
    title = next(line for line in bibtex(cited).splitlines() if line.startswith("  title = "))
    assert title == (
        r"  title = {{``TALKS'' ON \textbraceleft{}BRACES\textbraceright{} \& 50\% OF \$5\_000 \#1 \textbackslash{}"
        r"WRITE18\textbraceleft{}X\textbraceright{} \textasciitilde{}"
        r"\textasciicircum{} </script> END}},"
    )


@pytest.mark.parametrize("name", ["07LIMA2181#p4", "08LIMA4002", "07LIMA994"])
def test_bibtex_is_balanced_and_has_a_plain_key(graph: Graph, name: str) -> None:
    entry = bibtex(cite(graph, name))
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert re.match(r"@misc\{[A-Za-z0-9:-]+,\n", entry) and entry.endswith("\n}")


def test_marks_of_direction_do_not_reach_a_citation(graph: Graph) -> None:
    assert cite(graph, "08LIMA4004").subject == "MARKS OF DIRECTION"


def test_all_gives_three_and_another_format_none(graph: Graph) -> None:
    said = formatted(cite(graph, "07LIMA2181"), "all")
    assert said.startswith("Embassy Lima") and "\n\n@misc{" in said and said.endswith("]")
    with pytest.raises(QueryError, match="chicago, bibtex, csl, all"):
        formatted(cite(graph, "07LIMA2181"), "apa")


@pytest.mark.parametrize(
    ("name", "words"),
    [("07LIMA9999", "has no cable"), ("07LIMA2181#p99", "has no part #p99"), ("post:LIMA", "has no cable")],
)
def test_what_is_not_there_cannot_be_cited(graph: Graph, name: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        cite(graph, name)


def test_the_command(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    assert graph.folder is not None
    assert run(["cite", "07LIMA2181#p4", str(graph.folder), "--format", "csl"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["locator"] == "para. 4"
    assert run(["cite", "07LIMA2181", str(Path(graph.folder)), "--format", "apa"]) == 2


ODD = (
    "UNBALANCED { BRACE",
    "CLOSED } FIRST",
    "}{ TURNED",
    "\\{ ESCAPED \\",
    "A BACKSLASH \\",
    "\\input{/etc/passwd}",
    'THE "NEW" RADAR ("OLD")',
    'ONE " QUOTE',
    "TEN % OF IT",
    "100% OF $5 & #7 _ ^ ~",
    "NÚÑEZ – “ŁÓDŹ” 北京 😀",
    "@misc{x,",
    "a, b = {c}",
    "GRAVE ` AND 'ACUTE'",
)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("odd")
    folder = place / "in{x"
    folder.mkdir()
    for number, subject in enumerate(ODD):
        text = wire("LIMA", 5000 + number, subject=subject)
        (folder / f'c{number}_{{"%.txt').write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(folder, place / "out", jobs=1)
    return kg.open(place / "out")


@pytest.mark.parametrize("number", range(len(ODD)))
def test_bibtex_is_read_by_its_parsers_whatever_a_subject_holds(odd: Graph, number: int) -> None:
    import bibtexparser
    from pybtex.database import parse_string

    cited = cite(odd, f"08LIMA{5000 + number}")
    assert cited.subject
    entry = bibtex(cited)
    beside = "@misc{beside,\n  title = {Beside},\n}"
    found = parse_string(f"{entry}\n{beside}\n", "bibtex").entries
    assert set(found) == {f"08LIMA{5000 + number}", "beside"}
    fields = found[f"08LIMA{5000 + number}"].fields
    assert _plain_tex(fields["title"]) == cited.subject
    assert fields["url"] == cited.iri and cited.copy is not None and cited.copy.hash in fields["note"]
    other = bibtexparser.parse_string(f"{entry}\n{beside}\n")
    assert not other.failed_blocks and set(other.entries_dict) == set(found)
    assert _plain_tex(other.entries_dict[f"08LIMA{5000 + number}"]["title"]) == cited.subject
    assert json.loads(csl(cited))[0]["title"] == cited.subject


def _plain_tex(text: str) -> str:
    """Return what TeX prints of a field."""
    named = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    text = text.removeprefix("{").removesuffix("}").replace("``", '"').replace("''", '"')
    return re.sub(r"\\(?:([a-z]+)\{\}|([$&#_%]))", lambda m: named[m[1]] if m[1] else m[2], text)


def test_quotes_open_and_close(odd: Graph) -> None:
    assert "title = {{THE ``NEW'' RADAR (``OLD'')}}" in bibtex(cite(odd, "08LIMA5006"))


def test_a_citation_names_no_folder_of_the_machine(odd: Graph) -> None:
    cited = cite(odd, "08LIMA5000")
    for said in (chicago(cited), bibtex(cited), csl(cited)):
        assert "in{x" not in said and "in\\textbraceleft{}x" not in said and "/c0" not in said
    assert 'copy c0_{"%.txt,' in chicago(cited)


CASE = "UNCLASSIFIED U.S. Department of State Case No. F-2099-{} Doc No. C0999999{} Date: 07/31/2015\n"


def test_copies_with_other_markings_do_not_conflict(tmp_path: Path) -> None:
    """What a release stamps on a copy is said of the copy, and two copies of one cable are two."""
    text = wire("LIMA", 6001)
    folder = write(
        tmp_path / "in",
        full=f"{CASE.format('00001', 1)}RELEASE IN FULL\n\n{text}",
        part=f"{CASE.format('00002', 2)}RELEASE IN PART B1,1.4(D)\n\n{text}\n",
        open=f"{CASE.format('00003', 3)}\n{text}\n\n",
        undated="U.S. Department of State Case No. F-2099-4\n" + text,
    )
    report = build(folder, tmp_path / "out", jobs=1)
    assert report.shapes is not None and report.shapes.conforms, report.shapes.problems
    assert not report.differences
    graph = kg.open(tmp_path / "out")
    said = {
        (row["source"].value.removeprefix("in/"), row["code"].value, row["day"].value if row["day"] else "")
        for row in graph.query("""SELECT ?source ?code ?day { ?d kg:copyOf cable:08LIMA6001 ; rdfs:label ?source ;
            kg:releaseStatus ?s OPTIONAL { ?d kg:releaseDate ?day } BIND(STRAFTER(STR(?s), "/release/") AS ?code) }""")
    }
    assert said == {
        ("full.txt", "released-in-full", "2015-07-31"),
        ("part.txt", "released-in-part", "2015-07-31"),
        ("open.txt", "released", "2015-07-31"),
        ("undated.txt", "unknown", ""),
    }
    assert not list(graph.query("SELECT ?x { cable:08LIMA6001 kg:releaseMarking|kg:correctedCopy ?x }"))
    assert not list(graph.query("SELECT ?x { ?x kg:doubt doubt:copies-differ }"))
    assert "released in full by U.S. Department of State, case F-2099-00001," in chicago(cite(graph, "08LIMA6001"))


def test_a_copy_of_which_the_extent_is_unknown_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", open=CASE.format("00003", 3) + wire("LIMA", 6001))
    build(folder, tmp_path / "out", jobs=1)
    words = chicago(cite(kg.open(tmp_path / "out"), "08LIMA6001"))
    assert "released by U.S. Department of State, extent unknown, case F-2099-00003, text hash" in words
