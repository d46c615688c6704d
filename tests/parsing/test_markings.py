"""Corrected copies, duplicates, retransmissions: said, and the corrected one counts. All texts are fictional."""

from pathlib import Path

import pytest
import yaml

import kg
from kg.parsing.markings import read_versions
from kg.text.aligned_text import Reading
from tests.evidence import check_evidence
from tests.parsing.test_message_bounds import header

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "versions.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"].splitlines()[-1])
def test_what_a_header_says_about_earlier_transmissions(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = read_versions(Reading(text), len(text))
    assert [d.code for d in found] == case["codes"]
    if reason := case.get("reason"):
        assert found[0].message.endswith(f": {reason}")
        assert str(reason) in found[0].span.of(text)


CORRECTED = header("2181", subject="THE HARBOUR OPENS").replace(
    "SIPDIS\n", "SIPDIS\n\nC O R R E C T E D  C O P Y (PARA 1)\n"
)
EARLIER = header("2181", subject="THE HARBOR OPENS")


@pytest.mark.parametrize("order", [1, -1])
def test_the_corrected_copy_counts_and_what_it_corrects_is_said(order: int) -> None:
    old = EARLIER + "1. (C) It opens on Monday.\n\n2. (C) We shall attend.\n\nNNNN\n"
    new = CORRECTED + "1. (C) It opens on Tuesday.\n\n2. (C) We shall attend.\n\nNNNN\n"
    text = "".join([old, new][::order])
    (cable,) = kg.parse_all(text)
    assert cable.subject.value == "THE HARBOUR OPENS"
    said = {d.message.split(":")[0] for d in cable.diagnostics if d.code == "copies-differ"}
    assert said == {"subject", "paragraph 1"}
    assert any("monday" in d.message and "tuesday" in d.message for d in cable.diagnostics)
    check_evidence(cable, text)


def test_a_corrected_copy_sent_again_with_a_time_of_its_own_is_the_same_cable() -> None:
    old = EARLIER + "1. (C) It opens on Monday.\n\nNNNN\n"
    new = CORRECTED.replace("2107Z JUN", "2230Z JUN") + "1. (C) It opens on Tuesday.\n\nNNNN\n"
    assert "2230Z JUN" in new
    (cable,) = kg.parse_all(old + new)
    assert cable.subject.value == "THE HARBOUR OPENS"
    assert any(d.message.startswith("date_time_group") for d in cable.diagnostics if d.code == "copies-differ")
    assert len(kg.parse_all(old + new.replace("C O R R E C T E D  C O P Y (PARA 1)\n", ""))) == 2


def test_a_note_of_correction_is_no_caption_and_no_pass_line() -> None:
    cable = kg.parse(CORRECTED + "1. (C) It opens on Tuesday.\n")
    assert [c.value for c in cable.captions] == ["SIPDIS"]
    assert cable.pass_lines == ()


def test_a_duplicate_yields_to_the_first_transmission() -> None:
    old = EARLIER + "1. (C) It opens.\n\nNNNN\n"
    again = EARLIER.replace("JUN 07\n", "JUN 07 ZFD\n").replace("XRO1111", "XRO2222") + "1. (C) It opens.\n\nNNNN\n"
    (cable,) = kg.parse_all(again + old)
    assert cable.transmission_id.value == "VZCZCXRO1111"
    assert "copies-differ" not in [d.code for d in cable.diagnostics]
