"""A new field is a row and two functions: in a copy of the package one is added, and everything knows it.

The recipe is the one of CONTRIBUTING.md, and stands here as it is told there: a row, an attribute of `Cable`, a reader,
a writer, and for each of the two functions the line that calls it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fictional import wire

ROOT = Path(__file__).resolve().parents[2]
ROW = {
    "role": "handling",
    "field": "handling",
    "property": "kg:handling",
    "stands": "cable",
    "type": "text",
    "part": "Part",
    "fragment": "handling",
    "label": "handling line",
    "plural": "handling lines",
    "group": "marking",
    "correctable": "handling",
    "replaced": "yes",
    "compared": "yes",
    "expected": "yes",
    "definition": "How a cable is to be handled, as written.",
    "example": "HANDLING: BY HAND ONLY",
    "part_example": "<cable/07LIMA2181#handling>",
}
READER = '''

_HANDLING = re.compile(r"^HANDLING: (?P<words>[^\\n]{3,80})$", re.MULTILINE)


def read_handling(reading: Reading, end: int) -> Value[str] | None:
    """Return the handling line of the header, which ends at `end`."""
    m = _HANDLING.search(reading.text, 0, end)
    return reading.value(m["words"], *m.span("words")) if m else None
'''
WRITER = '''

def handling(copy: Copy) -> Iterator[Part]:
    """Yield the handling line of a copy."""
    if (line := copy.cable.handling) is not None:
        yield copy.part(PART("handling"), "handling", line, [], [(KG("handling"), literal(line.value))])
'''
INSERTED = (
    ("kg/model/cable.py", "    subject: Value[str] | None = None\n", "    handling: Value[str] | None = None\n"),
    (
        "kg/parsing/forms/common_fields.py",
        "        release_marking=markings.read_release_marking(reading),\n",
        "        handling=markings.read_handling(reading, parts.start),\n",
    ),
    ("kg/rdf/cable_statements.py", "_FIELDS = (\n", "    markings.handling,\n"),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the package that has the field, and the graph of two cables that it built."""
    folder = tmp_path_factory.mktemp("field")
    for name in ("kg", "ontology"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    table = folder / "ontology" / "fields.csv"
    columns = table.read_text("utf-8").splitlines()[0].split(",")
    assert ROW.keys() <= set(columns)
    add(table, ",".join(f'"{ROW.get(column, "")}"' for column in columns) + "\n")
    add(folder / "kg" / "parsing" / "markings.py", READER)
    add(folder / "kg" / "rdf" / "markings.py", WRITER)
    for file, after, line in INSERTED:
        text = (folder / file).read_text("utf-8")
        assert text.count(after) == 1, f"{file} has no longer one line {after!r}: tell CONTRIBUTING.md, too"
        (folder / file).write_text(text.replace(after, after + line), "utf-8")
    run(folder, "kg.schema.make_ontology")
    (folder / "texts").mkdir()
    one = wire(serial=4001).replace("TAGS:", "HANDLING: BY HAND ONLY\nTAGS:", 1)
    (folder / "texts" / "one.txt").write_text(one, "utf-8")
    (folder / "texts" / "other.txt").write_text(one.replace("BY HAND", "BY COURIER"), "utf-8")
    (folder / "texts" / "without.txt").write_text(wire(serial=4002), "utf-8")
    run(folder, "kg", "build", "texts", "-o", "output", "--jobs", "1")
    return folder


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def run(folder: Path, *words: str) -> str:
    """Return what a module of the copy prints."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ontology_shapes_and_context_have_it(copy: Path) -> None:
    ontology = (copy / "ontology" / "cable.ttl").read_text("utf-8")
    assert 'kg:handling a owl:DatatypeProperty ;\n    rdfs:label "handling line"@en ;' in ontology
    assert 'part:handling a owl:ObjectProperty ;\n    rdfs:label "handling line (place in the text)"@en ;' in ontology
    assert "shape:HandlingValue a sh:NodeShape ;" in (copy / "ontology" / "shapes.ttl").read_text("utf-8")
    context = json.loads((copy / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    assert context["handling"] == "kg:handling" and context["part:handling"]["@type"] == "@id"


def test_a_reading_shows_it(copy: Path) -> None:
    assert "handling line" in run(copy, "kg", "parse", "texts/one.txt", "--explain")
    assert '"handling": {' in run(copy, "kg", "parse", "texts/one.txt", "--json")


def test_the_graph_has_it_with_its_place_and_keeps_the_shapes(copy: Path) -> None:
    assert "Handling line  BY HAND ONLY" in (why := run(copy, "kg", "why", "08LIMA4001", "output"))
    assert "HANDLING: BY HAND ONLY" in why and "HANDLING: BY COURIER ONLY" in why
    assert "has the shapes" in run(copy, "kg", "validate", "output")


def test_report_page_and_exports_know_it(copy: Path) -> None:
    report = json.loads((copy / "output" / "report.json").read_text("utf-8"))
    assert [one["count"] for one in report["missing"] if one["code"] == "handling"] == [1]
    assert [d["field"] for d in report["differences"]] == ["handling"]
    assert '"label":"Handling line"' in (copy / "output" / "network.html").read_text("utf-8")
    assert '"handling":' in run(copy, "kg", "export", "output", "--format", "jsonld", "-o", "-")


def test_it_can_be_corrected(copy: Path) -> None:
    table = "what,says,value,author,reason\n08LIMA4001,handling,BY NOBODY,A. Reader,the print\n"
    (copy / "corrections.csv").write_text(table, "utf-8")
    run(copy, "kg", "build", "texts", "-o", "again", "--jobs", "1", "--corrections", "corrections.csv")
    assert "Handling line  BY NOBODY" in run(copy, "kg", "why", "08LIMA4001", "again")
