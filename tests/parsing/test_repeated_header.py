"""Pages on which the publisher pasted the database row, its header column too, above the text: one message each."""

from __future__ import annotations

import pytest

import kg
from kg.pipeline.cable_evidence import judge
from kg.sources.load_documents import load
from kg.sources.source_item import Item
from tests.evidence import check_evidence

BARE = """P 151030Z JAN 09
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 1234
INFO RUEHQT/AMEMBASSY QUITO 0099"""
HEADER = f"""VZCZCXYZ0005
PP RUEHWEB

DE RUEHPE #0045/01 0151030
ZNY CCCCC ZZH
{BARE}"""
BODY = """C O N F I D E N T I A L LIMA 000045

SIPDIS

E.O. 12958: DECL: 01/15/2019
TAGS: PREL, ETRD, PE
SUBJECT: HARBOR TALKS

REF: QUITO 12

1. (C) The harbor is closed.

2. (C) Talks go on.
MONROY
"""
LABELLED = """id: 187654
date: 1/15/2009 10:30
refid: 09LIMA45
origin: Embassy Lima
classification: CONFIDENTIAL
destination: 08LIMA911|08QUITO12
"""
CELLS = "187654\n1/15/2009 10:30\n09LIMA45\nEmbassy Lima\nCONFIDENTIAL\n08LIMA911|08QUITO12\n"
TABLE = "Reference ID\tCreated\tClassification\tOrigin\n09LIMA45\t2009-01-15 10:30\tCONFIDENTIAL\tEmbassy Lima\n\n"
QUOTED = '"187654","1/15/2009 10:30","09LIMA45","Embassy Lima","CONFIDENTIAL","08LIMA911|08QUITO12","'
ROWS = {"labelled": LABELLED, "cells": CELLS, "table": TABLE, "quoted": QUOTED, "none": ""}
HEADERS = {
    "whole, whole": f"{HEADER}\n\n{HEADER}\n\n",
    "whole, a rule, whole": f"header:\n{HEADER}\n\n---- header ends ----\n\n{HEADER}\n\n",
    "labels, whole": f"{BODY[: BODY.index('1. (C)')]}\n{HEADER}\n\n",
    "all, whole": f"{HEADER}\n\n{BODY[: BODY.index('1. (C)')]}\n{HEADER}\n\n",
    "flat, whole": f"{' '.join(HEADER.split())}\n\n{HEADER}\n\n",
    "cut, whole": f"{HEADER[:-20]}\n\n{HEADER}\n\n",
    "bare, bare": f"{BARE}\n\n{BARE}\n\n",
    "whole, bare": f"{HEADER}\n\n{BARE}\n\n",
    "bare, whole": f"{BARE}\n\n{HEADER}\n\n",
}


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("row", ROWS)
def test_a_header_that_stands_twice_is_one_message(row: str, header: str) -> None:
    text = ROWS[row] + HEADERS[header] + BODY
    (cable,) = kg.parse_all(text)
    check_evidence(cable, text)
    assert cable.id == "09LIMA45"
    assert cable.date_time_group and f"{cable.date_time_group.value:%Y-%m-%d %H:%M}" == "2009-01-15 10:30"
    assert cable.classification and cable.classification.value == "CONFIDENTIAL"
    assert [a.post for a in cable.addressees] == ["STATE", "QUITO"]
    assert [o.name for o in cable.officials if o.role == "signed"] == ["MONROY"]
    assert [p.number for p in cable.paragraphs] == [1, 2]


@pytest.mark.parametrize("row", [LABELLED, CELLS, TABLE])
def test_a_row_says_what_the_text_below_does_not(row: str) -> None:
    text = f"{row}\n{BODY[BODY.index('SUBJECT') :]}"
    (cable,) = kg.parse_all(text)
    check_evidence(cable, text)
    assert (cable.id, cable.date and cable.date.value.isoformat()) == ("09LIMA45", "2009-01-15")
    assert cable.classification and cable.classification.value == "CONFIDENTIAL"
    assert [r.cable_id for r in cable.references] == ["09QUITO12"]


def test_two_messages_stay_two() -> None:
    other = (HEADER + "\n\n" + BODY).replace("0045", "0046").replace("000045", "000046").replace("151030", "151044")
    text = f"{LABELLED}\n{HEADER}\n\n{HEADER}\n\n{BODY}\n{CELLS}\n{other}"
    assert [c.id for c in kg.parse_all(text)] == ["09LIMA45", "09LIMA46"]
    no_text = f"{HEADER}\n\nTEXT WITHHELD BY THE DEPARTMENT ON 15 MAY\n\n{other}"
    assert len(kg.parse_all(no_text)) == 2


def test_a_page_with_the_header_in_two_elements() -> None:
    page = f"<html><body><h1>A page</h1><pre>{LABELLED}\n{HEADER}</pre><pre>{HEADER}\n\n{BODY}</pre></body></html>"
    (document,) = load(Item("page.html", "page.html", data=page.encode()))
    assert [c.id for c in judge(document).cables] == ["09LIMA45"]  # type: ignore[arg-type]
