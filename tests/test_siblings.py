"""Fragments of header fields with the kinds of damage that real cables show (`cases/siblings.yml`)."""

from pathlib import Path

import pytest
import yaml

import kg

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "siblings.yml").read_text(encoding="utf-8"))


def answer(case: dict) -> object:
    if case["field"] == "id":
        return kg.canonical_id(case["input"])
    cable = kg.parse(case["input"], id=case.get("cable"))
    until = cable.declassify_on
    sent_to = [(a.role, [a.routing_indicator, a.name, a.precedence, a.serial]) for a in cable.addressees]
    readers = {
        "references": lambda: [r.cable_id for r in cable.references if r.cable_id],
        "full": lambda: [[r.kind, r.cable_id or r.raw, r.letter] for r in cable.references],
        "tags": lambda: [t.code for t in cable.tags],
        "subject": lambda: cable.subject.value if cable.subject else None,
        "signers": lambda: [o.name for o in cable.officials if o.role == "signed"],
        "by": lambda: [o.name for o in cable.officials if o.role == "classified_by"],
        "until": lambda: (until.value.isoformat() if until.value else until.event) if until else None,
        "action": lambda: [a for role, a in sent_to if role == "action"],
        "info": lambda: [a for role, a in sent_to if role == "info"],
        "summary": lambda: cable.summary.value if cable.summary else None,
    }
    return readers[case["field"]]()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['field']}: {case['input'][:30]}")
def test_a_field_is_read(case: dict) -> None:
    assert answer(case) == case["expected"]
