"""PDF files: one text a file, seams at the pages, and files that have no text to give."""

import io
import sys
from pathlib import Path

import pytest

import kg
from kg.model import Document, ReleaseStatus
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from tests.fictional import wire
from tests.sources.samples import everything, pdf

pypdf = pytest.importorskip("pypdf")
STAMP = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C09999999 Date: 07/31/2015\n"
    "RELEASE IN PART B6\n"
)


def one(path: Path, data: bytes, options: SourceOptions | None = None) -> Document | Rejection:
    path.write_bytes(data)
    (found,) = everything(path, options=options).values()
    return found


def encrypted(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([wire()])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_several_cables_in_one_file(tmp_path: Path) -> None:
    first, second = wire(serial=1), wire("QUITO", 2)
    at = first.index("SIPDIS")
    found = one(tmp_path / "x.bin", pdf([STAMP + first[:at], first[at:], second]))
    assert isinstance(found, Document)
    assert (found.form, dict(found.metadata)["pages"], found.text.count("\f")) == ("pdf", "3", 2)
    cables = kg.parse_all(found.text)
    assert [c.id for c in cables] == ["08LIMA1", "08QUITO2"]
    for cable in cables:
        assert cable.subject is not None
        assert cable.subject.raw == found.text[cable.subject.span.start : cable.subject.span.end]
        assert [p.number for p in cable.paragraphs] == [1, 2]
    part = ReleaseStatus("released-in-part", "U.S. Department of State", "2015-07-31", "F-2099-00001")
    assert found.release == part


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_file_is_a_line_unless_it_has_no_password(algorithm: str, tmp_path: Path) -> None:
    found = one(tmp_path / "x", encrypted("secret", algorithm))
    assert isinstance(found, Rejection)
    assert found.code == "encrypted"
    assert isinstance(one(tmp_path / "y", encrypted("", algorithm)), Document)  # only changing it needs one


def test_a_scan_without_text_says_so(tmp_path: Path) -> None:
    found = one(tmp_path / "x", pdf([""]))
    assert isinstance(found, Rejection)
    assert "without a text layer" in found.message


@pytest.mark.parametrize("keep", [0.03, 0.5, 0.9])
def test_a_truncated_file_never_fails(keep: float, tmp_path: Path) -> None:
    data = pdf([wire(), wire("QUITO", 2)])
    found = one(tmp_path / "x", data[: int(len(data) * keep)])
    assert isinstance(found, Document) or "cut off or damaged" in found.message or "without a text" in found.message


def test_the_text_is_limited(tmp_path: Path) -> None:
    found = one(tmp_path / "x", pdf(["word " * 1000] * 30), SourceOptions(max_bytes=100_000, max_depth=1))
    assert isinstance(found, Rejection)


def test_without_pypdf_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    found = one(tmp_path / "x", pdf([wire()]))
    assert isinstance(found, Rejection)
    assert (found.code, "cable-kg[pdf]" in found.message) == ("missing-extra", True)
