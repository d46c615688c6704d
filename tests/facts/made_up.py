"""Made-up cables for tests of readers: copies that differ, protected names, corrections, unreadable references."""

from tests.fictional import SEED, wire

WITHOUT = wire(
    "QUITO",
    12,
    reference="A. 07 LIMA 1234\n     B. SMITH-JONES EMAIL OF MAY 5",
    body="1. (C) The Ambassador met President Tobias Quillfeather on Monday.\n\n"
    "2. (C) Juan Perez-Rojo (strictly protect) disagreed.",
)
"""A title without a name beside one that has a name, a protected source beside one who is not, an e-mail."""
TEXTS = {
    "seed": SEED.read_bytes(),
    "without": WITHOUT,
    "passed": wire("QUITO", 13).replace("SIPDIS\n", "SIPDIS\n\nSTATE PASS TO USTR\nTREASURY PASS TO FEDERAL RESERVE\n"),
    "open": wire("LIMA", 77, reference="A. SMITH-JONES EMAIL OF MAY 5"),
    "leaked": wire("LIMA", 77, reference="A. BOGOTA 1234", subject="TALKS ON FISHERIES AND GUANO"),
    "guard": wire(
        "PARIS", 21, body="1. (C) Minister Orsino Belvedere (strictly protect) spoke.\n\n2. (C) Belvedere left."
    ),
    "wrong": wire("LIMA", 4, subject="TALSK ON SHIPS"),
    "again": wire("LIMA", 4, subject="TALSK ON SHIPS", signed="NARDO "),
    "third": wire("BOGOTA", 5, subject="HARBOURS"),
    "late": wire("BOGOTA", 5, time="121200Z MAY 08", subject="OTHER HARBOURS"),
}
"""Cables by the names of their files; two are one number at two times."""
ABOUT = "file,status\nopen.txt,released-in-full\nleaked.txt,leaked\n"
CORRECTIONS = "what,says,value,author,reason,date\n" + "".join(
    f"{row},Ann Reader,I have seen the original,2026-01-02\n"
    for row in (
        "08LIMA4,subject,TALKS ON SHIPS",
        "08LIMA4,tags,PREL; PGOV; EWWT",
        "08LIMA4,references,08LIMA1; 08BOGOTA77",
        "08QUITO13,classification,SECRET",
        "08QUITO13,captions,none",
        "08QUITO12,info,AMEMBASSY LA PAZ; PARIS",
    )
)
