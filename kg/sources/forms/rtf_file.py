"""Read the text of Rich Text Format, as word processors save it, by a library."""

from __future__ import annotations

import re

from kg.errors import install
from kg.sources.forms.found_text import Text, Unreadable

_LINK = re.compile(r"\\fldinst[ ]?\{")
_FONT = re.compile(r"\\f(\d{1,5})(?!\d)[^;]{0,300}?\\fcharset(\d{1,3})")


def is_rtf(data: bytes) -> bool:
    """Return whether bytes begin like a file in Rich Text Format."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(rb"{\rtf")


def read(data: bytes) -> Text:
    r"""Return the text of a file. Raise `Unreadable` where it has none, and where striprtf is missing.

    Such files are ASCII: other characters are written `\'e1` in the encoding that the file names, or `\u225?`. Bytes
    over 7F are read as Windows-1252.
    """
    try:
        from striprtf.striprtf import font_table_group, rtf_to_text
    except ImportError:
        raise Unreadable("missing-extra", f"a file in Rich Text Format: to read it, {install('rtf')}") from None
    source = data.lstrip(b"\xef\xbb\xbf \t\r\n").decode("cp1252", "replace")
    try:
        # The library's patterns for fonts and for the addresses of links are quadratic: it gets no more than it needs.
        fonts = font_table_group(source)
        known = "".join(rf"{{\f{number}\fcharset{charset} x;}}" for number, charset in _FONT.findall(fonts))
        plain = _LINK.sub(r"\\fldinst {", source.replace(fonts, rf"{{\fonttbl{known}}}", 1) if fonts else source)
        text = rtf_to_text(plain, errors="replace")
    except (ValueError, LookupError, OverflowError) as error:
        raise Unreadable("no-text", f"the RTF file is damaged: {str(error)[:100]}") from None
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # \u writes a pair for one character
    if not text.strip():
        raise Unreadable("no-text", "the RTF file has no text in it")
    note = () if _is_closed(source) else (("form-note", "the RTF file is cut off: its end is missing"),)
    return Text(text, "rtf", note)


def _is_closed(source: str) -> bool:
    return source.rstrip("\0 \t\r\n").endswith("}")
