"""The search finds what is asked for however it is written, and the cable asked for by its number comes first."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.cli.application import run
from kg.server.search_matching import asked_for, comparable, folded, pattern
from kg.vocabulary.latin_letters import ONE_FOR_ONE, TWO_FOR_ONE
from tests.fictional import wire, write
from tests.server.running import Served, serving

WORDS = {
    "lukasz": "Łukasz",
    "odegard": "Ødegård",
    "strauss": "Strauß",
    "STRAUSS": "Strauß",
    "strauß": "Strauss",
    "aero": "Ærø",
    "thor": "Þór",
    "durdevic": "Đurđević",
    "dordevic": "Đorđević",
    "canakkale": "Çanakkale",
    "coeur": "Cœur",
    "isik": "Işık",
    "gauss": "GAUẞ",
    "ħamrun": "Hamrun",
    "hamrun": "Ħamrun",
    "nunez": "Nun\u0303ez",
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("letters")
    body = "1. (C) Guests: " + ", ".join(dict.fromkeys(WORDS.values())) + "."
    cites = "1. (C) LIMA 2290 and again LIMA 2290, that is 07LIMA2290: LIMA 2290 said it all. LIMA 2290."
    texts = write(
        folder / "texts",
        a=wire(serial=2290, time="211930Z JUN 07", body=body),
        b=wire(serial=2305, time="221930Z JUN 07", reference="LIMA 2290", subject="LIMA 2290", body=cites),
        c=wire(post="QUITO", serial=7, time="231930Z JUN 07", reference="LIMA 2290", subject="LIMA 002290", body=cites),
    )
    for path in texts.iterdir():  # as many texts have it: the serial number with zeros
        path.write_text(re.sub(r"LIMA 0*2290\b", "LIMA 002290", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(["build", str(texts), "-o", str(folder / "output"), "--jobs", "1"]) == 0
    with serving(folder / "output") as server:
        for _ in range(100):
            if server.get("/search?format=json&q=guests")[0] == 200:
                break
            time.sleep(0.2)
        yield server


def hits(server: Served, words: str) -> list[dict]:
    status, _, body = server.get(f"/search?format=json&q={quote(words)}")
    assert status == 200, body
    found = json.loads(body)
    assert found["total"] == len(found["hits"])
    return found["hits"]


@pytest.mark.parametrize(("typed", "written"), WORDS.items())
def test_letters(letters: Served, typed: str, written: str) -> None:
    found = hits(letters, typed)
    assert [hit["number"] for hit in found] == ["07LIMA2290"]
    marked = [text for is_word, text in found[0]["snippet"] if is_word]
    assert marked, "the word is marked where it stands"


NUMBERS = (
    "07LIMA002290",
    "07LIMA2290",
    "07lima2290",
    "07 LIMA 2290",
    "2007 LIMA 2290",
    "LIMA 2290",
    "LIMA 002290",
    "lima 2290",
    "Embassy Lima 2290",
    "LIMA 2290 (07)",
    "cable:07LIMA2290",
    '"LIMA 2290"',
    "07-LIMA-2290",
    "LIMA-2290",
    "AMEMBASSY LIMA 02290",
)


@pytest.mark.parametrize("typed", NUMBERS)
def test_the_cable_asked_for_comes_first(letters: Served, typed: str) -> None:
    found = hits(letters, typed)
    assert found[0]["number"] == "07LIMA2290"
    assert len({hit["iri"] for hit in found}) == len(found)


def test_a_serial_number_finds_the_cables_that_cite_it(letters: Served) -> None:
    for typed in ("2290", "002290", "LIMA 2290"):
        assert {hit["number"] for hit in hits(letters, typed)} == {"07LIMA2290", "07LIMA2305", "07QUITO7"}, typed
    assert hits(letters, "22900") == []
    assert hits(letters, "CUZCO 2290") == [], "no such post's"


def test_numbers_that_are_no_serial_keep_their_zeros() -> None:
    assert comparable("07 007 0800 10:05 R2D02") == "07 007 800 10:05 R2D2"
    assert asked_for("the law 1990") == ()
    assert pattern(("2290",)).search("lima 0002290")
    assert not pattern(("2290",)).search("12290")
    assert len(folded("ŁódźßÆ")) == 6


def test_the_page_knows_the_same_letters() -> None:
    script = (Path(__file__).parent.parent.parent / "kg" / "page" / "assets" / "letters.js").read_text(encoding="utf-8")
    listed = re.search(r"const LETTERS = .*?\(\{(.*?)\}\);", script)
    assert listed
    found = dict(re.findall(r'(\w): "(\w+)"', listed[1]))
    ours = {chr(one): chr(other) for one, other in ONE_FOR_ONE.items()} | TWO_FOR_ONE
    assert found == {one: other for one, other in ours.items() if one == one.lower()}
