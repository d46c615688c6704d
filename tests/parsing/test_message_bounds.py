"""One text, several messages; one message, several sections. All texts are fictional."""

import kg
from tests.evidence import check_evidence

HEAD = """VZCZCXRO{n}
OO RUEHWEB
DE RUEHPE #{serial}/{section} 1722107
ZNY CCCCC ZZH
P 212107Z JUN 07
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 5950
INFO RUEHBO/AMEMBASSY BOGOTA 4789

C O N F I D E N T I A L {mark}LIMA 00{serial}

SIPDIS

E.O. 12958: DECL: 06/21/2017
TAGS: PREL, PE
SUBJECT: {subject}

"""


def header(serial: str, section: str = "01", mark: str = "", subject: str = "THE HARBOUR", n: str = "1111") -> str:
    return HEAD.format(serial=serial, section=section, mark=mark, subject=subject, n=n)


TWO = header("2181") + "1. (C) One.\n\nDOE\n#2181\nNNNN\n" + header("2182", subject="THE SEA") + "1. (C) Sea.\n\nDOE\n"
SECTIONS = (
    header("2181", "01", "SECTION 01 OF 02 ")
    + "1. (C) The first paragraph begins here\n"
    + header("2181", "02", "SECTION 02 OF 02 ", n="2222")
    + "and it ends here.\n\n2. (C) The second.\n\nDOE\n"
)


def test_a_file_with_two_cables_yields_two() -> None:
    first, second = kg.parse_all(TWO)
    assert (first.id, second.id) == ("07LIMA2181", "07LIMA2182")
    assert (first.subject.value, second.subject.value) == ("THE HARBOUR", "THE SEA")
    assert second.subject.span.of(TWO) == "THE SEA"
    assert check_evidence(second, TWO) > 10


def test_parse_returns_the_first_and_says_so() -> None:
    cable = kg.parse(TWO)
    assert cable.id == "07LIMA2181"
    assert [d.code for d in cable.diagnostics] == ["several-cables"]


def test_sections_are_joined_into_one_cable() -> None:
    (cable,) = kg.parse_all(SECTIONS)
    assert cable.id == "07LIMA2181"
    assert [(s.number, s.of) for s in cable.sections] == [(1, 2), (2, 2)]
    assert [p.number for p in cable.paragraphs] == [1, 2]
    first = cable.paragraphs[0]
    assert [p.of(SECTIONS).strip() for p in first.pieces] == [
        "1. (C) The first paragraph begins here",
        "and it ends here.",
    ]
    check_evidence(cable, SECTIONS)


def test_a_missing_section_is_said() -> None:
    text = header("2181", "01", "SECTION 01 OF 03 ") + "1. (C) One.\n"
    text += header("2181", "03", "SECTION 03 OF 03 ") + "END.\n"
    (cable,) = kg.parse_all(text)
    assert [d.code for d in cable.diagnostics] == ["section-missing"]


def test_a_quoted_telegram_does_not_split_its_cable() -> None:
    text = header("2181") + "1. (C) QUOTE\nR 201200Z JUN 07\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\nUNQUOTE\n\nDOE\n"
    assert len(kg.parse_all(text)) == 1


def test_two_copies_are_one_cable_and_their_differences_are_said() -> None:
    copy = header("2181", subject="THE HARBOR")
    text = header("2181") + "1. (C) One.\n\nDOE\nNNNN\n" + copy + "1. (C) One.\n\nDOE\n"
    (cable,) = kg.parse_all(text)
    assert [d.code for d in cable.diagnostics] == ["copies", "copies-differ"]
    assert "'THE HARBOUR'" in cable.diagnostics[1].message
    assert "THE HARBOR'" in cable.diagnostics[1].message


def test_two_messages_under_one_number_stay_two() -> None:
    later = header("2181").replace("212107Z JUN", "012107Z SEP")
    text = header("2181") + "1. (C) One.\n\nDOE\nNNNN\n" + later + "1. (C) Another.\n\nDOE\n"
    assert [c.date_time_group.value.month for c in kg.parse_all(text)] == [6, 9]
