"""Shards on disk: whole or not there, cut and put together by their places."""

import gzip
import json
import zlib
from pathlib import Path

import pytest
from msgspec import Struct

from kg import model
from kg.model import Span
from kg.pipeline import gather_shards, shards
from kg.pipeline.read_batch import ReadOptions, Task, read_items
from kg.pipeline.reading_counts import Tally
from kg.pipeline.write_shards import Draft, Prepared, ShardWriter
from kg.sources.reading_options import SourceOptions
from kg.sources.source_item import Item
from kg.terms.ntriples import Part, contents, read
from tests.fictional import wire

SETTINGS = "5" * 32


@pytest.fixture
def shard(tmp_path: Path) -> shards.Shard:
    items = [Item(f"{n}", f"{n}.txt", data=wire(serial=n).encode()) for n in range(1, 4)]
    items.append(Item("bad", "bad.txt", data=b"Milk"))
    options = ReadOptions(tmp_path, SourceOptions(), settings=SETTINGS)
    done = read_items(tuple(Task(n, item) for n, item in enumerate(items)), options)
    found = shards.read_index(tmp_path, done.shard)
    assert found is not None
    return found


def test_members_of_the_file_are_the_statements_of_one_number(shard: shards.Shard) -> None:
    path = shards.triples_of(shard.folder, shard.name)
    whole = gzip.decompress(path.read_bytes()).decode()
    blocks = [block for entry in shard.entries for block in entry.blocks]
    assert [block.group for block in blocks] == ["08LIMA1", "08LIMA2", "08LIMA3"]
    part = Part(path, tuple((b.start, b.end) for b in blocks))
    assert "".join(read([part])) == b"".join(contents([part])).decode() == whole
    second = "".join(read([Part(path, ((blocks[1].start, blocks[1].end),))]))
    assert "cable/08LIMA2>" in second
    assert "cable/08LIMA3>" not in second
    assert b"".join(contents([path])).decode() == whole


def test_an_index_says_what_is_in_the_shard(shard: shards.Shard) -> None:
    assert [len(entry.documents) for entry in shard.entries] == [1, 1, 1, 0]
    assert [entry.refused for entry in shard.entries] == [0, 0, 0, 1]
    assert shard.tally.documents == 3
    assert any("post/LIMA>" in used for used in shard.used)
    record = shards.read_record(shard.folder, shard.name, shard.entries[3].start, shard.entries[3].end)
    (result,) = record["results"]  # type: ignore[misc]
    assert result["refused"][:2] == ["bad.txt", "not-a-cable"]
    assert result["refused"][2].startswith("this is no cable (evidence 1 of 6)")
    places = [(b.digests_start, b.digests_end) for entry in shard.entries for b in entry.blocks]
    lines = list(shards.read_digests(shard.folder, shard.name, places))
    assert [json.loads(line)[0] for line in lines] == ["08LIMA1", "08LIMA2", "08LIMA3"]


def test_the_name_and_the_bytes_are_those_of_the_content(shard: shards.Shard, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    items = [Item(f"{n}", f"{n}.txt", data=wire(serial=n).encode()) for n in range(1, 4)]
    items.append(Item("bad", "bad.txt", data=b"Milk"))
    read_items(
        tuple(Task(9 * n, item) for n, item in enumerate(items)),
        ReadOptions(tmp_path, SourceOptions(), settings=SETTINGS),
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_without_an_index_there_is_no_shard(shard: shards.Shard) -> None:
    (shard.folder / f"{shard.name}.index").unlink()
    assert shards.names(shard.folder) == []
    assert shards.read_index(shard.folder, shard.name) is None
    (shard.folder / ".draft-x.nt.gz").write_bytes(b"")
    shards.clear_drafts(shard.folder)
    assert list(shard.folder.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"x", *map(zlib.compress, (b"{}", b'{"format": 99}', b"["))])
def test_an_index_that_cannot_be_used_is_none(data: bytes, shard: shards.Shard) -> None:
    (shard.folder / f"{shard.name}.index").write_bytes(data)
    assert shards.read_index(shard.folder, shard.name) is None


def test_a_shard_of_another_format_is_made_anew(shard: shards.Shard, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shards.read_index(shard.folder, shard.name) is not None
    assert list(shards.damaged(shard.folder)) == []
    monkeypatch.setattr(shards, "FORMAT", shards.FORMAT + "x")
    assert shards.read_index(shard.folder, shard.name) is None
    assert list(shards.damaged(shard.folder)) == []


def test_the_format_changes_with_the_classes_that_records_hold() -> None:
    changed = type("Section", (), {"__annotations__": {**model.Section.__annotations__, "page": "int"}})
    assert shards.of_classes([model.Section]) != shards.of_classes([changed])
    assert shards.FORMAT.endswith("-" + shards.of_classes(k for k in vars(model).values() if _is_struct(k)))
    assert sum(_is_struct(kind) for kind in vars(model).values()) > 15


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def test_a_record_may_hold_half_a_character(tmp_path: Path) -> None:
    with ShardWriter(tmp_path, "read", SETTINGS) as writer:
        writer.entry("k", Draft(), {"results": ["\ud800", Span(1, 2)]}, ())
        name = writer.finish()
    found = shards.read_index(tmp_path, name)
    assert found is not None
    (entry,) = found.entries
    record = shards.read_record(tmp_path, name, entry.start, entry.end)
    assert record == {"results": ["\ud800", [1, 2]], "used": []}


def test_a_part_cut_short_makes_the_shard_none(shard: shards.Shard) -> None:
    path = shard.folder / f"{shard.name}.records"
    path.write_bytes(path.read_bytes()[:-1])
    assert shards.read_index(shard.folder, shard.name) is None


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ShardWriter(tmp_path, "read", SETTINGS) as writer:
        writer.put(Draft(), 0, Prepared.of("08LIMA1", ["<a> <b> <c> .\n"], ["{}"], ()))
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_shard_is_adopted_whole(shard: shards.Shard, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    for _ in range(2):
        shards.adopt(shard.folder, shard.name, other)
    found = shards.read_index(other, shard.name)
    assert found is not None
    assert found.entries == shard.entries
    assert {p.name: p.read_bytes() for p in other.iterdir()} == {p.name: p.read_bytes() for p in shard.folder.iterdir()}


def test_batches_are_bounded_in_number_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather_shards, "BATCH", 3)
    monkeypatch.setattr(gather_shards, "BATCH_BYTES", 100)
    tasks = [Task(n, Item("", "", data=bytes(size))) for n, size in enumerate([1, 1, 1, 1, 200, 60, 60, 1])]
    batches = [[task.place for task in batch] for batch in gather_shards._batches(iter(tasks))]
    assert batches == [[0, 1, 2], [3, 4], [5, 6], [7]]


def test_a_tally_comes_back_from_its_data(shard: shards.Shard) -> None:
    assert Tally.from_data(json.loads(json.dumps(shard.tally.to_data()))) == shard.tally
    assert Tally().to_data() == {}
