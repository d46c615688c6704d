"""A small corpus of made-up cables that answer each other, with gaps, corrections and copies."""

from __future__ import annotations

from pathlib import Path

from kg.pipeline.build_and_merge import build
from tests.fictional import wire, write

HOSTILE = r'"TALKS" ON {BRACES} & 50% OF $5_000 #1 \WRITE18{X} ~^ </script> END'
CHAIN = ("08LIMA4001", "08BOGOTA1240", "08LIMA4009", "08QUITO300")
"""The thread, by date; before them stands 08BOGOTA1234, which is only referred to."""
CORRECTIONS = """what,says,value,author,reason,date
08LIMA4009,subject,TALKS RESUME ON FISHERIES,Ann Reader,letters transposed; seen on paper,2026-01-02
08LIMA4001#info-amembassy-bogota,post,QUITO,Ann Reader,the serial is that of Quito,
08LIMA4009,tags,PREL; EFIS,Bo Reader,the subject is fish,2026-02-03
08QUITO300,captions,none,Bo Reader,stamped later,2026-02-04
"""


def texts() -> dict[str, str]:
    """Return the cables."""
    body = "1. (C) The talks, reported in reftel, went on.\n\n2. (SBU) Minister Prado said that they will go on."
    said = {
        "a": wire("LIMA", 4001, body=body),
        "b": wire("BOGOTA", 1240, time="130930Z MAY 08", reference="LIMA 4001", subject="WILL BOGOTA SIGN?", body=body),
        "c": wire("LIMA", 4009, time="150930Z MAY 08", reference="BOGOTA 1240", subject="TALSK RESUME ON FISHERIES"),
        "d": wire("QUITO", 300, time="190930Z MAY 08", reference="LIMA 4009", subject="QUITO ASKS TO JOIN"),
        "e": wire("LIMA", 12, time="190930Z MAY 99", reference="LIMA 7", subject=HOSTILE),
    }
    to = "TO RUEHC/SECSTATE WASHDC PRIORITY 7001"
    said["d"] = said["d"].replace(to, f"TO RUEHBO/AMEMBASSY BOGOTA 0001\n{to[3:]}")
    return said | {"a2": said["a"] + "\n"}


def built(folder: Path) -> Path:
    """Build the corpus and return the output."""
    write(folder / "in", **texts())
    (folder / "in" / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    (folder / "in" / "kg-sources.csv").write_text(
        "file,status,authority,case\na2.txt,released-in-part,Department of State,F-2012-1\na.txt,leaked,,\n",
        encoding="utf-8",
    )
    report = build(folder / "in", folder / "out")
    assert report.uncorrected == ()
    return folder / "out"
