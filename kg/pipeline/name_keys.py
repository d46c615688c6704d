"""Make the keys by which words of names are compared, despite accents, strokes and transcriptions.

`Münch`, `MUENCH` and `Munch` share a key, so that a name is found however a text writes the name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ə": "e",
        "ĸ": "k",
        "ſ": "s",
    }
)
#: How some letters are written where there are no accents: beside the letter alone.
_WRITTEN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "đ": "dj", "ð": "dh", "ñ": "ny"}
)
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("dj", "d"), ("dh", "d"), ("th", "t"))
SHORTEST_FORENAME = 4
"""The fewest letters of a forename that is searched alone."""


@lru_cache(maxsize=65_536)
def keys_of(word: str) -> tuple[str, ...]:
    """Return the comparison keys of a word: its letters without accents, and transcribed.

    >>> keys_of("Ødegård"), keys_of("Wałęsa")
    (('odegard', 'oedegaard'), ('walesa',))
    """
    if word.isascii():
        return (word.lower(),)
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower())
    return tuple(dict.fromkeys((_bare(small), _bare(small.translate(_WRITTEN)))))


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).translate(_PLAIN)
    return "".join(c for c in plain if c.isalpha())


def sought_keys(word: str) -> set[str]:
    """Return the keys of a word of a name, also without the second letter of a transcription.

    >>> sorted(sought_keys("Muench"))
    ['muench', 'munch']
    """
    found = set(keys_of(word))
    for key in tuple(found):
        for two, one in _DIGRAPHS:
            if two in key and len(key) > SHORTEST_FORENAME:
                found.add(key.replace(two, one))
    return found
