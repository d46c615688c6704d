"""What became of posts."""

from datetime import date

import pytest

from kg.vocabulary import post_history, posts


@pytest.mark.parametrize(
    ("post", "successor", "when"),
    [
        ("LENINGRAD", "STPETERSBURG", "1991"),
        ("BOMBAY", "MUMBAI", "1995"),
        ("PEKING", "BEIJING", "1979-03-01"),
        ("KIEV", "KYIV", "2006"),
        ("TAIPEI", "AITTAIPEI", "1979"),
        ("SALISBURY", "HARARE", "1982-04-18"),
    ],
)
def test_a_post_that_became_another_one(post, successor, when):
    (change,) = (one for one in post_history.changes() if one.post == post)
    assert (change.successor, change.date) == (successor, when)


def test_changes_are_those_of_the_posts():
    assert all(posts.get(one.post).successor == one.successor for one in post_history.changes())
    assert all(len(one.date) in (4, 7, 10) for one in post_history.changes())
    assert [
        one for one in post_history.standings() if not posts.is_station(one.post) or one.start > (one.end or "9")
    ] == []


@pytest.mark.parametrize(
    ("post", "day", "was"),
    [
        ("PEKING", date(1974, 5, 1), "liaison office"),
        ("HAVANA", date(1985, 1, 1), "interests section"),
        ("HAVANA", date(1960, 1, 1), "embassy"),
        ("HAVANA", date(2016, 1, 1), "embassy"),
        ("HAVANA", date(1970, 1, 1), None),
        ("HAVANA", date(2015, 7, 20), None),
        ("CAIRO", date(1973, 10, 20), "interests section"),
        ("CAIRO", date(1975, 1, 1), "embassy"),
        ("DACCA", date(1972, 3, 1), None),
        ("LIMA", date(2007, 6, 21), None),
    ],
)
def test_what_a_post_was(post, day, was):
    assert post_history.standing(post, day) == was
