"""What is a cable: evidence is weighed, and the report says which was found."""

import json
from pathlib import Path

import pytest
import yaml

from kg.model import Document, content_hash
from kg.pipeline.build_and_merge import build
from kg.pipeline.cable_evidence import _EVIDENCE, ENOUGH, judge, weigh
from kg.resolution.metadata_comparison import read_document
from kg.schema import fields
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.source_item import Item
from kg.vocabulary.csv_tables import read
from tests.fictional import wire, write

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "messages.yml").read_text(encoding="utf-8"))
SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("messages")
    for case in CASES:
        (folder / f"{case['name']}.txt").write_text(case["text"], encoding="utf-8")
    build(folder, folder / "out")
    data: dict[str, object] = json.loads((folder / "out" / "report.json").read_text())
    return data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_is_a_cable_or_a_line(case: dict[str, object], report: dict[str, object]) -> None:
    sources = {str(s["source"]).rpartition("/")[2]: s for s in report["sources"]}  # type: ignore[attr-defined]
    refused = {str(r["source"]).rpartition("/")[2]: r for r in report["rejections"]}  # type: ignore[attr-defined]
    name = f"{case['name']}.txt"
    if case["cables"]:
        assert name in sources, refused[name]
        return
    assert refused[name]["code"] == "not-a-cable"
    assert f"of {ENOUGH}): " in refused[name]["message"]


def test_the_line_says_what_was_found_and_what_was_missed(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="FM AMEMBASSY LIMA\n\nTAGS: PREL, PE\n\nNothing more.\n")
    (line,) = build(folder, tmp_path / "out").rejections
    assert "(evidence 4 of 6): found: a sender that is a post, TAGS that are listed codes" in line.message
    assert "missed: a message reference number, a date-time group" in line.message


@pytest.mark.parametrize(
    "kind, cables",
    [
        ("Telegram", 1),
        ("Diplomatic Cable", 1),
        ("TELEGRAM; ORIGINAL", 1),
        ("Cable & Wireless", 0),
        ("letter of Mr. Cable", 0),
    ],
)
def test_what_a_source_calls_a_telegram_is_one(kind: str, cables: int) -> None:
    text = "The talks were opened on Monday, and nobody spoke of fish."
    document = Document(text, "a", content_hash(text), metadata=(("kind", kind),))
    assert len(judge(document).cables) == cables


def test_no_line_of_a_whole_cable_decides_alone() -> None:
    """Any line of a header may be lost: what is left is a cable."""
    lines = wire().splitlines(keepends=True)
    for number in range(len(lines)):
        text = "".join(lines[:number] + lines[number + 1 :])
        assert judge(Document(text, "a", content_hash(text))).cables, lines[number]


def test_every_kind_of_evidence_has_a_weight_and_a_reason() -> None:
    rows = {row["code"]: row for row in read("message_evidence")}
    document = Document(wire(), "a", content_hash(wire()))
    (cable,) = read_document(document)
    assert set(weigh(cable, document).codes) <= rows.keys()
    assert {row["field"] for row in rows.values()} - {""} <= {key for f in fields() for key in f.keys} | {"attributes"}
    assert {code for code, row in rows.items() if not row["field"]} == set(_EVIDENCE)
    assert all(row["why"] and row["label"] and row["source"] and int(row["weight"]) for row in rows.values())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the released telegrams are not here")
def test_no_released_telegram_is_lost() -> None:
    lost = []
    for item in find([SHARED / "corpus", SHARED / "gold" / "texts", SHARED / "seed"]):
        if not isinstance(item, Item) or item.source.endswith((".md", ".csv", ".ttl", ".xml", ".xz")):
            continue
        lost += [one.source for one in load(item) if isinstance(one, Document) and not judge(one).cables]
    assert lost == []
