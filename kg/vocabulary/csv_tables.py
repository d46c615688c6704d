"""Find and read the vocabulary tables (`ontology/vocab/*.csv`), each once, when first needed.

Two functions make names comparable: `fold` (capitals without accents) and `squeeze` (letters and digits alone).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from kg.errors import KgError

Row = Mapping[str, str]

#: No name, code or spelling in the tables is longer; a longer question is answered "unknown" without work.
LONGEST = 120
_NO_LETTER = re.compile("[^A-Za-z0-9]+")


@cache
def locate() -> Path:
    """Return the folder `ontology`: inside the installed package, else beside the package in a checkout.

    Raises `KgError` where neither has the tables.
    """
    inside = Path(str(files("kg"))) / "ontology"
    beside = Path(str(files("kg"))).parent / "ontology"
    for folder in (inside, beside):
        if (folder / "vocab").is_dir():
            return folder
    raise KgError(f"The vocabularies are missing: neither {inside} nor {beside} has them. Install the package again.")


@cache
def read(table: str, folder: str = "vocab") -> tuple[Row, ...]:
    """Return the rows of `<table>.csv` in a folder of the ontology, as in the file; the header gives the keys.

    Raises `KgError` where the table is missing or damaged.
    """
    path = locate() / folder / f"{table}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            names = next(rows, [])
            return tuple(dict(zip(names, row, strict=True)) for row in rows if row)
    except (OSError, csv.Error, ValueError) as error:
        raise KgError(f"The table {path} can't be read: {error}") from error


def split(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values, separated by vertical bars.

    >>> split("AMEMBASSY LIMA|LIMA")
    ('AMEMBASSY LIMA', 'LIMA')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def fold(text: str) -> str:
    """Return text in capitals without accents (`São Tomé` → `SAO TOME`).

    >>> fold("São Tomé")
    'SAO TOME'
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.upper()


def squeeze(text: str) -> str:
    """Return the letters and digits of a name in capitals without accents, for comparing names.

    Blanks, hyphens, dots and apostrophes do not tell names apart: `St. John's` → `STJOHNS`.

    >>> squeeze("São Tomé 2")
    'SAOTOME2'
    """
    return _squeezed(text) if len(text) <= LONGEST else _NO_LETTER.sub("", fold(text))


@lru_cache(maxsize=16_384)
def _squeezed(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


@cache
def weights(table: str) -> Mapping[str, float]:
    """Return the weights of a table of evidence by code; each row gives its reason in `reason`.

    >>> weights("anchor_evidence")["colon"]
    0.6
    """
    return {row["code"]: float(row["weight"]) for row in read(table)}


def without_office(name: str) -> str:
    """Strip the office symbols from an addressee's name: military addresses name desks between slashes.

    >>> without_office("SECDEF WASHDC//OASD-ISA/APD//")
    'SECDEF WASHDC'
    """
    return name.partition("//")[0].rstrip()


def iri_part(code: str) -> str:
    """Return a code as the last part of an IRI: percent-encoded where it has to be (`EL AL` → `EL%20AL`).

    >>> iri_part("EL AL")
    'EL%20AL'
    """
    return quote(code, safe="")


def covers(era: str, year: int | None) -> bool:
    """Return whether `year` lies in an era (`1973-1979`, `1973-79`, `1979-`, `-1992`; empty: always).

    Without a year the answer is True: nothing speaks against any era.

    >>> covers("1973-79", 1975), covers("1979-", 1975)
    (True, False)
    """
    if not era or year is None:
        return True
    first, _, last = era.partition("-")
    if len(last) == 2:
        last = first[:2] + last
    return (not first or int(first) <= year) and (not last or year <= int(last))
