"""Speaking names for the parts of a cable: `to-secstate-washdc`, `signed-struble`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.terms.ntriples_terms import fingerprint

_LONGEST = 60
_BETWEEN = re.compile(r"[^a-z0-9]+")
#: Initials with no blank behind them (`R.MCKUNE`) are no part of the surname.
_INITIALS = re.compile(r"(?<![^\s.])(?:[^\W\d_]\.){1,3}(?=[^\W\d_]{2})")
_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV|ESQ|PHD|MD)\.?", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return a text in small letters without accents, everything else one hyphen.

    Where that would lose letters, or the text is very long, six hex digits of the text's hash are added: two names that
    differ in more than case, blanks and marks never get one slug.

    >>> slug("AMEMBASSY LA PAZ"), slug("São Tomé")
    ('amembassy-la-paz', 'sao-tome')
    """
    if text.isascii() and len(text) <= _LONGEST:
        plain = _BETWEEN.sub("-", text.lower()).strip("-")
        return plain or f"~{fingerprint(text)}"
    head = unicodedata.normalize("NFKD", text[: 2 * _LONGEST])
    folded = "".join(c for c in head if not unicodedata.combining(c))
    plain = _BETWEEN.sub("-", folded.lower()).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in folded)
    if lost or len(plain) > _LONGEST or len(text) > 2 * _LONGEST:
        plain = f"{plain[:_LONGEST].strip('-')}~{fingerprint(text)}"
    return plain or f"~{fingerprint(text)}"


def surname(name: str) -> str:
    """Return the surname of a name as written: before the comma of an inverted name, else the last word.

    >>> surname("J. Curtis Struble"), surname("STRUBLE, J. CURTIS"), surname("Theodore L. Eliot, Jr.")
    ('Struble', 'STRUBLE', 'Eliot')
    >>> surname("A.J.WHITE"), surname("A. J. WHITE")
    ('WHITE', 'WHITE')
    """
    first, comma, rest = name.partition(",")
    if comma and not _SUFFIX.fullmatch(rest.strip()):
        return first.strip()
    words = _INITIALS.sub("", first).split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    return words[-1] if words else name
