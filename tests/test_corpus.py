"""Released telegrams of 1968–2012, where they are at hand (`../shared/corpus`): facts read off them by eye.

Only what the copies show is expected. Where scanning left nothing to read (a date-time group of impossible minutes, a
number of six digits), nothing must be read. Skipped elsewhere; no line of them stands here.
"""

from pathlib import Path

import pytest
import yaml

import kg
from tests.evidence import check_evidence

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FACTS = yaml.safe_load((Path(__file__).parent / "cases" / "corpus.yml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the released telegrams are not here")


def read(name: str) -> tuple[str, kg.model.Cable]:
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    (cable,) = kg.parse_all(text)
    return text, cable


@pytest.mark.parametrize("name", FACTS)
def test_what_is_printed_is_read(name: str) -> None:
    text, cable = read(name)
    sent = cable.date_time_group
    found = {
        "form": cable.form,
        "id": cable.id,
        "sent": sent.value.strftime("%Y-%m-%dT%H:%MZ") if sent else None,
        "origin": cable.origin.value if cable.origin else None,
        "level": cable.classification.value if cable.classification else None,
        "captions": [c.value for c in cable.captions],
        "order": cable.executive_order.value if cable.executive_order else None,
        "tags": [t.code for t in cable.tags],
        "subject": [(words := cable.subject.value.split())[0], words[-1], len(words)] if cable.subject else None,
        "references": [r.cable_id for r in cable.references],
        "addressees": len(cable.addressees),
        "paragraphs": [p.number for p in cable.paragraphs if p.number is not None],
        "signed": [o.name for o in cable.officials if o.role == "signed"],
    }
    expected = FACTS[name]
    assert {key: found[key] for key in expected} == expected
    assert set(expected) == set(found)
    assert check_evidence(cable, text) > 5


def test_every_file_has_its_facts() -> None:
    assert set(FACTS) == {path.stem for path in CORPUS.glob("*.txt")}


@pytest.mark.parametrize("name", ["10BERLIN1052", "11PORTAUPRINCE504"])
def test_two_copies_of_one_telegram_are_read_alike(name: str) -> None:
    one, other = (read(n)[1] for n in (name, f"{name}_alt"))
    for field in ("id", "form"):
        assert getattr(one, field) == getattr(other, field)
    for field in ("date_time_group", "classification", "subject", "executive_order"):
        assert getattr(one, field).value == getattr(other, field).value
    assert [t.code for t in one.tags] == [t.code for t in other.tags]
    assert [a.post or a.name for a in one.addressees] == [a.post or a.name for a in other.addressees]
    assert [p.value for p in one.pass_lines] == [p.value for p in other.pass_lines]
    assert [(o.role, o.name) for o in one.officials] == [(o.role, o.name) for o in other.officials]
