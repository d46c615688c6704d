"""Read HTML pages of cables: those of 2010 and their mirrors, and the Public Library of US Diplomacy.

The first have a table with a line of headings (Reference ID, Created, Released, Classification, Origin) and below it
the header and the body of the cable in `pre` elements. The second have key and value side by side (`s_key`, `s_val`,
table cells or a definition list), and the text. Any page with metadata or `pre` of these kinds is read in the same
way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from kg.errors import install
from kg.model import ReleaseStatus
from kg.sources.forms.found_text import Text, Unreadable, joined
from kg.sources.source_metadata import Metadata, gather, key_of

_SHORT = 64 * 1024
"""A page with fewer characters has no tag that takes longer than two seconds."""
_ATTRIBUTES = 100
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:_-]{0,60}")
_TOKEN = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
  | <(?P<raw>script|style)\b.*?(?:</(?P=raw)[\s>]|\Z)
  | <[!?][^>]*+(?:>|\Z)
  | </(?P<end>[A-Za-z][^\s>/]*+)[^>]*+(?:>|\Z)
  | <(?P<start>[A-Za-z][^\s>/]*+)
     (?P<about>(?:[\s/]++|[^\s>/][^\s=>/]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?+)*+)>?
  | <
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s>/][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>"'][^\s>]*+)|))?+""", re.DOTALL
)


def plain(page: str) -> str:
    """Simplify the tags of a long page; a short one stays as it is."""
    return page if len(page) < _SHORT else _TOKEN.sub(_written, page)


def _written(token: re.Match[str]) -> str:
    end, start = token["end"], token["start"]
    if end is not None:
        return f"</{_harmless_name(end)}>"
    if start is None:
        return "&lt;" if token[0] == "<" else " "
    attributes = islice(_ATTRIBUTE.finditer(token["about"]), _ATTRIBUTES)
    return f"<{' '.join((_harmless_name(start), *(_attribute(one) for one in attributes if _NAME.fullmatch(one[1]))))}>"


def _harmless_name(name: str) -> str:
    found = _NAME.match(name)
    assert found is not None, name
    return found[0]


def _attribute(one: re.Match[str]) -> str:
    value = one[2] or one[3] or one[4] or ""
    return f'{one[1]}="{value.replace(chr(34), "&quot;").replace("<", "&lt;")}"'


_BLOCKS = frozenset(
    (
        "address",
        "article",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "footer",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    )
)
_SILENT = frozenset(("script", "style", "head", "noscript", "template", "select", "button", "nav"))
_TEXT_NAMES = re.compile(r"\b(?:raw|cable|text|body|message|content)\b|tagged-text|text-content", re.IGNORECASE)
_RAW = re.compile(r"\braw\b", re.IGNORECASE)
_SHORTEST = 40
_CABLEGATE = re.compile(r"_a$", re.IGNORECASE)
_RELEASED_COLUMNS = frozenset(("id", "date", "released", "classification", "origin"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(text: str) -> Text:
    """Return the cable of a page. Raise `Unreadable` for a page without one, and where lxml is missing."""
    page = _parsed(text)
    heads: dict[str | None, str] = {}
    pairs: list[tuple[str, str]] = []
    for table in page.iter("table"):
        found = list(_headed(table))
        heads |= {key_of(name): value for name, value in found}
        pairs += found
    pairs += _side_by_side(page)
    about = gather((name, value) for name, value in pairs if key_of(name))
    body = _text(page)
    if not body.strip():
        raise Unreadable("not-a-cable", _what_it_is(page))
    leaked = heads.keys() >= _RELEASED_COLUMNS
    return Text(body, "html-2010" if leaked else "html", about, _release(about, leaked=leaked))


def _parsed(text: str) -> Any:
    try:
        from lxml import etree
    except ImportError:
        raise Unreadable("missing-extra", f"an HTML page: to read it, {install('html')}") from None
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        # Bytes of one known encoding: what the page declares was asked when it was decoded.
        page = etree.fromstring(plain(text.replace("\0", "")).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no-text", f"the HTML page cannot be read: {error}") from None
    if page is None:
        raise Unreadable("no-text", "the HTML page is empty")
    return page


def _headed(table: Any) -> Iterator[tuple[str, str]]:
    """Yield name and value of a table with a line of headings and one line below it."""
    rows = list(table.iter("tr"))
    for above, below in pairwise(rows):
        names = [_words(cell) for cell in above if cell.tag in ("th", "td")]
        values = [_words(cell) for cell in below if cell.tag in ("th", "td")]
        if len(names) > 2 and len(names) == len(values) and sum(key_of(name) is not None for name in names) > 2:
            yield from zip(names, values, strict=True)
            return


def _side_by_side(page: Any) -> Iterator[tuple[str, str]]:
    """Yield names and values side by side: cells of a line, `dt` and `dd`, elements of a key and a val class."""
    name = ""
    for element in page.iter("tr", "dt", "dd", "div", "span"):
        if element.tag == "tr":
            cells = [_words(cell) for cell in element if cell.tag in ("th", "td")]
            if len(cells) % 2 == 0:
                yield from zip(_labels(cells[::2]), cells[1::2], strict=True)
            continue
        kind = element.get("class") or ""
        if element.tag == "dt" or "key" in kind:
            name = _label(_words(element))
        elif name and (element.tag == "dd" or "val" in kind):
            yield name, _words(element)
            name = ""


def _labels(names: list[str]) -> list[str]:
    return [_label(name) for name in names]


def _label(name: str) -> str:
    return name.strip().rstrip(":").rstrip()


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _text(page: Any) -> str:
    """Return the text of the cable: of the `pre` elements, else of the longest element named like a text."""
    blocks = [pre for pre in page.iter("pre") if not any(a.tag == "pre" for a in pre.iterancestors())]
    texts = [(_printed(pre), pre) for pre in blocks]
    texts = [(text, pre) for text, pre in texts if text.strip()]
    if texts:
        raw = [text for text, pre in texts if _named(pre, _RAW)]
        chosen = raw or list(dict.fromkeys(text for text, _ in texts))
        whole = ""
        for text in chosen:
            whole = joined(whole, text)
        return whole
    named = [e for e in page.iter("div", "td", "article", "section", "main") if _TEXT_NAMES.search(_name(e))]
    outer = {above for element in named for above in element.iterancestors()}
    inner = [element for element in named if element not in outer]
    printed = [(_RAW.search(_name(element)) is not None, _printed(element)) for element in inner]
    best = max(printed, key=lambda one: (one[0] and len(one[1]) > _SHORTEST, len(one[1])), default=(False, ""))[1]
    return best if len(best.strip()) >= _SHORTEST else ""


def _name(element: Any) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _named(element: Any, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(_name(one)) for one in (element, *element.iterancestors()))


def _printed(element: Any) -> str:
    """Return the text of an element as printed: line ends of `pre` stay, blocks and `br` begin lines elsewhere."""
    parts: list[str] = []
    keep = element.tag == "pre"
    for event, part in _walk(element):
        if event == "text":
            parts.append(part if keep else re.sub(r"[ \t\r\n]+", " ", part))
        elif not keep or part == "br":
            parts.append("\n\n" if part == "p" else "\n")
    text = "".join(parts)
    return text if keep else re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"(?:[ \t]*\n){3,}", "\n\n", text)).strip()


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """Yield texts and block names in their order; a stack instead of recursion allows any depth."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            if node.tag in _BLOCKS and node is not element and node.tag != "br":
                yield "block", str(node.tag)
            if node.tail and node is not element:
                yield "text", str(node.tail)
            continue
        stack.append((node, True))
        if node.tag in _SILENT or not isinstance(node.tag, str):
            continue
        if node.tag in _BLOCKS and node is not element:
            yield "block", str(node.tag)
        if node.text:
            yield "text", str(node.text)
        stack.extend((child, False) for child in reversed(node))


def _release(about: Metadata, *, leaked: bool) -> ReleaseStatus | None:
    """Return the release status that a page shows: by the table of 2010, or by the mark of the collection."""
    known = dict(about)
    if leaked:
        day = _DAY.match(known.get("released", ""))
        return ReleaseStatus("leaked", date=day[0] if day else None)
    return ReleaseStatus("leaked") if _CABLEGATE.search(known.get("id", "")) else None


def _what_it_is(page: Any) -> str:
    title = " ".join(page.findtext(".//title", default="").split())[:80]
    called = f" (“{title}”)" if title else ""
    if any((field.get("type") or "").lower() == "password" for field in page.iter("input")):
        return f"a login page{called}: the page itself was not saved"
    return f"an HTML page without the text of a cable{called}"
