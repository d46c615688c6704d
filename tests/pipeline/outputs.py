"""What tests of builds share: the files that must be the same bytes, and builds without what takes long."""

import zlib
from pathlib import Path

import pytest

from kg.pipeline import output_files
from kg.pipeline.report import Shapes
from tests.fictional import wire, write

STABLE = ("graph.ttl", "inferred.ttl", "network.html", "network.graphml", "network.gexf", "report.json", "report.html")
NAMES = "# people who asked\nOrsino Belvedere\nQuisbert-Yllanes, Zoraida  # a baker\nJosé Wanka\nUrdimala\n"
HIDDEN = ("orsino", "belvedere", "zoraida", "quisbert", "yllanes", "wanka", "urdimala")
BODY = (
    "1. (C) Minister Orsino M. Belvedere met ORSINO\nBELVEDERE's brother. Jose Wanka left; WANKA is ill.\n\n"
    "2. (C) Zoraida Quisbert-Yllanes wept. President Belvedere did not. Urdimala, too. Ann Roe came."
)
PROTECTED = "1. (C) Minister Orsino Belvedere (strictly protect) spoke.\n\n2. (C) Belvedere left."


def stable(output: Path) -> dict[str, bytes]:
    """Return the files that do not depend on the run."""
    return {name: (output / name).read_bytes() for name in STABLE}


def unchecked(patch: pytest.MonkeyPatch) -> None:
    """Leave out the check of the shapes, which takes most of the time of a small build; for builds on one process."""
    patch.setattr(output_files, "_shapes", lambda following: Shapes(True, 0, 0))


def collection(folder: Path) -> Path:
    """Write what has everything that joins sources: copies, copies that differ, one number twice, masked names."""
    write(
        folder,
        a=wire(),
        again=wire(),
        b=wire(subject="TALKS ON SHIPS"),
        other=wire("QUITO", 77, reference="08 LIMA 4001"),
        twice=wire("BOGOTA", 9, time="121200Z MAY 08"),
        twice2=wire("BOGOTA", 9, subject="ELECTIONS"),
        bad="Milk\n",
        empty="",
        masked=wire("CARACAS", 5, body=PROTECTED),
        masked2=wire("CARACAS", 5, body=PROTECTED, subject="A TALK"),
        plain="SUBJECT: X\nTAGS: PREL\n\n1. (U) Words.\n",
    )
    write(folder / "sub", **{f"n{n}": wire("LIMA", 5000 + n) for n in range(4)})
    (folder / "kg-sources.csv").write_text("file,status,authority\na.txt,leaked,\nsub/*,released-in-full,State\n")
    return folder


def contents(path: Path) -> str:
    """Return a file's text as it is, and all of the compressed streams in it."""
    raw = path.read_bytes()
    found = [raw]
    for bits in (15, 31):
        rest = raw
        while rest:
            stream = zlib.decompressobj(bits)
            try:
                found.append(stream.decompress(rest))
            except zlib.error:
                break
            rest = stream.unused_data
    return "".join(one.decode("utf-8", "replace") + one.decode("utf-16-le", "replace") for one in found)


def named(folder: Path) -> Path:
    """Write texts, names of files and tables that have the names of `NAMES` in them, and the list itself."""
    write(
        folder,
        a=wire(body=BODY, subject="A TALK WITH ORSINO BELVEDERE"),
        b=wire("QUITO", 7),
        c=wire("QUITO", 8, signed="BELVEDERE"),
        d=wire(body=BODY, subject="A TALK WITH ORSINO BELVEDERE", info=()),
        orsino_belvedere="Milk\n",
        protected=wire("LIMA", 9, body="1. (C) Tupaq Amaro (strictly protect) spoke to Ann Roe."),
    )
    (folder / "kg-sources.csv").write_text("file,status,authority\nb.txt,leaked,Zoraida Quisbert-Yllanes\n")
    (folder / "corrections.csv").write_text(
        "what,says,value,author,reason\n08QUITO7,subject,BELVEDERE IN TOWN,Jose Wanka,Orsino Belvedere told me\n"
    )
    (folder / "names.txt").write_text(NAMES, encoding="utf-8")
    return folder
