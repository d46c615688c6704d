"""Whom a text asks to protect stands in no output: each row of `cases/protected_names.yml` is a cable of one build."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.pipeline.build_and_merge import build
from tests.fictional import wire
from tests.pipeline.searching import bare_texts, holding

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "protected_names.yml").read_text(encoding="utf-8"))
ROWS = [(kind, row) for kind, rows in CASES.items() for row in rows]
_FIRST = 4001


def written(folder: Path) -> Path:
    """Write every row to a file of its own."""
    folder.mkdir(parents=True)
    for number, (_, row) in enumerate(ROWS, _FIRST):
        about = {key: row[key] for key in ("subject", "tags", "reference") if key in row}
        body = f"1. (C) The embassy met several contacts in June.\n\n2. (C) {row['text']}\n\n9. (C) Comment: None."
        name = f"{row.get('file', 'text')}-{number}.txt"
        (folder / name).write_text(wire(serial=number, body=body, **about), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """The bare text of every file that a build of all rows wrote."""
    place = tmp_path_factory.mktemp("protected")
    build(written(place / "in"), place / "out")
    return bare_texts(place / "out")


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[f"{kind}: {row['why']}" for kind, row in ROWS])
def test_a_row(row: dict[str, list[str]], found: dict[Path, str]) -> None:
    for name in row.get("hides", ()):
        assert not holding(found, name), name
    for name in row.get("keeps", ()):
        assert holding(found, name), name
