"""Find the pages of a telegram by the page lines of its own print (`PAGE 02 LIMA 01234 01 OF 02 081530Z`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.pages import TELEGRAM, Page, Pages
from kg.parsing.page_breaks import page_lines

_END = re.compile(r"^[ \t]*(?:NNNN|Message Attributes\b)", re.MULTILINE)
_DIGITS = str.maketrans("@OIl", "0011")


def telegram_pages(text: str) -> Pages:
    """Return the pages that page lines of a text count; none where it has not two pages.

    A number out of order is a damaged print: the page has no name then. Pages of a section count from 1 again. What
    stands behind the end of a message (`NNNN`, the archive's attributes) is on no page of it.

    >>> text = "PAGE 01 LIMA 01234 081530Z\\nR 081500Z JUN 76\\nPAGE 02 LIMA 01234 081530Z\\nWE AGREE."
    >>> [(page.start, page.label, page.of) for page in telegram_pages(text)]
    [(0, '1', 'telegram'), (44, '2', 'telegram')]
    """
    found = tuple(_counted(text)) if "PAGE" in text else ()
    return found if sum(1 for page in found if page.label) > 1 else ()


def _counted(text: str) -> Iterator[Page]:
    lines = list(page_lines(text))
    starts = [start for start, _ in lines]
    last = 0
    for (start, line), following in zip(lines, [*starts[1:], len(text)], strict=False):
        number = int(line["page"].translate(_DIGITS))
        of = f"section {int(line['section'])}" if line["section"] else TELEGRAM
        if not last and start:
            yield Page(0, None, "1" if number == 2 else None, of)
        yield Page(
            start, None, str(number) if number in (1, last, last + 1) or (not last and number == 2) else None, of
        )
        if (end := _END.search(text, line.end(), following)) is not None:
            yield Page(end.end(), None, None, of)
        last = number
