"""Read the words before a title: the rest of it, its country or office, the article, a name and a comma.

`the | Venezuelan | Vice | President`, `Kandahar | Police Chief`, `D/COMISAF | LTG`, `State Department spokesman`.

What stands before a title also says whose it is: of a government or another public body, or of a company, a school, a
club (`the Chamber's President`), whose officers are no officials.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kg.parsing import name_words
from kg.parsing.name_runs import Word, could_be_name, is_initial, is_rank, word_before
from kg.vocabulary import titles

#: Words before a title that are part of it even where the title is capitalised and they are not.
_MODIFIERS = frozenset(
    (
        "former",
        "acting",
        "deputy",
        "outgoing",
        "incoming",
        "interim",
        "vice",
        "assistant",
        "under",
        "ex",
        "then",
        "prime",
        "foreign",
        "chief",
        "senior",
        "special",
        "caretaker",
        "designate",
        "permanent",
        "coordinating",
        "high",
    )
)
_DEFINITE = frozenset(("the", "our", "your", "his", "her", "their", "its"))
_INDEFINITE = frozenset(("a", "an", "any", "no", "each", "every"))
_OF = frozenset(("of", "for", "de"))
_LAST_OF_PHRASE = frozenset(("staff", "mission", "affairs", "department", "office", "ministry", "committee", "bureau"))
_WORDS = re.compile(r"\S+")
_TITLE_KINDS = frozenset(("title", "topic", "head"))
_COMMA_BEFORE = re.compile(r"(?:,\s(?:Jr|Sr|JR|SR|II|III)\.?)?(?:\s\([^()]{1,40}\))?,\s{1,40}$")
#: A possessive between the comma and the title: `NAME, the state's Commissioner`, `NAME, the Minister's Basra envoy`.
OWNER = re.compile(r",\s(?:(?:the|his|her|its|THE)\s)?(?:[\w.&-]{1,20}\s){0,3}[\w.&-]{1,20}['’][sS]?\s$")
_CAPITALISED_BEFORE = re.compile(r",\s(?:(?:the|his|her|its)\s)?(?:[A-Z][\w&-]{1,20}\s){1,3}$")
#: Between the article and a title, and no part of it: `NAME, the new Minister of Labor`.
_ADJECTIVES = frozenset(("new", "newly-appointed", "current", "influential", "powerful", "long-time", "longtime"))
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "its"))
#: How far before a title the comma after a name is looked for.
_WIDTH = 90
#: No title is wider from its first word to its last: a longer run of title words is a list.
_WIDEST_TITLE = 160


class Left(Struct, frozen=True):
    """Where a title starts, the country and office before it, and where the whole phrase begins (`edge`)."""

    start: int
    country: str | None
    organisation: tuple[int, int] | None
    definite: bool
    indefinite: bool
    edge: int


def _is_of_title(text: str, low: int, word: Word, head: tuple[int, int], edge: int, capitals: bool) -> bool:
    """Return whether a word before a title belongs to the title."""
    modifies = _is_prefix(text, word) or _is_modifier(word.text, text[slice(*head)], capitals)
    return modifies or _joins_titles(text, low, word, edge, capitals)


def _is_prefix(text: str, word: Word) -> bool:
    """Tell a modifier that a hyphen ties to the title (`UNDER-SECRETARY`)."""
    return text[word.end : word.end + 1] == "-" and word.text.lower() in _MODIFIERS


def _is_modifier(word: str, head: str, capitals: bool) -> bool:
    known = name_words.kinds(word.rstrip("."))
    if word.endswith(".") and (len(word) > 5 or "title" not in known):
        return False
    if word.lower().endswith("affaires"):
        return True
    if known & {"stop"} and capitals and not known & {"title", "topic"}:
        return False
    if word.lower() in _MODIFIERS:
        return True
    if known & {"stop"} and not known & _TITLE_KINDS and word.isalpha():
        return False  # `As` begins a sentence: written with its stroke, A/S is a title
    if not known & _TITLE_KINDS and titles.find(word) is None and not name_words.is_compound(word):
        return False
    return word[0].isupper() or head[0].islower()


def to_the_left(text: str, low: int, head: tuple[int, int], capitals: bool) -> Left:
    """Follow a title to its first word, and on to the country or office before it."""
    start = edge = head[0]
    country: str | None = None
    organisation: tuple[int, int] | None = None
    word = word_before(text, low, edge)
    while word is not None and country is None and organisation is None:
        if _ends_sentence(word.text) or head[0] - word.start > _WIDEST_TITLE:
            break
        if (nation := _country(text, low, word)) is not None:
            country, edge = nation
        elif _is_of_title(text, low, word, head, edge, capitals):
            start = edge = word.start
        elif _is_office(bare := word.text.rstrip("."), capitals) or (not capitals and _is_place_name(bare)):
            organisation, edge = (word.start, word.start + len(bare)), word.start
        else:
            break
        word = None if word.ended else word_before(text, low, edge)
    first = _WORDS.match(text, start)
    if (word is not None and word.text.lower() in _OF) or (first is not None and first[0].lower() in _LAST_OF_PHRASE):
        start = max(start, _own_start(text, start, head))
    article = word.text.lower() if word else ""
    owned = text[edge:start].rstrip().endswith(("'s", "’s", "'S"))
    definite = article in _DEFINITE or article.endswith(("'s", "’s")) or owned
    return Left(start, country, organisation, definite, article in _INDEFINITE, edge)


def _own_start(text: str, start: int, head: tuple[int, int]) -> int:
    """Return the start of a title after another phrase: `Ministry of Home Affairs | Permanent Secretary`."""
    for m in _WORDS.finditer(text, start, head[0]):
        known = name_words.kinds(m[0])
        listed = titles.find(text[m.start() : head[1]]) is not None
        if listed or m[0].lower() in _MODIFIERS or "head" in known or m[0].endswith("."):
            return m.start()
        if not known & {"topic", "office", "place"} and m[0].lower() not in _LAST_OF_PHRASE:
            return m.start()
    return head[0]


def _joins_titles(text: str, low: int, word: Word, edge: int, capitals: bool) -> bool:
    """Return whether `and` is inside one title, behind a topic (`Political and Economic Counselor`)."""
    if word.text.lower() != "and" or not text[edge].isupper() or _begins_rank(text, edge):
        return False
    before = word_before(text, low, word.start)
    return before is not None and "topic" in name_words.kinds(before.text) and (capitals or before.text[0].isupper())


def _begins_rank(text: str, at: int) -> bool:
    """Tell an abbreviated rank, which no topic goes on with (`COMMERCE AND LT GEN`)."""
    word = _WORDS.match(text, at)
    return word is not None and is_rank(word[0].rstrip("."))


def _country(text: str, low: int, word: Word) -> tuple[str, int] | None:
    """Return the country that an adjective or possessive right before a title means, and where it begins."""
    if not word.text[0].isupper():
        return None
    before = None if word.ended else word_before(text, low, word.start)
    if before is not None and before.text[0].isupper() and (two := name_words.country(f"{before.text} {word.text}")):
        return two, before.start
    found = name_words.country(word.text)
    return (found, word.start) if found else None


def _ends_sentence(word: str) -> bool:
    """Return whether a word ends a sentence (`APRA.`) and is no abbreviation (`U.S.`)."""
    return (
        word.endswith(".") and "." not in word[:-1] and not ("title" in name_words.kinds(word[:-1]) and len(word) <= 5)
    )


def _is_office(word: str, capitals: bool) -> bool:
    if "/" in word:
        return word[0].isupper() and titles.find(word) is None
    if "office" in name_words.kinds(word):
        return word[0].isupper()
    return not capitals and word.isupper() and 2 <= len(word) <= 8


def _is_place_name(word: str) -> bool:
    return "place" in name_words.kinds(word) and word[0].isupper()


def name_before(text: str, low: int, edge: int, capitals: bool) -> tuple[Word, ...]:
    """Return the name before `, [the] TITLE`: two words at least, the last of them before the comma."""
    last = text.rfind(",", max(low, edge - _WIDTH), edge)
    if last < 0:
        return ()
    article = word_before(text, low, edge)
    if article is not None and article.text.lower() in _ADJECTIVES:
        edge, article = article.start, word_before(text, low, article.start)
    at = article.start if article is not None and article.text.lower() in _ARTICLES else edge
    for pattern in (OWNER,) if capitals else (OWNER, _CAPITALISED_BEFORE):
        if pattern.match(text, last, at) is not None:
            at = last + len(", ")
    comma = _COMMA_BEFORE.search(text, max(low, at - 50), at)
    if comma is None:
        return ()
    at = comma.start()
    found: list[Word] = []
    while len(found) < 5:
        word = word_before(text, low, at, gap=bool(found))
        if word is None:
            break
        bare = word.text if is_initial(word.text) else word.text.rstrip(".")
        if found and is_rank(bare):
            break  # `GEN JUAN PEREZ, COMMANDER`
        particle = "particle" in name_words.kinds(bare) and bool(found)
        if bare != word.text or not (is_initial(bare) or particle or could_be_name(bare, capitals=capitals)):
            break
        found.insert(0, word)
        at = word.start
        if word.ended:
            break
    while found and ("particle" in name_words.kinds(found[0].text) and not found[0].text[0].isupper()):
        found.pop(0)
    full = [w for w in found if not is_initial(w.text) and "suffix" not in name_words.kinds(w.text)]
    if len(found) < 2 or not full or any("place" in name_words.kinds(w.text) for w in full):
        return ()
    return tuple(found)


_OWN = re.compile(r"['’][sS]?$")
_CHAMBER = re.compile(r"\s+of\s+the\s+(?:[\w-]+\s+){0,2}Chambers?\s+of\s+(?:Commerce|Industry|Mines)\b", re.IGNORECASE)
#: How far behind a title the name of a public body is looked for.
_PUBLIC_WIDTH = 90
#: Titles that companies and clubs give as well: after a name they count only with a public body beside them.
_ALSO_PRIVATE = frozenset(("president", "director", "dir", "representative", "coordinator", "deputy"))
_OF_COMPANIES = frozenset(
    (
        "chairman",
        "chairwoman",
        "chairperson",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "secretary",
        "manager",
        "head",
        "adviser",
        "advisor",
    )
)


def is_private(words: list[Word]) -> bool:
    """Return whether `of` or `for` makes a title that of a private body: `of the Chamber of Commerce`."""
    if any(w.text.lower() == "chamber" for w in words) and words[-1].text.lower() in ("commerce", "industry"):
        return True
    return any("private" in name_words.kinds(w.text) for w in words)


def is_of_company(text: str, low: int, edge: int, head: str) -> bool:
    """Return whether a title is one in a company or school: `Ford Motor Company representative`."""
    if head.lower() not in _ALSO_PRIVATE and head.lower() not in _OF_COMPANIES:
        return False
    before = word_before(text, low, edge)
    return before is not None and before.text[0].isupper() and "private" in name_words.kinds(before.text)


def is_public(text: str, at: int, high: int) -> bool:
    """Return whether the words after a title name a public body: a country, a ministry, a topic of government."""
    rest = text[at : min(high, at + _PUBLIC_WIDTH)]
    if _CHAMBER.match(rest):
        return False
    stop = rest.find(". ")
    known = [
        name_words.kinds(_OWN.sub("", w)) for w in re.findall(name_words.WORD, rest[: stop if stop >= 0 else len(rest)])
    ]
    return any(k & {"topic", "office", "place"} for k in known) and not any("private" in k for k in known)


def is_owned(text: str, at: int, edge: int) -> bool:
    """Return whether a public body owns a title after a name: `NAME, the MFA's Americas Director`."""
    owner = OWNER.match(text, at, edge)
    return owner is not None and any("office" in name_words.kinds(_OWN.sub("", w)) for w in owner[0].split())


def head_is_public(head: str) -> bool:
    """Return whether a title alone is one of a government (`Ambassador`, `Minister`), unlike `Director`."""
    found = titles.find(head)
    return found is not None and found.category != "other" and head.lower() not in _ALSO_PRIVATE
