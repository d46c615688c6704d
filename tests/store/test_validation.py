"""The shapes are held against a part of a large graph, and that part is whole as far as the shapes look."""

from pathlib import Path

from kg.pipeline import build
from kg.store.validation import validate
from tests.fictional import SEED, wire, write


def test_a_sample_has_all_that_is_said_of_its_parts(tmp_path: Path) -> None:
    # The seed has a paragraph that cites a reference that was repaired: the repair is near by one way, far by another.
    build([SEED, write(tmp_path / "texts", one=wire())], tmp_path / "output")
    found = validate(tmp_path / "output", whole=0, sample=1)
    assert (found.checked, found.cables) == (1, 2)
    assert found.violations == ()
