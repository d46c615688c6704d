"""Every part of an e-mail that can hold a cable is read, or named: none is lost without a line."""

import base64
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

import kg
from kg.model import Document
from kg.pipeline.build_and_merge import build
from tests.fictional import wire
from tests.sources.samples import everything, pdf, zipped
from tests.sources.test_email_message import letter

NOTE = "Please see the attached."
HEAD = "From: a@x.org\nTo: b@x.org\nMessage-ID: <1@x>\n"


def cable(number: int) -> str:
    return wire(serial=number)


def wrapped(inner: EmailMessage, disposition: str | None = None) -> EmailMessage:
    """Return a letter with a message in it."""
    outer = letter(NOTE)
    outer.add_attachment(inner)
    part = next(iter(outer.iter_attachments()))
    del part["Content-Disposition"]
    if disposition:
        part["Content-Disposition"] = disposition
    return outer


def mixed(*parts: EmailMessage | MIMEBase, kind: str = "mixed", **more: str) -> MIMEMultipart:
    made = MIMEMultipart(kind, **more)
    made["From"], made["To"], made["Message-ID"] = "a@example.org", "b@example.org", "<1@example.org>"
    for part in parts:
        made.attach(part)
    return made


def attached(data: bytes, main: str = "application", sub: str = "octet-stream", **headers: str) -> MIMEBase:
    part = MIMEBase(main, sub)
    part.set_payload(base64.encodebytes(data))
    part["Content-Transfer-Encoding"] = "base64"
    for name, value in headers.items():
        part[name.replace("_", "-")] = value
    return part


def page(text: str) -> str:
    return f"<html><body><pre>{text}</pre></body></html>"


def _unknown_charset() -> bytes:
    return mixed(MIMEText(cable(1))).as_bytes().replace(b"us-ascii", b"x-none-such")


def _forwards(depth: int) -> EmailMessage:
    made = letter(cable(1))
    for _ in range(depth):
        made = wrapped(made)
    return made


def _two_bodies() -> MIMEMultipart:
    return mixed(MIMEText(NOTE), MIMEText(cable(1)), MIMEText("-- \nlist footer"), MIMEText(cable(2)))


def _html_says_more() -> MIMEMultipart:
    return mixed(MIMEText("Your program shows no HTML."), MIMEText(page(cable(1)), "html"), kind="alternative")


def _related() -> MIMEMultipart:
    picture = attached(b"\x89PNG" + bytes(60), "image", "png", Content_ID="<p>")
    return mixed(MIMEText(page(cable(1)), "html"), picture, kind="related")


def _apple() -> MIMEMultipart:
    """Plain text beside a mixture of HTML and a PDF, as one mail program writes it."""
    inner = mixed(MIMEText(page(cable(1)), "html"), attached(pdf([cable(2)]), "application", "pdf"))
    return mixed(MIMEText(cable(1)), inner, kind="alternative")


def _signed() -> MIMEMultipart:
    seal = attached(b"\x30\x80seal", "application", "pkcs7-signature", Content_Disposition="attachment")
    return mixed(MIMEText(cable(1)), seal, kind="signed", protocol="application/pkcs7-signature")


def _digest(*numbers: int) -> bytes:
    body = "\n".join(f"--DD\n\n{letter(cable(n)).as_string()}" for n in numbers)
    return f"{HEAD}Content-Type: multipart/digest; boundary=DD\n\n{body}\n--DD--\n".encode()


def _mailbox(*numbers: int) -> bytes:
    line = b"From x@example.org Thu Jun 21 17:09:00 2007\n"
    return b"".join(line + letter(cable(n)).as_bytes() + b"\n" for n in numbers)


def _lost_boundary() -> bytes:
    return f"{HEAD}Content-Type: multipart/mixed; boundary=Q\n\n{cable(1)}".encode()


def _same_twice() -> MIMEMultipart:
    return mixed(MIMEText(cable(1)), MIMEText(page(cable(1)), "html"), kind="alternative")


def _beside(data: bytes, main: str, sub: str) -> MIMEMultipart:
    """Return a letter with a cable as its text, and an attachment."""
    return mixed(MIMEText(cable(1)), attached(data, main, sub, Content_Disposition="attachment"))


def _noted(data: bytes, main: str = "application", sub: str = "octet-stream") -> MIMEMultipart:
    """Return a letter without a cable in its text, and an attachment without a name."""
    return mixed(MIMEText(NOTE), attached(data, main, sub))


def _rtf() -> MIMEMultipart:
    return mixed(attached(b"{\\rtf1 " + cable(1).replace("\n", "\\par\n").encode() + b"}", "application", "rtf"))


#: What it is: the message, the serials of the cables in it, and words of a line there must be (None: of no line).
MAILS: dict[str, tuple[object, list[int], str | None]] = {
    "forwarded as an attachment": (wrapped(letter(cable(1)), "attachment"), [1], "no cable"),
    "forwarded inline": (wrapped(letter(cable(1)), "inline"), [1], "no cable"),
    "forwarded without a disposition": (wrapped(letter(cable(1))), [1], "no cable"),
    "forwarded three times": (_forwards(3), [1], "no cable"),
    "forwarded fifteen times": (_forwards(15), [1], "no cable"),
    "forwarded a hundred times": (_forwards(100), [], "more than 20 deep"),
    "a message is all there is": (mixed(MIMEMessage(letter(cable(1)))), [1], None),
    "a message in base64": (mixed(attached(letter(cable(1)).as_bytes(), "message", "rfc822")), [1], None),
    "a cable, and another forwarded": (mixed(MIMEText(cable(1)), MIMEMessage(letter(cable(2)))), [1, 2], None),
    "a digest": (_digest(1, 2, 3), [1, 2, 3], None),
    "a mailbox": (_mailbox(1, 2, 3), [1, 2, 3], None),
    "a mailbox of one": (_mailbox(1), [1], None),
    "several texts without a disposition": (_two_bodies(), [1, 2], "no cable"),
    "HTML only": (letter(page(cable(1)), "html"), [1], None),
    "plain text and the same as HTML": (_same_twice(), [1], None),
    "HTML that says more than the plain text": (_html_says_more(), [1], "no cable"),
    "HTML with a picture of the page": (_related(), [1], None),
    "HTML and PDF inside an alternative": (_apple(), [1, 2], None),
    "quoted-printable": (letter(cable(1), cte="quoted-printable"), [1], None),
    "base64": (letter(cable(1), cte="base64"), [1], None),
    "an encoding that is none": (_unknown_charset(), [1], None),
    "an attachment without a name": (_noted(cable(1).encode()), [1], "no cable"),
    "a message as octets": (_noted(letter(cable(1)).as_bytes()), [1], "no cable"),
    "a page as an attachment": (_noted(page(cable(1)).encode(), "text", "html"), [1], "no cable"),
    "a PDF": (mixed(attached(pdf([cable(1)]), "application", "pdf")), [1], None),
    "an archive with a message in it": (mixed(attached(zipped({"a.eml": letter(cable(1)).as_bytes()}))), [1], None),
    "RTF": (_rtf(), [1], None),
    "signed": (_signed(), [1], None),
    "enveloped": (_beside(b"0\x80", "application", "pkcs7-mime"), [1], "S/MIME"),
    "packed by Outlook": (_beside(b"\x78\x9f\x3e\x22" + bytes(99), "application", "ms-tnef"), [1], "Outlook"),
    "a picture as an attachment": (_beside(b"\x89PNG" + bytes(60), "image", "png"), [1], "image"),
    "an external body": (_beside(b"Content-Type: text/plain\n\n", "message", "external-body"), [1], "only says"),
    "a boundary that never comes": (_lost_boundary(), [1], None),
}


@pytest.mark.parametrize("name", MAILS)
def test_each_cable_is_read_or_named(name: str, tmp_path: Path) -> None:
    message, numbers, words = MAILS[name]
    data = message if isinstance(message, bytes) else message.as_bytes()  # type: ignore[attr-defined]
    (tmp_path / "x.eml").write_bytes(data)
    report = build(tmp_path / "x.eml", tmp_path / "out")
    held = sorted(key for source in report.sources for key in source.cables)
    assert held == [f"08LIMA{n}" for n in numbers]
    told = [one.message for one in report.rejections]
    assert (told == []) == (words is None), told
    assert words is None or any(words in one for one in told), told
    assert "example.org" not in repr(report)


def test_mail_in_an_archive_is_read_as_any_other(tmp_path: Path) -> None:
    packed = zipped({"a.eml": _forwards(2).as_bytes(), "b.mbox": _mailbox(5, 6), "c.eml": _digest(7, 8)})
    (tmp_path / "x.zip").write_bytes(packed)
    found = [one for one in everything(tmp_path / "x.zip").values() if isinstance(one, Document)]
    texts = {one.text.rstrip() for one in found}
    assert {cable(n).rstrip() for n in (1, 5, 6, 7, 8)} <= texts
    assert "x.zip!b.mbox#message=2" in {one.source for one in found}


def test_mail_a_thousand_deep_ends_no_build(tmp_path: Path) -> None:
    head = "From: a@x.org\nTo: b@x.org\nMessage-ID: <1@x>\nContent-Type: {}\n\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(cable(1))
    (tmp_path / "in" / "messages.eml").write_text(head.format("message/rfc822") * 1000 + "\n" + cable(2))
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(1000))
    (tmp_path / "in" / "parts.eml").write_text(f"From: a@x.org\nTo: b@x.org\nMessage-ID: <1@x>\n{parts}\n\n{cable(3)}")
    report = build(tmp_path / "in", tmp_path / "out")
    assert report.cables == 1
    assert {one.code for one in report.rejections} == {"limit"}
    assert len(report.rejections) == 2


BLOCK = (
    "MRN: 12 LIMA 4001\nDate/DTG: May 11, 2012 / 111530Z MAY 12\nFrom: AMEMBASSY LIMA\nAction: WASHDC, SECSTATE\n"
    "E.O.: 13526\nTAGS: PREL, PE\nSubject: FISH\n\n1. (U) Fish.\n"
)
HEADS = {
    "printed by Outlook": "From: Nardo, Ina\nSent: Friday, May 11, 2012 5:09 PM\nTo: Sample, Jo\nSubject: FW: FISH\n\n",
    "no empty line between": "From: Nardo, Ina\nReceived: by x\nTo: Sample, Jo\nMessage-ID: <1@x>\nSubject: FW: FISH\n",
    "a level between": "From: Nardo, Ina\nTo: Sample, Jo\nDate: May 11\nX-Mailer: y\nSubject: FW: FISH\nUNCLASSIFIED\n",
    "words between": "From: Nardo, Ina\nTo: Sample, Jo\nDate: May 11\nMessage-ID: <1@x>\nSubject: FW\n\nFYI\n\n",
    "a release line above": "UNCLASSIFIED U.S. Department of State Case No. F-2012-1 Doc No. C05 Date: 01/01/2015\n\n"
    "From: Nardo, Ina\nSent: Friday, May 11, 2012 5:09 PM\nTo: Sample, Jo\nSubject: FW: FISH\n\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_released_text_with_the_lines_of_an_e_mail_keeps_its_block(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(HEADS[name] + BLOCK)
    report = build(tmp_path / "x.txt", tmp_path / "out")
    assert [source.cables for source in report.sources] == [("12LIMA4001",)]
    graph = kg.open(tmp_path / "out")
    (row,) = graph.query("SELECT ?from { ?c kg:origin ?from }")
    assert str(row["from"]).endswith("post/LIMA>")
