"""Names in headlines in capitals: whatever the verb, and whether the text of the cable is in capitals or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import kg
from tests.fictional import wire

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "headlines.yml").read_text(encoding="utf-8"))
MIXED = "1. (U) The government has said little so far. The Embassy will watch it.\n\n2. (U) {}A vote is expected soon."
CAPITALS = "1. THE GOVERNMENT HAS SAID LITTLE SO FAR. THE EMBASSY WILL WATCH IT.\n\n2. {}A VOTE IS EXPECTED SOON."


def in_subject(subject: str, body: str) -> list[str]:
    """Return the officials with a name whom the subject names."""
    cable = kg.parse(wire(subject=subject, body=body))
    assert cable.subject is not None
    start, end = cable.subject.span.start, cable.subject.span.end
    named = (o for o in cable.officials if o.name and o.role in ("mentioned", "visitor"))
    return sorted(o.name.upper() for o in named if any(start <= s.start < end for s in (o.span, *o.also)) if o.name)


def spoken(name: str) -> str:
    """Return a name in mixed case: `DE LA VEGGA` → `de la Vegga`."""
    words = (w.lower() if w in ("DE", "LA") else re.sub("[A-Z]+", lambda m: m[0].capitalize(), w) for w in name.split())
    return " ".join(words).replace("Mcn", "McN")


@pytest.mark.parametrize("body", [MIXED, CAPITALS], ids=["mixed", "capitals"])
@pytest.mark.parametrize("subject", CASES["empty"])
def test_a_headline_without_a_name_names_nobody(subject: str, body: str) -> None:
    assert in_subject(subject, body.format("")) == []


@pytest.mark.parametrize("case", CASES["named"], ids=lambda case: case["subject"])
def test_a_name_that_the_text_has_too_is_read_without_the_verb(case: dict) -> None:
    told = "".join(f"We spoke with {spoken(name)} at length. " for name in case["names"])
    assert in_subject(case["subject"], MIXED.format(told)) == sorted(case["names"])
    titled = "".join(f"WE SPOKE WITH MINISTER {name} AT LENGTH. " for name in case["names"])
    assert in_subject(case["subject"], CAPITALS.format(titled)) == sorted(case["names"])


@pytest.mark.parametrize("body", [MIXED, CAPITALS], ids=["mixed", "capitals"])
@pytest.mark.parametrize("case", CASES["by_form"], ids=lambda case: case["subject"])
def test_a_name_is_seen_by_its_form(case: dict, body: str) -> None:
    assert in_subject(case["subject"], body.format("")) == sorted(case["names"])


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["text"][:40])
def test_headings_and_running_text_in_capitals(case: dict) -> None:
    officials = kg.parse(wire(body=case["text"])).officials
    assert [o.name for o in officials if o.name and o.role == "mentioned"] == case["names"]


def test_a_word_of_the_text_is_no_name() -> None:
    reform = "Minister Ruminov spoke. The talks on Talks are off. "
    assert in_subject("MINISTER STALLS; PRESIDENT REFORMA", MIXED.format("A stalls owner met Stalls. " + reform)) == []


def test_the_title_stays_as_an_office() -> None:
    cable = kg.parse(wire(subject="ARDENIA: THE FOREIGN MINISTER STALLS", body=MIXED.format("")))
    assert [(o.name, o.title) for o in cable.officials if o.role == "mentioned"] == [(None, "FOREIGN MINISTER")]


@pytest.mark.parametrize("headline", [one.partition(": ")[2] or one for one in CASES["empty"]])
def test_a_quoted_headline_names_nobody(headline: str) -> None:
    body = f'1. (U) The daily Meridian leads on Monday: "{headline}; THE PORT STAYS SHUT." The Embassy will watch it.'
    cable = kg.parse(wire(subject="PRESS SUMMARY", body=body))
    assert [o.name for o in cable.officials if o.name and o.role == "mentioned"] == []
