"""Seeing to it that there is a full-text index: one process at a time makes it, beside the server."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kg.isolation import command, environment
from kg.server.search_index import is_current

_MAKER = "from kg.server.search_index import main; main()"


class Indexer:
    """Makes the index of a folder where there is none, or an old one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def ensure(self) -> None:
        """Start making the index, unless it is there or being made."""
        if self._process is not None and self._process.returncode is None:
            return
        if is_current(self._folder):
            return
        self._process = await asyncio.create_subprocess_exec(
            *command(_MAKER, str(self._folder.absolute())),
            env=environment(),
            start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL,
        )

    async def close(self) -> None:
        """End a process that is still at work; what it wrote is left out, and made again another time."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
