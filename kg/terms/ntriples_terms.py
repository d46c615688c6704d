"""Encode RDF terms as N-Triples writes them: plain strings, so that writing statements is string work only.

A `Triple` is (subject, predicate, object), each encoded. Any text gives one valid term: characters that N-Triples does
not allow are escaped, lone surrogates (which RDF cannot hold) become U+FFFD.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import quote, unquote

Triple = tuple[str, str, str]
Pair = tuple[str, str]

_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)},
    **{ord(char): f"\\{letter}" for char, letter in zip('\t\b\n\r\f"\\', 'tbnrf"\\', strict=True)},
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
_NOT_IN_IRI = re.compile(r"[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
_DOTS = re.compile(r"\.{1,2}")
_LONGEST_SEGMENT = 120

XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def escape(text: str) -> str:
    r"""Escape text for the quotes of a literal.

    >>> print(escape('a "b"\n'))
    a \"b\"\n
    """
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def literal(text: str) -> str:
    """Return text as a plain string literal.

    >>> literal("a ship")
    '"a ship"'
    """
    return f'"{escape(text)}"'


def english(text: str) -> str:
    """Return text as a string literal in English.

    >>> english("a ship")
    '"a ship"@en'
    """
    return f'"{escape(text)}"@en'


def typed(text: str, datatype: str) -> str:
    """Return a literal of an XML Schema type, named without its namespace: `typed("2007", "gYear")`.

    >>> typed("2007", "gYear")
    '"2007"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return f'"{escape(text)}"^^<{XSD}{datatype}>'


def integer(number: int) -> str:
    """Return a number as an xsd:integer.

    >>> integer(7)
    '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{number}"^^<{XSD}integer>'


def decimal(number: float, places: int = 2) -> str:
    """Return an xsd:decimal with at most `places` digits after the point and no zero too many.

    >>> decimal(0.9), decimal(1.0)
    ('"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    text = f"{number:.{places}f}".rstrip("0")
    return f'"{text}0"^^<{XSD}decimal>' if text.endswith(".") else f'"{text}"^^<{XSD}decimal>'


def boolean(truth: bool) -> str:
    """Return a truth value as an xsd:boolean.

    >>> boolean(True)
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    """
    return f'"{"true" if truth else "false"}"^^<{XSD}boolean>'


def day(value: date) -> str:
    """Return a date as an xsd:date.

    >>> day(date(2007, 6, 21))
    '"2007-06-21"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f'"{value.isoformat()}"^^<{XSD}date>'


def moment(value: datetime) -> str:
    """Return a time as an xsd:dateTime in UTC (`…Z`); a time without a zone is taken as UTC.

    >>> moment(datetime(2007, 6, 21, 16, 50))
    '"2007-06-21T16:50:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    """
    if value.tzinfo is not None and value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return f'"{value.replace(tzinfo=None).isoformat()}Z"^^<{XSD}dateTime>'


def year(number: int) -> str:
    """Return a year as an xsd:gYear.

    >>> year(2007)
    '"2007"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return f'"{number:04d}"^^<{XSD}gYear>'


def iri(text: str) -> str:
    """Return an IRI in ASCII, with forbidden characters, and every `#` after the first, percent-encoded.

    >>> iri("https://example.org/a b>")
    '<https://example.org/a%20b%3E>'
    """
    before, mark, fragment = text.partition("#")
    text = before + mark + fragment.replace("#", "%23")
    return f"<{_NOT_IN_IRI.sub(lambda m: quote(m[0], safe='', errors='replace'), text)}>"


def segment(text: str) -> str:
    """Return any text as one segment of an IRI's path, the same for the same text; a very long one is cut and hashed.

    >>> segment("EL AL"), segment("..")
    ('EL%20AL', '%2E%2E')
    """
    if len(text) > _LONGEST_SEGMENT:
        text = f"{text[:_LONGEST_SEGMENT]}~{fingerprint(text)}"
    return "%2E" * len(text) if _DOTS.fullmatch(text) else quote(text, safe="", errors="replace")


def unsegment(text: str) -> str:
    """Return the text from which `segment` made a segment.

    >>> unsegment(segment("LA PAZ/1"))
    'LA PAZ/1'
    """
    return unquote(text)


def fingerprint(text: str) -> str:
    """Return the first six hex digits of the SHA-256 of a text, to distinguish parts with one name.

    >>> fingerprint("LIMA")
    'd6c21b'
    """
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def text_of(term: str) -> str:
    r"""Decode an encoded term: an IRI without brackets, the characters of a literal.

    >>> text_of('"a\\tb"@en'), text_of("<https://example.org/>")
    ('a\tb', 'https://example.org/')
    """
    if term[0] == "<":
        return term[1:-1]
    inner = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescape, inner) if "\\" in inner else inner


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])
