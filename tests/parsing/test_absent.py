"""A field that a cable lacks stays empty: nothing of another field, and no prose, is taken for it."""

import pytest

import kg
from kg.model import Cable
from tests.evidence import check_evidence

#: A fictional cable; each line group can be left out.
PARTS = {
    "envelope": "VZCZCXYZ0005\nPP RUEHWEB\n\nDE RUEHPE #0012/01 1722107\nZNY CCCCC ZZH\nP 212107Z JUN 07\n",
    "sender": "FM AMEMBASSY LIMA\n",
    "action": "TO RUEHC/SECSTATE WASHDC PRIORITY 4321\n",
    "info": "INFO RUEHBO/AMEMBASSY BOGOTA 4789\nRUEHQT/AMEMBASSY QUITO\n",
    "marking": "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000012\n\n",
    "captions": "SIPDIS\n\n",
    "passes": "STATE PASS USTR\n\n",
    "order": "E.O. 12958: DECL: 06/21/2017\n",
    "tags": "TAGS: PREL, PGOV, PE\n",
    "subject": "SUBJECT: THE HARBOUR OF LIMA\n\n",
    "references": "REF: A. LIMA 11 B. BOGOTA 12\n\n",
    "classified": "Classified By: Ambassador Jane Q. Harlow for reasons 1.4 (b) and (d).\n\n",
    "summary": "1. (C) Summary: The harbour is open. End summary.\n\n",
    "body": "2. (C) Minister Roe told the Ambassador to send info to Quito. Ref A says that he is subject\n"
    "to orders from\nMinister Doe; the tags\non the ships, classified by the Navy, were red.\n\n",
    "signature": "HARLOW\n",
}


def read(*absent: str) -> Cable:
    text = "".join(words for name, words in PARTS.items() if name not in absent)
    cable = kg.parse(text)
    check_evidence(cable, text)
    return cable


def facts(cable: Cable) -> dict[str, object]:
    return {
        "sender": cable.origin.raw if cable.origin else None,
        "action": [a.name for a in cable.addressees if a.role == "action"],
        "info": [a.name for a in cable.addressees if a.role == "info"],
        "marking": cable.classification.value if cable.classification else None,
        "captions": [c.value for c in cable.captions],
        "passes": [p.value for p in cable.pass_lines],
        "order": cable.declassify_on.value if cable.declassify_on else None,
        "tags": [t.code for t in cable.tags],
        "subject": cable.subject.value if cable.subject else None,
        "references": [r.cable_id for r in cable.references],
        "classified": [o.name for o in cable.officials if o.role == "classified_by"],
        "summary": cable.summary.value if cable.summary else None,
        "signature": [o.name for o in cable.officials if o.role == "signed"],
    }


def test_the_whole_has_every_field() -> None:
    assert all(facts(read()).values())


@pytest.mark.parametrize("absent", sorted(facts(kg.parse(""))))
def test_what_is_absent_is_empty_and_the_rest_stays(absent: str) -> None:
    whole, rest = facts(read()), facts(read(absent))
    assert not rest.pop(absent)
    del whole[absent]
    assert rest == whole


#: Without a label these are known by their place in a header only.
PLACED = {"captions", "marking", "passes"}


@pytest.mark.parametrize("alone", sorted(set(facts(kg.parse(""))) - PLACED))
def test_a_fragment_gives_only_its_own_field(alone: str) -> None:
    found = facts(read(*(name for name in PARTS if name != alone)))
    assert found.pop(alone)
    assert not any(found.values())


def test_prose_gives_no_field() -> None:
    found = facts(read(*(name for name in PARTS if name != "body")))
    assert not any(found.values())
