"""Volumes of the Foreign Relations series: their telegrams, without the editors' words, and no entity ever followed."""

import sys
from pathlib import Path

import pytest

from kg.model import ReleaseStatus
from kg.resolution.metadata_comparison import read_document
from kg.sources.rejected_source import Rejection
from tests.sources.samples import documents, everything

VOLUME = """<?xml version="1.0" encoding="{encoding}"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0">
<teiHeader><fileDesc><publicationStmt><publisher>Office of Sample History</publisher></publicationStmt></fileDesc>
</teiHeader>
<text><body><div type="compilation"><head>Fish</head>
<div type="document" xml:id="d1" n="1"><head>1. Memorandum of Conversation</head><p>Not a telegram.</p></div>
<div type="document" xml:id="d2" n="2">
  <head>2. Telegram From the Embassy in Peru to the Department of State<note n="1">Source: Sample.</note></head>
  <opener><dateline><placeName>Lima</placeName>, <date when="1974-05-11T15:30:00-05:00">May 11, 1974, 1530Z</date>.
  </dateline></opener>
  <p>4001. Subject: Fisheries. Ref: State 1234.<note n="2">Not printed.</note></p>
  <p>1. The <hi rend="italic">talks</hi> opened
     on Monday at Núñez.<pb n="7"/></p>
  <list><item>first</item><item>second</item></list>
  <closer><signed>Nardo</signed></closer>
</div>
<div type="document" xml:id="d3" n="3"><head>3. Editorial Note</head><p>On May 12 a telegram came.</p></div>
<div type="document" xml:id="d4" n="4"><head>4. Telegram 1234 From the Department of State to the Embassy in Peru</head>
  <opener><dateline><placeName>Washington</placeName>, <date when="1974-05-10">May 10</date>.</dateline></opener>
  <p>Joint message.</p></div>
</div></body></text></TEI>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_the_telegrams_of_a_volume(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_bytes(VOLUME.format(encoding=encoding).encode(encoding))
    first, second = documents(tmp_path / "v.xml")
    assert (first.source, second.source) == ("v.xml#d2", "v.xml#d4")
    assert first.text == (
        "2. Telegram From the Embassy in Peru to the Department of State\n\n[Source: Sample.]\n\n"
        "Lima, May 11, 1974, 1530Z.\n\n"
        "4001. Subject: Fisheries. Ref: State 1234.\n\n1. The talks opened on Monday at Núñez.\n\nfirst\n\nsecond\n\n"
        "Nardo\n\n[Footnote 2: Not printed.]\n"
    )
    about = {"source-number": "2", "xml-id": "d2", "date": "1974-05-11T15:30", "kind": "Telegram"}
    assert dict(first.metadata) == about
    (one,), (other,) = map(read_document, (first, second))
    assert (one.id, one.origin.value, other.id, other.addressees[0].post) == (
        "74LIMA4001",
        "LIMA",
        "74STATE1234",
        "LIMA",
    )
    assert first.release == ReleaseStatus("published-edition", "Office of Sample History")


def refused(path: Path, text: str) -> Rejection:
    path.write_text(text)
    (found,) = everything(path).values()
    assert isinstance(found, Rejection)
    return found


def test_an_external_entity_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET WORDS")
    doctype = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    text = VOLUME.format(encoding="utf-8").replace("<TEI", doctype + "<TEI", 1).replace("Joint", "&x; Joint")
    line = refused(tmp_path / "v", text)
    assert (line.code, "never followed" in line.message) == ("unsafe", True)


def test_a_billion_laughs_are_not_laughed(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    text = VOLUME.format(encoding="utf-8").replace("<TEI", f"<!DOCTYPE TEI [{entities}]><TEI", 1)
    assert refused(tmp_path / "v", text.replace("Joint", "&a10;")).code == "unsafe"


def test_an_external_document_type_is_left_alone(tmp_path: Path) -> None:
    """It names a file that would be a telegram; nothing of it is read, and the volume is."""
    (tmp_path / "evil.dtd").write_text('<!ENTITY x "EVIL">')
    doctype = f'<!DOCTYPE TEI SYSTEM "file://{tmp_path}/evil.dtd">'
    (tmp_path / "v").write_text(VOLUME.format(encoding="utf-8").replace("<TEI", doctype + "<TEI", 1))
    assert [d.source for d in documents(tmp_path / "v")] == ["v#d2", "v#d4"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<?xml version='1.0'?><feed><a/></feed>", "its root is feed"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "without a telegram"),
        (VOLUME.format(encoding="utf-8")[:900], "cut off or damaged"),
    ],
)
def test_other_xml_says_what_it_is(text: str, words: str, tmp_path: Path) -> None:
    assert words in refused(tmp_path / "x", text).message


def test_without_lxml_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert "cable-kg[html]" in refused(tmp_path / "v", VOLUME.format(encoding="utf-8")).message
