"""Speaking names for the parts of a cable: `to-secstate-washdc`, `signed-struble`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.terms.ntriples_terms import fingerprint

_LONGEST = 60
_BETWEEN = re.compile(r"[^a-z0-9]+")


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
