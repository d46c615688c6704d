"""From paths to an output folder: whole, counted, the same bytes each time, whatever the input."""

import gzip
import json
import zlib
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.errors import KgError
from kg.pipeline import gather_shards
from kg.pipeline.build_and_merge import build
from kg.pipeline.report import Report
from kg.store.output_folder import PRODUCTS
from tests.fictional import SEED, wire, write

STABLE = ("graph.ttl", "inferred.ttl", "network.html", "network.graphml", "network.gexf", "report.json", "report.html")


def stable(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in STABLE}


def rows(output: Path, query: str) -> list[dict[str, object]]:
    return [dict(row.plain()) for row in kg.open(output).query(query)]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("seed") / "output"
    build(SEED, output)
    return output


def test_everything_is_there(seed: Path) -> None:
    assert sorted(p.name for p in seed.iterdir() if p.name != ".kg") == sorted(PRODUCTS)
    report = json.loads((seed / "report.json").read_text())
    assert report["documents"] == {"found": 1, "read": 1, "same_text_again": 0, "rejected": 0}
    assert report["cables"] == {"read": 1, "copies": 1, "without_number": 0}
    assert report["shapes"]["conforms"]
    assert report["release"] == {"leaked": 1}
    assert {r["code"] for r in report["repairs"]} >= {"pilcrow", "link-debris", "fused-addressees"}
    assert report["suggestions"][0]["code"] == "KMARR → MARR"


def test_the_same_input_gives_the_same_bytes(seed: Path, tmp_path: Path) -> None:
    build([str(SEED)], tmp_path / "again")
    assert stable(seed) == stable(tmp_path / "again")


def test_nothing_says_when_or_where_it_was_built(seed: Path) -> None:
    import datetime

    for name in (*STABLE, "build.ttl"):
        text = (seed / name).read_text(encoding="utf-8")
        assert str(seed.parent) not in text, name
        assert str(SEED.parent.parent) not in text, name
        if name not in ("build.ttl", "network.html"):
            assert str(datetime.datetime.now(datetime.UTC).year) not in text, name
    assert not (seed / "store" / "LOG").exists()


def test_turtle_is_one_graph_to_every_reader(seed: Path) -> None:
    in_store = {str(t) for t in kg.open(seed).store.triples()}
    read = {str(q.triple) for q in ox.parse(path=str(seed / "graph.ttl"))}
    assert read == in_store
    graph = rdflib.Graph().parse(seed / "graph.ttl")
    assert len(graph) == len(in_store)
    inferred = {str(q.triple) for q in ox.parse(path=str(seed / "inferred.ttl"))}
    stated = {str(t) for t in kg.open(seed).store.triples(inferred=False)}
    assert inferred | stated == in_store
    assert not inferred & stated


ONTOLOGY = "https://w3id.org/cable-kg/ontology#"


def test_the_build_is_described(seed: Path) -> None:
    about = rdflib.Graph().parse(seed / "build.ttl")
    names = {str(o) for o in about.objects(None, rdflib.DCTERMS.title)}
    assert "graph.ttl" in names
    (triples,) = set(about.objects(None, rdflib.URIRef("http://rdfs.org/ns/void#triples"))) & {
        rdflib.Literal(len(kg.open(seed)))
    }
    assert int(triples) > 400
    asked = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?c ?n { ?p void:class ?c ; void:entities ?n }"
    partitions = {str(c).rpartition("#")[2]: int(n) for c, n in about.query(asked)}
    graph = rdflib.Graph().parse(seed / "graph.ttl")
    kinds = {name: set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{ONTOLOGY}{name}"))) for name in partitions}
    assert partitions == {name: len(things) for name, things in kinds.items()}
    assert partitions["Cable"] == 4, "one that is held, three that it refers to"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good and bad, in files and folders: every kind of thing that people have."""
    folder = tmp_path_factory.mktemp("mixed") / "in"
    write(
        folder,
        a=wire(),
        again=wire(),
        other=wire("QUITO", 77, reference="08 LIMA 4001"),
        empty="",
        blank=" \n\r\n",
        shopping="Milk\nBread\n",
        binary=b"\x7fELF\0\0\0\1" + bytes(200),
        utf16="\ufeff".encode("utf-16-le") + wire("BOGOTA", 9).encode("utf-16-le"),
        cp1252=wire("CARACAS", 5, subject="A CAFÉ").encode("cp1252"),
        login=b"<html><body><form>Log in<input type=password></form></body></html>",
    )
    (folder / "<script>alert(1)\n.txt").write_text("nothing")
    write(folder / "sub", **{f"n{n}": wire("LIMA", 5000 + n) for n in range(6)})
    return folder


@pytest.fixture(scope="module")
def built(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    output = tmp_path_factory.mktemp("built")
    return output, build([mixed, "no/such/file.txt"], output)


def test_bad_input_is_counted_and_the_rest_is_built(built: tuple[Path, Report]) -> None:
    output, report = built
    refused = {r.source: r.code for r in report.rejections}
    assert refused == {
        "in/empty.txt": "empty",
        "in/blank.txt": "empty",
        "in/shopping.txt": "not-a-cable",
        "in/binary.txt": "binary",
        "in/login.txt": "not-a-cable",
        "in/<script>alert(1)\n.txt": "not-a-cable",
        "no/such/file.txt": "no-such-path",
    }
    data = json.loads((output / "report.json").read_text())
    assert data["documents"] == {"found": 18, "read": 10, "same_text_again": 1, "rejected": 7}
    assert data["rejected_by_reason"]["not-a-cable"] == 3
    assert data["encodings"] == {"utf-8": 8, "cp1252": 1, "utf-16-le": 1}
    assert not report.complete
    assert report.cables == 10


def test_names_of_files_never_run_in_the_report(built: tuple[Path, Report]) -> None:
    page = (built[0] / "report.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "http" not in page.replace("http-equiv", "")


def test_one_text_from_two_sources_is_one_document(built: tuple[Path, Report]) -> None:
    found = rows(built[0], "SELECT ?d ?label { ?d kg:copyOf cable:08LIMA4001 ; rdfs:label ?label } ORDER BY ?label")
    assert [row["label"] for row in found] == ["in/a.txt", "in/again.txt"]
    assert len({row["d"] for row in found}) == 1


def test_a_reference_between_cables_is_held(built: tuple[Path, Report]) -> None:
    query = "SELECT ?s { cable:08QUITO77 kg:references ?c . ?c kg:status ?s }"
    assert [str(r["s"]).rsplit("/", 1)[1] for r in rows(built[0], query)] == ["held"]


def test_texts_are_kept_as_they_were(built: tuple[Path, Report]) -> None:
    graph = kg.open(built[0])
    texts = {graph.text(name) for name in graph.texts}
    assert wire() in texts
    assert wire("CARACAS", 5, subject="A CAFÉ") in texts
    assert len(texts) == 10


def test_workers_and_batches_change_nothing(
    mixed: Path, built: tuple[Path, Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather_shards, "BATCH", 3)
    build([mixed, "no/such/file.txt"], tmp_path / "out", jobs=2)
    assert stable(tmp_path / "out") == stable(built[0])


def test_copies_that_differ_say_so(tmp_path: Path) -> None:
    write(tmp_path / "in", a=wire(subject="TALKS ON FISH"), b=wire(subject="TALKS ON SHIPS"), c=wire())
    report = build(tmp_path / "in", tmp_path / "out")
    (difference,) = [d for d in report.differences if d.field == "subject"]
    assert difference.cable == "08LIMA4001"
    assert report.cables == 1
    assert report.tally.cables == 3
    assert [source for source, _ in difference.values] == sorted(source for source, _ in difference.values)
    assert {said for _, said in difference.values} == {"TALKS ON FISH", "TALKS ON SHIPS", "TALKS ON FISHERIES"}
    found = rows(tmp_path / "out", "SELECT DISTINCT ?p { ?c part:title ?p . ?p kg:doubt doubt:copies-differ }")
    assert len(found) == 3
    assert len(rows(tmp_path / "out", "SELECT ?d { ?d kg:copyOf cable:08LIMA4001 }")) == 3


def test_two_messages_under_one_number_are_two_cables(tmp_path: Path) -> None:
    write(tmp_path / "in", a=wire(time="121200Z MAY 08", subject="ELECTIONS"), b=wire())
    report = build(tmp_path / "in", tmp_path / "out")
    assert report.shared_numbers == ("08LIMA4001",)
    found = rows(tmp_path / "out", "SELECT ?c ?t { ?d kg:copyOf ?c . ?c dcterms:title ?t } ORDER BY ?c")
    assert [(str(r["c"]).rsplit("/", 1)[1], r["t"]) for r in found] == [
        ("08LIMA4001", "TALKS ON FISHERIES"),
        ("08LIMA4001-20080512T1200Z", "ELECTIONS"),
    ]


def test_release_status_of_the_option_and_the_table(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO", 7))
    (folder / "kg-sources.csv").write_text("file,status,authority,date,case\na.txt,leaked,,,\n")
    build(folder, tmp_path / "out", release="released-in-part", authority="Department of State")
    found = rows(
        tmp_path / "out",
        "SELECT ?l ?s ?a { ?d rdfs:label ?l ; kg:releaseStatus ?s OPTIONAL { ?d kg:releaseAuthority ?a } } ORDER BY ?l",
    )
    assert [(str(r["s"]).rsplit("/", 1)[1], r["a"]) for r in found if str(r["l"]).endswith(".txt")] == [
        ("leaked", None),
        ("released-in-part", "Department of State"),
    ]


def test_options_that_make_no_sense(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no release status; known are: leaked,"):
        build(SEED, tmp_path / "out", release="stolen")
    with pytest.raises(KgError, match="no such text encoding"):
        build(SEED, tmp_path / "out", encoding="klingon")
    assert not (tmp_path / "out").exists()


def test_nothing_read_leaves_the_graph_and_says_why(tmp_path: Path) -> None:
    bad = write(tmp_path / "in", a="nothing here")
    report = build(bad, tmp_path / "out")
    assert report.graph == "none"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [".kg", "report.html", "report.json"]
    build(SEED, tmp_path / "out")
    before = (tmp_path / "out" / "graph.ttl").read_bytes()
    assert build(bad, tmp_path / "out").graph == "kept"
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == before
    assert json.loads((tmp_path / "out" / "report.json").read_text())["graph"] == "kept"
    assert "earlier build" in (tmp_path / "out" / "report.html").read_text()


def test_the_output_inside_the_input_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=wire())
    for graph in ("written", "unchanged"):
        report = build(folder, folder / "out")
        assert (report.rejections, report.graph) == ((), graph)


def test_protected_names_stay_out(tmp_path: Path) -> None:
    body = "1. (C) Minister Orsino Belvedere (strictly protect) spoke.\n\n2. (C) Belvedere left."
    folder = write(tmp_path / "in", a=wire(body=body))
    build(folder, tmp_path / "out")
    for path in sorted((tmp_path / "out").rglob("*")):
        if path.is_file():
            assert b"elvedere" not in path.read_bytes(), path
    graph = kg.open(tmp_path / "out")
    assert all("elvedere" not in graph.text(name) for name in graph.texts)
    build(folder, tmp_path / "kept", include_protected=True)
    kept = kg.open(tmp_path / "kept")
    assert any("Belvedere" in kept.text(name) for name in kept.texts)


def test_no_trace_of_a_protected_name_in_any_file(tmp_path: Path) -> None:
    """Whatever is written, decompressed too: text, graph, store, page, report and exports."""
    body = (
        "1. (C) Zoraida Quisbert-Yllanes (strictly protcet), a baker, told Poloff that BELISARIO\nTUPAQ (PROTECT) "
        "hid.\n\n"
        "2. (C) Quisbert was brief. Zoraida wept. Tupaq's car burned; TUPAQ fled. The Governor (protect) knew.\n\n"
        "3. (C) (Please protect) Hermenegildo Wanka spoke. Governor Anastasio Urdimala did not. "
        "Wanka asked for help.\n\n"
        "4. (C) Minister XXXXXXXXXXXX and Vice Minister Rosa Lindo came."
    )
    subject = "A TALK WITH ZORAIDA QUISBERT-YLLANES"
    text = wire(body=body).replace("SUBJECT: ", f"SUBJECT: {subject} ON ")
    folder = write(tmp_path / "in", a=text)
    assert subject in text
    report = build(folder, tmp_path / "out")
    graph = kg.open(tmp_path / "out")
    from kg.export import export

    for form in ("nq", "ttl", "trig", "graphml", "gexf", "jsonld", "csv"):
        export(graph, form, tmp_path / "out" / f"export.{form}")
    written = "\n".join(contents(path) for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()).lower()
    for name in ("zoraida", "quisbert", "yllanes", "belisario", "tupaq", "hermenegildo", "wanka", "urdimala"):
        assert name not in written, name
    assert "rosa lindo" in written
    assert json.loads((tmp_path / "out" / "report.json").read_text())["protected"] == report.tally.protected == 5


def contents(path: Path) -> str:
    """A file's text, unpacked where it is compressed; of a store also what its values are."""
    raw = path.read_bytes()
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            raw += unpack(raw)
        except (OSError, EOFError, zlib.error):
            continue
    return raw.decode("utf-8", "replace") + raw.decode("utf-16-le", "replace")


def test_what_was_made_from_a_build_goes_with_it(tmp_path: Path) -> None:
    from kg.export import export
    from kg.store.output_folder import derived

    output = tmp_path / "out"
    build(SEED, output)
    export(kg.open(output), "nq", output / "graph.nq")
    derived(output, output / "graph.nq")
    derived(output, output / "notes.txt")
    (output / "notes.txt").write_text("mine")
    build([SEED, write(tmp_path / "in", a=wire())], output)
    assert not (output / "graph.nq").exists()
    assert (output / "notes.txt").exists()
