"""Kept texts: packs, and packs made one."""

from pathlib import Path

import pytest

from kg.model import content_hash
from kg.store import Texts, TextWriter
from kg.store.kept_texts import join, text_in
from kg.store.store_errors import StoreError, TextMissingError

ODD = ["", "a", "é\ud800\r\n", "long " * 10_000]


def pack(folder: Path, name: str, *texts: str) -> Path:
    with TextWriter(folder, name) as writer:
        for text in texts:
            assert writer.put(text) == content_hash(text)
    return folder / f"{name}.pack"


def test_what_is_put_is_got(tmp_path: Path) -> None:
    found = pack(tmp_path, "one", *ODD, "a")
    texts = Texts(tmp_path)
    for text in ODD:
        assert texts.get(content_hash(text)) == text_in(found, content_hash(text)) == text
    assert len(list(texts)) == len(ODD)
    for absent in (content_hash("b"), "no hash", "ab"):
        assert absent not in texts
        with pytest.raises(TextMissingError):
            text_in(found, absent)


def test_packs_become_one_with_each_wanted_text_once(tmp_path: Path) -> None:
    one, two = pack(tmp_path, "one", "a", "b", "c"), pack(tmp_path, "two", "c", "d", "e")
    wanted = {content_hash(text) for text in "ce"}
    assert join([(one, None), (two, wanted)], tmp_path / "all") == 4
    texts = Texts(tmp_path / "all")
    assert {texts.get(name) for name in texts} == set("abce")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["texts.idx", "texts.pack"]
    assert (tmp_path / "all" / "texts.pack").stat().st_size < one.stat().st_size + two.stat().st_size


def test_no_pack_makes_an_empty_one(tmp_path: Path) -> None:
    assert join([], tmp_path / "all") == 0
    assert list(Texts(tmp_path / "all")) == []


def test_an_error_leaves_no_pack(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), TextWriter(tmp_path, "one") as writer:
        writer.put("a")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_damage_is_noticed(tmp_path: Path) -> None:
    found = pack(tmp_path, "one", "a", "b")
    found.write_bytes(found.read_bytes()[:-3] + b"xyz")
    with pytest.raises(StoreError, match="can't be read"):
        text_in(found, content_hash("b"))
    found.with_suffix(".idx").write_bytes(b"x")
    with pytest.raises(StoreError, match="damaged"):
        Texts(tmp_path)
