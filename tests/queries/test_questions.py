"""Every ready question on a corpus that nobody sent: the rows that a reader of its cables would expect.

`expected.yml` has for each question the values given and the rows, by the columns that matter; the others (hashes of
texts, scores) are left out, and rows that a question puts in no order may stand in any. To look at what one gives:
`python -m tests.queries.test_questions NAME`.
"""

import re
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

import kg
from kg.graph import Graph
from kg.pipeline.build_and_merge import build
from kg.store import Store
from kg.store.answer_formats import shortened
from kg.store.ready_questions import questions
from tests.pipeline.outputs import unchecked
from tests.queries.corpus import write

EXPECTED = yaml.safe_load(Path(__file__).with_name("expected.yml").read_text(encoding="utf-8"))


def shown(value: object) -> object:
    """Return a value as `expected.yml` has it: IRIs with their prefix, times and decimal numbers as text."""
    if value is None or isinstance(value, bool | int):
        return value
    text = str(value)
    return shortened(text) if text.startswith("https://w3id.org/") else text


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    place = tmp_path_factory.mktemp("questions")
    with pytest.MonkeyPatch.context() as patch:
        unchecked(patch)
        build(write(place / "in"), place / "out")
    return kg.open(place / "out")


def test_every_question_has_expected_rows() -> None:
    assert sorted({case["question"] for case in EXPECTED}) == sorted(questions())


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: f"{case['question']} {case.get('values') or ''}".strip())
def test_the_rows(case: dict, graph: Graph) -> None:
    rows = [row.plain() for row in questions()[case["question"]].ask(graph.store, case.get("values"))]
    found = [[shown(row[name]) for name in case["columns"]] for row in rows]
    assert sorted(found, key=str) == sorted(case["rows"], key=str)


@pytest.mark.parametrize("name", sorted(questions()))
def test_it_runs_as_it_is_on_any_graph(name: str, graph: Graph) -> None:
    question = questions()[name]
    assert list(question.ask(Store.of([]))) is not None
    variables = question.ask(graph.store).variables
    assert variables and len(set(variables)) == len(variables)


@pytest.mark.parametrize("name", sorted(questions()))
def test_it_says_what_it_asks_and_takes(name: str) -> None:
    question = questions()[name]
    assert question.question.endswith("?") and len(question.title) < 60
    assert all(parameter.description for parameter in question.parameters)


def _print(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(write(Path(folder) / "in"), Path(folder) / "out")
        for row in questions()[name].ask(kg.open(Path(folder) / "out").store):
            print([shown(value) for value in row.plain().values()])


if __name__ == "__main__":
    _print(sys.argv[1])


_CHART = re.compile(r"^# chart: (\w+) by ((?:\w+ ?)+)$", re.MULTILINE)


_COUNT = re.compile(r"COUNT\([^()]*\) AS \?(\w+)")


@pytest.mark.parametrize("name", sorted(questions()))
def test_what_a_question_counts_it_declares_for_its_chart(name: str, graph: Graph) -> None:
    question = questions()[name]
    head = question.sparql.partition("WHERE")[0]
    declared = _CHART.search(question.sparql)
    counted = {name for name in _COUNT.findall(question.sparql) if f"?{name}" in head} - {"order"}  # a place in a row
    assert (declared is not None) == ("COUNT(" in head or bool(counted))
    if declared is not None:
        rows = [row.plain() for row in question.ask(graph.store)]
        variables = question.ask(graph.store).variables
        assert {declared[1], *declared[2].split()} <= set(variables)
        assert all(isinstance(row[declared[1]], int) for row in rows)
        assert declared[1] not in declared[2].split() and declared[1] not in ("year", "of", "order", "number")
        assert _CHART.search(question.bound({})) is not None, "the page reads it from the query"
