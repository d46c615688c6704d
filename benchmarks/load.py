"""What a server does under load: `python -m benchmarks.load [--heavy 200] [--seconds 60] [--folder DIR]`.

Starts `kg serve` on a port of this machine, over DIR or a graph of generated cables; heavy clients ask queries
without end, one after another, cheap ones ask for pages, searches and short queries, and some send half of a request,
or go away before the answer. Prints how long the cheap ones took (p50, p95; 30 s is no answer, or a refusal), and what
is left after everyone has gone: processes, sockets, temporary files. It asks this machine only, and stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil

HEAVY = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?i) && {n} > 0) }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} ORDER BY DESC(?a) ?f ?h LIMIT {n}",
    "SELECT (COUNT(*) AS ?n) {{ ?a (kg:references|^kg:references)+ ?b . ?c ?d ?e . ?f ?g ?h FILTER(?h != {n}) }}",
)
CHEAP = (
    ("query", "/sparql?query=" + quote("SELECT ?c { ?c a kg:Cable } LIMIT 3")),
    ("query", "/sparql?query=" + quote("ASK { ?s kg:references ?o }")),
    ("page", "/"),
    ("page", "/query"),
    ("search", "/search?format=json&q=the"),
)
MOST_HEAVY, MOST_SECONDS = 500, 300.0


@dataclass
class Seen:
    """What the clients saw: seconds of the cheap requests by kind, and statuses of all."""

    cheap: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)

    def share(self, kind: str, part: float) -> float:
        """Return the seconds within which a share of the requests of a kind was answered."""
        took = sorted(self.cheap.get(kind, []))
        return took[min(len(took) - 1, int(len(took) * part))] if took else float("inf")


async def fetch(port: int, path: str, source: str, wait: float) -> int:
    """Send a GET on a connection of its own, and return the status; 0 where no answer came in time."""
    writer = None
    try:
        async with asyncio.timeout(wait):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
            head = await reader.readline()
            await reader.read()
            return int(head.split()[1]) if head else 0
    except (TimeoutError, OSError, ValueError, IndexError):
        return 0
    finally:
        if writer is not None:
            writer.close()


async def heavy(port: int, number: int, source: str, end: float, seen: Seen) -> None:
    """Ask for too much until the end; every fourth client goes away before it is answered."""
    turn = number
    while (left := end - time.monotonic()) > 0:
        turn += 1
        path = "/sparql?query=" + quote(HEAVY[turn % len(HEAVY)].format(n=turn))
        status = await fetch(port, path, source, min(left + 0.1, 1.0 if number % 4 == 0 else 30.0))
        seen.statuses[f"heavy {status}"] += 1
        await asyncio.sleep(0.05)


async def cheap(port: int, number: int, source: str, end: float, seen: Seen) -> None:
    """Ask for what is cheap, five times a second."""
    turn = number
    while time.monotonic() < end:
        turn += 1
        kind, path = CHEAP[turn % len(CHEAP)]
        started = time.monotonic()
        status = await fetch(port, path, source, 30.0)
        seen.cheap.setdefault(kind, []).append(time.monotonic() - started if status == 200 else 30.0)
        seen.statuses[f"{kind} {status}"] += 1
        await asyncio.sleep(0.2)


async def half(port: int, end: float) -> None:
    """Send half of a head, and wait."""
    while time.monotonic() < end:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: local")
            await asyncio.sleep(max(0.0, min(3.0, end - time.monotonic())))
            writer.close()
        except OSError:
            await asyncio.sleep(0.5)


async def load(
    port: int, process: psutil.Process, clients: int, seconds: float, *, addresses: bool
) -> tuple[Seen, int]:
    """Return what clients saw in some seconds, and how much memory the server and its workers took at most."""
    seen, most, end = Seen(), 0, time.monotonic() + seconds
    tasks = [
        asyncio.create_task(heavy(port, n, f"127.0.1.{n % 250 + 1}" if addresses else "127.0.0.1", end, seen))
        for n in range(clients)
    ]
    own = "127.0.2.1" if addresses else "127.0.0.1"
    tasks += [asyncio.create_task(cheap(port, n, own, end, seen)) for n in range(4)]
    tasks += [asyncio.create_task(half(port, end)) for _ in range(clients // 4)]
    while time.monotonic() < end:
        await asyncio.sleep(0.5)
        most = max(most, memory(process))
    await asyncio.gather(*tasks)
    return seen, most


def memory(process: psutil.Process) -> int:
    """Return the bytes that a process and its children take."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.Error:
            continue
    return total


def left_over(process: psutil.Process, wait: float = 5.0) -> dict[str, int]:
    """Return what a server has at work a while after all clients have gone: connections, busy workers, open files."""
    time.sleep(wait)
    busy = 0
    children = process.children(recursive=True)
    before = {one.pid: sum(one.cpu_times()[:2]) for one in children}
    time.sleep(1.0)
    for one in children:
        try:
            busy += sum(one.cpu_times()[:2]) - before[one.pid] > 0.5
        except psutil.Error:
            continue
    connections = [one for one in process.net_connections("tcp") if one.status == psutil.CONN_ESTABLISHED]
    return {"connections": len(connections), "busy workers": busy, "workers": len(process.children(recursive=True))}


def measured(
    folder: Path, clients: int, seconds: float, *, addresses: bool, options: tuple[str, ...] = ()
) -> dict[str, object]:
    """Run a server over a folder under load and return what was measured."""
    from kg.child_processes import command, environment

    line = command("from kg.cli import main; main()", "serve", str(folder), "--port", "0", *options)
    with tempfile.TemporaryDirectory() as scratch:
        started = subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env={**environment(), "TMPDIR": scratch})
        try:
            assert started.stderr is not None
            found = re.search(r"http://\S+", started.stderr.readline())
            assert found, started.stderr.read()
            port, process = urlsplit(found[0]).port or 0, psutil.Process(started.pid)
            for _ in range(120):  # until the index is there
                if asyncio.run(fetch(port, CHEAP[-1][1], "127.0.0.1", 30.0)) == 200:
                    break
                time.sleep(0.5)
            seen, most = asyncio.run(load(port, process, clients, seconds, addresses=addresses))
            left = left_over(process)
            temporary = len(list(Path(scratch).iterdir()))
            workers = process.children(recursive=True)
        finally:
            started.terminate()
            errors = started.communicate(timeout=30)[1]
        alive = psutil.wait_procs(workers, timeout=10)[1]
    return {
        **{f"{kind} p{part:.0%}"[:-1]: round(seen.share(kind, part), 3) for kind in seen.cheap for part in (0.5, 0.95)},
        "answers": dict(sorted(seen.statuses.items())),
        "memory MB": most // 2**20,
        "after": left,
        "temporary files": temporary,
        "processes after the end": len(alive),
        "tracebacks": errors.count("Traceback"),
    }


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heavy", type=int, default=200, help="heavy clients")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--folder", type=Path, help="a built graph; without it, one of 300 generated cables")
    parser.add_argument("--addresses", action="store_true", help="clients of different loopback addresses (Linux)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    clients, seconds = min(given.heavy, MOST_HEAVY), min(given.seconds, MOST_SECONDS)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or generated(Path(scratch), 300)
        found = measured(folder, clients, seconds, addresses=given.addresses)
    if given.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{name:>26}  {value}")


def generated(scratch: Path, count: int) -> Path:
    """Return a graph of generated cables."""
    import kg

    subprocess.run(
        [sys.executable, "-m", "generator", str(count), str(scratch / "cables")], check=True, stdout=subprocess.DEVNULL
    )
    kg.build([scratch / "cables"], output=scratch / "output", jobs=1)
    return scratch / "output"


if __name__ == "__main__":
    main()
