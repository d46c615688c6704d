"""Who is the same person within one cable, by which rule; and on what a match with the Historian's list rests."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import OfficialRole
from kg.resolution.cable_digest import Digest, Mention
from kg.resolution.office_holders import identify
from kg.resolution.persons_of_cable import persons
from kg.vocabulary import chiefs_of_mission

Said = tuple[OfficialRole, str, str | None, str | None]


def said(role: OfficialRole, name: str, title: str | None = None, organisation: str | None = None) -> Said:
    return role, name, title, organisation


@pytest.mark.parametrize(
    ("post", "mentions", "rules"),
    [
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Ambassador")],
            ["one-cable", "title-of-signer"],
            id="the ambassador in the text signs",
        ),
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Ann Harwick", "Ambassador", "American")],
            ["one-cable", "title-of-signer"],
            id="with a forename in the text",
        ),
        pytest.param(
            "NAIROBI",
            [said("approved", "Harwick, Ann"), said("signed", "HARWICK"), said("mentioned", "Harwick", "CDA")],
            ["one-cable", "same-name", "title-of-signer"],
            id="and approves",
        ),
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Ambassador", "British")],
            ["one-cable"] * 2,
            id="another country's",
        ),
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Charge d'Affaires Ambassador")],
            ["one-cable", "title-of-signer"],
            id="with two titles in a row",
        ),
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Mayor Ambassador")],
            ["one-cable"] * 2,
            id="with two titles of which one is no head's",
        ),
        pytest.param(
            "NAIROBI",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Mayor")],
            ["one-cable"] * 2,
            id="no head of a mission",
        ),
        pytest.param(
            "NAIROBI", [said("signed", "HARWICK"), said("mentioned", "Harwick")], ["one-cable"] * 2, id="no title"
        ),
        pytest.param(
            "NAIROBI",
            [said("drafted", "Harwick"), said("mentioned", "Harwick", "Ambassador")],
            ["one-cable"] * 2,
            id="who drafts is another",
        ),
        pytest.param(
            "NAIROBI",
            [
                said("classified_by", "Bo Harwick", "PolCouns"),
                said("signed", "HARWICK"),
                said("mentioned", "Harwick", "Ambassador"),
            ],
            ["one-cable", "one-cable", "same-name"],
            id="who signs has another title",
        ),
        pytest.param(
            "NAIROBI",
            [said("classified_by", "Bo Harwick", "Ambassador"), said("signed", "HARWICK")],
            ["one-cable", "signer-at-post"],
            id="the head who classifies signs",
        ),
        pytest.param(
            "STATE",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Ambassador")],
            ["one-cable"] * 2,
            id="the Department has no ambassador",
        ),
        pytest.param(
            "JEDDAH",
            [said("signed", "HARWICK"), said("mentioned", "Harwick", "Ambassador")],
            ["one-cable"] * 2,
            id="nor has a consulate",
        ),
    ],
)
def test_the_mentions_of_one_cable(post: str, mentions: list[Said], rules: list[str]) -> None:
    made = [Mention(f"m{n}", name, title, role, org) for n, (role, name, title, org) in enumerate(mentions)]
    assert sorted(joined.rule for person in persons(made, post) for joined in person.joined) == sorted(rules)


@pytest.mark.parametrize(
    ("name", "title", "rule"),
    [
        ("{forename} {surname}", "Ambassador", "name-post-time"),
        ("{forename} {surname}", None, "name-post-time-untitled"),
        ("{forename} {surname}", "DCM", "name-post-time-untitled"),
        ("{surname}", "Ambassador", "surname-post-time"),
        ("{surname}", None, "surname-post-time-untitled"),
    ],
)
def test_a_match_with_the_list_says_what_it_rests_on(name: str, title: str | None, rule: str) -> None:
    holder = next(
        h
        for h in chiefs_of_mission.all()
        if h.title.startswith("Ambassador")
        and h.start
        and h.end
        and len(h.posts) == 1
        and h.surname.isalpha()
        and (h.end - h.start).days > 700
        and h.start > date(1974, 1, 1)
    )
    assert holder.start is not None
    written = name.format(forename=holder.forename.split()[0], surname=holder.surname)
    day = date(holder.start.year + 1, 1, 1)
    mention = Mention("m", written, title, "classified_by")
    (identity,) = identify(Digest("n", next(iter(holder.posts)), day, True, (), (mention,)))
    assert identity.match is not None
    assert (identity.match.holder, identity.match.rule) == (holder, rule)
    assert identity.person.joined[0].rule == rule


def _marked(fragment: str, name: str, key: str | None, listed_name: str | None = None) -> Mention:
    return Mention(fragment, name, None, "mentioned", None, key, listed_name)


def test_the_list_of_a_volume_says_who_is_meant() -> None:
    """Two entries of one surname are two persons; a surname alone is who the editors say, by the name of the list."""
    some = [
        _marked("mentioned-rook", "Rook", "frus1955-57v06.p_RP1", "Rook, Pedro"),
        _marked("mentioned-rook-2", "Harbor Master Rook", "frus1955-57v06.p_RP1", "Rook, Pedro"),
        _marked("mentioned-rook-3", "Rook", "frus1955-57v06.p_RJ1", "Rook, Juana"),
    ]
    found = persons(some)
    assert [(one.name, [j.mention.fragment for j in one.joined]) for one in found] == [
        ("Rook, Pedro", ["mentioned-rook", "mentioned-rook-2"]),
        ("Rook, Juana", ["mentioned-rook-3"]),
    ]
    assert found[0].joined[1].rule == "volume-list"
