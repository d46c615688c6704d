"""What tells whether a source is still what it was."""

import os
from pathlib import Path

import pytest

from kg.sources.source_item import Item, fingerprint, mark


def test_the_content_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    first = fingerprint(Item(str(path), "a.txt"))
    assert len(first) == 32
    assert fingerprint(Item("elsewhere", "b", data=b"one")) == first
    os.utime(path, ns=(5, 5))
    assert fingerprint(Item(str(path), "a.txt")) == first
    path.write_bytes(b"two")
    assert fingerprint(Item(str(path), "a.txt")) != first


def test_the_mark_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    os.utime(path, ns=(5, 5))
    first = mark(Item(str(path), "a.txt"))
    path.write_bytes(b"two")
    os.utime(path, ns=(5, 5))
    assert mark(Item(str(path), "a.txt")) == first != ""
    os.utime(path, ns=(6, 6))
    assert mark(Item(str(path), "a.txt")) != first
    assert mark(Item("-", "stdin", data=b"one")) == ""


def test_large_and_missing_files_are_told_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert fingerprint(Item(str(path), "a"), 99) == "size-100"
    assert fingerprint(Item(str(tmp_path / "no"), "a")) == "error-ENOENT"
    assert fingerprint(Item("a\0b", "a")) == "error-name"
    assert mark(Item("a\0b", "a")) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fingerprint(Item(str(tmp_path / "pipe"), "pipe")) == ""
    assert mark(Item(str(tmp_path / "pipe"), "pipe")) == ""
