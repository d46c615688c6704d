"""Names that a text asks to protect go nowhere: not into the text kept, not into anything read from it."""

import doctest
import gzip
from dataclasses import replace
from pathlib import Path

import kg
from kg.model import Cable, Document, Official, Reference, Span, Tag, Value, content_hash
from kg.pipeline import build, merge, protection, shards
from kg.pipeline.gathering import Share
from kg.pipeline.protection import protect
from kg.store.texts import text_in
from tests.fictional import wire, write
from tests.pipeline.outputs import stable

TEXT = """SUBJECT: A TALK WITH ORSINO BELVEDERE
1. (C) Minister Orsino
Belvedere (strictly protect) spoke. Belvedere's car; the Belvederes; BELVEDERE left for Lima. Ann Lima met Bo Ko.
"""


def part(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def official(name: str, raw: str, protected: bool = True) -> Official:
    return Official(name, "Minister", "mentioned", protected, raw, part(raw))


def everything(cable: Cable) -> str:
    return repr(cable.to_dict())


def test_the_name_is_masked_everywhere() -> None:
    subject = part("A TALK WITH ORSINO BELVEDERE")
    cable = Cable(
        "07LIMA1",
        subject=Value("A TALK WITH ORSINO BELVEDERE", "A TALK WITH ORSINO BELVEDERE", subject),
        officials=(official("Orsino Belvedere", "Orsino\nBelvedere"), official("Ann Lima", "Ann Lima", False)),
        tags=(Tag("BELVEDERE, ORSINO", "BELVEDERE, ORSINO", True, None, Span(0, 1)),),
        references=(Reference("A", "email", "BELVEDERE e-mail", None, False, Span(0, 1)),),
    )
    document = Document(TEXT, "a.txt", content_hash(TEXT))
    masked, (clean,) = protect(document, (cable,))
    assert "belvedere " not in masked.text.lower()
    assert "orsino" not in masked.text.lower()
    assert "Belvederes" in masked.text  # another word
    assert "Ann Lima met Bo Ko" in masked.text
    assert len(masked.text) == len(TEXT)
    assert masked.text.count("\n") == TEXT.count("\n")
    assert masked.hash == content_hash(masked.text) != document.hash
    assert "BELVEDERE" not in everything(clean).upper()
    assert clean.officials[0].name is None
    assert clean.officials[0].title == "Minister"
    assert clean.officials[1].name == "Ann Lima"
    assert clean.subject
    assert clean.subject.value == "A TALK WITH ██████ █████████"
    for value in (clean.subject, clean.officials[0]):
        assert value.raw == value.span.of(masked.text)


def test_a_name_like_a_post_hides_no_post() -> None:
    cable = Cable("07LIMA1", officials=(official("Ann Lima", "Ann Lima"),))
    masked, (clean,) = protect(Document(TEXT, "a", "h"), (cable,))
    assert clean.id == "07LIMA1"
    assert "Ann" not in masked.text


def test_an_official_without_a_name_is_masked_where_he_stands() -> None:
    cable = Cable(None, officials=(replace(official("", "Bo Ko"), name=None),))
    masked, _ = protect(Document(TEXT, "a", "h"), (cable,))
    assert "met ██ ██." in masked.text


def test_without_protection_nothing_changes() -> None:
    document, cables = Document(TEXT, "a", "h"), (Cable(None, officials=(official("Bo Ko", "Bo Ko", False),)),)
    assert protect(document, cables) == (document, cables)


def test_the_example_of_the_documentation() -> None:
    assert doctest.testmod(protection).failed == 0


MARKED = "1. (C) Orsino Belvedere (protect), of the harbour office, spoke to Poloff."
UNMARKED = "2. (C) Belvedere will be bitter. The harbour stays open."


def sections(folder: Path) -> Path:
    one, two = (wire(body=body).replace("LIMA 004001", f"SECTION 0{n} OF 02 LIMA 004001")
                for n, body in ((1, MARKED), (2, UNMARKED)))  # fmt: skip
    return write(folder, one=one, two=two, other=wire(serial=4002, body="1. (C) The belvedere of the palace is open."))


def everywhere(folder: Path, name: str) -> list[Path]:
    """Return the files below a folder that hold a name, as it is or compressed."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data += gzip.decompress(data)
        if name.lower().encode() in data.lower():
            found.append(path)
    return found


def texts(output: Path) -> list[str]:
    graph = kg.open(output)
    found = graph.query("SELECT ?d { ?d a kg:Document }")
    return [graph.text(str(row.plain()["d"]).rpartition("/")[2]) for row in found]


def shard_texts(output: Path) -> list[str]:
    folder = output / ".kg" / "shards"
    return [text_in(folder / f"{name}.pack", h) for name in shards.names(folder)
            for entry in shards.read_index(folder, name).entries for h, _ in entry.documents]  # fmt: skip


def assert_hidden(output: Path) -> None:
    told = [*texts(output), *shard_texts(output)]
    assert len(told) == 6
    assert not any("Belvedere" in text for text in told)
    assert sum("█████████ will be bitter" in text for text in told) == 2
    assert sum("The belvedere of the palace" in text for text in told) == 2, "in another message it is a word"
    assert not everywhere(output, "Belvedere will")


def test_another_section_has_no_mark(tmp_path: Path) -> None:
    report = build(sections(tmp_path / "in"), tmp_path / "out")
    assert report.rejections == ()
    assert_hidden(tmp_path / "out")


def test_the_section_with_the_mark_comes_later_and_goes_again(tmp_path: Path) -> None:
    folder = sections(tmp_path / "in")
    marked = folder / "one.txt"
    text = marked.read_text()
    marked.unlink()
    build(folder, tmp_path / "out")
    assert any("Belvedere will be bitter" in one for one in texts(tmp_path / "out"))
    marked.write_text(text)
    build(folder, tmp_path / "out")
    assert_hidden(tmp_path / "out")
    again = build(folder, tmp_path / "out")
    assert again.graph == "unchanged"
    assert_hidden(tmp_path / "out")
    build(folder, tmp_path / "clean")
    assert stable(tmp_path / "out") == stable(tmp_path / "clean")
    marked.unlink()
    build(folder, tmp_path / "out")
    assert any("Belvedere will be bitter" in one for one in texts(tmp_path / "out")), "nobody asks for it any more"


def test_who_wants_protected_names_gets_them_all(tmp_path: Path) -> None:
    build(sections(tmp_path / "in"), tmp_path / "out", include_protected=True)
    assert any("Belvedere will be bitter" in one for one in texts(tmp_path / "out"))


def test_parts_that_were_read_apart(tmp_path: Path) -> None:
    """The part that reads the second section can't know the name; the merge can't either, and refuses the section."""
    folder = sections(tmp_path / "in")
    parts = [tmp_path / f"part{n}" for n in (1, 2, 3, 4)]
    for number, part in enumerate(parts, 1):
        build(folder, part, shard=(number, len(parts)))
    whose = {source: [n for n in (1, 2, 3, 4) if Share(n, 4).has(f"in/{source}.txt")] for source in ("one", "two")}
    assert whose["one"] != whose["two"], "the test needs names that fall to different parts"
    report = merge(parts, tmp_path / "out")
    assert [(r.source, r.code) for r in report.rejections] == [("in/two.txt", "protected-elsewhere")]
    assert "Build the two together" in report.rejections[0].message
    assert not any("Belvedere" in text for text in texts(tmp_path / "out"))


def test_what_is_masked_twice_is_masked_by_both(tmp_path: Path) -> None:
    one = wire(body="1. (C) Orsino Belvedere (protect) met Jo Underhill.")
    two = wire(body="1. (C) Orsino Belvedere met Jo Underhill (strictly protect).")
    build(write(tmp_path / "in", one=one, two=two), tmp_path / "out")
    told = texts(tmp_path / "out")
    assert len(told) == 2
    assert not any("Belvedere" in text or "Underhill" in text for text in told)
