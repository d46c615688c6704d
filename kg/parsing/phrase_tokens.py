"""Split a phrase that names an official into words, each with its possible kinds: title, office, place, or name.

Seen: office symbols (`AF/C`, `ISN/MTR`), titles with slashes (`A/DCM`, `P/E`), a title glued to a name by a slash or
hyphen (`DCM/Ted Osius`, `RSO-Mark`), misspelled titles (`Ambassaor`, `Direcotr`), zeros for the letter O.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing import name_words
from kg.vocabulary import titles
from kg.vocabulary.latin_letters import in_capitals

_TOKEN = re.compile(
    rf"(?P<word>{name_words.WORD}(?:/{name_words.WORD}){{0,4}})(?P<point>\.?)|(?P<mark>[,;:()\[\]–—]|(?<=[\s/A-Z])-|-(?=\s)|/)"
)
#: What can be glued before a title word: `d'Affaires`, `USAMBASSADOR`.
_PREFIX = re.compile(r"^(?:(?:de|d)['’](?=\w)|US(?=[A-Z]{6})|U\.S\.(?=\w{6}))", re.IGNORECASE)

#: The Arabic article before a name: `al-Hashimi`.
_ARTICLE = re.compile(r"(?:a[lnrstdz]|el|ul)-[A-Z]")


class Token(Struct, frozen=True):
    """A word or mark of a phrase.

    `kind` is title, topic, office, honorific, other, connector, place, particle, name, initial, suffix or mark; `fixed`
    is the title word meant by a misspelled word.
    """

    text: str
    start: int
    end: int
    kind: str
    fixed: str | None = None


def _like(fixed: str, printed: str) -> str:
    """Return a word in the letter case of another."""
    return fixed if printed.isupper() else fixed.lower() if printed.islower() else fixed.capitalize()


def _word(text: str, start: int, end: int, before: Token | None, capitals: bool) -> Token:
    """Classify one word without a slash."""
    known = name_words.kinds(text)
    bare = text.rstrip(".")
    letters = _PREFIX.sub("", bare).partition(".")[0]
    if (len(bare) == 1 and bare.isupper()) or (
        name_words.INITIALS.fullmatch(text) and "." in text and "title" not in known
    ):
        return Token(text, start, end, "initial")
    if bare.lower() in ("d", "de", "d'") and before and before.kind in ("title", "mark"):
        return Token(text, start, end, "connector")
    if known & {"suffix"} and before and before.kind in ("name", "mark", "initial"):
        return Token(text, start, end, "suffix")
    if "particle" in known and ("connector" not in known or (before and before.kind in ("name", "initial"))):
        return Token(text, start, end, "particle")
    for kind in ("connector", "title", "topic", "office", "honorific"):
        if kind in known:
            fixed = _like(name_words.plain(text), text) if kind == "title" and "0" in text else None
            return Token(text, start, end, kind, fixed)
    if "place" in known:
        return Token(text, start, end, "place")
    if name_words.is_compound(bare) or name_words.is_camel_title(bare):
        return Token(text, start, end, "title")
    if not any(c.isalpha() for c in bare) or "private" in known:
        return Token(text, start, end, "other")
    if (near := name_words.nearest_title(letters)) is not None:
        prefix = _PREFIX.match(bare)
        before_it = prefix[0] if prefix else ""
        return Token(
            text, start, end, "title", None if near == name_words.plain(letters) else before_it + _like(near, letters)
        )
    if name_words.is_acronym(bare, capitals=capitals):
        return Token(text, start, end, "office")
    small = bare[0].islower() and not capitals and _ARTICLE.match(bare) is None
    return Token(text, start, end, "other" if small else "name")


def _is_symbol(part: str, capitals: bool) -> bool:
    known = name_words.kinds(part)
    return (
        bool(known & {"title", "topic", "office", "part"})
        or len(part) <= 2
        or (part.isupper() and len(part) <= 5)
        or name_words.is_compound(part)
        or name_words.is_acronym(part, capitals=capitals)
    )


def _slashed(text: str, start: int, capitals: bool) -> list[Token]:
    """Classify words joined by slashes: an office symbol (`AF/C`), a title (`A/DCM`, `P/E`), or title and name."""
    parts, at, places = text.split("/"), start, []
    for part in parts:
        places.append((part, at, at + len(part)))
        at += len(part) + 1
    end = start + len(text)
    if titles.find(text) is not None:
        return [Token(text, start, end, "title")]
    symbols = [_is_symbol(part, capitals) for part in parts]
    if all(symbols):
        first, last = name_words.kinds(parts[0]), name_words.kinds(parts[-1])
        if {"title", "topic"} & first or (len(parts[0]) == 1 and ("title" in last or len(parts[-1]) == 1)):
            return [Token(text, start, end, "title")]
        if "title" in last and len(parts[-1]) > 1:
            cut = places[-1][1]
            return [Token(text[: cut - start - 1], start, cut - 1, "office"), Token(parts[-1], cut, end, "title")]
        return [Token(text, start, end, "office")]
    found: list[Token] = []
    for part, low, high in places:
        found.append(_word(part, low, high, found[-1] if found else None, capitals))
        if high < end:
            found.append(Token("/", high, high + 1, "mark"))
    return found


def _title_dash(word: str) -> int | None:
    """Return the hyphen that separates a title from a name (`RSO-Mark`); None in `Minister-Counselor`, `Pol-Mil`."""
    first, dash, rest = word.partition("-")
    if not dash or not name_words.kinds(first) & {"title", "office"} or name_words.kinds(word) or not rest[0].isupper():
        return None
    known = name_words.kinds(rest) & {"title", "topic", "office", "place", "connector"} or name_words.is_compound(rest)
    return None if known or name_words.nearest_title(rest) or "-" in rest else len(first)


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a phrase, classified."""
    capitals = in_capitals(text) or not any(map(str.isupper, text))
    found: list[Token] = []
    for m in _TOKEN.finditer(text):
        before = found[-1] if found else None
        if m["mark"]:
            found.append(Token(m["mark"], m.start(), m.end(), "mark"))
            continue
        word, start = m["word"], m.start()
        if "/" in word:
            found += _slashed(word, start, capitals)
        elif (dash := _title_dash(word)) is not None:
            found.append(Token(word[:dash], start, start + dash, "title"))
            found.append(Token("-", start + dash, start + dash + 1, "mark"))
            found.append(_word(word[dash + 1 :], start + dash + 1, m.end("word"), found[-1], capitals))
        else:
            abbreviated = m["point"] and (len(word) <= 4 or "." in word)
            one = _word(word + "." if abbreviated else word, start, m.end("word"), before, capitals)
            if abbreviated and one.kind in ("initial", "title", "topic", "office", "suffix", "honorific", "particle"):
                found.append(replace(one, end=m.end()))
                continue
            found.append(replace(one, text=word))
        if m["point"]:
            found.append(Token(".", m.end() - 1, m.end(), "mark"))
    return found
