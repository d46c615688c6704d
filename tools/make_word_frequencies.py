"""Make `ontology/vocab/word_frequencies.csv`: how often a word is a surname, a forename, a word of the language.

usage: python tools/make_word_frequencies.py FOLDER VOLUME.xml.xz ...

FOLDER holds the lists of the U.S. Census Bureau of 1990 (`dist.all.last`, `dist.male.first`, `dist.female.first`, as
the package `names` of PyPI has them); a VOLUME is one of Foreign Relations of the United States in TEI. A word of the
language is one printed in small letters; inflected forms are left out where their stem stands in the table.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.vocabulary.word_frequencies import stems

OUT = Path(__file__).resolve().parents[1] / "ontology" / "vocab" / "word_frequencies.csv"
CENSUS = "U.S. Census 1990"
VOLUMES = "counted in FRUS"
_SMALL = re.compile(r"(?<![\w.'’-])[a-z]{3,}(?![\w'’-])")
#: A word with a capital inside a sentence: a word rarely printed in small letters and oftener so is a name.
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_BANDS = ((100, "common"), (10, "usual"), (3, "rare"))
_RANKS = ((500, "common"), (2500, "usual"), (6500, "rare"))
_FORENAMES = 1200


def words(volumes: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield the words printed in small letters, with the band of their count."""
    counts: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    for volume in volumes:
        text = re.sub("<[^>]+>", " ", lzma.decompress(volume.read_bytes()).decode())
        counts.update(word.upper() for word in _SMALL.findall(text))
        capitalised.update(word.upper() for word in _INSIDE.findall(text))
    least, usual = _BANDS[-1][0], _BANDS[-2][0]
    kept = {w: n for w, n in counts.items() if n >= usual or least <= n >= capitalised[w]}
    enough = {word: next(band for least, band in _BANDS if n >= least) for word, n in kept.items()}
    for word, band in enough.items():
        if not any(stem in enough for stem in stems(word)):
            yield word, band


def names(path: Path, ranks: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Yield the names of a list of the census, with the band of their rank."""
    for line in path.read_text(encoding="ascii").splitlines():
        name, _, _, rank = line.split()
        band = next((band for most, band in ranks if int(rank) <= most), None)
        if band and len(name) > 2:
            yield name, band


def main(folder: str, *volumes: str) -> None:
    """Write the table: one row for each kind, band and first letter."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    lists = Path(folder)
    forenames = ((200, "common"), (_FORENAMES, "usual"))
    for kind, pairs in (
        ("word", words(map(Path, volumes))),
        ("surname", names(lists / "dist.all.last", _RANKS)),
        ("forename", names(lists / "dist.male.first", forenames)),
        ("forename", names(lists / "dist.female.first", forenames)),
    ):
        for word, band in pairs:
            found[kind, band, word[0]].add(word)
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("kind", "band", "words", "source"))
        for (kind, band, _), some in sorted(found.items()):
            out.writerow((kind, band, " ".join(sorted(some)), VOLUMES if kind == "word" else CENSUS))


if __name__ == "__main__":
    main(*sys.argv[1:])
