"""The shapes are held against a part of a large graph, and that part is whole as far as the shapes look."""

import re
from pathlib import Path

from kg.pipeline.build_and_merge import build
from kg.store import Store
from kg.store.shape_validation import validate
from tests.fictional import SEED, wire, write

_PLACE = re.compile(r"#char=(\d+),(\d+)>")


def test_a_sample_has_all_that_is_said_of_its_parts(tmp_path: Path) -> None:
    # The seed has a paragraph that cites a reference that was repaired: the repair is near by one way, far by another.
    build([SEED, write(tmp_path / "texts", one=wire())], tmp_path / "output")
    found = validate(tmp_path / "output", whole=0, sample=1)
    assert (found.checked, found.cables) == (1, 2)
    assert found.violations == ()


def test_a_place_that_ends_before_it_begins_is_found(tmp_path: Path) -> None:
    build([write(tmp_path / "texts", one=wire())], tmp_path / "output")
    built = Store.open(tmp_path / "output" / "store")
    lines = [f"{triple} ." for triple in built.triples()]
    turned = [_PLACE.sub(r"#char=\2,\1>", line, count=1) if "#evidence>" in line else line for line in lines]
    (tmp_path / "turned.nt").write_text("\n".join(turned), encoding="utf-8")
    (tmp_path / "inferred.nt").touch()
    Store.create(tmp_path / "turned", [tmp_path / "turned.nt"], [tmp_path / "inferred.nt"])
    assert validate(built).conforms
    found = validate(Store.open(tmp_path / "turned"))
    assert not found.conforms
    assert {v.message for v in found.violations} == {"A place in a document begins before it ends, or where it ends"}
    places = {_PLACE.search(line)[0] for line in turned if "#evidence>" in line}
    unequal = {p for p in places if p.split("=")[1].split(",")[0] != p.split(",")[1].rstrip(">")}
    assert len(found.violations) == len(unequal) > 10
