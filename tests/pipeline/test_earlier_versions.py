"""Outputs of other versions of Cable KG: told by name, with what to do; rebuilt by a build, never taken for empty."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli.application import run
from kg.errors import KgError
from kg.export import export
from kg.pipeline.build_and_merge import merge
from kg.schema.schema_version import SCHEMA_VERSION
from kg.store import SchemaError, Store, schema_numbers
from kg.store.schema_check import require
from kg.terms.iris import KG, LABEL
from tests.fictional import wire, write
from tests.pipeline.outputs import stable, unchecked

NUMBER = KG("schemaVersion")
EARLIER = "was made by an earlier version of Cable KG \\(schema 0; "
LATER = f"was made by a later version of Cable KG \\(schema {SCHEMA_VERSION + 1}; "
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cables, and what this version makes of them."""
    folder = tmp_path_factory.mktemp("versions")
    write(folder / "in", a=wire(), b=wire("QUITO", 77, reference="08 LIMA 4001"))
    (folder / "in" / "kg-sources.csv").write_text("file,status,authority,date\na.txt,leaked,WikiLeaks,2011-09-01\n")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        kg.build([folder / "in"], folder / "out")
    return folder


def numbered(made: Path, output: Path, number: int | None) -> Path:
    """Copy an output and write another number into its store, its build.ttl and its scan, or none at all."""
    shutil.copytree(made / "out", output)
    lines = [f"{triple} .\n" for triple in kg.open(output).store.triples(inferred=False)]
    concluded = output.parent / "inferred.nt"
    concluded.write_text("".join(f"{triple} .\n" for triple in kg.open(output).store.triples(inferred=True)))
    shutil.rmtree(output / "store")
    stated = output.parent / "stated.nt"
    renumbered = (line.replace(f'"{SCHEMA_VERSION}"', f'"{number}"') if NUMBER in line else line for line in lines)
    stated.write_text("".join(line for line in renumbered if number is not None or NUMBER not in line))
    Store.create(output / "store", [stated], [concluded])
    stated.unlink()
    concluded.unlink()
    told = (output / "build.ttl").read_text()
    mine = f"kg:schemaVersion {SCHEMA_VERSION}"
    assert mine in told
    (output / "build.ttl").write_text(
        told.replace(mine, 'rdfs:comment ""' if number is None else f"kg:schemaVersion {number}")
    )
    _rescan(output, number)
    return output


def _rescan(output: Path, number: int | None) -> None:
    """Write the note of the scan as another version wrote it: another reader, another number or none."""
    with gzip.open(output / ".kg" / "scan.gz", "rt") as stream:
        first, *rest = stream.readlines()
    about = {**json.loads(first), "parser": "0" * 32, "schema": number}
    if number is None:
        del about["schema"]
    with gzip.open(output / ".kg" / "scan.gz", "wt") as stream:
        stream.writelines([json.dumps(about) + "\n", *rest])


def without_number(made: Path, output: Path) -> Path:
    """Make an output as the version before this one left it: whole, with shards, without a number."""
    return numbered(made, output, None)


def first_layout(made: Path, output: Path) -> Path:
    """Make an output as the first versions left it: no shards, no note of the scan, none of the products."""
    numbered(made, output, None)
    shutil.rmtree(output / ".kg")
    (output / ".kg").mkdir()
    (output / ".kg" / "lock").touch()
    return output


def copied(made: Path, output: Path) -> Path:
    """Make an output of an earlier version that was copied without its state."""
    numbered(made, output, None)
    shutil.rmtree(output / ".kg")
    return output


Layout = Callable[[Path, Path], Path]
LAYOUTS = pytest.mark.parametrize("layout", [without_number, first_layout, copied])


def test_a_graph_says_which_schema_it_keeps(made: Path) -> None:
    graph = kg.open(made / "out")
    assert graph.schema == SCHEMA_VERSION
    (row,) = graph.query("SELECT ?dataset ?number { ?dataset kg:schemaVersion ?number }")
    for name in ("graph.ttl", "build.ttl"):
        assert f"kg:schemaVersion {SCHEMA_VERSION}" in (made / "out" / name).read_text()
    described = (made / "out" / "build.ttl").read_text()
    assert f"build/{str(row.plain()['dataset']).rpartition('/')[2]}>\n    a " in described
    (exported,) = export(graph, "nq", made / "graph.nq")
    assert exported.read_text().count(NUMBER) == 1


@LAYOUTS
@pytest.mark.parametrize(
    "command",
    [
        "ask informed",
        "why 08LIMA4001",
        "cite 08LIMA4001",
        "stats",
        "stats --coverage",
        "validate",
        "view",
        "export",
        "serve",
    ],
)
def test_commands_name_an_earlier_version_and_say_what_to_do(
    layout: Layout, command: str, made: Path, tmp_path: Path, capsys: Capture
) -> None:
    output = layout(made, tmp_path / "old")
    assert run([*command.split(), str(output)]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "was made by an earlier version of Cable KG (schema 0; " in said
    assert f"run kg build PATH… -o {output} again (it was read from in/a.txt, in/b.txt)" in said
    assert "nothing in this graph fits" not in said


def test_a_query_of_an_earlier_graph_is_answered_with_a_hint(made: Path, tmp_path: Path, capsys: Capture) -> None:
    output = without_number(made, tmp_path / "old")
    asked = "SELECT ?title { cable:08LIMA4001 dcterms:title ?title }"
    assert run(["query", str(output), asked, "--format", "tsv"]) == 0
    told = capsys.readouterr()
    assert "?title" in told.out and len(told.out.splitlines()) == 2
    assert "schema 0" in told.err
    assert run(["query", str(made / "out"), asked]) == 0
    assert "schema" not in capsys.readouterr().err


def test_pictures_and_selections_of_an_earlier_graph_are_refused_in_python(made: Path, tmp_path: Path) -> None:
    from kg.facts.release_selection import selected

    graph = kg.open(without_number(made, tmp_path / "old"))
    assert graph.schema == 0
    for use in (
        graph.network,
        graph.view,
        lambda: selected(graph, ["leaked"]).__enter__(),
        lambda: kg.cite(graph, "08LIMA4001"),
    ):
        with pytest.raises(SchemaError, match=EARLIER):
            use()


@LAYOUTS
def test_a_build_into_an_earlier_output_rebuilds_it(
    layout: Layout, made: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked(monkeypatch)
    output = layout(made, tmp_path / "old")
    (output / "notes.txt").write_text("mine")
    assert run(["build", str(made / "in"), "-j", "1", "-o", str(output)]) == 0
    assert "schema 0; this version needs 1): it is built anew" in " ".join(capsys.readouterr().err.split())
    assert stable(output) == stable(made / "out")
    assert kg.open(output).schema == SCHEMA_VERSION
    assert (output / "notes.txt").read_text() == "mine"
    assert run(["build", str(made / "in"), "-j", "1", "-o", str(output)]) == 0
    assert "built anew" not in capsys.readouterr().err


def test_files_of_a_stranger_beside_an_earlier_build_are_left_alone(made: Path, tmp_path: Path) -> None:
    output = copied(made, tmp_path / "old")
    told = (output / "build.ttl").read_text()
    (output / "build.ttl").write_text(told.replace("graph.ttl", "other.ttl"))
    with pytest.raises(KgError, match="holds graph\\.ttl, which no build wrote"):
        kg.build([made / "in"], output)
    (output / "build.ttl").write_text(told.replace("Cable KG", "Somebody"))
    with pytest.raises(KgError, match="which no build wrote"):
        kg.build([made / "in"], output)


@LAYOUTS
def test_an_earlier_output_is_no_source_and_no_part(layout: Layout, made: Path, tmp_path: Path) -> None:
    old = layout(made, tmp_path / "in" / "old")
    shutil.copy(made / "in" / "a.txt", tmp_path / "in")
    report = kg.build([tmp_path / "in"], tmp_path / "out")
    assert report.cables == 1 and [r.code for r in report.rejections] == ["output"]
    with pytest.raises(SchemaError if layout is not copied else KgError, match=f"old {EARLIER}"):
        merge([old], tmp_path / "merged")


@LAYOUTS
def test_the_texts_of_an_earlier_output_are_built_from_where_the_sources_are_lost(
    layout: Layout, made: Path, tmp_path: Path
) -> None:
    old = layout(made, tmp_path / "old")
    assert run(["export", str(old), "--format", "texts", "-o", str(tmp_path / "texts")]) == 0
    assert sorted(path.name for path in (tmp_path / "texts").iterdir()) == [
        "08LIMA4001.txt",
        "08QUITO77.txt",
        "kg-sources.csv",
    ]
    kg.build([tmp_path / "texts"], tmp_path / "new")
    new, before = (map(str, kg.open(output).store.triples()) for output in (tmp_path / "new", made / "out"))
    assert {one for one in new if LABEL not in one} == {one for one in before if LABEL not in one}
    assert run(["export", str(old), "--format", "texts", "-o", str(tmp_path / "texts")]) == 1


def test_a_later_version_is_named_and_not_replaced(made: Path, tmp_path: Path, capsys: Capture) -> None:
    output = numbered(made, tmp_path / "new", SCHEMA_VERSION + 1)
    for command in ("ask informed", "view", "export", "stats"):
        assert run([*command.split(), str(output)]) == 1
        said = " ".join(capsys.readouterr().err.split())
        assert "was made by a later version of Cable KG" in said and "install that version" in said
    before = stable(output)
    with pytest.raises(SchemaError, match=LATER):
        kg.build([made / "in"], output)
    assert stable(output) == before
    with pytest.raises(SchemaError, match=LATER):
        merge([output], tmp_path / "merged")


def test_a_shard_of_another_reader_with_the_same_schema_says_so(made: Path, tmp_path: Path) -> None:
    output = numbered(made, tmp_path / "old", SCHEMA_VERSION)
    with pytest.raises(SchemaError, match=f"another version of Cable KG with the same schema \\({SCHEMA_VERSION}\\)"):
        merge([output], tmp_path / "merged")


def test_a_question_may_need_a_newer_schema_than_a_graph_has(made: Path, tmp_path: Path) -> None:
    from kg.store.ready_questions import read
    from kg.store.store_errors import QueryError

    header = "# title: T\n# question: Q?\n{}\nSELECT ?cable {{ ?cable a kg:Cable }}\n"
    (tmp_path / "newer.rq").write_text(header.format(f"# schema: {SCHEMA_VERSION + 1}"))
    (tmp_path / "now.rq").write_text(header.format("# schema: 1"))
    (tmp_path / "bad.rq").write_text(header.format("# schema: soon"))
    store = kg.open(made / "out").store
    assert len(list(read(tmp_path / "now.rq").ask(store))) == 3
    with pytest.raises(SchemaError, match=f"the question newer needs {SCHEMA_VERSION + 1}"):
        read(tmp_path / "newer.rq").ask(store)
    with pytest.raises(QueryError, match="one whole number"):
        read(tmp_path / "bad.rq")


class Service:
    """A service at an address, as far as it is asked for its schema; a graph is what it was loaded with."""

    address = "http://localhost:7878/query"

    def __init__(self, lines: str) -> None:
        self._database = ox.Store()
        self._database.load(lines, ox.RdfFormat.N_TRIPLES)
        self.query = self._database.query


def test_a_service_with_an_earlier_graph_or_a_strangers_is_told_so() -> None:
    copy = f'<http://x/d> {KG("copyOf")} <http://x/c> .\n<http://x/d> {LABEL} "a.txt" .\n'
    number = f'<http://x/b> {NUMBER} "{{}}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    told = f"{Service.address} {EARLIER}.*build it again \\(it was read from a.txt\\) and load it anew"
    with pytest.raises(SchemaError, match=told):
        require(Service(copy))
    with pytest.raises(SchemaError, match="holds no graph of Cable KG: docs/endpoints"):
        require(Service("<http://x/a> <http://x/b> <http://x/c> .\n"))
    require(Service(copy + number.format(SCHEMA_VERSION)))
    united = Service(copy + number.format(SCHEMA_VERSION) + number.format(SCHEMA_VERSION + 1))
    with pytest.raises(SchemaError, match=LATER):
        require(united)
    assert schema_numbers(united) == (SCHEMA_VERSION, SCHEMA_VERSION + 1)
