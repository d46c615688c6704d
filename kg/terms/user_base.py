"""Move the statements of a build to its user's base, for a build must not use names of ours.

While a graph is being made, its own names stand under `LOCAL`, so that texts read once serve any base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.terms.iris import LOCAL

_OPENING = re.compile(rf"^(<[^>]*> <[^>]*> <|<){re.escape(LOCAL)}", re.MULTILINE)


def moved(lines: Iterable[str], base: str) -> Iterator[str]:
    """Move names under `LOCAL` in lines of N-Triples to another base; texts in literals stay as they are.

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
    """Move the content of N-Triples files, given in pieces of any length, to another base."""
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
    """Move both ends of statements: the subject, then the object, whose line begins with the moved subject."""
    return _OPENING.sub(lambda found: found[1] + base, _OPENING.sub(lambda found: found[1] + base, text))
