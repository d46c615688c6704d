"""Define the forms of a citation as data, so that `kg cite` and the script of a page write the same words.

A form is a tree. A text that begins with `$` is a field of the citation, any other text stands for itself, and a list
begins with its operation:

- `all` joins its parts, if none of them is empty; `or` takes the first that is not empty;
- `join` joins the parts that are not empty, with the text that follows `join` between them;
- `if` takes the second part where the first is not empty, else the third.

`filled` here and `filled` in `kg/page/assets/citing.js` read them alike; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Form = str | Sequence["Form"]

_DAY: Form = ["or", ["all", "$month", " ", "$day", ", ", "$year"], "$year"]
_SAID: Form = ["join", ", ", _DAY, "$level", "$place", "$leaves"]
_BETWEEN: Form = [
    "if",
    "$recipient",
    ["join", "", ["or", "$sender", "unknown sender"], " to ", "$recipient", ["all", " and ", "$others"]],
    ["or", "$sender"],
]
_RELEASED: Form = [
    "join",
    "",
    ["or", "$release", "release status unknown"],
    ["all", " by ", "$authority"],
    ["all", ", ", "$extent"],
    ["all", ", case ", "$case"],
]
_COPY: Form = [
    "if",
    "$held",
    ["join", ", ", "$key", ["all", "copy ", "$source"], "$catalogued", _RELEASED, ["all", "text hash ", "$hash"]],
    ["all", "$key", ", not held: known only from references"],
]
_NOTE: Form = ["join", "; ", _SAID, _COPY]

CHICAGO: Form = [
    "join",
    "",
    [
        "join",
        ", ",
        _BETWEEN,
        ["or", ["all", "telegram ", "$number"], "telegram without a number"],
        ["or", ["all", "“", "$closed", "” ", _SAID], ["all", "“", "$quoted", "”"], _SAID],
    ],
    "; ",
    _COPY,
    ".",
]
"""A note in the manner of the Chicago Manual for unpublished documents."""

BIBTEX: tuple[tuple[str, str, Form], ...] = (
    ("author", "name", "$sender"),
    ("title", "name", "$title"),
    (
        "howpublished",
        "words",
        [
            "join",
            "",
            ["or", ["all", "Telegram ", "$number"], "Telegram without a number"],
            ["all", " to ", "$recipient"],
        ],
    ),
    ("pages", "words", "$hyphened"),
    ("year", "words", "$year"),
    ("month", "bare", "$mon"),
    ("note", "words", _NOTE),
    ("url", "as it is", "$iri"),
)
"""The fields of a BibTeX entry and how each is written: a `name` in two braces, so that TeX keeps its capitals."""

CSL: tuple[tuple[str, str, Form], ...] = (
    ("id", "text", "$id"),
    ("type", "text", "personal_communication"),
    ("genre", "text", "telegram"),
    ("title", "text", "$title"),
    ("author", "literal", "$sender"),
    ("recipient", "literal", "$recipient"),
    ("issued", "date", "$year"),
    ("number", "text", "$number"),
    ("locator", "text", "$place"),
    ("page", "text", "$pages"),
    ("archive_location", "text", "$source"),
    ("archive", "text", "$authority"),
    ("URL", "text", "$iri"),
    ("note", "text", ["join", "; ", "$level", _COPY]),
)
"""The fields of a CSL-JSON item; `date` takes year, month and day, as far as they are known."""

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': "''",
}
"""Characters that TeX would read as a command → their escaped spelling.

A brace has a name: readers of BibTeX count braces, and an escaped one too. A quote is an opening one behind `BEFORE`.
"""
OPENING, BEFORE = "``", "\\s([{</\N{EN DASH}\N{EM DASH}-"
"""How an opening quote is written, and behind which characters (of a class of a pattern) a quote opens."""


def filled(form: Form, fields: Mapping[str, str]) -> str:
    """Fill a form with the fields of a citation; return empty text where nothing is left of the form.

    >>> filled(["join", ", ", "$day", ["all", "para. ", "$place"]], {"place": "4"})
    'para. 4'
    """
    if isinstance(form, str):
        return fields.get(form[1:], "") if form.startswith("$") else form
    does, *rest = form
    if does == "if":
        return filled(rest[1 if filled(rest[0], fields) else 2], fields)
    parts = [filled(part, fields) for part in rest]
    if does == "join":
        return parts[0].join(part for part in parts[1:] if part)
    if does == "all":
        return "".join(parts) if all(parts) else ""
    return next((part for part in parts if part), "")
