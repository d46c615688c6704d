"""Damage to whole texts: what copying, scanning and cutting do to a cable, one seeded step after another.

A fuzzer that makes its input letter by letter does not come near a page of prose with its titles, names and lists.
These begin with texts as they are, and change lines, words and line ends.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

LINE_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\n\n", " \n", "\\\n")
#: What stands beside names and numbers, and what stands for them.
WORDS = (
    "Jr.",
    "SR.",
    "II",
    "III",
    "de",
    "AL-",
    "Mr.",
    "MINISTER",
    "President",
    "Ambassador",
    "King",
    "(strictly protect)",
    "XXXXXXXXXXXX",
    "[REDACTED]",
    "\u2588\u2588\u2588",
    "[name not declassified]",
    "D'",
    "O'",
    "-",
    "--",
    "/",
    ".",
    ",",
    "(",
    ")",
    "''",
    "\u2019",
    "\ufffd",
    "\x00",
    "&nbsp;",
    "\u00df",
    "\u0130",
    "\u1e9e",
    "\ufb01",
    "e\u0301",
    "\u00ad",
    "\u200b",
    "\U0001f4dc",
    "\u0661\u0662",
    "\u00b2",
    "1.",
    "12.",
    "A.",
    "(C)",
    "(S/NF)",
    "REF:",
    "REFTEL",
    "TAGS:",
    "SUBJECT:",
    "Classified By:",
    "E.O. 12958: DECL:",
    "FM AMEMBASSY",
    "TO",
    "INFO",
    "SECTION 01 OF 02",
    "PAGE 02 LIMA 01234",
    "NNNN",
    "BT",
    "MRN:",
    "Drafted By:",
    "Message Attributes",
    "Summary:",
    "End Summary.",
    "Participants:",
    "1952 STATE 23889",
    "00",
    "2007",
    "99999999",
    "VZCZCXYZ0005",
    "DE RUEHPE #2181/01 1722107",
    "P 212107Z JUN 07",
    "P 311299Z FEB 00",
    "Signature:",
    "END TEXT",
)
_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_STRETCH = 12

Change = Callable[[random.Random, str, Sequence[str]], str]


def _lines(rng: random.Random, text: str, others: Sequence[str]) -> str:
    """Delete, double, move or borrow some lines that stand together."""
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    some = lines[at : at + rng.randint(1, _STRETCH)]
    kind = rng.randrange(4)
    if kind < 2:
        lines[at : at + len(some)] = [] if kind == 0 else some * rng.randint(2, 4)
    elif kind == 2:
        del lines[at : at + len(some)]
        to = rng.randint(0, len(lines))
        lines[to:to] = some
    else:
        borrowed = rng.choice(others).splitlines(keepends=True)
        low = rng.randrange(len(borrowed))
        lines[at:at] = borrowed[low : low + rng.randint(1, _STRETCH)]
    return "".join(lines)


def _tokens(rng: random.Random, text: str, others: Sequence[str]) -> str:
    """Delete, double, exchange, borrow or put in some words, blanks or marks."""
    tokens = _TOKEN.findall(text)
    foreign = _TOKEN.findall(rng.choice(others))
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(tokens))
        kind = rng.randrange(6)
        if kind == 0:
            del tokens[at : at + rng.randint(1, 4)]
        elif kind == 1:
            tokens[at:at] = tokens[at : at + rng.randint(1, 6)]
        elif kind == 2:
            to = rng.randrange(len(tokens))
            tokens[at], tokens[to] = tokens[to], tokens[at]
        elif kind == 3:
            low = rng.randrange(len(foreign))
            tokens[at : at + rng.randint(0, 3)] = foreign[low : low + rng.randint(1, 6)]
        elif kind == 4:
            tokens[at:at] = [rng.choice((" ", "", "\n")), rng.choice(WORDS), rng.choice((" ", "", "\n"))]
        else:
            tokens[at] = rng.choice(WORDS)
        if not tokens:
            tokens = [rng.choice(WORDS)]
    return "".join(tokens)


def _case(rng: random.Random, text: str, _: Sequence[str]) -> str:
    """Print all of the text or a stretch of it in another letter case."""
    change = rng.choice((str.upper, str.lower, str.title, str.swapcase))
    low = rng.choice((0, rng.randrange(len(text))))
    high = rng.choice((len(text), rng.randint(low, len(text))))
    return text[:low] + change(text[low:high]) + text[high:]


def _line_ends(rng: random.Random, text: str, _: Sequence[str]) -> str:
    """Write every line end, or every line end at random, in another way."""
    if rng.random() < 0.5:
        return rng.choice(LINE_ENDS).join(text.splitlines())
    return "".join(line + rng.choice(LINE_ENDS) for line in text.splitlines())


def _cut(rng: random.Random, text: str, _: Sequence[str]) -> str:
    """Cut the text off anywhere, at its end, its beginning or both."""
    low, high = sorted((rng.randrange(len(text)), rng.randint(0, len(text))))
    return text[rng.choice((0, low)) : rng.choice((high, len(text)))]


def _blanks(rng: random.Random, text: str, _: Sequence[str]) -> str:
    """Join lines, or put a margin, a mark of quoting or a number before each."""
    kind = rng.randrange(4)
    if kind == 0:
        return re.sub(r"\n(?=\S)", lambda m: rng.choice(("\n", " ")), text)
    margin = rng.choice(("    ", "\t", "> ", ">> ", "| ", "\u2022 "))
    if kind == 1:
        return "".join(margin + line for line in text.splitlines(keepends=True))
    if kind == 2:
        return "".join(f"{i:3} {line}" for i, line in enumerate(text.splitlines(keepends=True), 1))
    return re.sub("[ \t]+", lambda m: rng.choice((m[0], "", "  ", "\xa0", "\t")), text)


def _word_everywhere(rng: random.Random, text: str, others: Sequence[str]) -> str:
    """Put another word, from the list or another text, wherever one word of the text stands."""
    words = re.findall(r"\w+", text)
    if not words:
        return text
    foreign = re.findall(r"\w+", rng.choice(others)) or ["X"]
    return text.replace(rng.choice(words), rng.choice((rng.choice(WORDS), rng.choice(foreign))))


_CHANGES: tuple[Change, ...] = (
    _lines,
    _lines,
    _tokens,
    _tokens,
    _tokens,
    _case,
    _line_ends,
    _cut,
    _blanks,
    _word_everywhere,
)


def mutated(rng: random.Random, texts: Sequence[str], longest: int = 20_000) -> str:
    """Return one of `texts` after one to five changes; long ones are read from a window of `longest` characters."""
    text = rng.choice(texts)
    if len(text) > longest:
        low = rng.choice((0, rng.randrange(len(text) - longest)))
        text = text[low : low + longest]
    for _ in range(rng.randint(1, 5)):
        text = rng.choice(_CHANGES)(rng, text, texts) or rng.choice(WORDS)
    return text


def main(target: Path, folder: Path, count: int = 200) -> None:
    """Write damaged texts of a folder and of generated cables into `target`: what `make fuzz` begins with."""
    from generator import corpus

    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    texts += [one.text for one in corpus(50, seed=5)]
    target.mkdir(parents=True, exist_ok=True)
    rng = random.Random(0)
    for n in range(count):
        data = mutated(rng, texts, longest=3_000).encode("utf-8", "surrogatepass")
        (target / f"mutated-{n:03}").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
