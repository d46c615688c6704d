"""Names are put together as people; the work grows no faster than the names."""

import pytest

import kg
from kg.parsing.mentions import mentioned_people


def test_each_title_is_looked_at_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    known = mentioned_people._rank_of

    def counted(text: str, phrase: object) -> str | None:
        nonlocal looked
        looked += 1
        return known(text, phrase)

    monkeypatch.setattr(mentioned_people, "_rank_of", counted)
    kg.parse("President Garcia met Foreign Minister Doe. " * 300)
    assert 600 <= looked <= 1200
