"""E-mails around a cable: the text of the message, what is attached, and nobody's address."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.model import Document
from tests.fictional import wire
from tests.sources.samples import documents, everything, page_2010, pdf, zipped


def letter(text: str, subtype: str = "plain", charset: str = "utf-8", cte: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Ina Nardo <nardo@example.org>", "sample@example.org"
    message["Date"], message["Subject"] = "Thu, 21 Jun 2007 17:09:00 -0500", "FW: fish"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text, subtype=subtype, charset=charset, cte=cte)
    return message


@pytest.mark.parametrize("cte", ["7bit", "quoted-printable", "base64"])
def test_the_text_of_a_message(cte: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(letter(wire(), cte=cte).as_bytes())
    (found,) = documents(tmp_path / "x")
    assert found.source == "x"
    assert found.text.rstrip() == wire().rstrip()
    assert dict(found.metadata) == {"wrapper": "FW: fish"}
    assert "example.org" not in repr(found)


def test_a_message_in_another_encoding(tmp_path: Path) -> None:
    text = wire(subject="REUNIÓN EN BOGOTÁ")
    (tmp_path / "x").write_bytes(letter(text, charset="iso-8859-1", cte="quoted-printable").as_bytes())
    assert "REUNIÓN EN BOGOTÁ" in documents(tmp_path / "x")[0].text


def test_the_plain_text_is_taken_before_the_page(tmp_path: Path) -> None:
    message = letter(wire())
    message.add_alternative("<html><body><pre>other</pre></body></html>", subtype="html")
    (tmp_path / "x").write_bytes(message.as_bytes())
    assert documents(tmp_path / "x")[0].text.rstrip() == wire().rstrip()


def test_a_message_of_html_only(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(letter(page_2010("08LIMA4001", wire()), "html").as_bytes())
    (found,) = documents(tmp_path / "x")
    assert found.form == "html-2010"


def test_attachments_are_read_as_files(tmp_path: Path) -> None:
    message = letter("See attached.")
    message.add_attachment(wire(serial=2), filename="cable.txt")
    message.add_attachment(pdf([wire(serial=3)]), maintype="application", subtype="pdf", filename="c.pdf")
    packed = zipped({"a.txt": wire(serial=4).encode()})
    message.add_attachment(packed, maintype="application", subtype="zip", filename="c.zip")
    (tmp_path / "x").write_bytes(message.as_bytes())
    found = everything(tmp_path / "x")
    assert list(found) == ["x", "x#part=3", "x#part=4", "x#part=5!a.txt"]
    second, third, fourth = list(found.values())[1:]
    assert isinstance(second, Document)
    assert second.text.rstrip() == wire(serial=2).rstrip()
    assert isinstance(third, Document)
    assert third.form == "pdf"
    assert isinstance(fourth, Document)
    assert fourth.text == wire(serial=4)


def test_an_mbox_line_and_a_broken_message(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"From x Thu Jun 21 17:09:00 2007\n" + letter(wire()).as_bytes())
    assert documents(tmp_path / "x")[0].text.rstrip() == wire().rstrip()
    broken = b"MIME-Version: 1.0\nSubject: =?x?q?\xff?=\nContent-Type: multipart/mixed; boundary=a\n\n--b"
    (tmp_path / "y").write_bytes(broken)
    assert len(everything(tmp_path / "y")) == 1


def test_a_cable_is_no_message(tmp_path: Path) -> None:
    """A SMART cable begins with labels too."""
    text = "MRN: 12 LIMA 4001\nDate/DTG: May 11, 2012\nFrom: AMEMBASSY LIMA\nAction: WASHDC, SECSTATE\nSubject: FISH\n"
    (tmp_path / "x").write_text(text)
    (found,) = documents(tmp_path / "x")
    assert (found.text, found.form) == (text, "text")
