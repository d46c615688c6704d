"""Bytes behind the end of a compressed file are told, and do not lose what stands before them."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.sources.find_sources import find
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item
from tests.fictional import wire


def _zst(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)  # type: ignore[no-any-return]


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": _zst,
}


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("behind", [b"garbage" * 20, b"\x1f", b"B", b"\n", b"x" * 200_000], ids=len)
def test_the_text_is_kept_and_the_rest_told(tmp_path: Path, kind: str, behind: bytes) -> None:
    data = wire().encode() * 40
    (tmp_path / f"a.txt.{kind}").write_bytes(PACKERS[kind](data) + behind)
    found = list(find([tmp_path]))
    (item,) = [one for one in found if isinstance(one, Item)]
    assert item.data == data
    (told,) = [one for one in found if isinstance(one, Rejection)]
    assert "behind the end" in told.message


@pytest.mark.parametrize("kind", PACKERS)
def test_several_units_and_padding_are_one_text(tmp_path: Path, kind: str) -> None:
    data = wire().encode()
    padding = b"" if kind == "zst" else b"\0" * 512
    (tmp_path / f"a.txt.{kind}").write_bytes(PACKERS[kind](data) + PACKERS[kind](data) + padding)
    (item,) = find([tmp_path])
    assert isinstance(item, Item)
    assert item.data == data * 2
