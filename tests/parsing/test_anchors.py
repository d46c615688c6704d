"""Damaged anchors are read as what they are; words that look like one, in prose or as they stand, are left alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

import kg
from generator import Form, generate
from generator.generate import corpus
from kg.parsing import anchors
from kg.text import clean
from tests.metamorphic import VIEWS, scanning_slip, typo

HEADER = """R 221425Z JUN 07
{fm} AMEMBASSY LIMA
{to} RUEHC/SECSTATE WASHDC PRIORITY 5950
{info} RUEHBO/AMEMBASSY BOGOTA 4789
C O N F I D E N T I A L LIMA 002290

{eo} 12958: DECL: 06/22/2017
{tags} PREL, PGOV, PE
{subject} HARBOR MASTER SEEKS RADAR
{ref} A. LIMA 2181
     B. STATE 84100

{by} Ambassador Dana Q. Merriweather for reason 1.4 (b).

1. (C) {summary} The harbor master asked. {end}

2. (C) He asked twice. The subject was closed, to be sure.
"""
WHOLE = {
    "fm": "FM",
    "to": "TO",
    "info": "INFO",
    "eo": "E.O.",
    "tags": "TAGS:",
    "subject": "SUBJECT:",
    "ref": "REF:",
    "by": "Classified By:",
    "summary": "Summary:",
    "end": "End summary.",
}


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("fm", "FN"),
        ("fm", "EM"),
        ("to", "T0"),
        ("to", "TOO"),
        ("info", "1NFO"),
        ("info", "INF"),
        ("eo", "E,0."),
        ("eo", "F.O."),
        ("tags", "TAG5:"),
        ("tags", "TACS;"),
        ("tags", "TAG :"),
        ("subject", "SU8JECT:"),
        ("subject", "SUBJCET"),
        ("ref", "PEF:"),
        ("ref", "RREF:"),
        ("ref", "RFF."),
        ("by", "CIassified By:"),
        ("by", "Clasified 8y"),
        ("by", "Classifiedby:"),
        ("summary", "Sumnary:"),
        ("summary", "SUMM4RY:"),
        ("end", "End summayr."),
        ("end", "Endsummary."),
    ],
)
def test_a_damaged_anchor_is_read_as_the_anchor(place: str, printed: str) -> None:
    right, damaged = kg.parse(HEADER.format(**WHOLE)), kg.parse(HEADER.format(**{**WHOLE, place: printed}))
    assert right.summary is not None and right.summary.value == "The harbor master asked."
    for name in ("id", "origin", "addressees", "executive_order", "tags", "subject", "references", "summary"):
        assert told(damaged, name) == told(right, name), name
    assert names(damaged) == names(right)


def told(cable: kg.Cable, name: str) -> object:
    value = getattr(cable, name)
    each = value if isinstance(value, tuple) else (value,)
    keys = ("value", "code", "cable_id", "name")
    return [next((getattr(one, key) for key in keys if hasattr(one, key)), one) for one in each]


def names(cable: kg.Cable) -> list[tuple[str, str | None]]:
    return [(one.role, one.name) for one in cable.officials]


@pytest.mark.parametrize(
    "text",
    [
        "TASKS: PREL AND OTHERS\nSUBJECT: X\n\n1. Text.",
        "TAGS: PREL\nOBJECT: A HARBOR\nSUBJECT: X\n\n1. Text.",
        "Stags: two of them were seen.\n\nThe references were good. Send summaries.",
        "TAGS: PREL\nSUBJECT: X\nRES: NONE\n\n1. Text.",
        "SUBJECT: X\n\n1. SUMMER: it was hot.\n\n2. END SUMMER.",
        "TAGS: PREL\nSUBJECT: X\nREF: LIMA 1\n\n1. TABS: ETRD, PE are wanted. FN: 3. TP: 4",
        "",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert anchors.edits(text) == []


def test_whole_texts_have_nothing_to_put_right() -> None:
    assert [edit for made in corpus(60, seed=31) for edit in anchors.edits(clean(made.text).text)] == []


def test_the_repair_has_its_place() -> None:
    text = HEADER.format(**{**WHOLE, "tags": "TAG5:"})
    (repair,) = [one for one in kg.parse(text).repairs if one.rule == "misspelled-label"]
    assert (repair.raw, repair.read_as, text[slice(*repair.span)]) == ("TAG5:", "TAGS:", "TAG5:")


@pytest.mark.parametrize(
    "line", ["TAG5 ", "Sumnary: ", "FN AMEMBASSY LIMA\n", "1. (C) Classifed ", "REFF: A. ", "(((("]
)
def test_a_megabyte_of_near_anchors_is_read_in_a_line_of_time(line: str) -> None:
    """The slow cases that were tried: only the first lines are looked at, each near word once."""
    assert len(anchors.edits(line * (1_000_000 // len(line)))) < 20


#: Keys of a SMART cable and of a clearance block, and the forms that have them.
KEYS = {
    Form.SMART: r"^(MRN|Date/DTG|From|Action|TAGS|Captions|Reference|Pass Line|Subject|Signature|Info"
    r"|(?:Drafted|Cleared|Approved|Released) By)(?=:)",
    Form.PAGE: r"^((?:DRAFTED|APPROVED) BY)(?= )",
}


def what_is_read(text: str) -> tuple[object, ...]:
    cable = kg.parse(text)
    return (
        *(view(cable) for view in VIEWS.values()),
        cable.id,
        cable.date_time_group and cable.date_time_group.value,
        [one.value for one in cable.captions],
        [(one.role, one.name) for one in cable.officials],
    )


@pytest.mark.parametrize("damage", [typo, scanning_slip])
@pytest.mark.parametrize("form", KEYS)
def test_a_damaged_key_is_read_as_the_key(form: Form, damage: Callable[[str, random.Random], str]) -> None:
    chance, lost, tried = random.Random(3), [], 0
    for seed in range(4):
        text = generate(seed, form).text
        for m in re.finditer(KEYS[form], text, re.MULTILINE):
            word = damage(m[1], chance)
            tried += 1
            if what_is_read(text[: m.start(1)] + word + text[m.end(1) :]) != what_is_read(text):
                lost.append(word)
    assert len(lost) <= 0.1 * tried, lost


def test_words_of_the_text_are_no_keys_of_smart() -> None:
    text = generate(1, Form.SMART).text
    at = text.index("\n\n1.")
    lines = "\n\nAn application has:\nForm:   I-130\nActor:   Jane Roe\nSubjects:   three\n"
    before, after = kg.parse(text), kg.parse(text[:at] + lines + text[at:])
    assert (after.origin and after.origin.value) == (before.origin and before.origin.value)
    assert [r for r in after.repairs if r.rule == "misspelled-label"] == []
