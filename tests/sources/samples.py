"""Files as people have them, made up: dumps, pages, PDF, e-mails, volumes, archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from kg.model import Document
from kg.sources.find_sources import find
from kg.sources.load_documents import load
from kg.sources.reading_options import SourceOptions
from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item
from tests.fictional import wire


def everything(*paths: Path, options: SourceOptions | None = None) -> dict[str, Document | Rejection]:
    """Return all that is found and loaded, by source; no source comes twice."""
    found: dict[str, Document | Rejection] = {}
    for one in find(paths, options):
        for result in load(one, options) if isinstance(one, Item) else [one]:
            assert result.source not in found
            found[result.source] = result
    return found


def documents(*paths: Path, options: SourceOptions | None = None) -> list[Document]:
    """Return the documents; nothing may be rejected."""
    found = list(everything(*paths, options=options).values())
    assert [f for f in found if isinstance(f, Rejection)] == []
    return [f for f in found if isinstance(f, Document)]


def halves(text: str) -> tuple[str, str]:
    """Return header (to the addressees) and body (from the classification line on) of a made-up cable."""
    header, _, body = text.partition("\n\nC O N F I D E N T I A L")
    return header + "\n", "C O N F I D E N T I A L" + body


def row(
    number: int,
    cable_id: str,
    text: str,
    *,
    origin: str = "Embassy Lima",
    level: str = "CONFIDENTIAL",
    day: str = "5/11/2008 9:30",
    references: str = "08BOGOTA1234",
) -> str:
    """Return a row of the eight-column dump."""
    cells = [str(number), day, cable_id, origin, level, references, *halves(text)]
    return ",".join('"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in cells) + "\n"


def page_2010(cable_id: str, text: str) -> str:
    """Return a page of the kind of 2010: a table with headings, two blocks of text, signs at the paragraphs."""
    header, body = (part.replace("&", "&amp;").replace("<", "&lt;") for part in halves(text))
    body = body.replace("1. (C)", "<a id='par1' href='#par1'>&#182;</a>1. (C)").replace("PREL", "<a href='/t'>PREL</a>")
    return f"""<!DOCTYPE html><html><head><title>Cable {cable_id}</title><script>var a = "TAGS: X";</script></head>
<body><ul><li><a href="/">Browse</a></li></ul>
<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th>
</tr>
<tr><td><a href='/cable/{cable_id}.html'>{cable_id}</a></td><td>2008-05-11 09:30</td><td>2011-08-30 01:44</td>
<td>CONFIDENTIAL</td><td>Embassy Lima</td></tr></table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code></body></html>"""


def page_plusd(cable_id: str, text: str, markings: str) -> str:
    """Return a page of key and value side by side, and the text twice: with marks and raw."""
    facts = {
        "Date:": "1975 February 3, 00:00 (Monday)",
        "Canonical ID:": cable_id,
        "Original Classification:": "UNCLASSIFIED",
        "Handling Restrictions:": "-- N/A or Blank --",
        "Character Count:": "1234",
        "From:": "LIMA",
        "Markings:": markings,
    }
    cells = "".join(f'<td><div class="s_key">{k}</div><div class="s_val">{v}</div></td>' for k, v in facts.items())
    shown = text.replace("\n", "<br/>")
    return (
        f"<html><body><nav>Search</nav><table><tr>{cells}</tr></table><div id='content'>"
        f"<div class='text' id='tagged-text'>{shown}</div><div id='raw-text'><pre>{text}</pre></div></div></body>"
        "</html>"
    )


def pdf(pages: Iterable[str]) -> bytes:
    """Return a PDF with a text layer: one font, one line of text after the other."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    kids = []
    for text in pages:
        lines = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n"))
        drawn = "BT /F1 9 Tf 11 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        stream = drawn.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    """Return a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


CABLE = wire().encode()
