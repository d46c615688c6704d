"""Read officials beside titles in a text: `Defense Minister Alan Wagner`, `Niclas Trouve, State Secretary of ...`.

From the last word of a title (`anchors`) the title is followed to the left (`Venezuelan | Vice President`) and, over
`of`, `for`, `to`, to the right; then the name is looked for after it and, set off by a comma, before it.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing import name_words
from kg.parsing.mentions import name_weight
from kg.parsing.mentions.after_title import (
    after_abbreviation,
    after_quote,
    apposition,
    attached_words,
    is_anothers,
    last_described,
    name_begins,
    name_in_attached,
    names_thing,
)
from kg.parsing.mentions.before_title import (
    Left,
    head_is_public,
    is_of_company,
    is_owned,
    is_private,
    is_public,
    name_before,
    to_the_left,
)
from kg.parsing.name_runs import (
    GAP,
    RANKS,
    Word,
    could_be_name,
    is_description,
    is_initial,
    is_thing,
    name_after,
    next_word,
    word_before,
)
from kg.vocabulary import titles
from kg.vocabulary.csv_tables import weights

_SUFFIX = re.compile(
    r"[- ](?:elect|designate)\b|[ ]without[ ]portfolio\b|-(?:at-large|general|in-office)\b", re.IGNORECASE
)
_ATTACHING = frozenset(("of", "for", "to", "in", "at", "on"))
#: Words before a title word that make it the name of a place: `Fort General Bragg`.
_PLACE_BEFORE = frozenset(("fort", "camp", "port", "hotel", "plaza", "avenida", "calle", "rue", "avenue", "mount"))
#: Prepositions that belong to a title only of those who are sent, posted or attached somewhere.
_LOOSE = frozenset(("to", "in", "at", "on"))
_SENT = frozenset(
    (
        "ambassador",
        "representative",
        "envoy",
        "delegate",
        "deputy",
        "nuncio",
        "consul",
        "general",
        "attache",
        "attaché",
        "charge",
        "chargé",
        "spokesman",
        "counsel",
        "chief",
        "head",
        "director",
    )
)
_RULING = frozenset(("minister", "governor", "emir", "premier", "speaker", "mayor", "prime minister", "chancellor"))
_MOST_NAMES = 12
_EXAMPLES = re.compile(r"\s(?:such\sas|including|like|SUCH\sAS|INCLUDING|LIKE)\s")
_VESSELS = frozenset(
    "battleship carrier corvette cruiser cutter destroyer ferry frigate liner minesweeper "
    "submarine tanker trawler tug vessel warship yacht uss usns hms ss mv m/v".split()
)
_EMPTY_LINE = re.compile(r"[ \t]*\n[ \t]*\n\s{0,200}")
#: The longest title that is an abbreviation where a point follows it (`Gen.`).
_ABBREVIATED = 5
#: What joins the names after a title in the plural.
_JOINT = re.compile(rf"(?:{GAP}\([^()\n]{{1,20}}\))?(?:,?{GAP}(?:and|AND|&)\s|,\s)")


class Phrase(Struct, frozen=True):
    """A title in the text and the name beside it: ranges into the text; `name` empty for an office alone.

    `definite` says that the or a possessive stands before it, `country` which country its adjective means,
    `waiting` the word after an empty line that may be the name, `doubtful` that the name is a word as well.
    """

    title: tuple[int, int]
    head: tuple[int, int]
    name: tuple[Word, ...] = ()
    country: str | None = None
    organisation: tuple[int, int] | None = None
    definite: bool = False
    indefinite: bool = False
    waiting: Word | None = None
    private: bool = False
    doubtful: bool = False


def _is_sent(head: str) -> bool:
    """Return whether words after `to`, `in`, `at` belong to the title: `Ambassador to Chad`, not `King to Rabat`."""
    word = head.lower()
    return word in _SENT or (word.endswith(("er", "or", "att", "rep")) and word not in _RULING)


def _is_royal(head: str) -> bool:
    return head.upper() in ("KING", "QUEEN", "PRINCE", "PRINCESS", "POPE", "CARDINAL", "SULTAN", "EMIR")


def _is_of_thing(text: str, name: Word, high: int) -> bool:
    """Return whether a title names a thing: a capitalised word follows the possessive (`Queen Anne's Gate`)."""
    word = next_word(text, name.end + len(name.ended), high)
    return word is not None and word.text[0].isupper()


def read_phrases(text: str, low: int, high: int, head: tuple[int, int], *, capitals: bool) -> tuple[Phrase, ...]:
    """Return the title that ends (or goes on after) the head word, with each name beside it; empty where it is none.

    `low` and `high` bound the text that may be looked at. A title word before another one is left to that one. Only a
    title in the plural has several names (`Senators Kerry and Lugar`).
    """
    first = _read_phrase(text, low, high, head, capitals)
    if first is None:
        return ()
    if not first.name or not is_plural(text[slice(*head)]):
        return (first,)
    found = [first]
    at = first.name[-1].end
    while len(found) < _MOST_NAMES and not found[-1].name[-1].ended:
        joint = _JOINT.match(text, at, min(high, at + 60))
        name = name_after(text, joint.end() - 1, high, capitals=capitals) if joint else ()
        if not name:
            break
        found.append(replace(first, name=name, doubtful=capitals and name_weight.is_doubtful(0.0, name)))
        at = name[-1].end
    return tuple(found)


def is_plural(head: str) -> bool:
    """Return whether a head word is a plural (`Senators`, `Congressmen`)."""
    if head[-3:].lower() == "men":
        return "head" in name_words.kinds(head[:-3] + "man")
    return head[-1:] in "sS" and "head" in name_words.kinds(head[:-1])


def _read_phrase(text: str, low: int, high: int, head: tuple[int, int], capitals: bool) -> Phrase | None:
    word = text[slice(*head)]
    suffix = _SUFFIX.match(text, head[1], high) if text[head[1] : head[1] + 1] in ("-", " ") else None
    end = at = suffix.end() if suffix else head[1]
    if text[at : at + 1] == "." and at - head[0] <= _ABBREVIATED and _is_abbreviation(word):
        end = at = at + 1
    mark = text[at : at + 1]
    if (mark and mark in "-/") or _is_part_of_name(text, low, head):
        return None
    name: tuple[Word, ...] = ()
    attached: list[Word] = []
    alone = mark != "" and mark in "'’"
    at = at if alone else after_quote(text, head[0], at)
    at = _after_examples(text, at, high) if is_plural(word) else at
    following = None if alone else next_word(text, at, high)
    if following is not None:
        if _is_no_title(text, head, following, high, capitals):
            return None
        if following.text.lower() in _ATTACHING:
            name, attached, end = _with_attached(text, at, end, high, word, capitals)
        else:
            begin = name_begins(text, at, following, high)
            name = name_after(text, begin, high, capitals=capitals)
        if not name and names_thing(following, text, high, capitals):
            return None
    elif not alone and (begin := name_begins(text, at, None, high)) != at:
        name = name_after(text, begin, high, capitals=capitals)
    if not alone and not attached:
        name = name or apposition(text, at, high, capitals)
    if name and name[-1].ended and _is_royal(word) and _is_of_thing(text, name[-1], high):
        return None
    left = to_the_left(text, low, head, capitals)
    if name and _is_of_vessel(text, low, left.start):
        return None
    name, doubtful = _weighed(text, low, left.start, head, name, bool(attached), capitals)
    if not alone and not name and (found := name_before(text, low, left.edge, capitals)):
        public = head_is_public(word) or left.country is not None or is_public(text, at, high)
        public = public or is_owned(text, found[-1].end, left.edge)
        name, doubtful = _weighed(text, low, left.start, head, found if public else (), bool(attached), capitals)
    waiting = None if alone or name or attached else _waiting(text, at, high)
    left = _with_organisation(text, left, end)
    place, private = (left.start, end), is_private(attached) or is_of_company(text, low, left.edge, word)
    about = (left.country, left.organisation, left.definite, left.indefinite)
    return Phrase(place, head, name, *about, waiting, private, doubtful)


def _weighed(
    text: str, low: int, start: int, head: tuple[int, int], name: tuple[Word, ...], attached: bool, capitals: bool
) -> tuple[tuple[Word, ...], bool]:
    """Return a name in capitals if the evidence is for it, else none, and whether it is doubtful; other names stay."""
    if not capitals or not name:
        return name, False
    score = name_weight.weigh(text, low, start, head, name, attached)
    if score <= weights("name_evidence")["needed"]:
        return (), False
    return name, name_weight.is_doubtful(score, name)


def _after_examples(text: str, at: int, high: int) -> int:
    """Return where the names begin that are examples of a plural (`generals such as Sonko`); else the same place."""
    found = _EXAMPLES.match(text, at, min(high, at + 20))
    return found.end() - 1 if found else at


def _is_of_vessel(text: str, low: int, start: int) -> bool:
    """Return whether a ship is named after the person (`the frigate Admiral Fenwick`)."""
    before = word_before(text, low, start)
    return before is not None and before.text.lower().rstrip(".") in _VESSELS


def _is_abbreviation(word: str) -> bool:
    """Return whether a point belongs to an abbreviated title (`Gen.`), and does not end a sentence (`the Emir.`)."""
    known = name_words.kinds(word)
    return "title" in known and "head" not in known


def _with_organisation(text: str, left: Left, end: int) -> Left:
    """Take the organisation into the title where both are one in the table of titles (`MILGP Commander`)."""
    if left.organisation is None or titles.find(" ".join(text[left.organisation[0] : end].split())) is None:
        return left
    return replace(left, start=left.organisation[0], organisation=None)


def _with_attached(
    text: str, at: int, end: int, high: int, head: str, capitals: bool
) -> tuple[tuple[Word, ...], list[Word], int]:
    """Return the name after words attached to a title by `of`, `for`, `to`; these words; and the end of the title."""
    attached, after = attached_words(text, at, high, capitals)
    name, title_end = name_in_attached(attached, text, high, capitals)
    if name:
        return name, attached, title_end or after
    name = apposition(text, after, high, capitals) or after_abbreviation(text, after, high, capitals)
    if not name and is_anothers(attached, last := last_described(attached)):
        after = attached[last].end
    if not name and attached and attached[0].text.lower() in _LOOSE and not _is_sent(head):
        return (), [], end
    return name, attached, after if attached else end


def _goes_on(word: Word, text: str, high: int, capitals: bool) -> bool:
    """Return whether a title goes on with another title word, or the head is the first part of a thing's name."""
    known = name_words.kinds(word.text)
    if word.text.lower().endswith(("affaires", "affairs")) and word.text[1:2] in "'’":
        return True
    if is_thing(word.text) and word.text[0].isupper() and "plain-name" not in known:
        return True
    if known & {"head"} and "plain-name" not in known and word.text[0].isupper():
        following = next_word(text, word.end, high)
        alone = following is None or not could_be_name(following.text, capitals=capitals)
        return not (alone and known & {"also-surname"})
    if "topic" in known and "title" not in known and word.text[0].isupper():
        after = next_word(text, word.end, high)
        return after is not None and after.text[0].isupper() and "head" in name_words.kinds(after.text)
    return bool(known & {"title"}) and not known & {"also-surname", "also-forename"} and word.text[0].isupper()


def _is_editor(text: str, head: tuple[int, int]) -> bool:
    """Return whether a title is an editor's: `Editor-in-chief`, not `Commander-in-Chief`."""
    before = text[max(0, head[0] - 16) : head[0]].lower()
    return before.endswith("-in-") and not before.endswith("commander-in-")


def _is_no_title(text: str, head: tuple[int, int], following: Word, high: int, capitals: bool) -> bool:
    """Return whether the word after a head makes the head part of another title (`deputy | director`) or of a thing."""
    lower = text[head[0]].islower() and following.text[0].islower() and "head" in name_words.kinds(following.text)
    return lower or following.text in RANKS or _is_editor(text, head) or _goes_on(following, text, high, capitals)


def _is_part_of_name(text: str, low: int, head: tuple[int, int]) -> bool:
    """Return whether a title is part of a name (`Martin Luther King`, `Bandar bin Sultan`, `Fort General Grant`)."""
    word = text[slice(*head)]
    before = word_before(text, low, head[0])
    if before is not None and (before.text.lower() in _PLACE_BEFORE or before.text.lower() in ("bin", "ibn", "bint")):
        return before.text[0].isupper() or before.text.lower() not in _PLACE_BEFORE
    if before is not None and before.text.lower() == "of" and is_plural(word):
        return True
    if "also-surname" not in name_words.kinds(word):
        return False
    return before is not None and (
        is_initial(before.text) or (before.text[0].isupper() and not name_words.kinds(before.text))
    )


def _waiting(text: str, at: int, end: int) -> Word | None:
    """Return the word after an empty line, where a title ends a block without a full stop."""
    m = _EMPTY_LINE.match(text, at, end)
    if m is None:
        return None
    word = next_word(text, m.end() - 1, end)
    return word if word and word.text[0].isupper() and not is_description(word.text) else None
