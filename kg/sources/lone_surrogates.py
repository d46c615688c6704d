"""Lone surrogates, halves of a character that no encoding can carry: JSON can spell them, and so can a file name."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\\ud800-\\udfff]")


def whole(text: str) -> str:
    r"""Return a text of the same length that every encoding can carry: each lone surrogate is U+FFFD.

    >>> whole("Bogot\ud83d")
    'Bogot\ufffd'
    """
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
