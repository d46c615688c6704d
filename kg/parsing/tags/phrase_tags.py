"""Read TAGS entries of several words: topics in plain words, countries, persons.

Where a list is separated by blanks only, a run of words that are no codes is cut by the kinds of words: a noun that
ends a topic (`ISRAELI PALESTINIAN AFFAIRS | GOI EXTERNAL`), the name of an embassy's section, a country, a surname
before a forename. A run without such words stays one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.parsing.tags import tag_words
from kg.parsing.tags.segmentation import is_program_form
from kg.parsing.tags.tag_words import Word
from kg.vocabulary import chiefs_of_mission, titles, topics

_LONGEST = 5
_PARTICLES = frozenset("VAN VON DE DER DEL DI DA LA LE EL AL BIN BEN ST MC MAC ABU".split())
_SUFFIXES = frozenset({"JR", "SR", "II", "III"})
_NAME = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"
#: `KISSINGER, HENRY A.`, `GRAY. DAVID AUGUSTUS`, `VAN BUREN, JOHN Q., JR.`
_LAST_FIRST = re.compile(
    rf"\s*(?P<name>(?P<last>{_NAME}(?:\s{_NAME}){{0,2}})\s?[,.]\s*(?P<first>{_NAME}\.?(?:\s?{_NAME}\.?){{0,3}}(?:,\s?[JS]R\.?)?))\s*"
)
_BETWEEN = re.compile(r"[;/&]|\sAND\s|\n", re.IGNORECASE)


class Phrase(Struct, frozen=True):
    """An entry of several words: its place in the field, its code, and whether it is a person or a country's name."""

    start: int
    end: int
    code: str
    kind: str | None = None
    suggestion: str | None = None
    unsure: bool = False


def _country(run: Sequence[Word], i: int) -> int:
    """Return the number of words from `i` that form a country's name."""
    texts = tuple(w.text for w in run[i : i + _LONGEST])
    return next((n for n in range(len(texts), 0, -1) if texts[:n] in tag_words.countries()), 0)


def _known(run: Sequence[Word], i: int) -> int:
    texts = tuple(w.text for w in run[i : i + _LONGEST])
    return next((n for n in range(len(texts), 1, -1) if texts[:n] in tag_words.phrases()), 0)


def _person(run: Sequence[Word], i: int, expected: bool = False) -> int:
    """Return how many words from `i` are a surname, a forename borne by office holders, and initials.

    Where a name is `expected`, any forename of the census is enough.
    """
    n = 1
    while i + n < len(run) and run[i + n - 1].text in _PARTICLES and n < 3:
        n += 1
    names = [w.text for w in run[i : i + n]]
    if i + n >= len(run) or not all(tag_words.may_be_surname(w) for w in names):
        return 0
    forename = run[i + n].text
    if not (tag_words.is_forename(forename) or (expected and tag_words.may_be_forename(forename))):
        return 0
    n += 1
    while i + n < len(run) and len(run[i + n].text) == 1 and run[i + n].text.isalpha():
        n += 1
    return n


def person(words: Sequence[str]) -> str:
    """Return `LAST, FIRST` for the words of a name without a comma; TAGS print the surname first.

    The other order is read where the first word is a forename and no surname of an office holder, and the last one is.
    """
    names = list(words)
    suffix = f", {names.pop()}" if len(names) > 2 and names[-1].rstrip(".") in _SUFFIXES else ""
    if len(names) == 1:
        return names[0] + suffix
    if (
        names[0] in tag_words.forenames()
        and not chiefs_of_mission.by_surname(names[0])
        and chiefs_of_mission.by_surname(names[-1])
    ):
        return f"{names[-1]}, {' '.join(names[:-1])}{suffix}"
    n = 1
    while names[n - 1] in _PARTICLES and n < len(names) - 1:
        n += 1
    return f"{' '.join(names[:n])}, {' '.join(names[n:])}{suffix}"


def _ends_topic(run: Sequence[Word], i: int) -> bool:
    """Return whether a topic ends with word `i`: at its head noun, or a section that nothing qualifies further."""
    kind = tag_words.kind(run[i].text)
    following = tag_words.kind(run[i + 1].text) if i + 1 < len(run) else None
    return kind in ("head", "section", "alone") and following not in ("link", "head")


def cut(run: Sequence[Word], after_person_code: bool) -> Iterator[Phrase]:
    """Yield the entries of a run of words that are no codes and that only blanks separate."""
    held: list[Word] = []
    i = 0
    if after_person_code and (n := _named_after_code(run)):
        unsure = not any(w.text in tag_words.forenames() for w in run[:n])
        yield Phrase(run[0].start, run[n - 1].end, person([w.text for w in run[:n]]), "person", unsure=unsure)
        i = n
    while i < len(run):
        linked = bool(held) and tag_words.kind(held[-1].text) == "link"
        if not linked and (
            n := _known(run, i) or _person(run, i, after_person_code) or _standing_country(run, i, held)
        ):
            yield from _flush(held)
            held = []
            yield _unit(run[i : i + n])
            i += n
            continue
        held.append(run[i])
        if _ends_topic(run, i):
            yield from _flush(held)
            held = []
        i += 1
    yield from _flush(held)


def _named_after_code(run: Sequence[Word]) -> int:
    """Return how many words after OVIP are a person's name though the forename is in no list: two, or with initials."""
    if _person(run, 0, True):
        return 0
    n = next((k for k, w in enumerate(run) if tag_words.kind(w.text)), len(run))
    initials = sum(len(w.text) == 1 for w in run[:n])
    two = n == len(run) and n - initials == 2 and len(run[0].text) > 1 and not _country(run, 0)
    return n if two else 0


def _standing_country(run: Sequence[Word], i: int, held: list[Word]) -> int:
    """Return the words of a country that is an entry of its own: no noun follows that it would qualify."""
    n = _country(run, i)
    if not n or (held and tag_words.kind(held[-1].text) == "modifier"):
        return 0
    following = run[i + n] if i + n < len(run) else None
    if following is None or _person(run, i + n) or _known(run, i + n) or _country(run, i + n):
        return n
    return n if tag_words.kind(following.text) in ("section", "modifier", "alone") else 0


def _unit(part: Sequence[Word]) -> Phrase:
    texts = tuple(w.text for w in part)
    start, end = part[0].start, part[-1].end
    if texts in tag_words.countries():
        return Phrase(start, end, " ".join(texts), None, tag_words.countries()[texts])
    if texts in tag_words.phrases():
        return Phrase(start, end, " ".join(texts))
    return Phrase(start, end, person(texts), "person")


def _flush(held: list[Word]) -> Iterator[Phrase]:
    while held and held[-1].text == "AND":
        held = held[:-1]
    while held and held[0].text == "AND":
        held = held[1:]
    if held and not all(len(w.text) == 1 for w in held):
        yield Phrase(held[0].start, held[-1].end, " ".join(w.text for w in held))


def people(text: str, start: int, end: int, expected: bool) -> list[Phrase]:
    """Return the persons named in parentheses, `text[start:end]`; empty where the parentheses hold anything else.

    `expected` is true after a code under which officials are named: then a name without a comma, a surname alone or
    an unusual forename is enough.
    """
    found: list[Phrase] = []
    at = start
    cuts = [(m.start(), m.end()) for m in _BETWEEN.finditer(text, start, end)]
    if "," in text[start:end] or "." in text[start:end]:
        cuts = [c for c in cuts if text[c[0] : c[1]] != "\n"]
    cuts = [c for c in cuts if not _breaks_name(text, start, *c, end)]
    for low, high in (*cuts, (end, end)):
        found.extend(_names(text, at, low, expected))
        at = high
    return found


def _breaks_name(text: str, start: int, low: int, high: int, end: int) -> bool:
    """Return whether a line end separates a surname from its forename, not two persons."""
    if text[low:high] != "\n":
        return False
    before, behind = (
        text[start:low].rsplit("\n", 1)[-1].upper().split(),
        text[high:end].split("\n", 1)[0].upper().split(),
    )
    forename = bool(behind) and (behind[0] in tag_words.forenames() or not chiefs_of_mission.by_surname(behind[0]))
    return len(before) == 1 and before[0] not in tag_words.forenames() and forename and len(behind) < 3


def _names(text: str, start: int, end: int, expected: bool) -> Iterator[Phrase]:
    at = start
    while at < end and (m := _LAST_FIRST.match(text, at, end)) is not None:
        last, first = m["last"].upper().split(), m["first"].upper().split()
        forename = first[0].rstrip(".")
        known = (
            forename in tag_words.forenames()
            or tag_words.may_be_forename(forename)
            or (len(first) > 1 and len(first[-1].rstrip(".")) == 1)
        )
        likely = len(last) == len(first) == 1 and all(map(_is_likely_name, (*last, *first)))
        lands = not known and any((w,) in tag_words.countries() for w in (*last, *first))
        if lands or not (expected or known or likely) or any(tag_words.kind(w.rstrip(".,")) for w in (*last, *first)):
            return
        name = f"{' '.join(last)}, {' '.join(first)}"
        yield Phrase(m.start("name"), m.end("name"), name, "person", unsure=not (expected or known))
        rest = re.compile(r"\s*,?\s*").match(text, m.end(), end)
        at = rest.end() if rest else m.end()
    if at == start and expected:
        yield from _without_comma(text, start, end)


def _is_likely_name(word: str) -> bool:
    """Return whether a word in capitals reads as an unlisted name, not as a code or an acronym."""
    code = topics.is_listed(word) or is_program_form(word)
    spoken = len(word) > 3 and any(letter in "AEIOUY" for letter in word)
    return spoken and not code and tag_words.may_name_somebody(word)


def _without_comma(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the person of `(SECRETARY RICE)`, `(KISSINGER)`, `(Hillary Clinton)`, without a title before it."""
    parts = [(m.start(), m.end()) for m in re.compile(rf"{_NAME}\.?|\S+").finditer(text, start, end)]
    low = next((k for k in range(min(3, len(parts) - 1), 0, -1) if _is_title(text[parts[0][0] : parts[k - 1][1]])), 0)
    names = parts[low:]
    texts = [text[a:b].upper() for a, b in names]
    if not 1 <= len(names) <= 4 or any(not re.fullmatch(rf"{_NAME}\.?", t) or tag_words.kind(t) for t in texts):
        return
    if tuple(texts) in tag_words.countries():
        return
    unsure = len(texts) > 1 and not any(t in tag_words.forenames() for t in texts)
    yield Phrase(names[0][0], names[-1][1], person(texts), "person", unsure=unsure)


def _is_title(words: str) -> bool:
    return titles.find(words) is not None or tag_words.kind(words.upper()) == "title"
