"""Read exemptions as release reviewers write them: `(b)(1)`, `B6`, `b7D`, `1.4(d)`, `E.O. 12958 3.3(b)(1)>25Yrs`, `25X1`.

The exemptions of the Freedom of Information Act are those of 5 U.S.C. 552(b); sections are of the executive order on
classification: 1.4 of 13526 and 12958 as amended, 1.5 of 12958, 1.3 of 12356, 3.3 and 3.4 for what is older than 25
years; 25X1 is the mark of the C.I.A.
"""

from __future__ import annotations

import re

_B = r"(?:\([bB]\)[ ]?\(\d\)(?:[ ]?\([A-Fa-f]\))?|[bB]\(\d\)(?:\([A-Fa-f]\))?|[bB][1-9](?:\([A-Fa-f]\)|[A-F])?)"
_SECTION = (
    r"(?:[Ss]ec(?:tion|\.)?[ ]{1,2})?(?:1\.[3-5][ ]?\([a-hA-H]\)(?:\(\d{1,2}\))?|3\.[34][ ]?\([bB]\)[ ]?\(\d{1,2}\))"
)
_ORDER = r"(?:E\.?[ ]?O\.?[ ]?\d{5}[,:]?[ ]{1,2})"
_STATUTE = r"(?:[ ]CIA[ ][A-Z]{3,6}(?:/[A-Z]{2,6})?|[ ](?:CIA|NSA|DIA|FBI|DEA|VISA)\b|[ ]\d{1,2}[ ]U\.?S\.?C\.?[ ]\d{1,5})"
EXEMPTION = (
    rf"(?:{_B}(?:(?<=[3)]){_STATUTE})?|{_ORDER}?{_SECTION}(?:[ ]?>[ ]?25[ ]?Y(?:ea)?rs?)?|(?:25|50)X\d{{1,2}}[A-Z]?)"
)
"""One exemption, without brackets around it."""
ONE = rf"(?:\[{EXEMPTION}\]|\({EXEMPTION}\)|(?<![\w(.]){EXEMPTION}(?![\w]))"
CHAIN = rf"{ONE}(?:[\s,;&]{{0,80}}(?:and\s)?{ONE}){{0,12}}"
"""Exemptions that stand together."""
_EACH = re.compile(EXEMPTION)
_MEANT = re.compile(r"\(?b\)?[ ]?\(?(?P<digit>\d)\)?[ ]?\(?(?P<letter>[a-f])?", re.IGNORECASE)
_NUMBER = re.compile(r"[13]\.\d[ ]?\([A-Ha-h]\)(?:[ ]?\(\d{1,2}\))?")


def read(text: str) -> tuple[str, ...]:
    """Return the exemptions of a text in their usual spelling, each once, in the order they stand in.

    >>> read("(b)(7)(C), b6"), read("E.O. 12958 3.3(b)(1)>25Yrs"), read("1.4(D) B1")
    (('B7(C)', 'B6'), ('3.3(b)(1)',), ('1.4(d)', 'B1'))
    """
    return tuple(dict.fromkeys(_usual(m[0]) for m in _EACH.finditer(text)))


def _usual(one: str) -> str:
    if (section := _NUMBER.search(one)) is not None:
        return section[0].replace(" ", "").lower()
    if one[0] in "25":
        return one
    m = _MEANT.match(one)
    return one if m is None else f"B{m['digit']}" + (f"({m['letter'].upper()})" if m["letter"] else "")
