"""What the reader makes of fictional cables: undamaged, everything is right; damaged, what is not right is marked.

`OPEN` names what does not hold yet and why; a line is taken out when its reason is gone.
"""

from collections import Counter
from functools import cache

import pytest

import kg
from generator import KINDS, Form, Verdict, generate, judge

SEEDS = range(16)
#: (form, field) → why it is not right everywhere.
OPEN: dict[tuple[str, str], str] = {}
_LOST = "a lost character is neither repaired nor marked"
#: (kind of damage, field) → why it can be wrong without a mark.
OPEN_DAMAGED: dict[tuple[str, str], str] = {
    **{
        ("lost-character", field): _LOST
        for field in (
            "summary",
            "headings",
            "mentioned",
            "released",
            "drafted",
            "cleared",
            "informed",
            "approved",
            "classified_by",
            "release_marking",
        )
    },
    ("lost-blank", "mentioned"): "a word that hangs together with a name cannot be told from it",
    ("lost-blank", "summary"): "a number that hangs together with a word",
}


@cache
def verdicts(seed: int, form: Form, kind: str = "") -> dict[str, Verdict]:
    made = generate(seed, form, 0.5 if kind else 0.0, (kind,) if kind else ())
    return judge(made.truth, kg.parse(made.text, year=made.facts.year))


@pytest.mark.parametrize("form", Form)
def test_undamaged_cables_are_read_as_they_were_meant(form: Form) -> None:
    found = Counter(
        f"{field}: {verdict}"
        for seed in SEEDS
        for field, verdict in verdicts(seed, form).items()
        if verdict is not Verdict.RIGHT and (form, field) not in OPEN
    )
    assert not found


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_cables_are_right_or_marked(kind: str) -> None:
    found = Counter(
        f"{form} {field}: {verdict}"
        for form in Form
        for seed in range(4)
        for field, verdict in verdicts(seed, form, kind).items()
        if verdict in (Verdict.WRONG, Verdict.MISSING)
        and verdicts(seed, form)[field] is Verdict.RIGHT
        and (kind, field) not in OPEN_DAMAGED
    )
    assert not found
