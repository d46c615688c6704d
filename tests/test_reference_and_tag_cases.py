"""References and TAGS in short cases made for this, fictional: how many are read right does not fall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reference_and_tag_score import score

GOLD = Path(__file__).parent / "gold"


@pytest.mark.parametrize(("folder", "floor"), [("reference_cases", 31), ("tag_cases", 26)])
def test_cases_are_read(folder: str, floor: int, record_property: Callable[[str, object], None]) -> None:
    right, total, wrong = score(GOLD / folder)
    record_property("figures", [f"{folder.replace('_', ' ')}: {right}/{total}"])
    assert right >= floor, wrong
