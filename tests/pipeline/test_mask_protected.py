"""Names that a text asks to protect go nowhere: not into the text kept, not into anything read from it."""

import doctest
import gzip
from pathlib import Path

import kg
from kg.model import Cable, Document, content_hash
from kg.pipeline import mask_protected, shards
from kg.pipeline.build_and_merge import build, merge
from kg.pipeline.cable_evidence import cables_of
from kg.pipeline.gather_shards import Share
from kg.pipeline.mask_protected import protect
from kg.store.kept_texts import text_in
from tests.fictional import wire, write
from tests.pipeline.outputs import stable

TEXT = """SUBJECT: A TALK WITH ORSINO BELVEDERE
1. (C) Minister Orsino
Belvedere (strictly protect) spoke. Belvedere's car; the Belvederes; BELVEDERE left for Lima. Ann Lima met Bo Ko.
"""


def document(text: str) -> tuple[Document, tuple[Cable, ...]]:
    """Return a document and what is read from it."""
    one = Document(text, "a.txt", content_hash(text))
    return one, cables_of(one)


def everything(cable: Cable) -> str:
    return repr(cable.to_dict())


def test_the_name_is_masked_everywhere() -> None:
    whole = (
        wire(tags="PREL, BELVEDERE, ORSINO, PE", reference="ORSINO BELVEDERE E-MAIL")
        .replace("SUBJECT: TALKS ON FISHERIES", TEXT.partition("\n")[0])
        .replace("1. (C) The fisheries talks opened on Monday.", TEXT.partition("\n")[2])
    )
    before, cables = document(whole)
    masked, (clean,) = protect(before, cables)
    assert "belvedere " not in masked.text.lower()
    assert "orsino" not in masked.text.lower()
    assert "Belvederes" in masked.text  # another word
    assert "Ann Lima met Bo Ko" in masked.text
    assert len(masked.text) == len(whole)
    assert masked.text.count("\n") == whole.count("\n")
    assert masked.hash == content_hash(masked.text) != before.hash
    assert "BELVEDERE" not in everything(clean).upper().replace("BELVEDERES", "")
    assert clean.subject
    assert clean.subject.value == "A TALK WITH ██████ █████████"
    someone = next(one for one in clean.officials if one.protected)
    assert (someone.name, someone.title) == (None, "Minister")
    assert clean.id == cables[0].id
    for value in (clean.subject, *clean.officials, *clean.tags, *clean.references):
        assert value.raw == value.span.of(masked.text)


def test_a_name_like_a_post_hides_no_post() -> None:
    text = wire(reference="LIMA 1234", body="1. (C) Ann Lima (protect) spoke.")
    masked, (clean,) = protect(*document(text))
    assert (clean.id, clean.references[0].cable_id, clean.origin.value) == ("08LIMA4001", "08LIMA1234", "LIMA")
    assert "Ann" not in masked.text


def test_what_was_redacted_is_masked_no_more() -> None:
    one, cables = document(wire(body="1. (C) Minister XXXXXXXXXXXX spoke."))
    assert protect(one, cables) == (one, cables)


def test_without_protection_nothing_changes() -> None:
    one, cables = document(wire(body="1. (C) Bo Ko (of the party that must protect the harbor) spoke."))
    assert protect(one, cables) == (one, cables)


def test_the_example_of_the_documentation() -> None:
    assert doctest.testmod(mask_protected).failed == 0


MARKED = "1. (C) Orsino Belvedere (protect), of the harbour office, spoke to Poloff."
UNMARKED = "2. (C) Belvedere will be bitter. The harbour stays open."


def sections(folder: Path) -> Path:
    one, two = (
        wire(body=body).replace("LIMA 004001", f"SECTION 0{n} OF 02 LIMA 004001")
        for n, body in ((1, MARKED), (2, UNMARKED))
    )
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
    return [
        text_in(folder / f"{name}.pack", h)
        for name in shards.names(folder)
        for entry in shards.read_index(folder, name).entries
        for h, _ in entry.documents
    ]


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
