"""Every example in a docstring gives what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for folder in ("kg", "generator")
    for path in (ROOT / folder).rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the example is built into `output`, as the examples of the public face have it."""
    folder = tmp_path_factory.mktemp("examples")
    kg.build([ROOT / "examples" / "07LIMA2181.txt"], output=folder / "output")
    return folder


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_hold(module: str, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built)
    found = doctest.testmod(importlib.import_module(module))
    assert found.failed == 0


def test_there_are_examples() -> None:
    assert len(MODULES) > 70
    for name in ("parse", "parse_all", "open", "cite", "canonical_id"):
        assert ">>> " in (getattr(kg, name).__doc__ or ""), name
