"""The output folder is whole at every moment: after an error, after a kill at any step of the commit."""

import json
import os
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.store import output_folder as module
from kg.store.output_folder import PRODUCTS, commit, recover, settle, workspace


def contents(output: Path) -> dict[str, str]:
    return {
        str(p.relative_to(output)): p.read_text()
        for p in sorted(output.rglob("*"))
        if p.is_file() and ".kg" not in p.parts
    }


def fill(folder: Path, mark: str) -> None:
    (folder / "graph.ttl").write_text(mark)
    (folder / "store").mkdir()
    (folder / "store" / "data").write_text(mark)


def build(output: Path, mark: str, *more: str) -> None:
    with workspace(output) as following:
        fill(following, mark)
        for name in more:
            (following / name).write_text(mark)
        commit(output, following)


def test_a_build_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "output"
    build(output, "one", "network.gexf")
    (output / "notes.txt").write_text("the user's own")
    build(output, "two")
    assert contents(output) == {"graph.ttl": "two", "notes.txt": "the user's own", "store/data": "two"}
    assert sorted(p.name for p in (output / ".kg").iterdir()) == ["lock", "made"]


@pytest.mark.parametrize("name", ["texts", "graph.ttl"])
def test_what_no_build_made_is_not_replaced(tmp_path: Path, name: str) -> None:
    """A folder of cables may be called `texts`: a build beside it must not take it for its own."""
    theirs = tmp_path / name
    if name == "texts":
        theirs.mkdir()
        theirs = theirs / "cable.txt"
    theirs.write_text("the user's own")
    with pytest.raises(KgError, match=f"holds {name}, which no build wrote"):
        build(tmp_path, "one")
    assert theirs.read_text() == "the user's own"


def test_an_error_leaves_the_last_build(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with pytest.raises(RuntimeError), workspace(tmp_path) as following:
        fill(following, "two")
        raise RuntimeError
    assert contents(tmp_path) == {"graph.ttl": "one", "store/data": "one"}


class Killed(BaseException):
    """Stands for kill -9: nothing catches it on purpose, nothing cleans up after it in the test."""


def test_a_kill_at_any_step_leaves_one_whole_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every system call that changes the folder during the commit is a place to die; then recovery is run."""
    steps = 0
    while True:
        output = tmp_path / f"o{steps}"
        build(output, "one")
        following = output / ".kg" / "next"
        following.mkdir()
        fill(following, "two")
        done = _die_after(steps, lambda output=output, following=following: commit(output, following), monkeypatch)
        settle(output)
        found = contents(output)
        assert set(found.values()) in ({"one"}, {"two"}), steps
        assert set(found) == {"graph.ttl", "store/data"}
        if done:
            break
        steps += 1
    assert steps > 5
    assert set(contents(output).values()) == {"two"}


def _die_after(steps: int, work, monkeypatch: pytest.MonkeyPatch) -> bool:  # type: ignore[no-untyped-def]
    left = steps

    def counted(original):  # type: ignore[no-untyped-def]
        def call(*args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return original(*args, **kwargs)

        return call

    with monkeypatch.context() as patched:
        for name in ("rename", "replace", "unlink", "mkdir"):
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr(module.shutil, "rmtree", counted(module.shutil.rmtree))
        try:
            work()
        except Killed:
            return False
    return True


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    with workspace(tmp_path), pytest.raises(KgError, match="another build is writing"), workspace(tmp_path):
        pass


def test_an_output_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(KgError, match="is a file, not a folder"), workspace(file):
        pass
    with pytest.raises(KgError, match=r"not a folder|cannot write"), workspace(file / "below"):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(KgError, match=r"cannot write to .*: permission denied"), workspace(tmp_path / "x"):
        pass


def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no space left on device"), workspace(tmp_path):
        raise OSError(28, os.strerror(28))


def test_a_record_from_elsewhere_touches_only_products(tmp_path: Path) -> None:
    build(tmp_path, "one")
    record = {"write": ["../../evil", "notes.txt"], "remove": ["/etc/passwd", "notes.txt"]}
    (tmp_path / ".kg" / "commit.json").write_text(json.dumps(record))
    (tmp_path / "notes.txt").write_text("mine")
    assert recover(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert "notes.txt" not in PRODUCTS


def test_a_broken_record_is_a_clear_error(tmp_path: Path) -> None:
    build(tmp_path, "one")
    (tmp_path / ".kg" / "commit.json").write_text("{")
    with pytest.raises(KgError, match="cannot be read"):
        settle(tmp_path)
