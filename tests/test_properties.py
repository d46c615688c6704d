"""What must hold for any text: parsing never raises, and every span contains exactly what it claims."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from tests.evidence import check_evidence
from tests.test_seed import SEED

_PIECES = [
    "VZCZCXYZ0005\n",
    "PP RUEHWEB\n",
    "DE RUEHPE #2181/01 1722107\n",
    "ZNY CCCCC ZZH\n",
    "P 212107Z JUN 07\n",
    "FM AMEMBASSY LIMA\n",
    "TO RUEHC/SECSTATE WASHDC PRIORITY 5950\n",
    "INFO RUEHBO/AMEMBASSY BOGOTA 4789\n",
    "RUEHLP/AMEMBASSY LA PAZ JUN QUITO 1297\n",
    "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 002181\n",
    "SIPDIS\n",
    "E.O. 12958: DECL: 06/21/2017\n",
    "TAGS: [PREL](#) KMARR, OVIP (DOE, JANE)\n",
    "SUBJECT: (C) A VISIT\n",
    "REF: A. LIMA 994 ",
    "[C. LIMA 3259 \\(06\\)](#)\n",
    "Classified By: Ambassador Jane Doe for reasons 1.4 (b) and (d)\n",
    "[1](#)1. (SBU) Summary: President Doe said so. End summary.\n",
    "15. (C) More.\n",
    "\nA Heading:\n\n",
    "STRUBLE",
    "MRN: 11 LIMA 5\n",
    "Action: WASHDC, SECSTATE ROUTINE; LIMA, AMEMBASSY\n",
    "Drafted By: LIMA:Doe, Jane\n",
    "PAGE 01 LIMA 01234 01 OF 02 081530Z\n",
    "ACTION ARA-10\n",
    "CONFIDENTIAL\nPAGE 02 LIMA 01234\n",
    "&#8217;&amp;",
    "UNCLAS SECTION 02 OF 04 LIMA 2181\n",
    "CONFIDENTIAL SECTION1LIMA 2181\n",
    "DE RUEHPE #2181/03 1722107\n",
    "VZCZC41\n",
    "Message Attributes\nTAGS: PREL,\nDocument Number: 1975LIMA01234\n",
    "Reference: 75 LIMA 1200\n",
    "MINISTER JR. SAID ",
    "Participants:\n",
    "1952 STATE 23889",
    "XXXXXXXXXXXX",
    "[REDACTED]",
    "NNNN\n",
    "Name: Jane Doe, Title: DCM\n",
    "Signature: ",
    "BT\n",
    "Info: ",
    "Classified By: ",
    "(strictly protect)",
    "\r\n",
    "\u00b6",
    "\ufffd",
    "\x00",
    "\u2028",
    " \U0001f4dc ",
    "))((",
    "1" * 40,
    "\n" * 5,
]
LINE_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c")
_GARBLED = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=30)), max_size=25).map("".join)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_GARBLED, st.sampled_from(LINE_ENDS))
def test_any_text_parses_and_every_span_is_true(text: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    check_evidence(kg.parse(text), text)
    for cable in kg.parse_all(text):
        check_evidence(cable, text)
        cable.to_dict()


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 6951), st.integers(0, 60), st.text(max_size=12), st.sampled_from(LINE_ENDS))
def test_the_seed_with_any_hole_in_it_still_parses(at: int, length: int, filling: str, line_end: str) -> None:
    with SEED.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    damaged = line_end.join((text[:at] + filling + text[at + length :]).split("\n"))
    check_evidence(kg.parse(damaged), damaged)


def test_the_seed_has_evidence_for_everything() -> None:
    with SEED.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    assert check_evidence(kg.parse(text), text) > 60
