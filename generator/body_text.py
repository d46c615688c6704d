"""Write the body: numbered paragraphs with portion markings, a summary, headings, officials named, a signature."""

from __future__ import annotations

import random
from dataclasses import dataclass

from generator import invented_prose
from generator.invented_cable import Facts
from generator.marked_writer import Mark, Writer


@dataclass(frozen=True, slots=True)
class Style:
    """How a body is written: in capitals, in lines of `column` characters (0: unbroken), with portion markings."""

    capitals: bool = False
    column: int = 0
    portions: bool = True
    headings: bool = True
    gap: str = "\n\n"
    separator: str = ". "


_SHORT = {"UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S"}


_MOST_PARAGRAPHS = 60


def _counts(rnd: random.Random, size: float) -> list[int]:
    """Return the sentences of each paragraph: most cables are short, a few very long; 12 KB on average (size 1)."""
    paragraphs = min(int(_MOST_PARAGRAPHS * max(size, 1)), max(2, int(rnd.lognormvariate(2.62, 0.55) * size)))
    return rnd.choices((2, 4, 5, 6, 7, 8, 9), k=paragraphs)


def _marking(rnd: random.Random, facts: Facts) -> str:
    if not facts.classified:
        return "SBU" if "SENSITIVE" in facts.captions else "U"
    short = _SHORT[facts.level]
    if "NOFORN" in facts.captions:
        short += "/NF"
    return short if rnd.random() < 0.8 else rnd.choice(("U", "SBU") if facts.year > 1995 else ("U", "LOU"))


def _words(rnd: random.Random, facts: Facts, count: int, marks: list[Mark]) -> str:
    """Return a paragraph on one line; the officials named in it are marked with their places in it."""
    text = invented_prose.passage(rnd, count, facts.government, facts.country)
    if rnd.random() < 0.35:
        named = invented_prose.mention(rnd)
        start = len(text) + 1 + named.at
        marks.append(Mark("mentioned", start, start + len(named.who.name), named.who, named.protected))
        text = f"{text} {named.sentence}"
    return text


def _paragraph(
    w: Writer, rnd: random.Random, lead: tuple[int, str], parts: tuple[str, str, str], marks: list[Mark], style: Style
) -> None:
    """Write one paragraph.

    `lead` is its number and marking; `parts` are what opens it, its text and what closes it (`Summary: `, …,
    ` End summary.`); `marks` are places in the text.
    """
    start = w.at
    number, marking = lead
    opening = f"{number}{style.separator}" + (f"({marking}) " if style.portions else "")
    text = "".join((opening, *parts))
    if style.capitals:
        text = text.upper()
    if style.column:
        text = invented_prose.wrapped(text, style.column)
    w.write(text)
    if not parts[0] and rnd.random() < 0.07:
        listed = invented_prose.items(rnd)
        w.write(listed.upper() if style.capitals else listed)
    within = start + len(opening) + len(parts[0])
    for mark in marks:
        w.marks.append(mark._replace(start=mark.start + within, end=mark.end + within))
    if parts[0].startswith("Summary"):
        w.marks.append(Mark("summary", within, within + len(parts[1])))
    w.cover("paragraphs", start, number, marking if style.portions else None)


def write(w: Writer, facts: Facts, rnd: random.Random, style: Style) -> None:
    """Write the body and mark its paragraphs, headings, summary and officials."""
    kind = rnd.choice(("inline", "inline", "open", "none"))
    for number, count in enumerate(_counts(rnd, facts.size), 1):
        if number > 2 and style.headings and rnd.random() < 0.2:
            words = invented_prose.heading(rnd)
            words = words.upper() if style.capitals else words
            w.mark("headings", words)
            if rnd.random() < 0.5:
                w.write("\n" + "-" * len(words))
            w.write("\n\n")
        marks: list[Mark] = []
        opening = closing = ""
        if number == 1 and kind != "none":
            opening, closing = "Summary: ", " End summary." if kind == "inline" else ""
        elif number > 2 and rnd.random() < 0.07:
            opening, closing = "Comment: ", " End comment."
        text = _words(rnd, facts, count, marks)
        _paragraph(w, rnd, (number, _marking(rnd, facts)), (opening, text, closing), marks, style)
        w.write(style.gap)


def signature(w: Writer, facts: Facts, rnd: random.Random) -> None:
    """Write the surname under the text, and sometimes an end-of-message sign."""
    w.mark("signed", facts.signer)
    w.write("\n" + rnd.choice(("", "", "", "\nNNNN\n", "\n##\n")))
