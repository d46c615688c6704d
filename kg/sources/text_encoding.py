"""Decode bytes: by the byte order mark, else as UTF-8 if it fits, else by the likeliest encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.sources.rejected_source import Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ["cp1252", "latin_1", "cp850", "cp437", "mac_roman"]
"""Encodings of English and Western European texts on PCs, Macs and the web."""
_USUAL = frozenset(
    "€…‘’“”•–—™\N{NO-BREAK SPACE}¡£§©ª«\N{SOFT HYPHEN}®°²³´¶·º»¼½¾¿Œœ".encode("cp1252")
    + bytes({*range(0xC0, 0x100)} - {0xD7, 0xF7})
)
"""The usual bytes over 7F of texts in Windows-1252: letters with accents, quotes, dashes, a few signs."""
_SAMPLE = 256 * 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
# \v, \f: page ends of teletype and scans; \x1a: the end mark of DOS files; \x1b: left by terminal captures.
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}\bcharset\s*=\s*["']?([A-Za-z0-9._:-]{2,40})|"""
    rb"""<\?xml\b[^>]{0,100}\bencoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"\x78\x9f\x3e\x22", "an attachment packed by Outlook (TNEF, winmail.dat)"),
)


class Undecodable(Exception):  # noqa: N818 - not an error of the program: the file is what it is
    """Bytes that are no text: `code` is the reason, the message names the kind of data."""

    def __init__(self, code: Reason, message: str) -> None:
        super().__init__(message)
        self.code: Reason = code


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and a note on any oddity (None if there is none).

    Line ends are kept exactly; a byte order mark is no part of the text.
    """

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode `data` with `encoding`, or with the encoding that fits.

    Raises `Undecodable` for bytes that are empty, no text, or do not fit the encoding the user named.

    >>> decode("Bogotá".encode("cp1252")).text
    'Bogotá'
    """
    if not data.strip(b" \t\r\n\v\f\0\x1a\xef\xbb\xbf\xff\xfe"):
        raise Undecodable("empty", "the file is empty: it has no text in it")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Undecodable("binary", f"not text: this is {what}; give the text in it instead")
    if encoding is not None:
        return _strictly(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    if wide := _wide(data):
        return _marked(data, wide)
    sample = data[:_SAMPLE]
    if b"\0" in data or len(sample) - len(sample.translate(None, _CONTROLS)) > max(8, len(sample) // 200):
        raise Undecodable("binary", "not text: it is full of control characters, as programs and images are")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _strictly(data: bytes, encoding: str) -> Decoded:
    for mark, name in _MARKS:
        if data.startswith(mark) and codecs.lookup(name).name.startswith(codecs.lookup(encoding).name):
            return _marked(data[len(mark) :], name)
    try:
        return Decoded(data.decode(encoding), codecs.lookup(encoding).name)
    except UnicodeDecodeError as error:
        message = f"not {encoding}: byte {error.start} does not fit; leave --encoding out to have it detected"
        raise Undecodable("encoding", message) from None


def _marked(data: bytes, name: str) -> Decoded:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8":
            return _not_utf8(data, error)
        message = f"the file begins as {name.upper()}, but byte {error.start} does not fit: is it cut off?"
        raise Undecodable("encoding", message) from None
    return Decoded(text, name)


def wide_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding of a beginning in UTF-16 or UTF-32, and the length of its byte order mark; else None."""
    for mark, name in _MARKS[1:]:
        if data.startswith(mark):
            return name, len(mark)
    found = _wide(data[: len(data) & ~1])
    return (found, 0) if found else None


def _wide(data: bytes) -> str | None:
    """Return UTF-16 without a mark where nearly every other byte is zero, as in English text; else None."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Decode bytes that are not UTF-8: as damaged UTF-8 where most sequences fit, else with one byte a character."""
    high = sum(1 for byte in data[:_SAMPLE] if byte >= 0x80)
    fitting = sum(len(m[0]) for m in _MULTIBYTE.finditer(data[:_SAMPLE]))
    if fitting > high // 2:
        note = f"damaged UTF-8: byte {error.start} does not fit; such bytes are read as U+FFFD"
        return Decoded(data.decode("utf-8", "replace"), "utf-8", note)
    if high > len(data[:_SAMPLE]) * 0.3:
        message = "the encoding is not known (most bytes are not ASCII); name it with --encoding"
        raise Undecodable("encoding", message)
    return _likeliest(data)


def _likeliest(data: bytes) -> Decoded:
    """Decode as Windows-1252 if all bytes are usual, for statistics fail on few accents; else ask the library."""
    name = "cp1252"
    if not _USUAL.issuperset(byte for byte in data[:_SAMPLE] if byte >= 0x80):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE], cp_isolation=_ONE_BYTE).best()
        name = best.encoding if best else name
    said = _declared(data)
    for candidate in dict.fromkeys(filter(None, (said, _web_name(name, data), name, "cp1252"))):
        try:
            note = None if candidate == said else f"not UTF-8; read as {candidate}, which fits best"
            return Decoded(data.decode(candidate), candidate, note)
        except UnicodeDecodeError:
            continue
    raise Undecodable("encoding", "the encoding is not known; name it with --encoding")


def _declared(data: bytes) -> str | None:
    """Return the encoding that an HTML page or XML file declares; None where there is none we can read.

    This is for bytes that are not UTF-8. Latin-1 is Windows-1252 there, as browsers read it (WHATWG Encoding).
    """
    found = _DECLARED.search(data[:4096]) if data[:512].lstrip()[:1] == b"<" else None
    if found is None:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        b" ".decode(name)
    except (LookupError, UnicodeError):
        return None
    if name.startswith(("utf", "unicode", "idna", "punycode")):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _web_name(name: str, data: bytes) -> str:
    """Return Windows-1252 for Latin-1 with bytes 80–9F, which are control codes there and quotes in texts."""
    return "cp1252" if name == "latin_1" and re.search(rb"[\x80-\x9f]", data) else name
