r"""Cut markup and page lines out of a clean text; the place of every character in the source stays known.

```
[C. LIMA 3259 \(06\)](#)                                        link debris and escapes: `C. LIMA 3259 (06)`
UNCLASSIFIED  PAGE 02  LIMA 01234 01 OF 02 081530Z              a page line amid a paragraph: cut out
```

Markup is what web pages, Markdown and HTML left between the characters; no rule interprets the cable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.parsing import anchors, key_anchors, scan_slips
from kg.parsing.page_breaks import page_furniture
from kg.text import CleanText, clean
from kg.text.aligned_text import Edit, Reading

# `[PREL](#)`, `[C. LIMA 3259 \(06\)](#)`, `[text](https://…)`: a link whose words are the text.
_LINK = re.compile(r"\[((?:[^\[\]\n\\]|\\.){1,400})\]\(([^()\s]{0,400})\)")
# `[1](#)1.`: the pilcrow of the paragraph anchor was read as the digit 1 and linked to itself.
_PILCROW_LINK = re.compile(r"^[ \t]*(\[1\]\([^()\s]{0,400}\))(?=(\d{1,3}[.)]|[A-Z][.)]))", re.MULTILINE)
# A long run of backslashes is one edit.
_ESCAPE = re.compile(r"\\(?:\\{3,})?(?=[\\`*_{}\[\]()#+\-.!'\"|>~$&]|[ \t]*$)", re.MULTILINE)
_TAG = re.compile(r"</?(?:a|b|i|u|br|p|pre|code|span|div|em|strong|font|tt)(?:[ \t/][^<>\n]{0,300})?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![*\\])\*\*(?=[^*\s][^*\n]{0,80}\*\*(?!\*))|(?<=[^*\s])\*\*(?!\*)")
_PARAGRAPH_SIGN = re.compile("(?:\u00c2)?\u00b6[ \t]?")


def _markup(text: str) -> list[Edit]:
    """Return every edit that takes the markup out of a text."""
    found: list[Edit] = []
    if "[" in text and "](" in text:  # one character is found a hundred times faster than two
        found += _links(text)
    if "\\" in text:
        found += _escapes(text)
    if "<" in text:
        found += _tags(text)
    if "*" in text and "**" in text:
        found += [Edit(*m.span(), rule="markdown-emphasis") for m in _EMPHASIS.finditer(text)]
    if "\u00b6" in text:
        found += (
            Edit(m.start(), m.end(), rule="mojibake" if len(m[0]) > 1 and m[0][0] != "\u00b6" else None)
            for m in _PARAGRAPH_SIGN.finditer(text)
        )
    return found


def _links(source: str) -> Iterator[Edit]:
    pilcrows = {}
    for m in _PILCROW_LINK.finditer(source):
        pilcrows[m.start(1)] = m.end(1)
        yield Edit(m.start(1), m.end(1), rule="pilcrow", hull=Span(m.start(1), m.end(2)))
    for m in _LINK.finditer(source):
        start, end = m.span()
        if start not in pilcrows:
            low, high = m.span(1)
            whole = Span(start, end)
            yield Edit(start, low, rule="link-debris", hull=whole)
            yield Edit(high, end, rule="link-debris", hull=whole)


def _escapes(source: str) -> Iterator[Edit]:
    for m in _ESCAPE.finditer(source):
        start, end = m.span()
        yield Edit(start, end, rule="markdown-escape", hull=Span(start, min(end + 1, len(source))))


def _tags(text: str) -> Iterator[Edit]:
    for m in _TAG.finditer(text):
        breaks = m[0][1:3].lower() in ("br", "p>", "p ")
        yield Edit(m.start(), m.end(), "\n" if breaks else "", rule="html-tag")


#: A nought for the initial O between a forename and a surname in capitals: `LEE 0. COLDWELL`.
_NOUGHT = re.compile(r"0(?<=[A-Z]{2}[ ]0)(?=\.[ ][A-Z]{3})")


def read(one: CleanText, cuts: tuple[Edit, ...] = (), window: Span | None = None, *, paper: bool = False) -> Reading:
    """Return the reading of a clean text, without the ranges that `cuts` take out.

    Only `window` of it is read (all by default). Labels of a `paper` form are no damaged ones of the wire.
    Where no offset moves, the source itself stands behind the reading, else the clean text does, and
    `kg.text.clean_text` leads from there to the source.
    """
    whole = one.text
    source = whole if one.changed else one.source
    if window is None or window == Span(0, len(whole)):
        return Reading(source, [*cuts, *_edits(whole, paper=paper)], whole)
    at = window.start
    edits = [_moved(e, at) for e in _edits(whole[at : window.end], paper=paper)]
    return Reading(source, [*cuts, *edits], whole, window)


def whole(source: str) -> CleanText:
    """Return a document's text as the readers of its fields see it, with one way back to the source.

    For those who look for words in all of a document: names to mask, marks of protection.

    >>> one = whole("[N&uacute;ñez](#)")
    >>> one.text, one.raw(0, 5)
    ('Núñez', 'N&uacute;ñez')
    """
    one = clean(source)
    return one.then(_edits(one.text))


def _moved(edit: Edit, by: int) -> Edit:
    whole = Span(edit.hull.start + by, edit.hull.end + by) if edit.hull else None
    return Edit(edit.start + by, edit.end + by, edit.text, edit.rule, whole)


def _edits(text: str, *, paper: bool = False) -> list[Edit]:
    """Return every edit a clean text needs."""
    noughts = (Edit(m.start(), m.end(), "O", "ocr-digit") for m in _NOUGHT.finditer(text))
    return [
        *_markup(text),
        *page_furniture(text),
        *scan_slips.edits(text),
        *(() if paper else (*key_anchors.edits(text), *anchors.edits(text))),
        *noughts,
    ]
