"""What README.md shows is what one sees: its commands give its lines, and its Python runs."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli.application import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def told(language: str) -> list[str]:
    """Return the blocks of the README that are of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def conversations() -> list[tuple[str, list[str]]]:
    """Return the commands of the README with the lines that it shows for each."""
    parts = [part for block in told("console") for part in re.split(r"^\$ ", block, flags=re.M) if part]
    found = []
    for part in parts:
        lines = part.splitlines()
        end = next(i for i in range(1, len(lines) + 1) if "\n".join(lines[:i]).count("'") % 2 == 0)
        found.append(("\n".join(lines[:end]), lines[end:]))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with examples/, in which the README's commands are given one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def words(text: str) -> str:
    """Return a text on one line, without the breaks that a README and a terminal make in different places."""
    return " ".join(text.split())


def test_commands_give_what_is_shown(place: Path, monkeypatch, capfd) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", "200")
    shown = 0
    for command, lines in conversations():
        program, *arguments = shlex.split(command)
        if program != "kg" or arguments[0] == "serve":
            continue  # pip is not ours, and a server goes on until it is interrupted
        assert run(arguments) == 0, command
        out = words("\n".join(capfd.readouterr()))
        for piece in words("\n".join(lines)).split("…"):
            assert piece.strip() in out, command
            shown += bool(piece.strip())
    assert shown >= 4


def test_python_runs_and_its_values_hold(place: Path, monkeypatch) -> None:
    monkeypatch.chdir(place)
    names: dict[str, object] = {}
    held = 0
    pytest.importorskip("pandas", reason="the extra notebook is not installed")
    for block in told("python"):
        exec(compile(block, "README.md", "exec"), names)
        for line in block.splitlines():
            code, _, value = line.partition("  # ")
            if re.match(r"'|Span\(", value := value.strip()):
                assert repr(eval(code.strip(), names)) == value.split(", into")[0]
                held += 1
    assert held >= 3


def test_the_number_of_ready_questions() -> None:
    numbers = {36: "thirty-six"}
    count = len(list((ROOT / "ontology" / "queries").glob("*.rq")))
    assert f"there are {numbers.get(count, count)}" in README
