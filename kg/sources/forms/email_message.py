"""Read e-mails that carry a cable (`.eml`): the text of the message, and all attachments.

Each part is read as if it were a file of its own. A message in a message stays closed here (its bytes are a part), so
that nested messages do not nest calls. Addresses of the people who mailed it are not kept: they are no part of the
cable.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.header import decode_header, make_header
from email.message import Message
from typing import cast

from kg.sources.forms.found_text import Unreadable
from kg.sources.rejected_source import Reason

_MOST_PARTS = 5_000
_DEEPEST = 100
"""The deepest nesting of multiparts: the library reads each in a call of its own."""
_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
"""Types of signatures, which seal the part beside them and have no text."""
_SEALED: dict[str, tuple[Reason, str]] = {
    "application/pkcs7-mime": ("encrypted", "an S/MIME part, encrypted or signed: save the message without it"),
    "application/x-pkcs7-mime": ("encrypted", "an S/MIME part, encrypted or signed: save the message without it"),
    "application/pgp-encrypted": ("encrypted", "an encrypted message (PGP): decrypt it, and give what comes out"),
    "message/partial": ("archive", "a piece of a message that was sent in several: put them together"),
    "message/external-body": ("no-text", "the attachment is not in the message: it only says where it lies"),
}
_MESSAGES = ("message/rfc822", "message/global", "message/news")
_MEDIA = ("image", "audio", "video", "font")
_AROUND = 300
"""Text around the parts is for programs that read no parts; one longer than this counts as a text."""
_WORD = re.compile(r"[^\W\d_]{2,30}|\d{2,30}")
_TAGS = re.compile(r"<(?:style|script)\b.{0,100000}?</(?:style|script)|<[^<>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_MORE = 20
"""Words of an HTML alternative that its plain text lacks; with more than these it is a text of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: `data` are its bytes, `text` their text in the encoding that the part names.

    `name` tells it from others; the first `textual` part that is not attached is the message's own and has none.
    `mail` is true for a part that is a message itself. `refused` is the reason why a part cannot be read.
    """

    name: str = ""
    data: bytes = b""
    text: str | None = None
    textual: bool = False
    attached: bool = False
    mail: bool = False
    refused: tuple[Reason, str] | None = None


class _Message(Message):
    """A message that keeps messages inside it closed: the library sees their parts as bytes of an application."""

    def get_content_type(self) -> str:
        """Return the type of the content; that of a message becomes one of an application."""
        kind = self.kind
        return f"application/{kind}" if kind.startswith("message/") else kind

    @property
    def kind(self) -> str:
        """The type of the content, as the part names it."""
        return super().get_content_type()


def read(data: bytes) -> tuple[str, list[Part]]:
    """Return the subject of a message and its parts: its text first, then attachments, in the order of the mail.

    Where a text comes as plain text and as HTML, the HTML is taken too if it has more words. Raises `Unreadable` for
    an empty message, and for one that is nested too deeply.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        message = cast(_Message, email.message_from_bytes(data, _class=_Message, policy=email.policy.compat32))
    except RecursionError:
        raise Unreadable("limit", "an e-mail whose parts lie too deep in each other: it was not read") from None
    parts = _named(_parts(message))
    if not parts:
        raise Unreadable("no-text", "an e-mail without a text")
    return _subject(message), parts


def _subject(message: _Message) -> str:
    try:
        raw = message.get("subject", "")
        return " ".join(str(make_header(decode_header(raw))).split())
    except Exception:  # a header that the library itself cannot read
        return ""


def _named(parts: Iterator[tuple[int, Part]]) -> list[Part]:
    """Return the parts with their names: the first text is the message's own, the others are named by position."""
    found: list[Part] = []
    own = False
    for number, part in parts:
        if len(found) >= _MOST_PARTS:
            refused: tuple[Reason, str] = ("limit", f"an e-mail of over {_MOST_PARTS:,} parts: the rest is left out")
            found.append(Part(f"part={number}", refused=refused))
            break
        is_own = part.textual and not part.attached and not own
        own = own or is_own
        found.append(replace(part, name="" if is_own else f"part={number}"))
    return found


def _parts(message: _Message) -> Iterator[tuple[int, Part]]:
    """Yield every part that can have a text, with its number in the order of the mail; containers count too."""
    stack: list[tuple[_Message, _Place]] = [(message, _Place())]
    number = 0
    plain: dict[int, str] = {}
    while stack:
        part, place = stack.pop()
        number += 1
        if part.is_multipart():
            if place.depth > _DEEPEST:
                yield number, Part(refused=("limit", "parts of an e-mail that lie too deep in each other"))
                continue
            yield from ((number, one) for one in _around(part))
            below = place.below(part.kind, number)
            inside = cast("list[Message]", part.get_payload())
            stack.extend((one, below) for one in reversed(inside) if isinstance(one, _Message))
            continue
        found = _leaf(part, place)
        if found is None or not (found.refused or found.data.strip()):
            continue
        if place.choice and found.textual and not found.attached:
            text = found.text if found.text is not None else found.data.decode("latin-1")
            if part.kind != "text/html":
                plain[place.choice] = plain.get(place.choice, "") + text
            elif place.choice in plain and not _says_more(text, plain[place.choice]):
                continue
        yield number, found


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a part: type of its container, depth, and the choice of alternatives it belongs to (0: none)."""

    container: str = ""
    depth: int = 0
    choice: int = 0

    def below(self, kind: str, number: int) -> _Place:
        """Return the place of the parts of a container here."""
        return _Place(kind, self.depth + 1, number if kind == "multipart/alternative" else self.choice)


def _around(part: _Message) -> Iterator[Part]:
    for text in (part.preamble, part.epilogue):
        if text and len(text.strip()) > _AROUND:
            yield Part(data=text.encode("utf-8", "surrogateescape"), textual=True, attached=True)


def _leaf(part: _Message, place: _Place) -> Part | None:
    """Return a part without parts of its own; None for one that never has text: a seal, a picture of a page."""
    kind = part.kind
    if kind in _SIGNATURES or (place.container == "multipart/related" and kind.startswith(_MEDIA)):
        return None
    if kind in _SEALED:
        return Part(refused=_SEALED[kind])
    data = _bytes(part)
    if kind in _MESSAGES:
        return Part(data=data, mail=True)
    if not kind.startswith(("text/", "multipart/")):  # a multipart without parts has lost its boundary
        return Part(data=data)
    attached = part.get_content_disposition() == "attachment"
    return Part(data=data, text=_decoded(data, part.get_content_charset()), textual=True, attached=attached)


def _bytes(part: _Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):  # a transfer encoding that is none
        data = None
    return data if isinstance(data, bytes) else str(part.get_payload()).encode("utf-8", "replace")


def _decoded(data: bytes, charset: str | None) -> str | None:
    """Return the text of a part; None where its declared encoding is unknown or does not fit."""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return None


def _says_more(page: str, plain: str) -> bool:
    """Return whether an HTML alternative has words that the plain text lacks ("see the HTML part" is no text)."""
    known = {word.casefold() for word in _WORD.findall(plain)}
    words = {word.casefold() for word in _WORD.findall(_TAGS.sub(" ", page))}
    return len(words - known) > max(_MORE, len(words) // 10)
