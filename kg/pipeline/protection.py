"""Names that a text asks to protect: they stay in the user's own files and go nowhere else.

A cable marks a source with "protect" or "strictly protect". Before anything is kept, such a name is masked wherever it
stands: in the text, letter by letter, so that every span stays true, and in all that was read from it. The kept text is
named by the hash of the masked text: a hash of the original would let anyone test a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from functools import cache
from typing import Any, TypeVar

from kg.model import Cable, Document, Official, Span, content_hash
from kg.model.making import changed
from kg.model.serial import field_names

MASK = "█"
_BREAK = r"(?:-[ \t]{0,8}\r?\n[ \t]{0,8})?"
_SHORTEST_SURNAME, _SHORTEST_FORENAME = 3, 4
_PARTICLES = frozenset(("JUNIOR", "SENIOR", "BEN", "BIN", "DEL", "DER", "DOS", "IBN", "III", "VAN", "VON"))
_CODES = frozenset(("id", "post", "cable_id", "kind", "role", "rule", "doubts", "form"))
"""Fields that hold codes of ours, never words of the text: a person named Lima does not hide the post."""
_Model = TypeVar("_Model")


def protect(
    document: Document, cables: tuple[Cable, ...], others: Iterable[Official] = ()
) -> tuple[Document, tuple[Cable, ...]]:
    """Return the document and its cables without the names that the text asks to protect; the same ones if it has none.

    `others` are names that other copies or sections of the same messages ask to protect.

    >>> from kg.model import Official
    >>> someone = Official("Jo Nardo", None, "mentioned", True, "Jo Nardo", Span(0, 8))
    >>> text = "Jo Nardo (protect) spoke. Nardo left."
    >>> protect(Document(text, "a", "-"), (Cable(None, officials=(someone,)),))[0].text
    '██ █████ (protect) spoke. █████ left.'
    """
    hidden = [official for cable in cables for official in cable.officials if official.protected]
    names = pattern_of([*hidden, *others])
    if not hidden and (names is None or not names.search(document.text)):
        return document, cables
    text = list(masked(document.text, names))
    for span in (span for official in hidden for span in (official.span, *official.also)):
        text[span.start : span.end] = blank(document.text[span.start : span.end])
    kept = "".join(text)
    return changed(document, text=kept, hash=content_hash(kept)), tuple(clean(cable, names) for cable in cables)


def blank(text: str) -> str:
    """Return a text of the same length and the same blanks, with every letter masked."""
    return re.sub(r"\S", MASK, text)


def pattern_of(hidden: Iterable[Official]) -> re.Pattern[str] | None:
    """Return what finds the protected names: in full, over lines too, the last name or a part of it, a forename alone.

    A forename before another name in mixed case is somebody else's (`Carlos` of `Carlos Ospino`).
    """
    found: set[str] = set()
    for official in hidden:
        every = re.findall(r"[^\W_]+", official.name or "")
        words = [word for word in every if word.upper() not in _PARTICLES]
        if not words:
            continue
        found.add(r"[\W_]{1,4}".join(map(_printed, every)))
        last = (official.name or "").split()[-1]
        surname = [word for word in words if word in last] or words[-1:]
        found.update(_printed(word) for word in surname if len(word) >= _SHORTEST_SURNAME)
        forenames = [word for word in words if len(word) >= _SHORTEST_FORENAME and word not in surname]
        found.update(rf"{_printed(word)}(?!\s{{1,4}}(?-i:[A-Z][a-z]))" for word in forenames)
    if not found:
        return None
    longest_first = sorted(found, key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])", re.IGNORECASE)


def broken(letters: Iterable[str]) -> str:
    """Return what finds letters in a row, also where a hyphen breaks them at the end of a line."""
    return _BREAK.join(letters)


def _printed(word: str) -> str:
    return broken(map(re.escape, word))


def masked(text: str, names: re.Pattern[str] | None) -> str:
    """Return a text with what the pattern finds masked."""
    return names.sub(lambda match: blank(match[0]), text) if names else text


def clean(value: _Model, names: re.Pattern[str] | None) -> _Model:
    """Return model data with the names masked in every string of it, and no name on a protected official."""
    if isinstance(value, Official) and (value.protected or masked(value.name or "", names) != (value.name or "")):
        value = changed(value, name=None, raw=blank(value.raw), protected=True)
    kind: Any = type(value)
    if kind is str:
        return masked(value, names)  # type: ignore[arg-type, return-value]
    if kind is tuple:
        return tuple(clean(item, names) for item in value)  # type: ignore[attr-defined, return-value]
    cleaned = {}
    for name in _fields(kind):
        old = getattr(value, name)
        if old is None or old == ():
            continue
        new = clean(old, names)
        if new is not old and new != old:
            cleaned[name] = new
    return changed(value, **cleaned) if cleaned else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a class of the model that may hold words of the text; a place holds none."""
    if kind is Span or not is_dataclass(kind):
        return ()
    return tuple(name for name in field_names(kind) if name not in _CODES)
