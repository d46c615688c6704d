"""Find every run of words in a range that may be a name, with or without a title (`Ana Quispe`, `J. de la Cruz`).

The rules of `name_runs` say which words can be in a name; here the runs are cut out of running text, particles and
suffixes included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.parsing import name_words
from kg.parsing.name_runs import Word, could_be_name, is_initial

_TOKEN = re.compile(rf"(?:[^\W\d_]\.-?){{1,4}}(?![^\W_])|{name_words.WORD}")
_GAP = re.compile(r"[ \t]{0,8}(?:\r?\n[ \t>]{0,40})?|-")
_GENITIVE = re.compile(r"['’][sS]?$")
#: The endings of trades and callings; names have them too, so an ending counts only where the place suggests a trade.
_TRADE = re.compile(r"(?:er|or|ist|ian|man|men|woman|women|person|ess|ant|ent|yst|ee|ary|ar|sel|ief)s?$", re.IGNORECASE)
_NO_PERSON = frozenset(("thing", "private", "topic", "office", "title", "head", "stop", "honorific"))
_MOST_WORDS = 6


class Named(NamedTuple):
    """A run of words that may be a name, with its range."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """The offset of the first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """The offset behind the last word."""
        return self.words[-1].end

    @property
    def full(self) -> list[Word]:
        """The words that are no initials and no particles."""
        return [w for w in self.words if not is_initial(w.text) and "particle" not in name_words.kinds(w.text)]


def is_trade(word: str) -> bool:
    """Return whether a word names a trade or calling, by the tables or by its ending.

    >>> is_trade("driver"), is_trade("Struble")
    (True, False)
    """
    known = name_words.kinds(word)
    return (bool(known & _NO_PERSON) and "plain-name" not in known) or _TRADE.search(word) is not None


def named_in(text: str, low: int, high: int, *, capitals: bool) -> Iterator[Named]:
    """Yield the runs of name-like words in `text[low:high]`; places alone are no names.

    `capitals` is true for a text printed in capitals, where plain words end a name.

    >>> [text.full[-1].text for text in named_in("we met Ana Quispe in Lima", 0, 25, capitals=False)]
    ['Quispe']
    """
    run: list[Word] = []
    waiting: list[Word] = []  # particles, which belong to a run only if it goes on
    last = low
    for m in _TOKEN.finditer(text, low, high):
        word = m[0]
        if (tail := _GENITIVE.search(word)) is not None and tail.start() > 1:
            word = word[: tail.start()]
        gap = text[last : m.start()]
        known = name_words.kinds(word)
        goes_on = bool(run) and _GAP.fullmatch(gap) is not None and len(run) < _MOST_WORDS
        suffix = goes_on and "suffix" in known
        if run and not goes_on and not (gap.strip() in (",", "") and "suffix" in known):
            yield from _whole(run)
            run, waiting = [], []
        token = Word(word, m.start(), m.start() + len(word))
        if suffix or (run and "suffix" in known):
            run += [*waiting, token]
            waiting = []
        elif "particle" in known and not (word[0].isupper() and could_be_name(word, capitals=capitals)):
            waiting.append(token)
        elif (is_initial(word) and (run or word.endswith("."))) or could_be_name(word, capitals=capitals):
            run += [*waiting, token]
            waiting = []
        else:
            yield from _whole(run)
            run, waiting = [], []
        last = m.start() + len(word)
    yield from _whole(run)


def _whole(run: list[Word]) -> Iterator[Named]:
    while run and is_initial(run[-1].text) and not run[-1].text.endswith("."):
        run = run[:-1]
    found = Named(tuple(run))
    full = found.full if run else []
    if full and not all(
        "place" in name_words.kinds(w.text) and "plain-name" not in name_words.kinds(w.text) for w in full
    ):
        yield found
