"""How names beside titles are read where the print does not tell them: printed volumes put into capitals.

In a printed volume small letters say that `the Minister said` names nobody, capitals that `Minister Rusk` does. Its
paragraphs are put into capitals and read as the text of a telegram; `python -m tests.capitals_score FOLDER` prints the
figures for the volumes of a folder (`*.xml.xz`, Foreign Relations of the United States in TEI).
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import kg

HEADER = """R 221001Z MAY 76
FM AMEMBASSY NAIROBI
TO SECSTATE WASHDC 4101

CONFIDENTIAL NAIROBI 5501

E.O. 11652: GDS
TAGS: PINT
SUBJECT: DEVELOPMENTS

1. """
_HEADS = (
    r"(?P<head>[Mm]inisters?|[Gg]enerals?|[Mm]ajor|[Ss]ecretary|[Aa]mbassadors?|[Pp]resident|[Rr]epresentatives?"
    r"|[Dd]irector|[Gg]overnor|[Cc]hief|[Cc]olonel|[Ss]enators?|[Pp]remier|[Kk]ing|[Pp]rince|[Cc]ounselor"
    r"|[Cc]ommissioner|[Cc]onsul|[Mm]arshal|[Aa]dmiral|[Cc]hairman|[Dd]eputy|[Dd]elegates?|[Cc]ommander)"
)
_BESIDE = re.compile(rf"\b{_HEADS} (?P<word>[A-Za-z]\w{{2,}})(?P<more>(?:[ -](?:[A-Z]\w+|[A-Z]\.))*)")
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_LONGEST = 700


@dataclass(slots=True)
class Counted:
    """Places where nobody is named, and how many of these were read as a name; names, and how many were read."""

    places: int = 0
    named: list[str] = field(default_factory=list)
    names: int = 0
    missed: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the figures on one line."""
        right = self.names - len(self.missed)
        return (
            f"words read as names {len(self.named)}/{self.places} ({len(self.named) / (self.places or 1):.3f}),"
            f" names read {right}/{self.names} ({right / (self.names or 1):.3f}),"
            f" precision {right / ((right + len(self.named)) or 1):.3f}"
        )


def paragraphs(volume: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield the paragraphs of a volume as plain text, with the last words of the persons tagged in each."""
    text = lzma.decompress(volume.read_bytes()).decode()
    for m in _PARAGRAPH.finditer(text):
        bare = re.sub(r"<note\b.*?</note>", "", m[1], flags=re.DOTALL)
        tagged = {
            _bare(p).split()[-1] for p in re.findall(r"<persName[^>]*>(.*?)</persName>", bare, re.DOTALL) if _bare(p)
        }
        plain = _bare(bare)
        if 40 < len(plain) <= _LONGEST and _BESIDE.search(plain):
            yield plain, tagged


def _bare(xml: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", xml)).split())


def count(volumes: list[Path], most: int) -> Counted:
    """Read up to `most` paragraphs of each volume."""
    counted = Counted()
    for volume in volumes:
        for number, (plain, tagged) in enumerate(paragraphs(volume)):
            if number >= most:
                break
            _count(counted, plain, tagged)
    return counted


def _count(counted: Counted, plain: str, tagged: set[str]) -> None:
    text = HEADER + plain.upper()
    if len(plain.upper()) != len(plain):
        return
    base = len(HEADER)
    spans = {s for o in kg.parse(text).officials if o.name and o.role == "mentioned" for s in (o.span, *o.also)}
    starts = {s.start - base: text[s.start : s.end] for s in spans}
    ends = {s.end - base for s in spans}
    for m in _BESIDE.finditer(plain):
        told = plain[max(m.start() - 30, 0) : m.end() + 25]
        if m["word"][0].islower():
            counted.places += 1
            if m.start("word") in starts:
                counted.named.append(f"{starts[m.start('word')]} | {told}")
        elif (m["word"] + m["more"]).split()[-1] in tagged:
            counted.names += 1
            if m.end() not in ends:
                counted.missed.append(f"{m['word']}{m['more']} | {told}")


def main(folder: str, most: str = "400") -> None:
    """Print the figures, the words most often read as names, and what was missed."""
    counted = count(sorted(Path(folder).glob("*.xml.xz")), int(most))
    print(counted.line())
    for title, lines in (("named", counted.named), ("missed", counted.missed)):
        print(title)
        for line in lines[:120]:
            print("   ", line)
    print(Counter(line.split()[0] for line in counted.named).most_common(20))


if __name__ == "__main__":
    main(*sys.argv[1:])
