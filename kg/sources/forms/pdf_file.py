"""Read PDF files with a text layer: one text for the whole file, a form feed between two pages, whose starts are kept.

A file may hold several cables, which are found when the text is read. A scan without a text layer has no text here.
"""

from __future__ import annotations

import io
import logging
from itertools import accumulate

from kg.errors import install
from kg.model.pages import Page, Pages
from kg.sources.forms.found_text import Text, Unreadable
from kg.sources.forms.pdf_page_labels import page_labels
from kg.sources.source_metadata import gather

_SEAM = "\n\f"
_MAX_PAGES = 20_000


def read(data: bytes, limit: int) -> Text:
    """Return the text of a PDF, at most `limit` characters. Raise `Unreadable` where it has none."""
    try:
        import pypdf
        from pypdf.errors import DependencyError
    except ImportError:
        raise Unreadable("missing-extra", f"a PDF: to read it, {install('pdf')}") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files are not for the user
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "an encrypted PDF: save it without its password and give that")
        return _pages(reader, limit)
    except Unreadable:
        raise
    except DependencyError:
        message = f"an encrypted PDF: to read it, {install('pdf')}; it brings the cipher"
        raise Unreadable("missing-extra", message) from None
    except RecursionError:
        raise Unreadable("no-text", "a PDF that is damaged: its parts contain each other") from None
    except Exception as error:  # the library raises nearly anything on a damaged file
        message = f"a PDF that is cut off or damaged: {str(error)[:200] or type(error).__name__}"
        raise Unreadable("no-text", message) from None


def _pages(reader: object, limit: int) -> Text:
    pages = reader.pages  # type: ignore[attr-defined]
    count = len(pages)
    if count > _MAX_PAGES:
        raise Unreadable("too-large", f"the PDF has {count:,} pages; the limit is {_MAX_PAGES:,}")
    texts, length, damaged = [], 0, []
    for number, page in enumerate(pages, 1):
        try:
            text = page.extract_text() or ""
        except Exception:  # one page that cannot be read leaves the others
            damaged.append(str(number))
            text = ""
        length += len(text)
        if length > limit:
            message = f"the text of the PDF is over {limit / 2**20:,.0f} MB: raise it with --max-size"
            raise Unreadable("too-large", message)
        texts.append(text)
    whole = _SEAM.join(texts)
    if not whole.strip():
        message = "a PDF without a text layer: it has pictures of its pages only; run OCR on it and give the result"
        raise Unreadable("no-text", message)
    note = [("form-note", f"pages that could not be read: {', '.join(damaged[:20])}")] if damaged else []
    about = gather([("pages", str(count)), *note])
    return Text(whole, "pdf", about, pages=_starts(texts, _labels(reader, count)))


def _labels(reader: object, count: int) -> list[str | None]:
    try:
        return page_labels(reader.trailer["/Root"], count)  # type: ignore[attr-defined]
    except Exception:  # labels that cannot be read leave the numbers of the file
        return [None] * count


def _starts(texts: list[str], labels: list[str | None]) -> Pages:
    """Return where each page begins in the joined text."""
    starts = accumulate((len(text) + len(_SEAM) for text in texts[:-1]), initial=0)
    return tuple(Page(at, n, label) for n, (at, label) in enumerate(zip(starts, labels, strict=True), 1))
