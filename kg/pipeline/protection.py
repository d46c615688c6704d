"""Names that a text asks to protect: they stay in the user's own files and go nowhere else.

A cable marks a source with "protect" or "strictly protect". Before anything is kept, such a name is masked wherever it
stands: in the text, letter by letter, so that every span stays true, and in all that was read from it. The kept text is
named by the hash of the masked text: a hash of the original would let anyone test a guess.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from kg.model import Cable, Document, Official, Span, content_hash

MASK = "█"
_SHORTEST_SURNAME, _SHORTEST_FORENAME = 3, 4
_PARTICLES = frozenset(("JUNIOR", "SENIOR", "BEN", "BIN", "DEL", "DER", "DOS", "IBN", "III", "VAN", "VON"))
_CODES = frozenset(("id", "post", "cable_id", "kind", "role", "rule", "doubts", "form"))
"""Fields that hold codes of ours, never words of the text: a person named Lima does not hide the post."""
_Model = TypeVar("_Model")


def protect(document: Document, cables: tuple[Cable, ...]) -> tuple[Document, tuple[Cable, ...]]:
    """Return the document and its cables without the names that the text asks to protect; the same ones if it has none.

    >>> from kg.model import Official
    >>> someone = Official("Jo Nardo", None, "mentioned", True, "Jo Nardo", Span(0, 8))
    >>> text = "Jo Nardo (protect) spoke. Nardo left."
    >>> protect(Document(text, "a", "-"), (Cable(None, officials=(someone,)),))[0].text
    '██ █████ (protect) spoke. █████ left.'
    """
    hidden = [official for cable in cables for official in cable.officials if official.protected]
    if not hidden:
        return document, cables
    names = _pattern(hidden)
    text = list(_masked(document.text, names))
    for span in (span for official in hidden for span in (official.span, *official.also)):
        text[span.start : span.end] = _blank(document.text[span.start : span.end])
    masked = "".join(text)
    return replace(document, text=masked, hash=content_hash(masked)), tuple(_clean(cable, names) for cable in cables)


def _blank(text: str) -> str:
    return re.sub(r"\S", MASK, text)


def _pattern(hidden: list[Official]) -> re.Pattern[str] | None:
    """Return what finds the protected names: in full, over lines too, the last name or a part of it, a forename alone.

    A forename before another name in mixed case is somebody else's (`Carlos` of `Carlos Ospino`).
    """
    found: set[str] = set()
    for official in hidden:
        every = re.findall(r"[^\W_]+", official.name or "")
        words = [word for word in every if word.upper() not in _PARTICLES]
        if not words:
            continue
        found.add(r"[\W_]{1,4}".join(map(re.escape, every)))
        last = (official.name or "").split()[-1]
        surname = [word for word in words if word in last] or words[-1:]
        found.update(re.escape(word) for word in surname if len(word) >= _SHORTEST_SURNAME)
        forenames = [word for word in words if len(word) >= _SHORTEST_FORENAME and word not in surname]
        found.update(rf"{re.escape(word)}(?!\s{{1,4}}(?-i:[A-Z][a-z]))" for word in forenames)
    if not found:
        return None
    longest_first = sorted(found, key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])", re.IGNORECASE)


def _masked(text: str, names: re.Pattern[str] | None) -> str:
    return names.sub(lambda match: _blank(match[0]), text) if names else text


def _clean(value: _Model, names: re.Pattern[str] | None) -> _Model:
    """Return model data with the names masked in every string of it, and no name on a protected official."""
    if isinstance(value, Official) and (value.protected or _masked(value.name or "", names) != (value.name or "")):
        value = replace(value, name=None, raw=_blank(value.raw), protected=True)
    if isinstance(value, str):
        return _masked(value, names)  # type: ignore[return-value]
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        return tuple(_clean(item, names) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            if field.name in _CODES:
                continue
            old = getattr(value, field.name)
            new = _clean(old, names)
            if new is not old and new != old:
                changed[field.name] = new
        return replace(value, **changed) if changed else value
    return value
