"""Statements moved to the base of their user: what a build makes stands there, and under no name of ours.

While a graph is being made, what a build makes is named under `LOCAL`, so that what was read once serves any base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.terms.iris import LOCAL

_OPENING = re.compile(rf"^(<[^>]*> <[^>]*> <|<){re.escape(LOCAL)}", re.MULTILINE)


def moved(lines: Iterable[str], base: str) -> Iterator[str]:
    """Give lines of N-Triples with what stands under `LOCAL` under another base; texts stay as they are.

    >>> line = f'<{LOCAL}document/1> <http://a/b> "<{LOCAL}x>" .\\n'
    >>> print(*moved([line], "https://example.org/"), end="")
    <https://example.org/document/1> <http://a/b> "<https://w3id.org/cable-kg/local/x>" .
    """
    if base == LOCAL:
        yield from lines
        return
    for line in lines:
        yield _moved(line, base)


def moved_bytes(pieces: Iterable[bytes], base: str) -> Iterator[bytes]:
    """Give the content of N-Triples files, which comes in pieces of any length, under another base."""
    if base == LOCAL:
        yield from pieces
        return
    waiting: list[bytes] = []
    for piece in pieces:
        whole, end, rest = piece.rpartition(b"\n")
        if not end:
            waiting.append(piece)
            continue
        yield _moved((b"".join(waiting) + whole + end).decode(), base).encode()
        waiting = [rest]
    yield _moved(b"".join(waiting).decode(), base).encode()


def _moved(text: str, base: str) -> str:
    """Move both ends of statements: the subject, then the object, which begins where the subject's line does."""
    return _OPENING.sub(lambda found: found[1] + base, _OPENING.sub(lambda found: found[1] + base, text))
