r"""Split a text into pages at form feeds, as in the output of `pdftotext` and in old printer files."""

from __future__ import annotations

from kg.model.pages import Page, Pages

_MOST_PAGES = 100_000


def pages(text: str) -> Pages:
    r"""Return the pages of a text, counted from 1 at its begin; none where no form feed has words on both sides.

    >>> pages("one\n\ftwo")
    (Page(start=0, number=1, label=None, of='file'), Page(start=5, number=2, label=None, of='file'))
    >>> pages("one\n\f")
    ()
    """
    if "\f" not in text or "\f" not in text.strip() or text.count("\f") >= _MOST_PAGES:
        return ()
    starts, at = [0], text.find("\f")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\f", at + 1)
    return tuple(Page(start, number) for number, start in enumerate(starts, 1))
