"""Whole cables of every form beside the truth about every header field and every official, written before parsing."""

from pathlib import Path

import pytest
import yaml

import kg
from kg.model import Cable
from tests.evidence import check_evidence
from tests.officials_score import Score

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "whole_cables.yml").read_text(encoding="utf-8"))


def facts(cable: Cable) -> dict[str, object]:
    until, sent = cable.declassify_on, cable.date_time_group
    return {
        "id": cable.id,
        "sent": sent.value.strftime("%Y-%m-%dT%H:%MZ") if sent else None,
        "origin": cable.origin.value if cable.origin else None,
        "precedence": cable.precedence.value if cable.precedence else None,
        "level": cable.classification.value if cable.classification else None,
        "captions": [c.value for c in cable.captions],
        "passes": [p.value for p in cable.pass_lines],
        "order": cable.executive_order.value if cable.executive_order else None,
        "until": (until.value.isoformat() if until.value else until.event) if until else None,
        "reasons": [r.value for r in cable.reasons],
        "tags": [t.code for t in cable.tags],
        "subject": cable.subject.value if cable.subject else None,
        "references": [[r.letter, r.cable_id or r.kind] for r in cable.references],
        "addressees": [[a.role, a.name, a.precedence] for a in cable.addressees],
        "paragraphs": [p.number for p in cable.paragraphs if p.number is not None],
        "summary": " ".join(cable.summary.value.split()) if cable.summary else None,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:40])
def test_every_field_and_official_is_read(case: dict) -> None:
    (cable,) = kg.parse_all(case["text"])
    check_evidence(cable, case["text"])
    truth = {key: value for key, value in case["truth"].items() if key != "officials"}
    assert {key: value for key, value in facts(cable).items() if key in truth} == truth
    score = Score()
    score.compare(case["why"], cable.officials, case["truth"]["officials"])
    for part in (score.header, score.text):
        assert not part.wrong
        assert not part.missing
