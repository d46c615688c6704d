"""The e-mail a cable came in: its header lines are none of the cable's, whatever they look like."""

import pytest

import kg
from tests.fictional import wire

OUTLOOK = (
    "From: Nardo, Ina\nSent: Thursday, June 21, 2007 5:09 PM\nTo: Sample, Jo; Probe, Al;\n Test, Bo\n"
    "Subject: FW: 07 QUITO 9\n"
)
FORWARDED = "-----Original Message-----\nFrom: Sample\nTo: Probe\nSubject: TAGS: SNAR\n"
TEXT = wire(subject="TALKS ON FISHERIES")


@pytest.mark.parametrize(
    "wrapper",
    [
        OUTLOOK + "\n",
        OUTLOOK + "\nSee below.\n\n" + FORWARDED + "\n",
        "RELEASE IN PART B6\n" + OUTLOOK + FORWARDED,
        (OUTLOOK + "\n").replace("\n", "\r\n"),
        "\n\n" + FORWARDED + "\n\n",
        "".join("> " + line + "\n" for line in OUTLOOK.splitlines()) + "\n",
    ],
    ids=["once", "twice", "stamp", "crlf", "short", "quoted"],
)
def test_a_wrapped_cable_reads_as_the_bare_one(wrapper: str) -> None:
    whole = wrapper + TEXT
    cable, bare = kg.parse(whole), kg.parse(TEXT)
    assert cable.id == bare.id
    for name in ("subject", "classification", "date_time_group", "message_reference_number", "transmission_id"):
        mine, other = getattr(cable, name), getattr(bare, name)
        assert mine.value == other.value
        assert whole[mine.span.start : mine.span.end] == mine.raw
    assert [(a.role, a.name) for a in cable.addressees] == [(a.role, a.name) for a in bare.addressees]
    assert [t.code for t in cable.tags] == [t.code for t in bare.tags]
    assert [p.number for p in cable.paragraphs] == [p.number for p in bare.paragraphs]
    assert cable.pass_lines == ()


def test_the_labels_of_a_smart_cable_stay() -> None:
    text = (
        "MRN: 12 LIMA 4001\nDate/DTG: May 11, 2012 / 110930Z MAY 12\nFrom: AMEMBASSY LIMA\n"
        "Action: WASHDC, SECSTATE ROUTINE\nE.O.: 13526\nTAGS: PREL, PE\nSubject: FISH TALKS\n\n1. (C) They met.\n"
    )
    cable, wrapped = kg.parse(text), kg.parse(OUTLOOK + "\n" + text)
    assert cable.origin is not None
    assert wrapped.origin is not None
    assert (cable.origin.value, cable.id) == (wrapped.origin.value, wrapped.id) == ("LIMA", "12LIMA4001")
    assert wrapped.subject is not None
    assert wrapped.subject.value == "FISH TALKS"


def test_words_of_a_body_are_no_wrapper() -> None:
    text = wire(body="1. (C) It read:\nFrom: the Minister\nTo: the Ambassador\nSubject: fish\n\n2. (C) So it went.")
    cable = kg.parse(text)
    first = cable.paragraphs[0]
    assert "Subject: fish" in text[first.span.start : first.span.end]
    assert first.pieces == ()


def test_the_subject_of_a_torn_mail_header_is_not_the_cables() -> None:
    text = (
        "From:      SMART Core\nSent:    Thursday, July 22, 2010 06:11:49\n"
        "         Nardo, Ina; Sample, Jo\nTo\n         Harbour talks end with a dinner and a long\n"
        "Subject:\n         toast to the port\n\n"
        "MRN:          10 LIMA 956\nDate/DTG:     Jul 22, 2010 / 221710Z JUL 10\nFrom:         AMEMBASSY LIMA\n"
        "Action:       WASHDC, SECSTATE ROUTINE\nE.O.:         13526\nTAGS:         PREL, PGOV\n"
        "Captions:     SENSITIVE\nSubject:      Harbour talks end\n\n1. (SBU) The talks ended.\n"
    )
    cable = kg.parse(text)
    assert cable.id == "10LIMA956"
    assert cable.subject.value == "Harbour talks end"
    assert [tag.code for tag in cable.tags] == ["PREL", "PGOV"]
