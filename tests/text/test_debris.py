"""A text full of the debris of copying: read in the same words, its repairs told by stretches, in linear time."""

import pytest

import kg
from kg.model import Span
from kg.parsing import message_text
from kg.text import aligned_text
from tests.evidence import check_evidence

HEAD = "TAGS: PREL, PE\nSUBJECT: HARBOUR\n\n1. (C) "
DEBRIS = {
    "escapes": ("\\-a", "-a"),
    "emphasis": ("**a** ", "a "),
    "entities": ("&amp;", "&"),
    "links": ("[a](#) ", "a "),
}


@pytest.mark.parametrize(("damaged", "clean"), DEBRIS.values(), ids=DEBRIS)
def test_above_many_edits_repairs_that_stand_together_are_one(damaged: str, clean: str) -> None:
    few, many = (HEAD + damaged * n + "end." for n in (10, aligned_text._MOST_EDITS + 1))
    for text, repairs in ((few, range(10, 21)), (many, range(1, 2))):
        read = message_text.whole(text)
        assert read.text == text.replace(damaged, clean)
        assert len(read.repairs) in repairs
        cable = kg.parse(text)
        assert [tag.code for tag in cable.tags] == ["PREL", "PE"]
        check_evidence(cable, text)


def test_stretches_of_debris_far_apart_or_of_another_kind_stay_apart() -> None:
    text = ("**a** " * 2500) + "plain words " * 20 + ("&amp;" * 2500)
    rules = [repair.rule for repair in message_text.whole(text).repairs]
    assert rules == ["markdown-emphasis", "html-entity"]


def test_a_place_inside_a_stretch_keeps_its_own_span() -> None:
    text = "**a** " * 3000
    read = message_text.whole(text)
    at = read.text.index("a", 2000)
    assert read.raw(at, at + 1) == "a"
    assert read.repairs_in(Span(0, len(text))) == read.repairs


def test_a_long_run_of_backslashes_is_one_edit() -> None:
    assert message_text.whole("\\" * 5000 + "*").text == "*"
    assert len(message_text.whole("\\" * 5000 + "*").repairs) == 1
    assert len(message_text.whole("\\\\*").repairs) == 2  # a short one is each by itself
