"""What tests of builds share: the files that must be the same bytes, and builds without what takes long."""

from pathlib import Path

import pytest

from kg.pipeline import products
from kg.pipeline.report import Shapes
from tests.fictional import wire, write

STABLE = ("graph.ttl", "inferred.ttl", "network.html", "network.graphml", "network.gexf", "report.json", "report.html")
PROTECTED = "1. (C) Minister Orsino Belvedere (strictly protect) spoke.\n\n2. (C) Belvedere left."


def stable(output: Path) -> dict[str, bytes]:
    """Return the files that do not depend on the run."""
    return {name: (output / name).read_bytes() for name in STABLE}


def unchecked(patch: pytest.MonkeyPatch) -> None:
    """Leave out the check of the shapes, which takes most of the time of a small build; for builds on one process."""
    patch.setattr(products, "_shapes", lambda following: Shapes(True, 0, 0))


def collection(folder: Path) -> Path:
    """Write what has everything that joins sources: copies, copies that differ, one number twice, masked names."""
    write(
        folder, a=wire(), again=wire(), b=wire(subject="TALKS ON SHIPS"),
        other=wire("QUITO", 77, reference="08 LIMA 4001"),
        twice=wire("BOGOTA", 9, time="121200Z MAY 08"), twice2=wire("BOGOTA", 9, subject="ELECTIONS"),
        bad="Milk\n", empty="", masked=wire("CARACAS", 5, body=PROTECTED),
        masked2=wire("CARACAS", 5, body=PROTECTED, subject="A TALK"), plain="SUBJECT: X\nTAGS: PREL\n\n1. (U) Words.\n",
    )  # fmt: skip
    write(folder / "sub", **{f"n{n}": wire("LIMA", 5000 + n) for n in range(4)})
    (folder / "kg-sources.csv").write_text("file,status,authority\na.txt,leaked,\nsub/*,released-in-full,State\n")
    return folder
