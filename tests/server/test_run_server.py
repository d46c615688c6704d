"""Starting and ending: what can be wrong is one clear line, and Ctrl-C ends everything."""

import json
import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest
import typer

import kg.server
from kg.cli.application import app, run
from kg.options import rows
from kg.server import Limits
from tests.server.running import serving

Capture = pytest.CaptureFixture[str]


def test_no_graph(tmp_path: Path, capsys: Capture) -> None:
    assert run(["serve", str(tmp_path), "--port", "0"]) == 1
    assert "There is no store in" in capsys.readouterr().err


def test_port_that_is_taken(output: Path, capsys: Capture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["serve", str(output), "--port", str(taken.getsockname()[1])]) == 1
    assert "choose another with --port" in capsys.readouterr().err


def test_without_the_extra(output: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg, "server", kg.server)  # what is imported anew goes when the test ends
    for name in [name for name in sys.modules if name.startswith(("kg.server", "starlette", "uvicorn"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", str(output)]) == 1
    assert "cable-kg[server]" in capsys.readouterr().err


def test_ctrl_c_ends_everything(output: Path) -> None:
    with serving(output) as server:
        assert server.ask("ASK {}")[0] == 200
        workers = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(15) in (0, 130, -signal.SIGINT)
        assert not psutil.wait_procs(workers, timeout=10)[1]


def test_cors_can_be_closed_or_opened_for_one(output: Path) -> None:
    with serving(output, "--allow-origin", "none") as server:
        status, headers, _ = server.get("/sparql?query=ASK%7B%7D", Origin="https://a.example")
        assert (status, headers["Access-Control-Allow-Origin"]) == (200, None)
    with serving(output, "--allow-origin", "*") as server:
        headers = server.get("/sparql?query=ASK%7B%7D", Origin="https://a.example")[1]
        assert headers["Access-Control-Allow-Origin"] == "*"
    with serving(output, "--allow-origin", "https://a.example") as server:
        for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
            headers = server.get("/sparql?query=ASK%7B%7D", Origin=origin)[1]
            assert headers["Access-Control-Allow-Origin"] == allowed


def test_an_application_for_a_server_of_ones_own(output: Path) -> None:
    testing = pytest.importorskip("starlette.testclient", reason="httpx is not installed")
    from kg.server.routes import application

    with testing.TestClient(application(output, Limits(rows=2), hosts=["testserver"])) as client:
        found = client.get("/sparql", params={"query": "SELECT ?c { ?c a kg:Cable } LIMIT 2"})
        assert len(json.loads(found.content)["results"]["bindings"]) == 2
        assert client.get("/sparql", params={"query": "SELECT ?c { ?c a kg:Cable } LIMIT 3"}).status_code == 422


OPTIONS = (
    "timeout",
    "max-rows",
    "max-answer",
    "max-request",
    "workers",
    "waiting",
    "max-memory",
    "allow-origin",
    "allow-host",
    "host",
    "port",
)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_documented(option: str) -> None:
    root = Path(__file__).parent.parent.parent
    assert f"--{option}" in (root / "docs" / "serving.md").read_text(encoding="utf-8")


def test_limits_are_told_once() -> None:
    """The fields of `Limits`, the options of `kg serve` and docs/serving.md have the same limits and defaults."""
    parameters = {one.name: one for one in typer.main.get_command(app).commands["serve"].params}  # type: ignore[attr-defined]
    text = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
    for name, _, default, row in rows(Limits):
        if not row.flags:
            assert f"`{name}`" in text or name == "retry_after"
            continue
        shown = default if row.written is None else row.written
        assert (parameters[name].opts, parameters[name].help) == (list(row.flags), row.help)
        assert parameters[name].default == shown
        written = f"{shown:g}" if isinstance(shown, float) else str(shown)
        assert f"`{row.flags[0]} {written}`" in text
