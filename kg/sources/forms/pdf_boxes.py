"""Find the places of words on the pages of a PDF: a box a line, in points.

The text of a PDF is read by pypdf, which keeps its lines; PDFium knows the box of each character. Both read the same
characters in the same order, blanks apart, so that they are matched by their number on the page.

PDFium is a native library and may fail on a hostile file: it runs in a process of its own, with a limit of time.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from kg.child_processes import command, environment
from kg.errors import KgError, install
from kg.model import Span
from kg.model.pages import Pages, pages_of

UNIT = (
    "left, bottom, right, top in points (1/72 inch) of the user space of the PDF: x to the right, y upwards from its "
    "origin, which is the lower left corner of the page unless its media box says otherwise; before any rotation"
)
_SECONDS = 60
_MOST_PLACES = 2_000


class Box(NamedTuple):
    """A box on a page of a file, counted from 1: left, bottom, right and top as in `UNIT`."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def boxes(data: bytes, text: str, pages: Pages, spans: Sequence[Span]) -> dict[Span, list[Box]]:
    """Return the boxes of each place of the text of a PDF, a box a line; none where they cannot be found.

    `text` and `pages` are what the PDF was read as. Raises `KgError` where PDFium is not installed.
    """
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        raise KgError(f"boxes of words in a PDF: to find them, {install('boxes')}") from None
    ends = {page.start: following.start for page, following in pairwise(pages)}
    asked: dict[int, dict[str, Any]] = {}
    found: dict[Span, list[Box]] = {span: [] for span in spans[:_MOST_PLACES]}
    for number, span in enumerate(found):
        for page in pages_of(pages, span):
            whole = text[page.start : ends.get(page.start, len(text))]
            low, high = max(span.start - page.start, 0), min(span.end - page.start, len(whole))
            asked.setdefault(page.number or 0, {"text": whole, "places": []})["places"].append((number, low, high))
    told = list(found.values())
    for number, *box in _asked(data, asked):
        told[number].append(Box(*box))
    return found


def _asked(data: bytes, pages: Mapping[int, object]) -> list[list[Any]]:
    """Ask a process of its own; an answer that does not come in time, or at all, is none."""
    question = json.dumps(pages).encode() + b"\n" + data
    run = command("from kg.sources.forms.pdf_box_process import main; main()")
    try:
        done = subprocess.run(run, input=question, capture_output=True, timeout=_SECONDS, env=environment())
        answered: list[list[Any]] = json.loads(done.stdout or b"[]") if done.returncode == 0 else []
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return answered
