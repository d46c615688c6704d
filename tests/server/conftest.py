"""One server for the tests that only ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import Served, graph_of_three, serving

pytest.importorskip("starlette", reason="the extra server is not installed")
pytest.importorskip("uvicorn", reason="the extra server is not installed")


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_of_three(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def served(output: Path) -> Iterator[Served]:
    with serving(output) as server:
        yield server
