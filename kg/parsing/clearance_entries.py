"""Read the entries of a table of drafting and clearance: offices, names, and the notes beside the names.

    POL:ASMITH, DCM:CKING (INFO)        colon, dash, slash or point between office and name; several entries a line
    EEB:  R Tate/J Moss      info       several names of one office
    T. Tarrant (DAO) · G. Melikian, POL, x4417 · Amb. Penrose · CLEARED BY: NONE

An entry is read from the left: an office with its mark, a title, names, marks. What is no name is left out.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kg.parsing import name_evidence, name_words
from kg.parsing.name_runs import is_initial
from kg.vocabulary.word_frequencies import forename_band

_SYMBOL = r"[A-Z][A-Z0-9()&]{0,9}(?:[/-][A-Z0-9()&]{1,9}){0,4}"
#: An office and the mark behind it: a dash between blanks (the office may hold a colon), a colon, a slash or hyphen
#: before a name in mixed case, the gap of a column.
_OFFICE = re.compile(
    rf"(?P<dashed>{_SYMBOL}(?::[A-Z]{{2,6}})?)(?:[ ][-–—][ ]?|[ ]?[-–—][ ])"
    rf"|(?P<coloned>{_SYMBOL}|[A-Za-z][\w&/. -]{{0,40}}(?:\([^()\n:]{{1,20}}\))?)[ ]?:[ \t]*(?=[^\s:])"
    rf"|(?P<joined>(?=[A-Z/]{{2}}){_SYMBOL})[/.-][ ]?(?=[A-Z](?:[a-z]|\.[ ]?[A-Z]))"
    rf"|(?P<column>(?=[A-Z/]{{2}}){_SYMBOL})[ ]{{3,30}}(?=[A-Z](?:[a-z]|\.?[ ][A-Z]))"
)
#: In capitals a slash, point or hyphen parts office and name only where the last part is initials and a surname.
_GLUED = re.compile(
    r"(?P<office>[A-Z][A-Z0-9()]{0,7}(?:[/-][A-Z0-9()]{1,8}){0,3})[/.-](?P<name>[A-Z]{4,16})(?:/[A-Z]{2,3})?(?![\w/-])"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,30}\.?")
_GAP = re.compile(r"[ ]{1,2}(?=[^\W\d_])")
_INVERTED = re.compile(r",[ ]{0,3}(?:\n[ \t]{0,40})?(?=[^\W\d_])")
_BEHIND = re.compile(
    r"""[ \t]*(?:\((?P<aside>[^()\n]{1,40})\)|[-–—][ ]?(?P<said>(?i:OK|INFO|DRAFT|SUBS?)\b[^\n,;]{0,40})
    |(?P<noted>(?i:ok|info|draft|cleared|subs?|substance)\b\.?)
    |[:/][ ]?[A-Za-z]{1,3}(?::[ \t]*\n?[ \t]*[A-Z]{1,3})?(?=[ \t]*(?:\n|\Z|\d))
    |,?[ ]*(?i:x|ext\.?|tel\.?)?[ -]{0,2}\d[\d/-]{2,18}|(?P<order>ROUTINE|PRIORITY|IMMEDIATE)\b)""",
    re.VERBOSE,
)
_OFFICE_BEHIND = re.compile(rf",[ ]?(?P<office>{_SYMBOL})[ ]*(?=[,;\n]|\Z)")
_OFFICE_ALONE = re.compile(rf"{_SYMBOL}[ ]*(?:[,;]|\Z)")
_AND = re.compile(r"[ ]{1,2}(?:and|AND|&)[ ]{1,2}")
#: A title of letters and a slash before a name in mixed case: `A/S Thomas Birdwell`.
_SLASHED = re.compile(r"[A-Z]{1,4}/[A-Z]{1,4}[ ](?=[A-Z][a-z])")
#: The number of a telephone behind a name (`X-21514`).
_EXTENSION = re.compile(r"(?:X|EXT|TEL)[.:]?[ -]{0,2}\d", re.IGNORECASE)
_NEXT = re.compile(r"[,;\n]")
_NOBODY = frozenset(("NONE", "NIL", "NA", "N", "NOBODY", "SAME", "SELF"))
_INFO = re.compile(r"INFO\b", re.IGNORECASE)
_MOST_WORDS, _MOST_ENTRIES = 6, 200
_FEW_LETTERS = 2
_ADDRESS = frozenset(("title", "topic", "honorific", "head"))


class Entry(Struct, frozen=True):
    """One name: its range, the range of its title, the office, and `informed` for a person who only saw the text."""

    name: tuple[int, int]
    title: tuple[int, int] | None
    office: str | None
    informed: bool


def read_entries(text: str, start: int, end: int, *, bare: bool = True) -> list[Entry]:
    """Return the entries of `text[start:end]`; without `bare` only those that have an office."""
    found: list[Entry] = []
    at = start
    while at < end and len(found) < _MOST_ENTRIES:
        while at < end and not text[at].isalpha():
            at += 1
        some, stop = _entry(text, at, end)
        found += [one for one in some if bare or one.office]
        at = max(stop, at + 1)
    return found


def _entry(text: str, at: int, end: int) -> tuple[list[Entry], int]:
    """Return the names of the entry that begins at a place, and where it ends."""
    office, at = _office(text, at, end)
    names: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
    while (one := _titled(text, at, end)) is not None:
        names.append(one)
        at = one[0][1]
        if (more := _AND.match(text, at, end)) is not None and _titled(text, more.end(), end) is not None:
            at = more.end()
            continue
        if text[at : at + 1] != "/" or _OFFICE.match(text, at + 1, end) is not None:
            break
        at += 1
    informed, office, at = _behind(text, at, end, office)
    if text[at : at + 1] in ("/", ":") and names:
        return [Entry(name, title, office, informed) for name, title in names], at + 1
    stop = _NEXT.search(text, at, end)
    return [Entry(name, title, office, informed) for name, title in names], stop.end() if stop else end


def _office(text: str, at: int, end: int) -> tuple[str | None, int]:
    """Return the office that opens an entry, and where the name begins."""
    m = _GLUED.match(text, at, end)
    if m is not None and is_glued_name(m["name"]):
        return m["office"], m.start("name")
    m = _OFFICE.match(text, at, end)
    if m is None:
        return None, at
    spelled = _OFFICE.match(text, m.end(), end) if m["dashed"] else None
    if spelled is not None and _is_office(spelled["coloned"] or ""):
        return " ".join(text[at : spelled.end("coloned")].split()), spelled.end()
    office = " ".join((m["dashed"] or m["coloned"] or m["joined"] or m["column"]).split())
    return office, m.end()


def _is_office(words: str) -> bool:
    """Return whether words between a symbol's dash and a colon spell the office out (`EXO- Executive Office:`)."""
    return bool(name_words.kinds(words.rsplit(" ", 1)[-1]) & {"office", "topic"})


def is_glued_name(word: str) -> bool:
    """Return whether a word is initials and a surname run together (`JSMITH`, `RLEDBETTER`), no part of an office.

    >>> is_glued_name("JSMITH"), is_glued_name("ECON")
    (True, False)
    """
    if name_words.kinds(word):
        return False
    return any(name_evidence.balance(word[i:]) > 0 for i in (1, 2) if len(word) - i > _FEW_LETTERS)


def _titled(text: str, at: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """Return the range of the name at a place, and of the title before it; None where there is no name."""
    title: tuple[int, int] | None = None
    if (slashed := _SLASHED.match(text, at, end)) is not None:
        title, at = (at, slashed.end() - 1), slashed.end()
    first, words = at, _words(text, at, end)
    while len(words) > 1 and _is_address(text, words):
        if "honorific" not in name_words.kinds(text[slice(*words[0])].rstrip(".")):
            title = (title[0] if title else first, words[0][1])
        words = words[1:]
        first = words[0][0]
    if not words or not _is_name([text[slice(*w)] for w in words]):
        return None
    return (words[0][0], words[-1][1]), title


def _is_address(text: str, words: list[tuple[int, int]]) -> bool:
    """Return whether the first of several words is a title or a form of address, and no inverted surname."""
    word = text[slice(*words[0])].rstrip(".")
    return bool(name_words.kinds(word) & _ADDRESS) and text[words[0][1] : words[0][1] + 1] != ","


def _words(text: str, at: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the words of a name: capitalised words and particles, one comma behind a surname."""
    found: list[tuple[int, int]] = []
    inverted = False
    while len(found) < _MOST_WORDS and (m := _WORD.match(text, at, end)) is not None:
        if not _belongs(m[0], bool(found)) or _EXTENSION.match(text, at, end):
            break
        stop = m.end() - (m[0].endswith(".") and not _keeps_point(m[0]))
        found.append((m.start(), stop))
        gap = _GAP.match(text, stop, end)
        if gap is None and not inverted and (gap := _INVERTED.match(text, stop, end)) is not None:
            inverted = True
            if not _is_inverted([text[slice(*w)] for w in found], text, gap.end(), end):
                break
        if gap is None:
            break
        at = gap.end()
    while found and name_words.kinds(text[slice(*found[-1])]) & {"particle"} and text[found[-1][0]].islower():
        found.pop()
    return found


def _keeps_point(word: str) -> bool:
    """Return whether a point belongs to a word: an initial, a suffix, a title, no end of a sentence."""
    return len(word) <= _FEW_LETTERS or "." in word[:-1] or bool(name_words.kinds(word) & {"suffix", *_ADDRESS})


def _belongs(word: str, inside: bool) -> bool:
    known = name_words.kinds(word.rstrip("."))
    if word[0].islower():
        return "particle" in known
    if word.upper().rstrip(".") in ("OK", "INFO"):
        return False
    runs_on = known & {"stop", "verb"} and not known & {"plain-name", *_ADDRESS}
    return not (inside and runs_on and len(word.rstrip(".")) > 1)


def _is_inverted(before: list[str], text: str, at: int, end: int) -> bool:
    """Return whether a comma follows a surname: no forename before the comma, no office behind it."""
    if any(is_initial(word) for word in before) or (len(before) > 1 and _is_forename(before[0])):
        return False
    line = text[at : min(end, at + 80)].partition("\n")[0]
    return not (_GLUED.match(line) or _OFFICE.match(line) or _OFFICE_ALONE.match(line))


def _is_forename(word: str) -> bool:
    return forename_band(word.upper()) is not None and "particle" not in name_words.kinds(word)


def _is_name(words: list[str]) -> bool:
    """Return whether words of an entry name a person: not NONE, no office alone, no place alone."""
    whole = [w.rstrip(".") for w in words if len(w.rstrip(".")) >= _FEW_LETTERS]
    if not whole or whole[0].upper() in _NOBODY:
        return False
    if len(words) > 1:
        return True
    known = name_words.kinds(whole[0])
    return not known & {"title", "topic", "office", "place", "stop"} or bool(
        known & {"plain-name", "also-surname", "also-forename"}
    )


def _behind(text: str, at: int, end: int, office: str | None) -> tuple[bool, str | None, int]:
    """Return the notes behind names: whether the persons were only told, the office if given there, the end."""
    informed = False
    for _ in range(4):
        if office is None and (m := _OFFICE_BEHIND.match(text, at, end)) is not None:
            office, at = m["office"], m.end()
        elif (m := _BEHIND.match(text, at, end)) is not None:
            said = m["aside"] or m["said"] or m["noted"] or ""
            informed = informed or _INFO.match(said) is not None
            if office is None and m["aside"] and re.fullmatch(_SYMBOL, said.strip()) and not informed:
                office = None if said.upper() in ("OK", "DRAFT", "SUBS", "SUBST") else said.strip()
            at = m.end()
        else:
            break
    return informed, office, at
