"""E-mails that carry a cable (`.eml`): the text of the message, and what is attached to it.

Addresses of the people who mailed it are not kept: they are no part of the cable.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from kg.sources.forms.found import Unreadable

_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: `data` are its bytes, decoded if it is text (then `text`). `name` tells it from others."""

    name: str
    data: bytes
    text: str | None = None


def read(data: bytes) -> tuple[str, list[Part]]:
    """Return the subject of a message and its parts: its text first, then what is attached.

    Where the text is there as plain text and as HTML, the plain one is taken. Raises `Unreadable` for an empty message.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = email.message_from_bytes(data, policy=email.policy.default.clone(max_line_length=None))
    assert isinstance(message, EmailMessage)
    parts = list(_parts(message))
    if not parts:
        raise Unreadable("no-text", "an e-mail without a text")
    try:
        subject = " ".join(str(message.get("subject", "")).split())
    except Exception:  # a header that the library itself cannot read
        subject = ""
    return subject, parts


def _parts(message: EmailMessage) -> Iterator[Part]:
    body = None
    with suppress(AttributeError, KeyError):  # a multipart message without its parts
        body = message.get_body(("plain", "html"))
    if isinstance(body, EmailMessage):
        yield _part(body, "")
    for number, part in enumerate(message.walk(), 1):
        if number > _MOST_PARTS:
            return
        if part is body or part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "application":
            yield _part(part, f"part={number}")


def _part(part: EmailMessage, name: str) -> Part:
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    if part.get_content_maintype() != "text":
        return Part(name, raw)
    try:
        return Part(name, raw, raw.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return Part(name, raw)
