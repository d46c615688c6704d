"""The sizes and colour schemes in which pages are looked at: two of four in `make test`, all in `make test-all`."""

from __future__ import annotations

import os
from collections.abc import Sequence

DESKTOP, PHONE = (1280, 800), (390, 844)
#: Width, height, colour scheme.
LOOKS = [(*DESKTOP, "light"), (*PHONE, "dark")]
_EVERY = bool(os.environ.get("EVERY_LOOK"))
if _EVERY:
    LOOKS += [(*DESKTOP, "dark"), (*PHONE, "light")]


def in_turn(paths: Sequence[str]) -> list[tuple[str, str]]:
    """Return each path with a colour scheme, light and dark in turn; in `make test-all` with both."""
    schemes = ("light", "dark")
    return [(path, scheme) for n, path in enumerate(paths) for scheme in schemes if _EVERY or scheme == schemes[n % 2]]


def evenly(paths: Sequence[str], count: int) -> Sequence[str]:
    """Return about so many paths, evenly; in `make test-all` all of them."""
    return paths if _EVERY else paths[:: max(len(paths) // count, 1)]
