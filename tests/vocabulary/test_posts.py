"""Posts by every name they have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.vocabulary import posts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AMEMBASSY LA PAZ", "LAPAZ"),
        ("LA PAZ", "LAPAZ"),
        ("EMBASSY VIENNA", "VIENNA"),
        ("amembassy lima", "LIMA"),
        ("AMCONSUL SAO PAULO", "SAOPAULO"),
        ("AMCONGEN São Paulo", "SAOPAULO"),
        ("AMEMBASY QUITO", "QUITO"),
        ("SECSTATE WASHDC", "STATE"),
        ("SECSTATE WASHINGTON DC", "STATE"),
        ("Secretary of State", "STATE"),
        ("SECSTATE", "STATE"),
        ("DEPT", "STATE"),
        ("WASHDC, SECSTATE", "STATE"),
        ("LIMA, AMEMBASSY", "LIMA"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("USUN NEW YORK", "USUNNEWYORK"),
        ("USMISSION GENEVA", "GENEVA"),
        ("USMISSION GENEVA SZ", "GENEVA"),
        ("PARIS FR", "UNESCOPARISFR"),
        ("UNESCO PARIS FR", "UNESCOPARISFR"),
        ("AMEMBASSY PARIS FR", "PARIS"),
        ("AMEMBASSY PARIS", "PARIS"),
        ("MEXICO CITY", "MEXICO"),
        ("AMEMBASSY MEXICO", "MEXICO"),
        ("ST. PETERSBURG", "STPETERSBURG"),
        ("SAINT PETERSBURG", "STPETERSBURG"),
        ("AMEMBASSY ST. JOHN'S", "STJOHNS"),
        ("RIO", "RIODEJANEIRO"),
        ("HK", "HONGKONG"),
        ("BRAZIL", "BRASILIA"),
        ("USINT HAVANA", "HAVANA"),
        ("USLO PEKING", "PEKING"),
        ("AIT TAIPEI", "AITTAIPEI"),
        ("USDOC WASHDC", "USDOC"),
        ("SECDEF WASHDC//OASD-ISA/APD//", "SECDEF"),
        ("SECSTATE WASHDC//EAP/C//", "STATE"),
        ("AMEMBASSY YANGON", "RANGOON"),
        ("AMEMBASSY BEIRUT LEBANON", "BEIRUT"),
        ("AMCONSUL SAO PAULO BRAZIL", "SAOPAULO"),
        ("FODAG ROME", "UNROME"),
    ],
)
def test_by_name(name, expected):
    post = posts.by_name(name)
    assert post is not None and post.id == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "USMISSION PARIS",
        "USMISSION VIENNA",
        "AMEMBASSY",
        "AMEMBASSY NOWHERE",
        "MOD LIMA PERU",
        "ATLANTA",
        "USDOC DISTDIR NEW YORK NY",
        "CIA WASHINGTON DC",
        "A" * 100_000,
        "AMEMBASSY BEIRUT PERU",
        "AMCONSUL LEBANON",
        "//EAP//",
        "MOD LIMA PERU//J2//",
    ],
)
def test_a_name_that_is_no_post_or_could_be_several_is_none(name):
    assert posts.by_name(name) is None


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("SECSTATE", None, "STATE"),
        ("USEU", None, "USEUBRUSSELS"),
        ("BRUSSELS", None, "BRUSSELS"),
        ("UNVIE", None, "UNVIEVIENNA"),
        ("USUN", None, "USUNNEWYORK"),
        ("HCMC", 2007, "HOCHIMINHCITY"),
        ("RIO DE JANEIRO", None, "RIODEJANEIRO"),
        ("PORT-OF-SPAIN", None, "PORTOFSPAIN"),
        ("VAT", None, "VATICAN"),
        ("BA", 2009, "BUENOSAIRES"),
        ("TAIPEI", 2005, "AITTAIPEI"),
        ("TAIPEI", 1975, "TAIPEI"),
        ("TANANA", 1974, "TANANARIVE"),
        ("TANANA", 2007, None),
        ("CUZCO", None, None),
        ("", None, None),
    ],
)
def test_station(name, year, expected):
    assert posts.station(name, year) == expected


def test_every_id_is_its_own_station_or_leads_to_one():
    assert all(posts.station(p.id, 1975) == p.id for p in posts.all())


@given(st.text(max_size=200))
def test_no_text_breaks_the_look_ups(text):
    post = posts.by_name(text)
    assert post is None or posts.is_station(post.id)
    assert posts.station(text) is None or posts.is_station(posts.station(text) or "")
    assert all(0 <= score <= 1 for _, score in posts.nearest(text))


def test_nearest_names_the_post_of_a_damaged_name_first():
    assert posts.nearest("SOIA")[0][0] == "SOFIA"
    assert posts.nearest("POTAUPRINCE", limit=1) == [("PORTAUPRINCE", pytest.approx(11 / 12))]
