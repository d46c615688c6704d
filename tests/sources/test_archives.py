"""Archives and compressed files: every kind, nested, with the limits that hold, and everything hostile in them."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Document
from kg.sources.containers.archive_members import cleaned
from kg.sources.find_sources import find
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item
from tests.fictional import wire
from tests.sources.samples import CABLE, documents, everything, tarred, zipped

zstandard = pytest.importorskip("zstandard")
py7zr = pytest.importorskip("py7zr")


def seven(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def zst(data: bytes) -> bytes:
    return bytes(zstandard.ZstdCompressor().compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zst,
}
ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {"zip": zipped, "tar": tarred, "7z": seven}
FILES = {"a.txt": CABLE, "sub/07LIMA5.txt": wire(serial=5).encode()}


def one(path: Path, data: bytes, options: SourceOptions | None = None) -> list[Document | Rejection]:
    path.write_bytes(data)
    return list(everything(path, options=options).values())


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_gives_its_files(kind: str, tmp_path: Path) -> None:
    (tmp_path / "x.dat").write_bytes(ARCHIVES[kind](FILES))  # the name says nothing
    found = documents(tmp_path / "x.dat")
    assert [d.source for d in found] == ["x.dat!a.txt", "x.dat!sub/07LIMA5.txt"]
    assert [d.text.encode() for d in found] == list(FILES.values())
    assert [d.id_hint for d in found] == [None, "07LIMA5"]


@pytest.mark.parametrize("kind", PACKERS)
def test_a_compressed_file_is_its_content(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt.x").write_bytes(PACKERS[kind](CABLE))
    (found,) = documents(tmp_path / "a.txt.x")
    assert (found.source, found.text.encode()) == ("a.txt.x", CABLE)
    (tmp_path / "t").write_bytes(PACKERS[kind](tarred(FILES)))
    assert [d.source for d in documents(tmp_path / "t")] == ["t!a.txt", "t!sub/07LIMA5.txt"]


@pytest.mark.parametrize("kind", PACKERS)
def test_two_units_behind_each_other_are_one_text(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(PACKERS[kind](CABLE[:100]) + PACKERS[kind](CABLE[100:]))
    assert [d.text.encode() for d in documents(tmp_path / "a")] == [CABLE]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = tarred({"z.txt": CABLE, "y.zip": zipped({"w.txt": CABLE}), "v.7z": seven({"u.txt": CABLE})})
    (tmp_path / "x.zip").write_bytes(zipped({"in.tar.gz": gzip.compress(inner)}))
    assert [d.source for d in documents(tmp_path / "x.zip")] == [
        "x.zip!in.tar.gz!z.txt",
        "x.zip!in.tar.gz!y.zip!w.txt",
        "x.zip!in.tar.gz!v.7z!u.txt",
    ]


@pytest.mark.parametrize("data", [gzip.compress(tarred(FILES)), zipped(FILES)], ids=["tar.gz", "zip"])
def test_an_archive_on_standard_input(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [i.source for i in find(["-"])] == ["stdin!a.txt", "stdin!sub/07LIMA5.txt"]


def test_depth_is_limited(tmp_path: Path) -> None:
    data = CABLE
    for _ in range(4):
        data = zipped({"x": data})
    (found,) = one(tmp_path / "x.zip", data, SourceOptions(max_depth=3))
    assert isinstance(found, Rejection)
    assert (found.source, found.code) == ("x.zip!x!x!x", "limit")
    assert "--max-depth" in found.message
    assert isinstance(one(tmp_path / "x.zip", data, SourceOptions(max_depth=4))[0], Document)


BOMB = bytes(100 * 2**20)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"a.txt": CABLE, "bomb": BOMB[: 2**25]} | {f"b{n}": BOMB[: 2**25] for n in range(9)}),
        gzip.compress(tarred({"a.txt": CABLE, "bomb": BOMB})),
        lzma.compress(tarred({"a.txt": CABLE, "bomb": BOMB})),
        zst(tarred({"a.txt": CABLE, "bomb": BOMB})),
        zipped({"a.txt": CABLE, "b.gz": gzip.compress(gzip.compress(BOMB))}),
        zipped({"a.txt": CABLE, "b.zip": zipped({"c": zipped({"d": BOMB[: 2**25]})})}),
        seven({"a.txt": CABLE, "bomb": BOMB}),
    ],
    ids=["zip", "tar.gz", "tar.xz", "tar.zst", "gz in gz in zip", "zip in zip", "7z"],
)
def test_a_bomb_is_one_line_and_what_came_before_is_read(data: bytes, tmp_path: Path) -> None:
    assert len(data) < 2**20
    found = one(tmp_path / "bomb", data, SourceOptions(max_bytes=2**26))
    assert isinstance(found[0], Document)
    (line,) = [f for f in found if isinstance(f, Rejection) and f.code == "limit"]
    assert line.source == "bomb"
    assert "200 times its size" in line.message


def test_the_expanded_size_is_limited(tmp_path: Path) -> None:
    data = tarred({f"{n}.txt": wire(serial=n).encode() * 20 for n in range(100)}, "w:gz")
    found = one(tmp_path / "x", data, SourceOptions(max_expanded=200_000))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Rejection)
    assert "--max-expanded" in found[-1].message
    assert len(found) < 50


@pytest.mark.parametrize("kind", ARCHIVES)
def test_the_number_of_files_is_limited(kind: str, tmp_path: Path) -> None:
    data = ARCHIVES[kind]({f"{n}.txt": b"x%d" % n for n in range(50)})
    found = one(tmp_path / "x", data, SourceOptions(max_members=20))
    (line,) = [f for f in found if isinstance(f, Rejection)]
    assert "--max-members" in line.message


def test_a_zip_that_claims_a_billion_files_is_not_looked_at(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES))
    at = data.rfind(b"PK\5\6")
    data[at + 10 : at + 12] = struct.pack("<H", 0xFFFF)
    (line,) = one(tmp_path / "x", bytes(data), SourceOptions(max_members=1000))
    assert isinstance(line, Rejection)
    assert line.code == "limit"


def test_a_member_over_the_size_is_left_out(tmp_path: Path) -> None:
    found = one(tmp_path / "x", zipped({"a": b"x" * 5000, "b.txt": CABLE}), SourceOptions(max_bytes=2000))
    assert [(f.source, getattr(f, "code", None)) for f in found] == [("x!a", "too-large"), ("x!b.txt", None)]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_no_name_leads_out_of_the_archive(kind: str, tmp_path: Path) -> None:
    names = ["../../x.txt", "/etc/y.txt", "C:\\z.txt", "a/../../w.txt"]
    (tmp_path / "in.x").write_bytes(ARCHIVES[kind]({name: CABLE + name.encode() for name in names}))
    found = documents(tmp_path / "in.x")
    assert [d.source for d in found] == ["in.x!x.txt", "in.x!etc/y.txt", "in.x!z.txt", "in.x!a/w.txt"]
    for document, name in zip(found, names, strict=True):
        assert dict(document.metadata)["member"].endswith(name)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.x"]  # nothing was written


def test_names_are_unique_and_printable(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for n in range(3):
            info = tarfile.TarInfo("a.txt")
            info.size = 2
            archive.addfile(info, io.BytesIO(b"%d\n" % n))
        archive.addfile(tarfile.TarInfo("<script>\n\udcff.txt"), io.BytesIO())
    found = one(tmp_path / "x", out.getvalue())
    assert [f.source for f in found] == ["x!a.txt", "x!a.txt~2", "x!a.txt~3", "x!<script>\n\\xff.txt"]
    assert cleaned("....//x") == "..../x"


def test_links_devices_and_sparse_files_are_lines(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("sym", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("dev", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
            ("dir", tarfile.DIRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = one(tmp_path / "x.tar", out.getvalue())
    assert [(f.source, f.code) for f in found if isinstance(f, Rejection)] == [
        (f"x.tar!{n}", "special-file") for n in ("sym", "hard", "dev", "pipe")
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip_file:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zip_file.writestr(link, "/etc/passwd")
    (line,) = one(tmp_path / "x.zip", out.getvalue())
    assert isinstance(line, Rejection)
    assert "never followed" in line.message


def test_hidden_members_are_left_out_as_in_a_folder(tmp_path: Path) -> None:
    files = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": CABLE}
    assert [f.source for f in one(tmp_path / "x", zipped(files))] == ["x!a.txt"]


def test_an_encrypted_zip_is_a_line(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": CABLE}))
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    (line,) = one(tmp_path / "x", bytes(data))
    assert isinstance(line, Rejection)
    assert (line.source, line.code) == ("x!a.txt", "encrypted")


def test_an_encrypted_7z_is_a_line(tmp_path: Path) -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="x") as archive:
        archive.writestr(CABLE, "a.txt")
    (line,) = one(tmp_path / "x", out.getvalue())
    assert isinstance(line, Rejection)
    assert line.code == "encrypted"


@pytest.mark.parametrize("kind", [*PACKERS, "tar", "zip", "7z", "tar.gz"])
def test_a_truncated_archive_is_a_line(kind: str, tmp_path: Path) -> None:
    noise = bytes((n * n * 7 + n // 3) % 251 for n in range(50_000))
    packed = {
        **{k: p(noise) for k, p in PACKERS.items()},
        "tar": tarred({"a.txt": CABLE, "b": noise}),
        "zip": zipped({"a.txt": CABLE, "b": noise}),
        "7z": seven({"a.txt": CABLE, "b": noise}),
        "tar.gz": gzip.compress(tarred({"a.txt": CABLE, "b": noise})),
    }[kind]
    found = one(tmp_path / "x", packed[: len(packed) * 2 // 3])
    line = found[-1]
    assert isinstance(line, Rejection)
    assert line.code == "archive"
    assert "cut off" in line.message
    if kind.startswith("tar"):
        assert isinstance(found[0], Document)  # what is whole is read


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": CABLE, "b.txt": CABLE}))
    at = data.find(b"a.txt") + 20
    data[at : at + 20] = bytes(20)
    found = one(tmp_path / "x", bytes(data))
    assert [(f.source, getattr(f, "code", None)) for f in found] == [("x!a.txt", "archive"), ("x!b.txt", None)]


def test_a_tar_header_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 2**30
    (tmp_path / "x").write_bytes(info.tobuf(tarfile.USTAR_FORMAT) + bytes(1024))
    (line,) = everything(tmp_path / "x").values()
    assert isinstance(line, Rejection)
    assert line.code == "archive"


def test_an_office_document_says_what_to_do(tmp_path: Path) -> None:
    (line,) = one(tmp_path / "x.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    assert isinstance(line, Rejection)
    assert "save it as text" in line.message


@pytest.mark.parametrize(("module", "data"), [("zstandard", zst(CABLE)), ("py7zr", seven(FILES))])
def test_a_missing_extra_says_what_to_install(
    module: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (line,) = one(tmp_path / "x", data)
    assert isinstance(line, Rejection)
    assert line.code == "missing-extra"
    assert "pip install 'cable-kg[archives]'" in line.message


def test_an_archive_that_is_not_read_to_its_end_leaves_nothing_running(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(seven({f"{n}.txt": CABLE for n in range(20)}))
    before = threading.active_count()
    found = find([tmp_path / "x"])
    assert isinstance(next(found), Item)
    found.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_limits_that_cannot_be_meant() -> None:
    with pytest.raises(KgError, match="max-depth must be at least 1"):
        SourceOptions(max_depth=0)
