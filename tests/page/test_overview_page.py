"""The page of a large graph as a file: packed columns that come back, bounded, the same bytes, safe by policy."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.columns import read_corpus
from kg.network.overview import chart
from kg.page import overview_page as overview_module
from kg.page import write_view
from kg.page.html_page import overview_html
from kg.page.overview_page import packed
from kg.page.packed_columns import Columns
from tests.network.sample import freedonia, hostile
from tests.network.telegrams import TELEGRAMS, telegrams
from tests.page.test_html_page import hashed
from tests.page.test_html_page import parsed as elements


def unpacked(columns: str, manifest: list[list[object]]) -> dict[str, list[object]]:
    """Read columns as the page does."""
    data, at, found = zlib.decompress(base64.b64decode(columns)), 0, {}
    for name, count, width, length in manifest:
        part = data[at : at + length]
        at += length
        if width:
            planes = [part[plane * count : (plane + 1) * count] for plane in range(width)]
            found[name] = [sum(plane[i] << 8 * p for p, plane in enumerate(planes)) for i in range(count)]
        else:
            found[name] = part.decode().split("\n") if count else []
    assert at == len(data)
    return found


@given(st.lists(st.integers(0, 2**32 - 1)), st.lists(st.text(st.characters(exclude_characters="\n"))))
def test_columns_come_back(numbers: list[int], texts: list[str]) -> None:
    columns = Columns()
    columns.numbers("numbers", numbers)
    columns.texts("texts", texts)
    columns.signed("steps", [n // 3 - 2**20 for n in numbers])
    found = unpacked(columns.packed(), columns.manifest)
    assert found["numbers"] == numbers
    assert found["texts"] == [t.encode("utf-8", "replace").decode() for t in texts]
    back = [n // 2 if n % 2 == 0 else -(n + 1) // 2 for n in found["steps"]]
    assert back == [n // 3 - 2**20 for n in numbers]


def test_rows_that_name_each_other_stand_as_distances() -> None:
    columns = Columns()
    columns.links("rows", [[5], [], [0, 4]], delta=True)
    found = unpacked(columns.packed(), columns.manifest)
    assert found["rows#"] == [1, 0, 2]
    assert found["rows"] == [10, 3, 4]


@pytest.fixture(scope="module")
def page() -> str:
    corpus = read_corpus(telegrams())
    return overview_html(corpus, chart(corpus))


def test_every_cable_is_in_the_page(page: str) -> None:
    (_, data), (_, columns), *_ = elements(page).scripts
    given = json.loads(data)
    found = unpacked(columns, given["manifest"])
    serial, keys, odd = 0, [], iter(found["odd"])  # a number that has no station in it stands as it is
    for year, station, step in zip(found["year"], found["station"], found["serial"], strict=True):
        serial += step // 2 if step % 2 == 0 else -(step + 1) // 2
        keys.append(f"{year:02}{found['stations'][station - 1]}{serial}" if station else next(odd))
    assert set(keys[: given["held"]]) == {t.key for t in TELEGRAMS}
    assert sorted(found["subjects"]) == sorted(t.subject for t in TELEGRAMS)


def test_policy_lets_in_exactly_what_is_inside(page: str) -> None:
    found = elements(page)
    rules = dict(rule.strip().split(" ", 1) for rule in found.policy.split(";"))
    running = [text for attrs, text in found.scripts if attrs.get("type") is None]
    assert rules["script-src"].split() == [hashed(text) for text in running]
    assert rules["style-src"].split() == [hashed(text) for text in found.styles]
    assert rules["default-src"] == "'none'"
    assert found.handlers == []
    assert set(found.links) == {"data:,", "#table-section"}


def test_own_scripts_never_set_markup() -> None:
    scripts = [*(Path(overview_module.__file__).parent / "assets" / "overview").glob("*.js")]
    assert len(scripts) > 10
    for path in scripts:
        text = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert word not in text, f"{path.name}: {word}"


@pytest.mark.parametrize("sample", [telegrams, hostile, freedonia])
def test_same_graph_same_bytes(tmp_path: Path, sample) -> None:
    for name in ("a", "b"):
        write_view(sample(), sample().text, tmp_path / name, limit=1)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert b'class="overview"' in (tmp_path / "a").read_bytes()


def test_small_graphs_are_drawn_whole_large_ones_are_not(tmp_path: Path) -> None:
    sample = telegrams()
    assert write_view(sample, sample.text, tmp_path / "a.html").kind == "whole"
    shown = write_view(sample, sample.text, tmp_path / "b.html", limit=20)
    assert (shown.kind, shown.cables) == ("overview", 60)
    assert shown.network.number_of_edges() > 10
    around = write_view(sample, sample.text, tmp_path / "c.html", focus="post/SYLVANIA", limit=20)
    assert around.kind == "around"
    assert around.nodes <= 20


def test_what_has_no_room_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = read_corpus(telegrams())
    monkeypatch.setattr(overview_module, "HASHES", (0,))
    whole = packed(corpus)
    assert whole.left_out == ()
    monkeypatch.setattr(overview_module, "BUDGET", len(whole.text) - 1)
    monkeypatch.setattr(overview_module, "SUBJECTS", (120, 8, 0))
    cut = packed(corpus)
    assert len(cut.text) < len(whole.text)
    assert cut.left_out == ("Subjects are cut after 8 characters.",)
    monkeypatch.setattr(overview_module, "BUDGET", 1)
    least = packed(corpus)
    assert least.left_out == (
        "Subjects are left out of this page to keep it small.",
        "People are left out of this page to keep it small.",
    )
    assert set(unpacked(least.text, least.manifest)["subjects"]) == {""}


def test_hashes_are_shortened_first_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = read_corpus(telegrams())
    monkeypatch.setattr(overview_module, "HASHES", (0,))
    bare = len(packed(corpus).text)
    monkeypatch.setattr(overview_module, "HASHES", (32, 12, 0))
    found = []
    for room in (32, 12, 0):
        monkeypatch.setattr(overview_module, "BUDGET", bare + corpus.held * room * 2 // 3 + 1)
        page = packed(corpus)
        found.append((page.digits, [name for name, *_ in page.manifest if str(name).startswith("hash")], page.left_out))
    said = "In citations, hashes of texts are {} to keep this page small: `kg cite` has them whole."
    assert found == [
        (32, ["hash0", "hash8", "hash16", "hash24"], ()),
        (12, ["hash0", "hash8"], (said.format("shortened to 12 digits"),)),
        (0, [], (said.format("left out"),)),
    ]
