"""A small fictional cable, its model made by hand: what the parser gives for this text, without the parser."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from kg.model import (
    Addressee,
    Cable,
    DeclassifyOn,
    Diagnostic,
    Document,
    Excision,
    Official,
    Paragraph,
    Reference,
    ReleaseStatus,
    Repair,
    Section,
    Sender,
    Span,
    Tag,
    Value,
    content_hash,
)

TEXT = """VZCZCQUI0042
PP RUEHWEB
DE RUEHQT #0100/01 0341015
ZNY CCCCC ZZH
P 031015Z FEB 07
FM AMEMBASSY QUITO
TO RUEHC/SECSTATE WASHDC IMMEDIATE 0001
INFO RUEHPE/AMEMBASSY LIMA 0002
RUEHLP/AMEMBASSY LA PAZ FEB BOGOTA 0003
RUCNMEM/EU MEMBER STATES COLLECTIVE
RUXXYZ/OFFICE OF "NOTHING" \\ NOWHERE
C O N F I D E N T I A L QUITO 000100
SIPDIS
DEPT PASS TO TREASURY
E.O. 12958: DECL: 02/03/2017
TAGS: PREL, KZZZZ, EC, DOE, JANE
SUBJECT: A FICTIONAL SUBJECT: "TRADE" TALKS
REF: A. LIMA 50 B. 06 QUITO 2000 C. DOE-ROE EMAIL 1/2/07
Classified By: Ambassador Vera Q. Sample, Reasons 1.4 (b)
1. (C) Summary. The Ambassador met Foreign Minister Roe. End Summary.
A HEADING
12. (SBU) Roe said nothing. Poloff listened. A source, Juan Nadie (protect), spoke.
2. (C) Again two.
SAMPLE
"""
HASH = content_hash(TEXT)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def value(said, words: str, nth: int = 0, **more) -> Value:
    return Value(said, raw=words, span=at(words, nth), **more)


def addressee(role, indicator, name, serial, order, words, post=None, kind=None, **more) -> Addressee:
    return Addressee(
        role, indicator, name, None, serial, order, raw=words, span=at(words), post=post, kind=kind, **more
    )


def official(name, title, role, words, nth=0, *, protected=False, title_words=None, **more) -> Official:
    span = at(words, nth)
    return Official(
        name, title, role, protected, raw=words, span=span, title_span=at(title_words) if title_words else None, **more
    )


FUSED = Repair(
    "fused-addressees",
    "RUEHLP/AMEMBASSY LA PAZ FEB BOGOTA 0003",
    "RUEHLP/AMEMBASSY LA PAZ\nBOGOTA 0003",
    at("RUEHLP/AMEMBASSY LA PAZ FEB BOGOTA 0003"),
)
PILCROW = Repair("pilcrow", "12.", "2.", at("12. (SBU)", 0).__class__(at("12. (SBU)").start, at("12. (SBU)").start + 3))
LOOSE = Repair("link-debris", "A HEADING", "A HEADING", at("A HEADING"), unsure=True)
SENT = datetime(2007, 2, 3, 10, 15, tzinfo=UTC)

CABLE = Cable(
    id="07QUITO100",
    aliases=("TOSEC 12",),
    form="acp-127",
    message_reference_number=value("QUITO 000100", "QUITO 000100"),
    transmission_id=value("VZCZCQUI0042", "VZCZCQUI0042"),
    date_time_group=value(SENT, "031015Z FEB 07"),
    filing_time=value(SENT, "0341015"),
    precedence=value("PRIORITY", "P", 2),
    origin=Sender("QUITO", "AMEMBASSY QUITO", raw="AMEMBASSY QUITO", span=at("AMEMBASSY QUITO")),
    station=value("RUEHQT", "RUEHQT"),
    serial=value("0100", "0100"),
    section=Section(1, 2, TEXT[: at("ZZH").end], Span(0, at("ZZH").end)),
    security_line=value("ZNY CCCCC ZZH", "ZNY CCCCC ZZH"),
    routed_to=(value("RUEHWEB", "RUEHWEB"),),
    pass_lines=(value("DEPT PASS TO TREASURY", "DEPT PASS TO TREASURY"),),
    classification=value("CONFIDENTIAL", "C O N F I D E N T I A L"),
    captions=(value("SIPDIS", "SIPDIS"),),
    executive_order=value("12958", "12958"),
    declassify_on=DeclassifyOn(date(2017, 2, 3), None, raw="02/03/2017", span=at("02/03/2017")),
    reasons=(value("1.4(b)", "1.4 (b)"),),
    tags=(
        Tag("PREL", raw="PREL", recognised=True, suggestion=None, span=at("PREL"), kind="subject"),
        Tag(
            "KZZZZ",
            raw="KZZZZ",
            recognised=False,
            suggestion="PREL",
            span=at("KZZZZ"),
            kind="program",
            doubts=("unrecognised",),
        ),
        Tag("EC", raw="EC", recognised=True, suggestion=None, span=at("EC,"), kind="geographic"),
        Tag("DOE, JANE", raw="DOE, JANE", recognised=False, suggestion=None, span=at("DOE, JANE"), kind="person"),
    ),
    subject=value('A FICTIONAL SUBJECT: "TRADE" TALKS', 'A FICTIONAL SUBJECT: "TRADE" TALKS'),
    references=(
        Reference(
            "A",
            "cable",
            raw="LIMA 50",
            cable_id="07LIMA50",
            year_inferred=True,
            span=at("LIMA 50"),
            doubts=("year-inferred",),
        ),
        Reference(
            "B", "cable", raw="06 QUITO 2000", cable_id="06QUITO2000", year_inferred=False, span=at("06 QUITO 2000")
        ),
        Reference(
            "C",
            "email",
            raw="DOE-ROE EMAIL 1/2/07",
            cable_id=None,
            year_inferred=False,
            span=at("DOE-ROE EMAIL 1/2/07"),
        ),
    ),
    addressees=(
        replace(
            addressee(
                "action", "RUEHC", "SECSTATE WASHDC", "0001", 1, "RUEHC/SECSTATE WASHDC IMMEDIATE 0001", "STATE", "post"
            ),
            precedence="IMMEDIATE",
        ),
        addressee("info", "RUEHPE", "AMEMBASSY LIMA", "0002", 2, "RUEHPE/AMEMBASSY LIMA 0002", "LIMA", "post"),
        addressee(
            "info", "RUEHLP", "AMEMBASSY LA PAZ", None, 3, "RUEHLP/AMEMBASSY LA PAZ", "LAPAZ", "post", repairs=(FUSED,)
        ),
        addressee("info", None, "BOGOTA", "0003", 4, "BOGOTA 0003", "BOGOTA", "post", repairs=(FUSED,)),
        addressee(
            "info",
            "RUCNMEM",
            "EU MEMBER STATES COLLECTIVE",
            None,
            5,
            "RUCNMEM/EU MEMBER STATES COLLECTIVE",
            None,
            "collective",
        ),
        addressee(
            "info",
            "RUXXYZ",
            'OFFICE OF "NOTHING" \\ NOWHERE',
            None,
            6,
            'RUXXYZ/OFFICE OF "NOTHING" \\ NOWHERE',
            doubts=("unresolved",),
        ),
    ),
    officials=(
        official("Vera Q. Sample", "Ambassador", "classified_by", "Vera Q. Sample", title_words="Ambassador Vera"),
        official("SAMPLE", None, "signed", "SAMPLE"),
        official("Roe", "Foreign Minister", "mentioned", "Roe", also=(at("Roe", 1),)),
        official("DOE, JANE", None, "tagged", "DOE, JANE"),
        official(None, "Poloff", "mentioned", "Poloff"),
        official("Juan Nadie", None, "mentioned", "Juan Nadie", protected=True),
    ),
    paragraphs=(
        Paragraph(1, False, "C", span=Span(at("1. (C)").start, at("End Summary.").end)),
        Paragraph(2, True, "SBU", span=Span(at("12. (SBU)").start, at(" spoke.").end), repairs=(PILCROW,)),
        Paragraph(2, False, "C", span=at("2. (C) Again two.")),
    ),
    headings=(value("A HEADING", "A HEADING"),),
    excisions=(Excision("bracketed", "a source", (), "reviewers", 2, raw="A source", span=at("A source")),),
    summary=value("The Ambassador met Foreign Minister Roe.", "The Ambassador met Foreign Minister Roe."),
    release_marking=None,
    repairs=(FUSED, PILCROW, LOOSE),
    diagnostics=(Diagnostic("section-missing", "of 2 sections these are not here: [2]"),),
)
DOCUMENT = Document(
    TEXT, "cables/07QUITO100.txt", HASH, release=ReleaseStatus("released-in-part", "FOIA", "2012-03", "F-1")
)
