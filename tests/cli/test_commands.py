"""The commands: every one explains itself, does what it says, and ends in one clear line when it cannot."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import kg
from kg import __version__
from kg.cli import console
from kg.cli.application import app, run
from kg.graph import Graph
from tests.fictional import SEED, wire, write

COMMANDS = ("ask", "build", "cite", "export", "merge", "parse", "query", "serve", "stats", "validate", "view", "why")


def commands() -> dict[str, object]:
    return typer.main.get_command(app).commands  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "output"
    assert run(["build", str(SEED), "-o", str(folder), "--jobs", "1"]) == 0
    return folder


Capture = pytest.CaptureFixture[str]


def test_the_commands_there_are() -> None:
    assert tuple(sorted(commands())) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = commands()[name]
    assert len(command.help or "") > 60, "what it does"  # type: ignore[attr-defined]
    assert "Examples: kg " in command.help  # type: ignore[attr-defined]
    for parameter in command.params:  # type: ignore[attr-defined]
        assert len(parameter.help or "") > 12, parameter.name
        assert (parameter.help or "").rstrip().endswith((".", ")", "]", "?")), parameter.help


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed_and_documented(name: str, capsys: Capture) -> None:
    assert run([name, "--help"]) == 0
    assert "Usage: kg " + name in capsys.readouterr().out
    root = SEED.parent.parent
    documents = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    assert any(f"kg {name}" in document.read_text(encoding="utf-8") for document in documents)


def test_every_command_is_one_call_in_python() -> None:
    """The table in docs/serving.md names a call for each command, and each call is there."""
    text = (SEED.parent.parent / "docs" / "serving.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `kg (\w+)` \| (`.+) \|$", text, re.M))
    assert tuple(sorted(rows)) == COMMANDS
    for calls in rows.values():
        first = re.search(r"`(kg|graph)\.(\w+)\(", calls)
        assert first is not None, calls
        for of, name in re.findall(r"`(kg|graph)\.(\w+)\(", calls):
            assert callable(getattr(kg if of == "kg" else Graph, name))
    assert callable(Graph.released)


def test_kg_alone_says_what_there_is(capsys: Capture) -> None:
    assert run([]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"kg {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "No such command 'nonsense'; see kg --help"),
        (["build"], "Missing argument 'PATH'; see kg build --help"),
        (["build", "x", "--jobs", "-1"], "--jobs"),
        (["build", "x", "--max-size", "huge"], "'huge' is no size; write it as 500000, 32M or 2G"),
        (["build", "x", "--nonsense"], "--nonsense"),
        (["build", "x", "--shard", "3/2"], "'3/2' is no part; write i/n with i from 1 to n, as 2/8"),
        (["build", "x", "--shard", "all"], "'all' is no part"),
        (["merge"], "; see kg merge --help"),
        (["parse", str(SEED), "--json", "--explain"], "give --json or --explain, not both"),
        (["parse", str(SEED.parent)], "is a folder"),
        (["query", "a", "b"], "what is 'b'?"),
        (["query", "SELECT {}", "-f", "x"], "not both"),
        (["export", "--format", "docx"], "there is no format 'docx'; there are: ttl,"),
        (["export", "--format", "csv", "-o", "-"], "csv is two files, which standard output can't hold"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(arguments: list[str], words: str, capsys: Capture) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def failed(arguments: list[str], capsys: Capture) -> str:
    assert run(arguments) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.startswith("error: "), said
    return last


@pytest.mark.parametrize("name", ["query", "ask", "stats", "validate", "view", "export", "why"])
def test_without_a_graph_every_command_says_how_to_make_one(name: str, tmp_path: Path, capsys: Capture) -> None:
    nowhere = str(tmp_path / "nowhere")
    arguments = {"query": [nowhere, "ASK {}"], "ask": ["informed", nowhere], "why": ["07LIMA2181", nowhere]}
    if name == "ask":
        from kg.store.ready_questions import questions

        arguments["ask"][0] = next(iter(questions()), "informed")
    last = failed([name, *arguments.get(name, [nowhere])], capsys)
    assert "nowhere" in last or "There is no ready question" in last


def test_build_says_what_it_made_and_what_is_next(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire(), bad="Milk")
    assert run(["build", str(folder), "nothing.txt", "-o", str(tmp_path / "out"), "-j", "1"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "warning: in/bad.txt: this is no cable" in said.err
    assert "warning: nothing.txt: no such path" in said.err
    assert "1 cable from 1 document" in said.err
    assert "2 sources not read" in said.err
    assert str(tmp_path / "out" / "network.html") in said.err
    assert "Next: kg ask --list" in said.err


def test_a_second_build_says_that_nothing_changed(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire())
    arguments = ["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1"]
    assert run(arguments) == 0
    assert "nothing has changed" not in capsys.readouterr().err
    assert run(arguments) == 0
    said = capsys.readouterr().err
    assert "nothing has changed since the last build: all files are left as they are" in said
    assert "1 cable from 1 document" in said


def test_a_dry_run_says_what_would_be_read(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO"))
    arguments = ["build", str(folder), "nothing.txt", "-o", str(tmp_path / "out"), "--dry-run"]
    assert run(arguments) == 0
    said = capsys.readouterr().err
    assert "warning: nothing.txt: no such path" in said
    assert "2 sources to read, 0.0 MB" in said
    assert "file: 2" in said
    assert "1 thing that cannot be read: no-such-path 1" in said
    assert "nothing was written" in said
    assert not (tmp_path / "out").exists()
    assert run([*arguments, "--strict"]) == 1


def test_parts_are_built_and_merged(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire(), b=wire("QUITO"), c=wire("BOGOTA"))
    parts = [str(tmp_path / f"p{n}") for n in (1, 2)]
    for n, part in enumerate(parts, 1):
        assert run(["build", str(folder), "--shard", f"{n}/2", "-o", part, "-j", "1"]) == 0
        assert "of cables read; next: kg merge" in capsys.readouterr().err
    assert "error: part 2 of 2 is missing" in failed(["merge", parts[0], "-o", str(tmp_path / "out")], capsys)
    assert run(["merge", *parts, "-o", str(tmp_path / "out"), "-j", "1"]) == 0
    assert "3 cables from 3 documents" in capsys.readouterr().err


def test_strict_fails_when_anything_was_rejected(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire(), bad="Milk")
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1", "--strict"]) == 1
    assert (tmp_path / "out" / "graph.ttl").exists()
    (folder / "bad.txt").unlink()
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1", "--strict"]) == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\x7fELF\0\0\0" + bytes(100), "not text"),
        (b"%PDF-1.7", "a PDF"),
        (b"Dear all,\nlunch is at noon.\n", "this is no cable"),
        (b"\xff\xfeU", "byte"),
        (b"x" * 3000, "too large"),
    ],
)
def test_a_file_that_is_no_cable(data: bytes, words: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file.txt").write_bytes(data)
    out = str(tmp_path / "out")
    assert run(["build", str(tmp_path / "file.txt"), "-o", out, "-j", "1", "--max-size", "2K"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("warning: file.txt: ")
    assert words in said
    assert "error: no cable was read" in said
    assert json.loads((tmp_path / "out" / "report.json").read_text())["documents"]["rejected"] == 1


def test_a_wrong_encoding_is_said(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire(subject="A CAFÉ").encode("cp1252"))
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1", "--encoding", "utf-8"]) == 1
    assert "in/a.txt: not utf-8: byte" in capsys.readouterr().err
    assert "no such text encoding: 'klingon'" in failed(["build", str(folder), "--encoding", "klingon"], capsys)


def test_an_output_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("")
    last = failed(["build", str(SEED), "-o", str(tmp_path / "file")], capsys)
    assert "is a file, not a folder: choose another with --output" in last


def test_a_file_name_gives_the_terminal_no_orders(tmp_path: Path, capsys: Capture) -> None:
    folder = write(tmp_path / "in", a=wire())
    (folder / "\x1b[31mred\n.txt").write_text("Milk")
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "-j", "1"]) == 0
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "in/␛[31mred⏎.txt" in said


def test_parse_as_json(capsys: Capture) -> None:
    assert run(["parse", str(SEED), "--json"]) == 0
    said = capsys.readouterr()
    cable = json.loads(said.out)
    assert cable["id"] == "07LIMA2181"
    assert cable["subject"]["span"] == [494, 553]
    assert said.err == ""
    assert run(["parse", str(SEED), "--json", "--all"]) == 0
    assert [c["id"] for c in json.loads(capsys.readouterr().out)] == ["07LIMA2181"]


def test_parse_explained(capsys: Capture) -> None:
    assert run(["parse", str(SEED)]) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert any(line.split()[:3] == ["14", "information", "addressee"] and "JUN QUITO 1297" in line for line in lines)
    assert any("perhaps MARR" in line for line in lines)
    assert any("fused-addressees" in line for line in lines)
    for n, line in enumerate(SEED.read_text(encoding="utf-8").split("\n")[:40], 1):
        assert any(shown.startswith(f"{n:>4} ") and shown.rstrip().endswith(line.rstrip()) for shown in lines), n


def test_parse_explained_names_every_field_and_lists_every_repair(capsys: Capture) -> None:
    assert run(["parse", str(SEED), "--json"]) == 0
    cable = json.loads(capsys.readouterr().out)
    assert run(["parse", str(SEED)]) == 0
    text, _, repairs = capsys.readouterr().out.partition("\nrepairs\n")
    lines = re.split(r"^ {3}1 ", text, maxsplit=1, flags=re.MULTILINE)[1]
    beside = " ".join(" ".join(line[5:31] for line in lines.splitlines()).split())
    for name in (
        "routing indicator",
        "serial number",
        "section",
        "filing time",
        "message",
        "caption",
        "declassify on",
        "reason",
        "subject",
        "classifier",
        "signer",
        "visitor",
        "reference",
        "heading",
        "¶ 5 (C)",
    ):
        assert name in beside, name
    for repair in cable["repairs"]:
        assert repair["rule"] in repairs
    assert sum(repairs.count(rule) for rule in {r["rule"] for r in cable["repairs"]}) == len(cable["repairs"])


def test_a_narrow_terminal_breaks_words_and_cuts_none(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console.out, "width", 48)
    assert run(["parse", str(SEED)]) == 0
    said = capsys.readouterr().out
    assert "…" not in said
    assert re.search(r"^ +14 +fused-\S*", said, re.MULTILINE)


def test_what_a_terminal_would_obey_or_hide_is_shown(capsys: Capture, tmp_path: Path) -> None:
    hidden = "\x1b[2J\x9b31m\u202e\u2066\u200b\u2028\ufeff\xad\U000e0041"
    text = f"FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nTAGS: PREL\nSUBJECT: A{hidden}B\n\n1. (U) C{hidden}D.\n"
    (tmp_path / "cable.txt").write_text(text, encoding="utf-8")
    assert run(["parse", str(tmp_path / "cable.txt")]) == 0
    said = capsys.readouterr()
    assert not set(hidden) - set("[2J31m") & set(said.out + said.err)
    assert "C␛[2J" in said.out


def test_parse_of_standard_input_and_of_no_cable(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"TAGS: PREL, PE\n")))
    assert run(["parse", "-", "--json"]) == 0
    assert [t["code"] for t in json.loads(capsys.readouterr().out)["tags"]] == ["PREL", "PE"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Milk and \x1b[31mbread\n")))
    assert run(["parse", "-"]) == 0
    said = capsys.readouterr()
    assert "\x1b[31m" not in said.out
    assert "no cable was recognised here" in said.err


def test_parse_of_what_cannot_be_read(tmp_path: Path, capsys: Capture) -> None:
    assert "nothing.txt: no such path" in failed(["parse", "nothing.txt"], capsys)
    (tmp_path / "empty.txt").write_bytes(b"")
    assert "empty.txt: the file is empty" in failed(["parse", str(tmp_path / "empty.txt")], capsys)


def test_query_in_every_format(output: Path, tmp_path: Path, capsys: Capture) -> None:
    sparql = "SELECT ?title { cable:07LIMA2181 dcterms:title ?title }"
    title = "SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS"
    (tmp_path / "q.rq").write_text(sparql)
    for form in ("table", "csv", "json"):
        assert run(["query", str(output), "-f", str(tmp_path / "q.rq"), "--format", form]) == 0
        said = capsys.readouterr()
        assert title in said.out
        assert "1 row" in said.err
    assert run(["query", sparql, str(output), "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["title", *title.split()]
    assert run(["query", str(output), "DESCRIBE cable:07LIMA2181", "--format", "ttl"]) == 0
    assert title in capsys.readouterr().out
    assert run(["query", str(output), "CLEAR ALL"]) == 1
    assert "CLEAR changes a graph" in capsys.readouterr().err
    assert run(["query", str(output), "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "--format", "ttl"]) == 0
    assert capsys.readouterr().out.startswith("# ")


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT ?x { ?x ?y }", "line 1"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ""),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ],
)
def test_queries_that_are_refused(sparql: str, words: str, output: Path, capsys: Capture) -> None:
    assert words in failed(["query", str(output), sparql], capsys)


def test_a_query_file_that_cannot_be_read(output: Path, tmp_path: Path, capsys: Capture) -> None:
    assert "cannot read the query no.rq" in failed(["query", str(output), "-f", "no.rq"], capsys)
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe")
    assert "no UTF-8" in failed(["query", str(output), "-f", str(tmp_path / "bad.rq")], capsys)


def test_ask(output: Path, capsys: Capture) -> None:
    from kg.store.ready_questions import questions

    assert run(["ask", "--list"]) == 0
    listed = capsys.readouterr().out
    for name in questions():
        assert name in listed
        assert run(["ask", name, str(output)]) == 0, name
        capsys.readouterr()
        assert run(["ask", name, str(output), "--sparql"]) == 0
        assert "SELECT" in capsys.readouterr().out.upper()
    assert "There is no ready question" in failed(["ask", "nonsense", str(output)], capsys)
    for name in list(questions())[:1]:
        assert "write it as --param name=value" in failed(["ask", name, str(output), "-p", "oops"], capsys)
        assert "has no parameter" in failed(["ask", name, str(output), "-p", "oops=1"], capsys)


def test_why(output: Path, capsys: Capture) -> None:
    assert run(["why", "07LIMA2181#info-quito", str(output)]) == 0
    said = capsys.readouterr().out
    assert "line 14: " in said
    assert "JUN QUITO 1297" in said
    assert "repaired: " in said
    assert run(["why", "07LIMA2181", str(output), "--most", "2"]) == 0
    assert "more" in capsys.readouterr().err
    assert "says nothing about" in failed(["why", "99NOWHERE1", str(output)], capsys)


def test_stats_and_validate(output: Path, capsys: Capture) -> None:
    assert run(["stats", str(output), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["totals"]["cables held"] == 1
    assert counts["totals"]["cables known only from references"] == 3
    assert counts["years"] == {"2007": 1}
    assert run(["stats", str(output)]) == 0
    assert "Embassy Lima" in capsys.readouterr().out
    assert run(["validate", str(output)]) == 0
    assert "has the shapes of the ontology" in capsys.readouterr().out


def test_a_graph_without_the_shapes_fails(tmp_path: Path, capsys: Capture) -> None:
    from kg.store import Store

    bad = tmp_path / "bad.nt"
    base = "https://w3id.org/cable-kg"
    bad.write_text(
        f"<{base}/cable/07LIMA1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}/ontology#Cable> .\n"
        f'<{base}/cable/07LIMA1> <{base}/ontology#dateTimeGroup> "yesterday" .\n'
        f'<{base}/build/0> <{base}/ontology#schemaVersion> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    (tmp_path / "out").mkdir()
    Store.create(tmp_path / "out" / "store", [bad])
    assert "does not have the shapes" in failed(["validate", str(tmp_path / "out")], capsys)


def test_view(output: Path, tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "page.html"
    assert run(["view", str(output), "--focus", "post:LIMA", "-o", str(page)]) == 0
    assert str(page) in capsys.readouterr().err
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run(["view", str(output), "--focus", "../../etc: x"]) == 1
    assert "there is nothing about ../../etc: x" in capsys.readouterr().err
    assert run(["view", str(output), "--focus", "07LIMA2181"]) == 0
    assert (output / "network-07LIMA2181.html").exists()


@pytest.mark.parametrize("form", ["ttl", "trig", "nt", "nq", "jsonld", "graphml", "gexf"])
def test_export(form: str, output: Path, tmp_path: Path, capsys: Capture) -> None:
    import pyoxigraph as ox

    one, two = tmp_path / f"one.{form}", tmp_path / f"two.{form}"
    for path in (one, two):
        assert run(["export", str(output), "--format", form, "-o", str(path)]) == 0
    assert one.read_bytes() == two.read_bytes()
    if form in ("graphml", "gexf"):
        assert run(["export", str(output), "--format", form, "-o", f"{one}.gz"]) == 1
        return
    read = {str(q.triple) for q in ox.parse(one.read_bytes(), ox.RdfFormat.from_extension(form))}
    assert read == {str(q.triple) for q in ox.parse(path=str(output / "graph.ttl"))}
    capsys.readouterr()
    assert run(["export", str(output), "--format", form, "-o", "-"]) == 0
    assert capsys.readouterr().out.encode() == one.read_bytes()
    import gzip

    for name in ("a.gz", "b.gz"):
        assert run(["export", str(output), "--format", form, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == one.read_bytes()


def test_an_export_that_cannot_be_written(output: Path, capsys: Capture) -> None:
    last = failed(["export", str(output), "-o", "/nonexistent/graph.nq"], capsys)
    assert "cannot write /nonexistent/graph.nq: no such file or directory" in last


def test_interruption_is_no_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture) -> None:
    from kg.pipeline import build_and_merge

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build_and_merge, "build", interrupted)
    assert run(["build", str(SEED), "-o", str(tmp_path)]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_typer_runs_it_too(output: Path) -> None:
    done = CliRunner().invoke(app, ["stats", str(output), "--json"])
    assert done.exit_code == 0


def kg_process(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **more}
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], input=stdin, capture_output=True, env=environment, check=False
    )


def test_the_real_process(tmp_path: Path) -> None:
    """Through a pipe, in a locale without UTF-8, on two processes."""
    out = str(tmp_path / "out")
    done = kg_process("build", "-", "-o", out, "--jobs", "2", stdin=wire(subject="A CAFÉ").encode(), LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert b"1 cable from 1 document" in done.stderr
    assert b"\x1b" not in done.stderr
    query = "SELECT ?title { ?c dcterms:title ?title }"
    done = kg_process("query", out, query, "--format", "csv", LC_ALL="C", PYTHONUTF8="0")
    assert done.stdout.decode() == "title\r\nA CAFÉ\r\n"
    done = kg_process("nonsense")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(output: Path) -> None:
    command = f"{sys.executable} -m kg export {output} --format nq -o - | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
