"""DIR stands before or after the other argument, told by being a folder that kg build wrote; numbers as written."""

from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.cli.arguments import folder_and_name
from kg.errors import KgError
from kg.store.output_folder import is_output
from tests.fictional import SEED

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places") / "graph"
    kg.build(SEED, folder)
    return folder


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["why", "{}", "07LIMA2181#info-quito"], "line 14: "),
        (["why", "07LIMA2181#info-quito", "{}"], "line 14: "),
        (["why", "07", "lima", "2181", "{}"], "cable/07LIMA2181\n"),
        (["why", "{}", "07 LIMA 2181"], "cable/07LIMA2181\n"),
        (["cite", "07 Lima 2181#p4", "{}"], "para. 4"),
        (["cite", "{}", "07LIMA2181"], "telegram LIMA 2181"),
        (["ask", "{}", "informed"], "post:QUITO"),
        (["ask", "informed", "{}"], "post:QUITO"),
        (["query", "{}", "SELECT ?t {{ cable:07LIMA2181 dcterms:title ?t }}"], "SCENESETTER"),
        (["query", "SELECT ?t {{ cable:07LIMA2181 dcterms:title ?t }}", "{}"], "SCENESETTER"),
    ],
)
def test_the_folder_stands_before_or_after(command: list[str], words: str, output: Path, capsys: Capture) -> None:
    assert run([one.format(output) for one in command]) == 0
    assert words in capsys.readouterr().out


def test_the_default_is_output_and_a_number_may_be_written_apart(
    output: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").symlink_to(output)
    monkeypatch.chdir(tmp_path)
    assert run(["cite", "07", "LIMA", "2181"]) == 0
    assert "telegram LIMA 2181" in capsys.readouterr().out
    assert run(["why", "07LIMA2181#ref-A"]) == 0
    assert "LIMA 994" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "folder", "name"),
    [
        ([], "output", None),
        (["07LIMA2181"], "output", "07LIMA2181"),
        (["07LIMA2181", "graphs/peru"], "graphs/peru", "07LIMA2181"),
        (["09", "PARIS", "1040"], "output", "09 PARIS 1040"),
        (["09 PARIS 1040#p3"], "output", "09 PARIS 1040#p3"),
        (["09", "PARIS", "1040", "graphs/france"], "graphs/france", "09 PARIS 1040"),
    ],
)
def test_without_such_a_folder_the_last_argument_is_it(given: list[str], folder: str, name: str | None) -> None:
    assert folder_and_name(given) == (Path(folder), name)


def test_a_folder_alone_lacks_the_other_argument(output: Path, capsys: Capture) -> None:
    assert run(["why", str(output)]) == 2
    assert "the argument ID is missing" in capsys.readouterr().err
    assert run(["ask", str(output)]) == 0
    assert "informed" in capsys.readouterr().out


def test_what_is_a_folder_that_kg_build_wrote(output: Path, tmp_path: Path) -> None:
    assert is_output(output)
    assert not is_output(tmp_path)
    assert not is_output(Path("x" * 5000))
    assert not is_output(Path("a\0b"))


def test_what_commands_do_is_one_call_in_python(output: Path, tmp_path: Path) -> None:
    graph = kg.open(output)
    assert len(list(graph.ask("informed"))) == 7
    assert graph.why("07 LIMA 2181").reasons
    assert graph.cite("07LIMA2181#p4").place == "para. 4"
    assert dict(graph.stats().totals)["cables held"] == 1
    assert [(one.post, one.held) for one in graph.coverage("Embassy Lima", 2007).listed] == [("LIMA", 1)]
    assert graph.validate().conforms
    assert graph.write_page(focus="post:LIMA").nodes > 3
    assert (output / "network-post-LIMA.html").is_file()
    assert graph.export("gexf") == (output / "network.gexf",), "as its build wrote it"
    assert graph.export("nq", tmp_path / "x.nq") == (tmp_path / "x.nq",)
    with graph.released(["leaked"]) as part:
        assert part.export("nq") == (output / "graph-part.nq",)
    with pytest.raises(KgError, match="no release status is left"), graph.released(["leaked"], ["leaked"]):
        pass
    with graph.released() as same:
        assert same is graph
