"""TAGS as a scheme: families, eras, and what the country codes of the Department mean."""

import re
from collections import Counter

import pycountry
import pytest
from rdflib import RDF, SKOS, Graph, Namespace, URIRef

from kg.vocabulary import locate, topics

KG = Namespace("https://w3id.org/cable-kg/ontology#")
SCHEME = Graph().parse(locate() / "topics.ttl")
CODES = [t for t in topics.all() if t.kind == "geographic"]

#: Codes that ISO 3166 has withdrawn or leaves to its users, and what they stand for.
NOT_IN_ISO = {"AN": "Netherlands Antilles", "CS": "Serbia and Montenegro", "XK": "Kosovo"}
#: Country codes of the Department that mean another country in ISO, or nothing: the traps of a reader who knows ISO.
DIFFERENT = {
    "AG": "DZ",
    "AJ": "AZ",
    "AS": "AU",
    "AU": "AT",
    "BA": "BH",
    "BD": "BM",
    "BG": "BD",
    "BH": "BZ",
    "BK": "BA",
    "BN": "BJ",
    "BO": "BY",
    "BU": "BG",
    "BX": "BN",
    "BY": "BI",
    "CB": "KH",
    "CD": "TD",
    "CE": "LK",
    "CF": "CG",
    "CG": "CD",
    "CH": "CN",
    "CI": "CL",
    "CN": "KM",
    "CS": "CR",
    "CT": "CF",
    "DA": "DK",
    "DR": "DO",
    "EI": "IE",
    "EK": "GQ",
    "EN": "EE",
    "EZ": "CZ",
    "GA": "GM",
    "GB": "GA",
    "GG": "GE",
    "GM": "DE",
    "GV": "GN",
    "HA": "HT",
    "HO": "HN",
    "IC": "IS",
    "IS": "IL",
    "IV": "CI",
    "IZ": "IQ",
    "JA": "JP",
    "KN": "KP",
    "KS": "KR",
    "KU": "KW",
    "LE": "LB",
    "LG": "LV",
    "LH": "LT",
    "LI": "LR",
    "LO": "SK",
    "LT": "LS",
    "MA": "MG",
    "MC": "MO",
    "MG": "MN",
    "MI": "MW",
    "MO": "MA",
    "MP": "MU",
    "MU": "OM",
    "NG": "NE",
    "NI": "NG",
    "NU": "NI",
    "PA": "PY",
    "PM": "PA",
    "PO": "PT",
    "PP": "PG",
    "PU": "GW",
    "RP": "PH",
    "RS": "RU",
    "SF": "ZA",
    "SG": "SN",
    "SN": "SG",
    "SP": "ES",
    "SU": "SD",
    "SW": "SE",
    "SZ": "CH",
    "TD": "TT",
    "TI": "TJ",
    "TN": "TO",
    "TO": "TG",
    "TP": "ST",
    "TS": "TN",
    "TU": "TR",
    "TX": "TM",
    "UK": "GB",
    "UP": "UA",
    "UV": "BF",
    "VM": "VN",
    "VT": "VA",
    "WA": "NA",
    "WZ": "SZ",
    "YM": "YE",
    "ZA": "ZM",
    "ZI": "ZW",
}


def test_how_many_there_are() -> None:
    counted = Counter(t.kind for t in topics.all())
    assert counted["subject"] >= 172 and counted["program"] >= 67
    assert counted["geographic"] >= 319 and counted["organization"] >= 643
    assert set(counted) == {"subject", "program", "geographic", "organization"}


@pytest.mark.parametrize("topic", [t for t in CODES if t.iso2], ids=lambda t: t.code)
def test_every_iso_code_is_one(topic: topics.Topic) -> None:
    if topic.iso2 in NOT_IN_ISO:
        assert pycountry.countries.get(alpha_2=topic.iso2) is None
        assert topic.label == NOT_IN_ISO[topic.iso2]
    else:
        assert pycountry.countries.get(alpha_2=topic.iso2) is not None


def test_country_names_are_those_of_the_iso_code() -> None:
    """Beyond accents, order and renaming the label is the name of the country: no code points to its neighbour."""
    renamed = {
        "BM": "Myanmar",
        "CV": "Cabo Verde",
        "IV": "Côte d'Ivoire",
        "MC": "Macao",
        "MK": "North Macedonia",
        "RE": "Réunion",
        "TU": "Türkiye",
        "WZ": "Eswatini",
        "EZ": "Czechia",
        "KN": "North Korea",
        "KS": "South Korea",
        "WE": "Palestine",
        "GZ": "Palestine",
        "CK": "Cocos",
        "FA": "Falkland",
        "HM": "Heard",
        "PT": "Timor-Leste",
        "DM": "Benin",
        "FT": "Djibouti",
        "JN": "Jan Mayen",
        "RH": "Zimbabwe",
        "SS": "Western Sahara",
        "TC": "Emirates",
        "VI": "Virgin Islands, British",
        "VQ": "Virgin Islands, U.S.",
        "CF": "Congo",
        "CG": "Congo, The Democratic",
    }
    for topic in CODES:
        country = pycountry.countries.get(alpha_2=topic.iso2) if topic.iso2 else None
        if country is not None:
            names = " / ".join(getattr(country, kind, "") for kind in ("name", "common_name", "official_name"))
            wanted = renamed.get(topic.code) or topic.label.split(",")[0].split(" (")[0]
            assert wanted.lower() in names.lower(), (topic.code, topic.label, names)


@pytest.mark.parametrize(("code", "iso2"), DIFFERENT.items())
def test_codes_of_the_department_are_not_those_of_iso(code: str, iso2: str) -> None:
    assert code != iso2
    found = topics.find(code, 2007, "geographic")
    assert found is not None and found.iso2 == iso2


def test_two_codes_of_one_time_for_one_country_are_known_ones() -> None:
    now = Counter(t.iso2 for t in CODES if t.iso2 and (not t.era or t.era.endswith("-")))
    assert {iso2 for iso2, n in now.items() if n > 1} == {"ME", "PS", "RS"}


def test_only_what_is_exactly_meant_is_linked() -> None:
    linked = {t.code: t for t in CODES if t.geonames}
    assert len(linked) > 230 and "DM" not in linked and "WE" not in linked and "RH" not in linked
    assert all(t.iso2 and t.geonames.isdigit() and (not t.era or t.era.endswith("-")) for t in linked.values())
    by_place = {(t.geonames, t.iso2) for t in linked.values()}
    assert len(by_place) == len({g for g, _ in by_place}) == len({i for _, i in by_place})
    assert [t.code for t in topics.all() if t.geonames and t.kind != "geographic"] == []


def test_what_is_not_verified_has_no_label() -> None:
    unverified = [t for t in topics.all() if "not verified" in t.source]
    assert len(unverified) > 30 and [t.code for t in unverified if t.label] == []
    assert [t.code for t in topics.all() if t.label and not t.source] == []


def test_every_topic_stands_below_a_family_and_above_nothing_of_another() -> None:
    for concept in set(SCHEME.subjects(SKOS.inScheme, None)):
        broader = set(SCHEME.objects(concept, SKOS.broader))
        assert broader and concept not in broader
        assert all((above, SKOS.narrower, concept) in SCHEME for above in broader)
    for family in SCHEME.subjects(SKOS.topConceptOf, None):
        assert (None, SKOS.hasTopConcept, family) in SCHEME and (family, SKOS.broader, None) not in SCHEME


@pytest.mark.parametrize("topic", [t for t in topics.all() if t.kind == "subject"], ids=lambda t: t.code)
def test_the_family_of_a_subject_is_told_by_its_first_letter(topic: topics.Topic) -> None:
    first = {
        "A": "Administrative Affairs",
        "B": "Business Services",
        "C": "Consular Affairs",
        "E": "Economic Affairs",
        "M": "Military and Defense Affairs",
        "O": "Operations",
        "P": "Political Affairs",
        "S": "Social Affairs",
        "T": "Technology and Science",
    }
    assert topic.category == first[topic.code[0]]
    assert (URIRef(f"https://w3id.org/cable-kg/topic/{topic.code}"), RDF.type, SKOS.Concept) in SCHEME


def test_wikidata_is_linked_where_a_code_means_exactly_one_country() -> None:
    linked = [topic for topic in topics.all() if topic.wikidata]
    assert len(linked) > 200
    assert all(re.fullmatch(r"Q[1-9]\d*", topic.wikidata) and topic.iso2 for topic in linked)
    assert len({topic.iso2 for topic in linked}) == len({topic.wikidata for topic in linked}), "one number, one country"
    of = {topic.code: topic.wikidata for topic in linked}
    traps = {"PE": "Q419", "CH": "Q148", "RS": "Q159", "AU": "Q40", "AS": "Q408", "GM": "Q183", "DA": "Q35"}
    assert {code: of[code] for code in traps} == traps
    assert "VT" not in of, "the Holy See and Vatican City are two things there"
