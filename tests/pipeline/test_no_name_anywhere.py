"""Mark × damage × place: a name that a text asks to protect stands in no file, export, page or line of the console."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

import kg
from kg.export import export
from kg.pipeline.build_and_merge import build
from tests.fictional import wire, write
from tests.pipeline.searching import bare, bare_texts, holding

MARKS = (
    "{name} (strictly protect)",
    "{name}, Publisher (protect this source)",
    "{name} ** PLEASE PROTECT **",
    "(protect) {name}",
    "{name} (age 51; protect)",
)
DAMAGE: dict[str, Callable[[str], str]] = {
    "none": str,
    "capitals": str.upper,
    "line ends": lambda text: text.replace(" ", "\n"),
    "hyphens": lambda text: text[:3] + "-\n" + text[3:] if "(" not in text[:4] else text.replace("tect", "-\ntect", 1),
    "soft hyphens": lambda text: "\u00ad".join((text[:4], text[4:])).replace("rotec", "ro\u00adtec"),
    "zero width": lambda text: text.replace("o", "o\u200b"),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() and c.isascii() else c for c in text),
    "entities": lambda text: text.replace(" ", "&nbsp;").replace("o", "&#111;"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "level line": lambda text: text.replace(" (", "\nCONFIDENTIAL\n(").replace(" **", "\nCONFIDENTIAL\n**", 1),
}
PLACES = {
    "sentence": "2. (C) {text} asked for help. {surname} left.",
    "list": "2. (C) Participants:\n-- {text}\n-- Poloff\n\n3. (C) {surname} left.",
    "after a title": "2. (C) We met with the teacher {text} on Monday. Later {surname}'s car was seen.",
}
COMBINED = tuple(product(MARKS, DAMAGE, PLACES))
_SYLLABLES = ("bar", "dor", "fol", "gom", "kor", "lom", "mor", "nov", "pol", "rov")


def surname(number: int) -> str:
    """Return a surname that no other number has, and no word holds."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:03}").capitalize() + "wicz"


def text_of(number: int) -> str:
    """Return the cable of one combination."""
    mark, damage, place = COMBINED[number]
    marked = DAMAGE[damage](mark.format(name=f"Volodar {surname(number)}"))
    body = PLACES[place].format(text=marked, surname=surname(number))
    return wire(serial=5000 + number, body=f"1. (C) The embassy met contacts.\n\n{body}")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the texts, the output that the command made of them, and what it told."""
    place = tmp_path_factory.mktemp("nowhere")
    write(place / "in", **{f"n{n}": text_of(n) for n in range(len(COMBINED))})
    command = [sys.executable, "-I", "-m", "kg", "build", str(place / "in"), "-o", str(place / "out")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=place)
    (place / "told.txt").write_text(told.stdout + told.stderr)
    graph = kg.open(place / "out")
    for form in ("nq", "ttl", "trig", "graphml", "gexf", "jsonld", "csv"):
        export(graph, form, place / f"export.{form}")
    return place


def test_no_combination_leaves_its_name(here: Path) -> None:
    texts = {path: text for path, text in bare_texts(here).items() if here / "in" not in path.parents}
    assert any(bare("The embassy met contacts") in text for text in texts.values()), "the search looks into the files"
    left = {COMBINED[n]: holding(texts, surname(n)) for n in range(len(COMBINED)) if holding(texts, surname(n))}
    assert not left, f"{len(left)} of {len(COMBINED)}"


def test_who_wants_the_names_gets_them(here: Path, tmp_path: Path) -> None:
    write(tmp_path / "in", **{f"n{n}": text_of(n) for n in range(0, len(COMBINED), 30)})
    build(tmp_path / "in", tmp_path / "out", include_protected=True)
    texts = bare_texts(tmp_path / "out")
    assert all(holding(texts, surname(n)) for n in range(0, len(COMBINED), 30))


def test_no_page_and_no_search_has_a_name(here: Path) -> None:
    pytest.importorskip("starlette", reason="the extra server is not installed")
    from tests.server.running import serving

    with serving(here / "out") as served:
        for number in range(0, len(COMBINED), 15):
            for path in (f"/cable/08LIMA{5000 + number}", f"/search?q={surname(number)}"):
                told = bare(served.get(path, Accept="text/html")[2].decode()).replace(bare(f"q={surname(number)}"), "")
                if path.startswith("/cable"):
                    assert bare(surname(number)) not in told
                assert "volodar" not in told
