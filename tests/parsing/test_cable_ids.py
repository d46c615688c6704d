"""Record numbers: cases as data, and how damage of a known kind is read."""

import random
import string
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.parsing import post_name_matching
from kg.parsing.cable_ids import canonical, canonical_id
from kg.vocabulary import posts

ROOT = Path(__file__).parent.parent
CASES = yaml.safe_load((ROOT / "cases" / "identifiers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("found", "expected"), [tuple(pair) for group in CASES.values() for pair in group])
def test_canonical_id(found: str, expected: str | None) -> None:
    assert canonical_id(found) == expected


@pytest.mark.parametrize("group", CASES)
def test_a_canonical_id_is_its_own(group: str) -> None:
    for _, expected in CASES[group]:
        if expected:
            assert canonical_id(expected) == expected


@pytest.mark.parametrize("post", posts.all(), ids=lambda post: post.id)
def test_every_station_is_its_own(post: posts.Post) -> None:
    assert canonical_id(f"76{post.id}12") in (f"76{post.id}12", f"76{posts.station(post.id, 1976)}12")


@pytest.mark.parametrize(
    ("year", "name", "number", "expected"),
    [
        (2007, "LIMA", "002181", "07LIMA2181"),
        (7, "LA PAZ", "12", "07LAPAZ12"),
        (1976, "SECSTATE WASHDC", "290286", "76STATE290286"),
        (1976, "PRETOR", "04668", "76PRETORIA4668"),
        (2007, "PORT-AU-PRINCE", "#12", "07PORTAUPRINCE12"),
        (2007, "LIMA", "", None),
        (2007, "", "12", None),
    ],
)
def test_canonical(year: int, name: str, number: str, expected: str | None) -> None:
    assert canonical(year, name, number) == expected


@given(st.text(max_size=150))
def test_any_text_is_answered(text: str) -> None:
    found = canonical_id(text)
    assert found is None or found[:2].isdigit()


@given(st.from_regex(r"\A\d{2,4}[A-Z?]{0,30}\d{0,8}[A-Z]{0,6}\d{0,4}\Z"))
def test_what_looks_like_an_id_is_answered_in_one_step(text: str) -> None:
    found = canonical_id(text)
    assert found is None or canonical_id(found) == found


def damaged(name: str, kind: str, chance: random.Random) -> str:
    i = chance.randrange(len(name))
    letter = chance.choice(string.ascii_uppercase)
    if kind == "swapped":
        i = min(i, len(name) - 2)
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return {
        "lost": name[:i] + name[i + 1 :],
        "wrong": name[:i] + letter + name[i + 1 :],
        "added": name[:i] + letter + name[i:],
        "doubled": name[:i] + name[i] + name[i:],
        "Q": name[:i] + "Q" + name[i + 1 :],
        "Q for two": name[:i] + "Q" + name[i + 2 :],
        "first lost": name[1:],
    }[kind]


@pytest.mark.parametrize("kind", ["lost", "wrong", "added", "doubled", "swapped", "Q", "Q for two", "first lost"])
def test_one_slip_is_read_or_left_and_hardly_ever_misread(kind: str) -> None:
    chance = random.Random(7)
    count: Counter[str] = Counter()
    for post in posts.all():
        name = damaged(post.id, kind, chance)
        if len(post.id) < 5 or posts.station(name, 2008):
            continue
        guess = post_name_matching.nearest(name, 2008)
        count["right" if guess and guess.id == post.id else "left" if guess is None else "wrong"] += 1
    total = count.total()
    assert count["wrong"] <= 0.015 * total, count
    assert count["right"] >= (0.85 if kind == "Q for two" else 0.93) * total, count


def test_a_name_near_several_posts_is_left() -> None:
    assert post_name_matching.nearest("ANAMA") is None  # MANAMA, PANAMA
    assert post_name_matching.nearest("PORTO") is None


def around(kind: str, post: str, chance: random.Random) -> str:
    """Return the record number 12 of a post in 2008 with words of the wire format in it, as copies have them."""
    last = chance.randint(2, 9)
    counts = f"{chance.randint(1, last):02d}OF{last:02d}"
    banner = "SECTION" + counts
    level = chance.choice(["CONFIDENTIAL", "UNCLAS", "NOFORN", "SENSITIVE", "SIPDIS", "EFTO"])
    slip = chance.choice(["lost", "wrong", "doubled", "swapped", "Q"])
    whole = {
        "a banner": banner + post + "12",
        "a damaged banner": damaged("SECTION", slip, chance) + counts + post + "12",
        "the end of a banner": banner[chance.randrange(1, len(banner) - 4) :] + post + "12",
        "a banner with OF damaged": banner.replace("OF", chance.choice(["F", "O", "QF", "0F", "FO"])) + post + "12",
        "a banner before a damaged post": banner + damaged(post, slip, chance) + "12",
        "a level and a banner": level + banner + post + "12",
        "a damaged caption": damaged(level, slip, chance) + post + "12",
        "a signal": post + "000012" + chance.choice(["ZDK", "ZFR", "ZUI", "TOSEC", "SECTO"]) + "345",
    }
    return "08" + whole[kind]


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("a banner", 1.0),
        ("a damaged banner", 0.995),
        ("the end of a banner", 0.99),
        ("a banner with OF damaged", 0.99),
        ("a banner before a damaged post", 0.95),
        ("a level and a banner", 1.0),
        ("a damaged caption", 0.98),
        ("a signal", 1.0),
    ],
)
def test_words_of_the_wire_format_are_taken_off_every_post(kind: str, least: float) -> None:
    chance = random.Random(11)
    count: Counter[str] = Counter()
    for post in posts.all():
        meant = posts.station(post.id, 2008) or post.id
        found = canonical_id(around(kind, post.id, chance))
        known = found is not None and posts.is_station(found[2:-2])
        count["right" if found == f"08{meant}12" else "wrong" if known else "left"] += 1
    assert count["right"] >= least * count.total(), count
    assert count["wrong"] <= 0.015 * count.total(), count
