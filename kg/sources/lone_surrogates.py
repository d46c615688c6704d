"""Replace lone surrogates, halves of characters that no encoding can carry but JSON and file names can spell."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\\ud800-\\udfff]")


def whole(text: str) -> str:
    r"""Replace each lone surrogate by U+FFFD: the text keeps its length, and every encoding can carry it.

    >>> whole("Bogot\ud83d")
    'Bogot\ufffd'
    """
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
