"""Read the words before a cited number as the post that sent the cable, with the repairs of these words.

STATE, AMEMBASSY LIMA        known senders (`cited_senders`)
TEL A, KUALA L               names cut off (`truncated_post_names`)
EMBTEL, URTEL                called by who sent it: the citing post, the addressee
"""

from __future__ import annotations

from msgspec import Struct

from kg.parsing.references import cited_senders, truncated_post_names
from kg.parsing.references.cited_cable import Post, Slip
from kg.parsing.references.cited_numbers import Citing
from kg.parsing.references.reference_tokens import Token
from kg.vocabulary import organisations

#: Circular telegrams have a series of their own, whoever sent them.
_CIRCULARS = frozenset("CIRCULAR CIRCULARS CIRTEL CIRTELS CIRCTEL CIRCTELS".split())

#: Telegrams called by who sent them: the citing post's own, the Department's, the addressee's.
_OWN = frozenset("OURTEL OURTELS MYTEL MYTELS".split())
_POSTS = frozenset("EMBTEL EMBTELS CONTEL CONTELS".split())
_DEPARTMENT = frozenset("DEPTEL DEPTELS".split())
_ADDRESSEE = frozenset("URTEL URTELS YOURTEL YOURTELS".split())
RELATIVE = _OWN | _POSTS | _DEPARTMENT | _ADDRESSEE
_WHOSE = frozenset("OUR MY UR YOUR EMB DEPT CON".split())


class Name(Struct, frozen=True):
    """The sender of a cited cable; `first` is the index of the first word of the name, after words of no meaning.

    `listed` says that a post, an organisation or a series has the name.
    """

    post: Post
    first: int = 0
    slips: tuple[Slip, ...] = ()
    listed: bool = True


def _relative(name: str, citing: Citing) -> Name:
    """Return the sender of a telegram that is called by its direction (`your telegram`)."""
    own = citing.post if name in _OWN or (name in _POSTS and citing.post != "STATE") else None
    station = "STATE" if name in _DEPARTMENT else own
    return Name(Post(station, station is not None, True))


def read(tokens: list[Token], year: int | None, citing: Citing) -> Name | None:
    """Return the sender that the words are known to name, None if they name none; `year` is the cited cable's."""
    texts = tuple(token.text for token in tokens)
    if any(text.upper() in _CIRCULARS for text in texts[:2]):
        return Name(Post(None, False, True))
    name = texts[0].upper()
    if len(texts) > 1 and name in _WHOSE and texts[1].upper() in ("TEL", "TELS"):
        name += texts[1].upper()
    if name in RELATIVE:
        return _relative(name, citing)
    found = cited_senders.find(texts, year, guess=False)
    return _name(found, tokens) if found else None


def guess(tokens: list[Token], year: int | None) -> Name | None:
    """Return the likeliest sender for some words: a name cut off, else a near name, else an unknown name."""
    texts = tuple(token.text for token in tokens)
    if cut := truncated_post_names.find(tuple(text.upper() for text in texts), year):
        return _name(cited_senders.Sender(cut, 0, len(texts), "nearest", sure=False), tokens)
    found = cited_senders.find(texts, year, guess=True)
    return _name(found, tokens) if found else None


def _name(found: cited_senders.Sender, tokens: list[Token]) -> Name:
    slips: tuple[Slip, ...] = ()
    if found.how in ("nearest", "scanned"):
        rule = "nearest-post" if found.how == "nearest" else "ocr-digit"
        first, last = tokens[found.first], tokens[found.last - 1]
        slips = (Slip(rule, first.start, last.end, found.station, not found.sure),)
    known = found.how not in ("unknown", "series")
    written = " ".join(token.text for token in tokens[found.first : found.last])
    listed = found.how != "unknown" or organisations.find(written) is not None
    return Name(Post(found.station, known, found.sure), found.first, slips, listed)
