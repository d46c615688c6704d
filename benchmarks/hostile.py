"""Time per cable on hostile text of 1 KB to 10 MB: the time must grow no faster than the text.

    python -m benchmarks.hostile [--largest BYTES] [--seconds N] [--json FILE]

Each unit is repeated to the size, in every one of some places; a row gives milliseconds for each size and how much
longer ten times the text took (10 is linear). A size that would take longer than `--seconds` by the time of the one
before it is left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import kg

UNITS = {
    "letters": "A",
    "line ends": "\n",
    "blanks": " ",
    "open parentheses": "(",
    "open brackets": "[a](",
    "empty links": "[a](#)",
    "backslashes": "\\",
    "entities": "&amp;",
    "open tags": "<a ",
    "digits": "1",
    "dashes": "-",
    "emphasis": "**a",
    "REF lines": "REF: A. LIMA 1\n",
    "references": "A. LIMA 1 ",
    "REF words": "REF A. ",
    "TAGS lines": "TAGS: PREL\n",
    "glued TAGS": "KMARRPREL",
    "SUBJECT lines": "SUBJECT: x\n",
    "addressees": "TO RUEHC/SECSTATE WASHDC\n",
    "page banners": "CONFIDENTIAL\nPAGE 02 LIMA 01234\n",
    "wire banners": "LIMA 00000954 001.2 OF 004\n",
    "first pages": "PAGE 01 LIMA 01234 01 OF 02 081530Z\n",
    "envelopes": "VZCZC12\nDE RUEHPE #2181/01 1722107\n",
    "MRN keys": "MRN: 11 LIMA 5\n",
    "classification lines": "CONFIDENTIAL LIMA 1\n",
    "spaced letters": "C O N F I D E N T I A L ",
    "classifiers": "Classified By: ",
    "paragraphs": "1. (C) x\n\n",
    "headings": "A Heading\n\n",
    "summaries": "Summary: ",
    "titles and names": "President Garcia met Foreign Minister Doe. ",
    "capital words": "WORD ",
    "capital initials": "A B C D E F ",
    "protected names": "Doe (strictly protect) ",
    "marks to protect": "(protect) ",
    "marks never closed": "(protect ",
    "requests to protect": "Please protect Ann Roe, ",
    "notes for all sources": "Please protect all sources in this cable. ",
    "broken words": "p-\n",
    "redactions": "XXXXXXXXXXXX ",
    "title words": "PM ",
    "portion marks": "(C) ",
    "title and name": "Minister of ",
    "closing brackets": "]",
    "attributes": "Message Attributes\nTAGS: PREL\n",
}
HEADER = (
    "VZCZCXYZ0005\nDE RUEHPE #2181/01 1722107\nZNY CCCCC ZZH\nP 212107Z JUN 07\nFM AMEMBASSY LIMA\n"
    "TO RUEHC/SECSTATE WASHDC PRIORITY 5950\n\nC O N F I D E N T I A L LIMA 002181\n\nE.O. 12958: DECL: 06/21/2017\n"
    "TAGS: PREL, PE\nSUBJECT: X\n\n1. (C) "
)


#: Where the units are put: alone, or below the head of a cable up to the field that is to read them.
PLACES = {
    "alone": "",
    "in a body": HEADER,
    "a subject": HEADER[: HEADER.index("X\n\n1.")],
    "a summary": HEADER + "Summary: ",
    "a REF line": HEADER.replace("\n\n1. (C) ", "\nREF: "),
    "drafted by": "MRN: 11 LIMA 5\nSubject: X\n\n1. x\n\nSignature: X\n\nDrafted By: POL:Doe, Jane",
}
#: What stands behind the units: the end of a pattern that tried them all.
_TAIL = "(x) : y"


class Row(TypedDict):
    """One line of the table: milliseconds by size, and the last time divided by the one before it."""

    unit: str
    place: str
    ms: dict[int, float]
    growth: float | None


def milliseconds(text: str) -> float:
    """Return how long one reading of `text` takes: time of the processor, so that other work does not count."""
    started = time.process_time()
    kg.parse(text)
    return (time.process_time() - started) * 1000


def measure(largest: int, seconds: float) -> Iterator[Row]:
    """Yield a row for every unit in every place."""
    sizes = [s for s in (1_000, 10_000, 100_000, 1_000_000, 10_000_000) if s <= largest]
    for name, unit in UNITS.items():
        for place, head in PLACES.items():
            times: list[float] = []
            for size in sizes:
                if times and times[-1] * 10 > seconds * 1000:
                    break
                times.append(milliseconds(head + unit * (size // len(unit)) + (_TAIL if head else "")))
            growth = times[-1] / times[-2] if len(times) > 1 else None
            yield {"unit": name, "place": place, "ms": dict(zip(sizes, times, strict=False)), "growth": growth}


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000_000, help="bytes of the largest text (default 1,000,000)")
    parser.add_argument("--seconds", type=float, default=30, help="longest time for one text (default 30)")
    parser.add_argument("--json", metavar="FILE", help="write the figures to FILE as well")
    args = parser.parse_args()
    kg.parse(HEADER)
    rows = []
    columns = len(str(args.largest)) - 3
    for row in measure(args.largest, args.seconds):
        rows.append(row)
        cells = [f"{ms:10.1f}" for ms in row["ms"].values()]
        cells += [f"{'-':>10}"] * (columns - len(cells))
        growth = f"x{row['growth']:.1f}" if row["growth"] else ""
        print(f"{row['unit']:22} {row['place']:10} {'  '.join(cells)}   {growth}", flush=True)
    if args.json:
        Path(args.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
