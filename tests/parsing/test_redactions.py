"""What a release took out is nobody, no post, no tag and no number; what stood beside it stays. Made up."""

from pathlib import Path

import pytest

import kg
from kg.pipeline.build_and_merge import build
from kg.store import Store
from tests.evidence import check_evidence

REDACTIONS = (
    "XXXXXXXXXXXX",
    "XXXXX",
    "xxxxxxxx",
    "XXXXXXXX XXXXXXXX",
    "[REDACTED]",
    "REDACTED",
    "[EXCISED]",
    "\u2588\u2588\u2588\u2588",
    "[name not declassified]",
    "[less than 1 line not declassified]",
    "[------]",
)
TEXT = """P 212107Z JUN 07
FM AMEMBASSY {x}
TO RUEHC/{x}
INFO RUEHBO/AMEMBASSY BOGOTA
{x}

C O N F I D E N T I A L {x} 002181

E.O. 12958: DECL: 06/21/2017
TAGS: PREL, PE, ({x})
SUBJECT: A VISIT

REF: A. {x} 994 B. 06 {x} 12 C. QUITO 77

Classified By: Ambassador {x} for reasons 1.4 (b).

1. (C) President {x} met Foreign Minister Ana Quispe. {x} said so.

{x}
"""


@pytest.mark.parametrize("redaction", REDACTIONS)
def test_a_redaction_is_nobody_and_no_post(redaction: str) -> None:
    text = TEXT.replace("{x}", redaction)
    (cable,) = kg.parse_all(text)
    assert (cable.id, cable.origin, cable.message_reference_number) == (None, None, None)
    assert [a.name for a in cable.addressees] == ["AMEMBASSY BOGOTA"]
    assert {o.name for o in cable.officials} <= {None, "Ana Quispe"}
    assert [t.code for t in cable.tags] == ["PREL", "PE"]
    assert {r.cable_id for r in cable.references} <= {None, "07QUITO77"}
    check_evidence(cable, text)


@pytest.mark.parametrize("redaction", REDACTIONS)
def test_no_id_is_made_of_a_redaction(redaction: str) -> None:
    assert kg.canonical_id(f"07 {redaction} 2181") is None


def test_an_office_whose_holder_is_redacted_stays() -> None:
    cable = kg.parse(TEXT.replace("{x}", "XXXXXXXXXXXX"))
    classifier = next(o for o in cable.officials if o.role == "classified_by")
    assert (classifier.name, classifier.title, classifier.protected) == (None, "Ambassador", True)
    assert {d.code for d in cable.diagnostics} >= {"redacted"}


def test_no_redaction_is_in_a_built_graph(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT.replace("{x}", "XXXXXXXXXXXX"), encoding="utf-8")
    build([tmp_path / "one.txt"], tmp_path / "output")
    named = [str(t) for t in Store.open(tmp_path / "output" / "store").triples() if "/post/XXX" in str(t)]
    held = [str(t) for t in Store.open(tmp_path / "output" / "store").triples() if "foaf/0.1/name" in str(t)]
    assert named == []
    assert held
    assert [line for line in held if "XXXX" in line] == []
