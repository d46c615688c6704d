"""Find the post meant by a name of several words of which some are cut off: `TEL A`, `KUALA L`, `B AIRES`.

Each word written has to begin the word of the name in its place, and one of them has to be whole. The name with the
fewest cut words wins; where two posts are equally near, none does.
"""

from __future__ import annotations

from functools import cache, lru_cache

from kg.vocabulary import posts
from kg.vocabulary.csv_tables import fold, squeeze

_OFFICES = ("AMEMB", "AMCON", "USMISSION", "USINT", "USLO", "SECSTATE")
_SHORTEST_WHOLE = 2


@cache
def _names() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the words of every name of two words and more that a post has, with the post."""
    found: dict[tuple[tuple[str, ...], str], None] = {}
    for post in posts.all():
        for name in (post.city.partition("(")[0], *post.aliases):
            words = tuple(fold(name).replace("-", " ").replace(".", " ").split())
            words = words[1:] if words and words[0].startswith(_OFFICES) else words
            if len(words) > 1 and posts.station(" ".join(words)) == post.id:
                found[words, post.id] = None
    return tuple(found)


def _cuts(written: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """Return how many words of `written` are cut, None where it is no beginning of `name`."""
    if len(written) > len(name) or not all(n.startswith(w) for w, n in zip(written, name, strict=False)):
        return None
    whole = [w for w, n in zip(written, name, strict=False) if w == n and len(w) >= _SHORTEST_WHOLE]
    return len(written) - len(whole) if whole else None


@lru_cache(maxsize=4096)
def find(written: tuple[str, ...], year: int | None = None) -> str | None:
    """Return the only post with a name that the words (in capitals) begin; None for no post or several.

    >>> find(("TEL", "A")), find(("B", "AIRES")), find(("ARMY", "A"))
    ('TELAVIV', 'BUENOSAIRES', None)
    """
    written = written[1:] if written[:1] and written[0].startswith(_OFFICES) else written
    if len(written) < 2 or not all(word.isalpha() for word in written):
        return None
    best: dict[int, set[str]] = {}
    for name, post in _names():
        cuts = _cuts(written, name)
        if cuts is not None:
            best.setdefault(cuts, set()).add(posts.station(squeeze(post), year) or post)
    nearest = best[min(best)] if best else set()
    return nearest.pop() if len(nearest) == 1 else None
