"""Closed lists, topics, organisations, collectives, titles, spellings and office holders."""

from datetime import date

import pytest

from kg.vocabulary import chiefs_of_mission, code_lists, organisations, spellings, titles, topics


@pytest.mark.parametrize(
    ("find", "asked", "code"),
    [
        (code_lists.precedence, "O", "IMMEDIATE"),
        (code_lists.precedence, "priority", "PRIORITY"),
        (code_lists.precedence, "NIACT IMMEDIATE", "NIACT-IMMEDIATE"),
        (code_lists.precedence, "NIACT", "NIACT-IMMEDIATE"),
        (code_lists.caption, "ROGER CHANNEL", "ROGER-CHANNEL"),
        (code_lists.caption, "sipdis", "SIPDIS"),
        (code_lists.classification, "UNCLAS", "UNCLASSIFIED"),
        (code_lists.classification, "TOP SECRET", "TOP-SECRET"),
        (code_lists.classification, "CONFIDENTIAL", "CONFIDENTIAL"),
        (code_lists.portion, "(C)", "C"),
        (code_lists.portion, "C//NF", "C-NF"),
        (code_lists.portion, "(S/NOFORN)", "S-NF"),
        (code_lists.portion, "C - ENTIRE TEXT", "C"),
        (code_lists.portion, "S/REL USA, GBR", "S-REL"),
        (code_lists.portion, "OUO", "FOUO"),
        (code_lists.rule, "pilcrow", "pilcrow"),
        (code_lists.doubt, "year-inferred", "year-inferred"),
        (code_lists.release, "leaked", "leaked"),
        (code_lists.status, "referenced-only", "referenced-only"),
    ],
)
def test_codes(find, asked, code):
    assert find(asked).code == code


@pytest.mark.parametrize(
    "find", [code_lists.precedence, code_lists.caption, code_lists.classification, code_lists.portion, code_lists.rule]
)
@pytest.mark.parametrize("asked", ["", "XYZZY", "(", "A" * 100_000])
def test_unknown_codes_are_none(find, asked):
    assert find(asked) is None


@pytest.mark.parametrize(
    ("order", "mark", "code"),
    [
        ("12958", "1.4(c)", "12958-1.4c"),
        ("E.O. 12958, as amended", "1.4 (D)", "12958-1.4d"),
        ("13526", "1.4(b)", "13526-1.4b"),
        ("12958", "1.5(a)", "12958-1.5a"),
        (None, "1.5 (b)", "12958-1.5b"),
    ],
)
def test_reasons(order, mark, code):
    assert code_lists.reason(order, mark).code == code


def test_a_reason_without_its_order_is_not_guessed():
    assert code_lists.reason(None, "1.4(c)") is None
    assert code_lists.reason("12356", "1.4(c)") is None


def test_declassification_markings():
    assert code_lists.declassification("11652", "XGDS-1").code == "11652-XGDS-1"
    assert code_lists.declassification(None, "GDS") is None  # two orders have one
    assert code_lists.declassification(None, "OADR").order == "12356"


def test_topics():
    assert topics.find("PREL").label == "External Political Relations"
    assert topics.find("pe").iso2 == "PE"
    assert topics.find("CH").label == "China" and topics.find("RS").label == "Russia"
    assert topics.find("KMARR") is None and not topics.is_listed("SIPDIS")


def test_a_code_of_another_time_is_not_taken_for_this_one():
    assert topics.find("GE", 1975).label == "Germany (East)"
    assert topics.find("GE", 2007) is None
    assert topics.find("UR", 2007) is None


@pytest.mark.parametrize(("code", "near"), [("MOPPS", "MOPS"), ("UNDESCO", "UNESCO"), ("KMARR", "MARR")])
def test_nearest_topics(code, near):
    assert topics.nearest(code) == (near,)


def test_nearest_topics_of_some_kinds_only():
    assert topics.nearest("KMARR", kinds=("program",)) == ()
    assert topics.nearest("A" * 1000) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("CDR USCINCSO MIAMI FL", "USSOUTHCOM"),
        ("CDR USSOUTHCOM MIAMI FL", "USSOUTHCOM"),
        ("CIA WASHDC", "CIA"),
        ("JOINT STAFF WASHINGTON DC", "JCS"),
        ("SECDEF", "SECDEF"),
        ("USDA FAS WASHDC", "USDAFAS"),
        ("OSD", "OSD"),
        ("HQ USEUCOM VAIHINGEN GE", "USEUCOM"),
        ("CINCPAC", "USPACOM"),
        ("DEPT OF TREASURY WASHINGTON DC", "TREASURY"),
        ("DIRNSA FT GEORGE G MEADE MD//K2/G7//", "NSA"),
        ("CDR USSOUTHCOM MIAMI FL//SCJ5//", "USSOUTHCOM"),
        ("JOINT STAFF WASHINGTON DC//J-5//", "JCS"),
        ("NOAA WASHDC", "NOAA"),
        ("USMISSION ASEAN JAKARTA", "USMISSIONASEAN"),
    ],
)
def test_organisations(name, found):
    assert organisations.find(name).id == found


@pytest.mark.parametrize("name", ["", "LIMA", "AMEMBASSY LIMA", "HQ", "WASHDC", "//J5//", "MCC", "SAC", "A" * 100_000])
def test_posts_are_no_organisations(name):
    assert organisations.find(name) is None


def test_collectives():
    assert organisations.find_collective("EU MEMBER STATES COLLECTIVE").code == "EU-MEMBER-STATES-COLLECTIVE"
    assert organisations.find_collective("EU MEMBER STATES").routing_indicator == "RUCNMEM"
    assert organisations.find_collective("COLLECTIVE") is None


def test_titles():
    assert titles.find("amb.").canonical == "Ambassador"
    assert titles.find("Grand Vizier") is None


def test_spellings():
    assert spellings.find("piority").right == "PRIORITY"
    assert spellings.find("RU", kind="TAGS replacement").right == "RS"
    assert spellings.find("PRIORITY") is None


def test_office_holders():
    terms = [h for h in chiefs_of_mission.by_surname("STRUBLE") if "LIMA" in h.posts]
    assert [h.person_id for h in terms] == ["struble-james-curtis"]
    assert terms[0] in chiefs_of_mission.at("LIMA") and terms[0].start < date(2007, 1, 1)
    assert terms[0].page.endswith("/struble-james-curtis")
    assert chiefs_of_mission.by_surname("") == ()
