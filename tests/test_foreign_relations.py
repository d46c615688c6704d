"""Volumes of Foreign Relations score themselves: what is read against what the TEI says."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

import pytest

from tests.foreign_relations_score import MEASURES, score

VOLUMES = Path(__file__).parents[2] / "shared" / "corpus" / "frus"
#: Below the figures of the day they were set, so that no rule is written for one volume.
FLOORS = {"telegram": 0.97, "day": 0.97, "sender": 0.97, "sender post": 0.90, "addressee": 0.95, "addressee post": 0.90}
FLOORS |= {"signer": 0.97, "person": 0.90}


@pytest.mark.skipif(not VOLUMES.is_dir(), reason="the volumes of ../shared/corpus/frus are not here")
def test_what_the_volumes_say(tmp_path: Path, record_property) -> None:
    """Every eighth telegram of each volume; `FRUS_STEP=1` in the environment of `make test-all` reads all."""
    import os

    step = int(os.environ.get("FRUS_STEP", "8"))
    every: Counter[str] = Counter()
    lines = []
    for packed in sorted(VOLUMES.glob("*.xml.xz")):
        volume = tmp_path / packed.stem
        volume.write_bytes(lzma.decompress(packed.read_bytes()))
        found = score(volume, step)
        every += found
        lines.append(f"{packed.name.partition('.')[0]:20}" + "".join(f"{_share(found, m):>16}" for m in MEASURES))
    lines.append(f"{'all':20}" + "".join(f"{_share(every, m):>16}" for m in MEASURES))
    head = f"{'volume':20}" + "".join(f"{m:>16}" for m in MEASURES)
    record_property("figures", ("Foreign Relations", head, *lines))
    low = {m: _share(every, m) for m in MEASURES if every[m] < FLOORS[m] * every[f"{m} of"]}
    assert low == {}


def _share(found: Counter[str], measure: str) -> str:
    asked = found[f"{measure} of"]
    return f"{found[measure] / asked:.3f} ({asked})" if asked else "-"
