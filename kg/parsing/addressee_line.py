"""Read one line of an address: routing indicator, name, precedence and continuity number.

    RUEHC/SECSTATE WASHDC PRIORITY 5950

The precedence may come first, or hang on the name (`WASHDCIMMEDIATE`). The last word of a name is a precedence only
where the table has the word, or one with a single other letter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.model import Addressee, Repair
from kg.model.cable import AddresseeRole
from kg.parsing.line_patterns import PRECEDENCE, PRECEDENCES
from kg.text.aligned_text import Field
from kg.vocabulary import code_lists, organisations, posts, spellings

#: A name is taken word by word, no word is tried in part. Blanks and points at the end of the line are cut off before.
_WORDS = r"[A-Z0-9][^\n ]*+(?:[ ]++[^\n ]++)*?"
_LONGEST_NAME = 121
_LONGEST_SERIAL = 5
_LONGEST_KNOWN = 160
_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?
    (?P<name>{_WORDS})
    (?:[ ]+(?P<serial1>\d{{1,5}}))??
    (?:[ ]+(?P<precedence>(?:NIACT[ ])?(?:{PRECEDENCE}|NIACT)|[A-Z]{{5,10}}))??
    (?:[ ]+(?P<serial>\d{{1,5}}))?(?P<glued>(?!))?$""",
    re.VERBOSE,
)
#: The precedence hangs on the name (`WASHDCIMMEDIATE`), or the serial on the precedence (`PRIORITY1234`).
_LONG = [word for word in PRECEDENCES if len(word) > 6]
_GLUED = re.compile(rf"[^\s/](?:{'|'.join(_LONG)})|(?:{'|'.join(_LONG)})\d")
_GLUED_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?
    (?P<name>[A-Z0-9][^\n]{{0,120}}?)
    (?:[ ]+(?P<serial1>\d{{1,5}}))??
    (?: [ ]+(?P<precedence>(?:NIACT[ ])?(?:{PRECEDENCE}|NIACT)|[A-Z]{{5,10}})
      | [ ]*(?P<glued>{"|".join(_LONG)})(?=[ ]*\d{{0,5}}$))??
    (?:(?:[ ]+|{"|".join(f"(?<={word})" for word in _LONG)})(?P<serial>\d{{1,5}}))?$""",
    re.VERBOSE,
)
#: The same without a precedence: the last word of a name is none.
_PLAIN_LINE = re.compile(
    rf"""^[^\w\n]{{0,3}}
    (?:(?P<lead>{PRECEDENCE})[ ]+(?=[A-Z]{{4,8}}[ ]?/))?
    (?:(?P<indicator>[A-Z]{{4,8}})[ ]?//?[ ]?)?(?P<name>{_WORDS})
    (?:[ ]+(?P<serial>\d{{1,5}}))?(?P<serial1>(?!))?(?P<precedence>(?!))?(?P<glued>(?!))?$""",
    re.VERBOSE,
)
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")


@lru_cache(maxsize=16_384)
def before_noise(words: str) -> str | None:
    """Return the longest known post name that scanning noise follows (`AMEMBASSY LIMA =, (c) AD`), None without any."""
    noise = re.search(r"[ ]+(?:[^A-Z0-9(\s]|\S*[^\w\s.,/'()&-])", words)
    known = words[: noise.start()] if noise else ""
    return known if known and posts.by_name(" ".join(known.split())) else None


@lru_cache(maxsize=1024)
def _precedence(word: str | None) -> str | None:
    """Return the precedence a word on an addressee's line means; one wrong letter (`PIORITY`) is forgiven."""
    if word is None:
        return None
    known = code_lists.precedence(word)
    if known is None and (listed := spellings.find(word)) is not None:
        known = code_lists.precedence(listed.right)
    if known is None and len(word) > 5:
        near = [c for c in code_lists.concepts("precedence") if OSA.distance(word, c.notation, score_cutoff=1) <= 1]
        known = near[0] if len(near) == 1 else None
    return known.notation if known else None


def line_parts(line: str) -> tuple[re.Match[str] | None, str | None, int]:
    """Return the parts of a line, the number at its end, and the end of the line.

    The number is split off first: without it the lines of a collection are few, so that most are known.
    """
    line = line.rstrip(" \t.")
    bare, _, serial = line.rpartition(" ")
    bare = bare.rstrip(" ")
    number = 0 < len(serial) <= _LONGEST_SERIAL and serial.isascii() and serial.isdigit()
    if number and bare and not bare[-1].isdigit():
        return _parts_of(bare), serial, len(line)
    return _parts_of(line), None, len(line)


@lru_cache(maxsize=16_384)
def _known_parts(line: str) -> re.Match[str] | None:
    return match_parts(line)


def _parts_of(line: str) -> re.Match[str] | None:
    return _known_parts(line) if len(line) <= _LONGEST_KNOWN else match_parts(line)


def match_parts(line: str) -> re.Match[str] | None:
    """Return the parts of a line (indicator, name, precedence, serial); None where the line is no addressee."""
    m = (_GLUED_LINE if _GLUED.search(line) else _LINE).match(line)
    if m is None or (m["precedence"] and _precedence(m["precedence"]) is None):
        m = _PLAIN_LINE.match(line)
    return m if m is None or len(m["name"]) <= _LONGEST_NAME else None


def read_line(field: Field, role: AddresseeRole, order: int) -> Addressee | None:
    """Return the addressee of one line, its label cut off; None where the line is no addressee.

    `role` and `order` are those of the addressee: action, info or exempt, and the place in the list from 1.
    """
    m, serial, stop = line_parts(field.text)
    if m is None or not _TWO_LETTERS.search(m["name"]):
        return None
    name = " ".join(m["name"].split())
    if (known := before_noise(m["name"])) is not None:
        low = m.start("name")
        return Addressee(
            role,
            m["indicator"],
            " ".join(known.split()),
            None,
            None,
            order,
            raw=field.raw(low, low + len(known)),
            span=field.span(low, low + len(known)),
            doubts=("unsure",),
        )
    start = m.start("indicator") if m["indicator"] else m.start("name")
    start = m.start("lead") if m["lead"] else start
    end = stop if serial else max(m.end(g) for g in ("name", "precedence", "glued", "serial", "serial1") if m[g])
    precedence = _precedence(m["precedence"] or m["glued"] or m["lead"])
    repairs = field.repairs_in(start, end)
    if m["precedence"] and precedence and " ".join(m["precedence"].split()) != precedence:
        at = m.span("precedence")
        repairs += (Repair("misspelled-word", field.raw(*at), precedence, field.span(*at)),)
    return Addressee(
        role,
        m["indicator"],
        name.removesuffix(" BY POUCH"),
        precedence,
        serial or m["serial"] or m["serial1"],
        order,
        raw=field.raw(start, end),
        span=field.span(start, end),
        repairs=repairs,
        pieces=field.pieces(start, end),
    )


def is_addressee(line: str) -> bool:
    """Return whether a line reads as an addressee: a routing indicator, or a name that begins like an addressee's.

    >>> is_addressee("RUEHBO/AMEMBASSY BOGOTA 4789"), is_addressee("SUBJECT: VISIT")
    (True, False)
    """
    m, _, _ = line_parts(line.strip())
    return m is not None and (bool(m["indicator"]) or is_known(" ".join(m["name"].split())))


@lru_cache(maxsize=16_384)
def is_known(name: str) -> bool:
    """Return whether a name is a post's, an organisation's or a collective's, or at least begins like one."""
    if posts.by_name(name) or organisations.find_collective(name) or organisations.find(name):
        return True
    return name.split()[0] in _OFFICES or name.startswith(_COMMANDS) or name.endswith(("COLLECTIVE", "POSTS"))


#: How the short names of military commands begin: CJTF HOA, CDRUSSOUTHCOM, CINCPAC, COMUSKOREA.
_COMMANDS = (
    "CJTF",
    "JTF",
    "JIATF",
    "CDRUS",
    "CINC",
    "USCINC",
    "COMUS",
    "COMNAV",
    "COMSOC",
    "COMSIXTH",
    "COMSEVENTH",
    "HQUS",
    "USNMR",
    "JSOC",
    "JICCENT",
)
_OFFICES = frozenset(
    ["AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USDEL", "USLO", "USINT", "USOFFICE", "CDR", "HQ", "JOINT"]
)
