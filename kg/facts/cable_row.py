"""Define a row of the table of cables, and the form of a cell with several values.

`kg.facts.cable_table` fills the rows; `kg.export.cable_tables` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CableRow:
    """A row of the table; every value is text, empty where unknown.

    `date` is in UTC as in the graph (`2007-06-21T21:07:00Z`, or a day or year where no more is known), `level`,
    `captions` and `tags` are codes. `status` is `held`, or `referenced-only` for a cable without a copy here that
    others refer to. The columns from `release` to `copy` have one value for each copy, in one order, the best to cite
    first. `span` is the place of the cable in the first of these (first and last code point, half-open), `line` the
    line of its start, counted from 1; `places` are the spans of the values there, by column. `uncertain` lists the
    doubtful values with their reasons, `repairs` the values read otherwise than written, `corrected` the corrections
    with their authors.
    """

    number: str
    date: str
    sender: str
    to: str
    info: str
    level: str
    captions: str
    tags: str
    subject: str
    references: str
    signer: str
    classifier: str
    drafter: str
    status: str
    release: str
    authority: str
    release_date: str
    case: str
    source: str
    identifier: str
    url: str
    copy: str
    span: str
    line: str
    places: str
    uncertain: str
    repairs: str
    corrected: str
    iri: str


NAMES = tuple("from" if name == "sender" else name for name in CableRow.__slots__)
"""The names of the columns in the table: `from` is no name for an attribute in Python."""


def joined(values: Iterable[str]) -> str:
    r"""Return the values of a cell as one text, each once.

    >>> joined(["Smith; John", "Roe"])
    'Smith\\; John; Roe'
    """
    return "; ".join(v.replace("\\", "\\\\").replace(";", "\\;") for v in dict.fromkeys(values))


def split(cell: str) -> list[str]:
    r"""Return the values of a cell that `joined` made.

    >>> split("Smith\\; John; Roe"), split("")
    (['Smith; John', 'Roe'], [])
    """
    found = re.findall(r"((?:\\.|[^;\\])+)(?:; |$)", cell, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in found]
