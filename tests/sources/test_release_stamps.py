"""How a copy became public: what the user says, what its text is marked with, what its form is known for."""

from pathlib import Path

import pytest

from kg.model import ReleaseStatus
from kg.sources.reading_options import SourceOptions
from kg.sources.release_stamps import release_of
from kg.sources.source_metadata import KEYS, gather, key_of
from tests.fictional import wire
from tests.sources.samples import documents, row

UNKNOWN, STATE = ReleaseStatus(), "U.S. Department of State"
CASE = "UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C09999999 Date: 07/31/2015\n"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("RELEASE IN FULL\n", ReleaseStatus("released-in-full", STATE)),
        (CASE + "RELEASE IN FULL\n", ReleaseStatus("released-in-full", STATE, "2015-07-31", "F-2099-00001")),
        (CASE + "RELEASE IN PART B1,1.4(D)\n", ReleaseStatus("released-in-part", STATE, "2015-07-31", "F-2099-00001")),
        ("RELEASED IN FULL\n" + "RELEASED IN PART B6\n", ReleaseStatus("released-in-part", STATE)),
        ("RELEASE IN PART\nDENIED IN FULL\n", ReleaseStatus("released-in-part", STATE)),
        ("DENIED IN FULL\n", ReleaseStatus("denied", STATE)),
        (CASE, ReleaseStatus("released", STATE, "2015-07-31", "F-2099-00001")),
        (CASE.replace("07/31", "7/3"), ReleaseStatus("released", STATE, "2015-07-03", "F-2099-00001")),
        (
            CASE.replace(" Doc", "\nDoc").replace(" Date", "\nDate"),
            ReleaseStatus("released", STATE, "2015-07-31", "F-2099-00001"),
        ),
        (CASE.replace("07/31", "31/07"), ReleaseStatus("unknown", STATE, None, "F-2099-00001")),
        (CASE.partition(" Date")[0] + "\n", ReleaseStatus("unknown", STATE, None, "F-2099-00001")),
        (
            "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n",
            ReleaseStatus("declassified-series", STATE, "2014-03-20"),
        ),
        ("1. THE PRISONERS WILL BE RELEASED IN FULL VIEW OF ALL.\n", UNKNOWN),
        ("1. Release in part of the aid was discussed.\n", UNKNOWN),
    ],
)
def test_the_marks_of_a_release(marks: str, expected: ReleaseStatus) -> None:
    assert release_of(marks + wire(), (), UNKNOWN, None) == expected


def test_what_the_user_says_goes_first(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(row(1, "08LIMA1", wire()))
    assert documents(tmp_path / "x.csv")[0].release.status == "leaked"
    said = ReleaseStatus("denied", "someone")
    assert documents(tmp_path / "x.csv", options=SourceOptions(release=said))[0].release == said
    (tmp_path / "kg-sources.csv").write_text("file,status\nx.csv,published-edition\n")
    assert documents(tmp_path / "x.csv")[0].release.status == "published-edition"


def test_every_key_of_metadata_is_listed() -> None:
    for name in ("Reference ID", "local_id", "NAID", "Sent Date", "PostedDate", "MsgFrom", "Case Number", "refs"):
        assert key_of(name) in KEYS
    assert key_of("Page Count") is None
    assert gather([("note", "x"), ("Origin", " n/a "), ("from", "LIMA"), ("sender", "B")]) == (
        ("origin", "LIMA"),
        ("note", "x"),
    )
