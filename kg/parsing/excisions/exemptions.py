"""Read exemptions as reviewers of a release write them: `(b)(1)`, `B6`, `1.4(d)`, `E.O. 12958 3.3(b)(1)>25Yrs`, `25X1`.

The exemptions of the Freedom of Information Act are those of 5 U.S.C. 552(b); sections are of the executive order on
classification: 1.4 of 13526 and 12958 as amended, 1.5 of 12958, 1.3 of 12356, 3.3 and 3.4 for what is older than 25
years; 25X1 is the mark of the C.I.A. A scan makes `(bX1)` or `(b)(l)` of `(b)(1)`.
"""

from __future__ import annotations

import re

#: The letter of exemption 7; in `(b)(7) (b)(1)` the next exemption begins.
_LETTER = r"(?:[ ]?\([A-Fa-f]\)(?![ ]?\(\d))"
_B = (
    rf"(?:\([bB](?:\)[ ]?\(|X)(?:7\){_LETTER}|[1-9lI]\))|[bB]\((?:7\){_LETTER}|[1-9]\))"
    rf"|[bB]7(?:[A-Fa-f]\b|{_LETTER})|[bB][1-9])"
)
_SECTION = (
    r"(?:[Ss]ec(?:tion|\.)?[ ]{1,2})?(?:1\.[3-5][ ]?\([a-hA-H]\)(?:\(\d{1,2}\))?|3\.[34][ ]?\([bB]\)[ ]?\(\d{1,2}\))"
)
_ORDER = r"(?:E\.?[ ]?O\.?[ ]?\d{5}[,:]?[ ]{1,2})"
#: The law that exemption 3 names, and the words for it.
_LAW = (
    r"(?:[ ](?:CIA|NSA)[ ][A-Z]{3,6}/[A-Z]{2,6}\b|[ ](?:CIA|NSA|DIA|FBI|DEA|INA|VISA)(?=[ \t]{0,80}(?:[\n\])]|$))"
    r"|(?:[ ]|:[ ]?|-)\d{1,2}[ ]U\.?S\.?C\.?[ ]\d{1,5}(?:\([a-z]\))?)"
)
EXEMPTION = (
    rf"(?:{_B}(?:(?:(?<=3)|(?<=\(3\))){_LAW})?|{_ORDER}?{_SECTION}(?:[ ]?>[ ]?25[ ]?Y(?:ea)?rs?)?"
    r"|(?:25|50)X\d{1,2}(?:[A-Z]\d{0,2}[a-z]?)?(?:-[A-Z]{3,6})?)"
)
"""One exemption, without brackets around it."""
ONE = rf"(?:\[{EXEMPTION}\]|\({EXEMPTION}\)|(?<![\w(.]){EXEMPTION}(?!\w))"
CHAIN = rf"{ONE}(?:(?:[\s,;&]{{0,80}}(?:and\s)?|[ ]?/[ ]?(?=\([bB]\)|[bB]7)){ONE}){{0,12}}"
"""Exemptions that stand together."""
_EACH = re.compile(EXEMPTION)
_MEANT = re.compile(
    r"\(?b[)X]?[ ]?\(?(?P<digit>[\dlI])\)?(?:[ ]?\((?P<letter>[a-f])\)|(?P<bare>[a-f])\b)?", re.IGNORECASE
)
_NUMBER = re.compile(r"[13]\.\d[ ]?\([A-Ha-h]\)(?:[ ]?\(\d{1,2}\))?")


def read(text: str) -> tuple[str, ...]:
    """Return the exemptions of a text in their usual spelling, each once, in the order they stand in.

    >>> read("(b)(7)(C), b6"), read("E.O. 12958 3.3(b)(1)>25Yrs"), read("1.4(D) B1"), read("(bXl) b7D")
    (('B7(C)', 'B6'), ('3.3(b)(1)',), ('1.4(d)', 'B1'), ('B1', 'B7(D)'))
    """
    return tuple(dict.fromkeys(_usual(m[0]) for m in _EACH.finditer(text)))


def _usual(one: str) -> str:
    if (section := _NUMBER.search(one)) is not None:
        return section[0].replace(" ", "").lower()
    m = _MEANT.match(one)
    if one[0] in "25" or m is None:
        return one
    letter = m["letter"] or m["bare"]
    return f"B{m['digit'].translate(_ONES)}" + (f"({letter.upper()})" if letter else "")


_ONES = str.maketrans("lI", "11")
