"""A server that really runs: `kg serve` as users start it, on a port that is free, ended by its process."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.cli.application import run
from tests.fictional import wire, write


class Served:
    """A running server: its address, its process, and requests to it as (status, headers, body)."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address, self.process = address, process

    def get(self, path: str, data: bytes | None = None, method: str | None = None, **headers: str):
        """Send a request; header names are written with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, data, named, method=method)
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=60) as reply:
                return reply.status, reply.headers, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def ask(self, query: str, accept: str | None = None, **more: str):
        """Send a query by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.get("/sparql?" + urllib.parse.urlencode({"query": query, **more}), **headers)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Run `kg serve` over a folder while the block lasts."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        line = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://[^ ]+", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield Served(found[0].rstrip("/"), process)
    finally:
        process.terminate()
        process.wait(20)
        if process.stderr:
            process.stderr.close()


def graph_of_three(folder: Path) -> Path:
    """Build three fictional cables that refer to each other, and return the output."""
    texts = write(
        folder / "texts",
        a=wire(serial=4001),
        b=wire(
            serial=4002,
            subject="COCA AND THE ANDES: RÉSUMÉ",
            reference="LIMA 4001",
            time="120930Z MAY 08",
            body="1. (C) Eradication of coca went on.\n\n2. (SBU) The minister of fisheries was absent.",
        ),
        c=wire(post="QUITO", serial=17, reference="LIMA 4002", subject="ANSWER FROM QUITO", time="130930Z MAY 08"),
    )
    assert run(["build", str(texts), "-o", str(folder / "output"), "--jobs", "1"]) == 0
    return folder / "output"
