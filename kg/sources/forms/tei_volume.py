"""Volumes of the Foreign Relations series in TEI XML: the documents that are telegrams, one text each.

What the editors wrote (footnotes, the source note) is left out of the text. The heading says what the document is and
who sent it, the dateline where and when; the number stands before the text or in the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import install
from kg.model import ReleaseStatus
from kg.sources.forms.found_text import Text, Unreadable
from kg.sources.source_metadata import Metadata, gather

_TELEGRAM = re.compile(r"\b(?:tele|aero?|cable)gram\b|\bcable\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:editorial note|memorandum|airgram|aerogram|backchannel message)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:\d{1,4}\.\s*)?(?P<kind>(?:Circular\s+)?Tele\w*|Cable)\b(?:\s+(?P<number>\d{1,6}))?.{0,20}?"
    r"\bFrom\s+(?P<origin>.{3,160}?)(?:\s+to\s+(?P<to>.{3,300}))?$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"\s*(?:No\.\s*)?(?P<number>\d{1,6})(?:/[\w ]{1,20})?\.(?:\s|$)")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}\[")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>|<!DOCTYPE[^>\[]{0,1000}>")
_LEFT_OUT = frozenset(("note", "fw", "figure", "index", "pb"))
_BREAKS = frozenset(
    ("p", "head", "item", "l", "row", "closer", "opener", "signed", "dateline", "salute", "list", "table")
)


def read(text: str) -> list[Text]:
    """Return the telegrams of a volume. Raises `Unreadable` for other XML, for what declares entities, without lxml."""
    if _ENTITIES.search(text[:200_000]):
        message = "the XML declares a document type with entities: these are never followed, the file was not read"
        raise Unreadable("unsafe", message)
    root = _parsed(_DECLARATION.sub("", text, count=3))
    if _tag(root) not in ("TEI", "TEI.2", "div"):
        raise Unreadable("no-text", f"XML of a kind we do not know (its root is {_tag(root)[:60]}): not TEI")
    release = ReleaseStatus("published-edition", _publisher(root))
    found = [one for div in _documents(root) if (one := _telegram(div, release)) is not None]
    if not found:
        raise Unreadable("no-text", "a TEI volume without a telegram in it")
    return found


def _parsed(text: str) -> Any:
    try:
        from lxml import etree
    except ImportError:
        raise Unreadable("missing-extra", f"a TEI volume: to read it, {install('html')}") from None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no-text", f"the XML is cut off or damaged: {error}") from None


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return next((one for one in element.iter() if _tag(one) == name), None)


def _documents(root: Any) -> Iterator[Any]:
    return (one for one in root.iter() if _tag(one) == "div" and one.get("type") == "document")


def _publisher(root: Any) -> str | None:
    found = _child(root, "publisher")
    return " ".join("".join(found.itertext()).split()) or None if found is not None else None


def _telegram(div: Any, release: ReleaseStatus) -> Text | None:
    """Return a document that its heading calls a telegram; None for any other."""
    head = _child(div, "head")
    title = _plain(head) if head is not None else ""
    if not _TELEGRAM.search(title[:120]) or _NOT.search(title[:80]):
        return None
    text = _printed(div)
    part = div.get(_XML_ID) or f"n{div.get('n') or ''}"
    return Text(text, "tei", _about(div, title, text), release, part)


def _about(div: Any, title: str, text: str) -> Metadata:
    line = _child(div, "dateline")
    place = _child(line, "placeName") if line is not None else None
    day = _child(line if line is not None else div, "date")
    when = next((v for k in ("when", "notBefore", "from") if day is not None and (v := day.get(k))), None)
    if when is None:
        when = next((v for k, v in div.attrib.items() if k.endswith("doc-dateTime-min")), "")
    head = _HEAD.match(title)
    city = _plain(place).rstrip(".,") if place is not None else ""
    number = _number(div, head)
    known = {
        "kind": "Telegram",
        "date": when[:16],
        "origin": head["origin"] if head else "",
        "to": (head["to"] or "") if head else "",
        "subject": "",
        "source-number": div.get("n") or "",
        "xml-id": div.get(_XML_ID) or "",
        "id": _record_number(when, city, number),
    }
    return gather(known.items())


def _number(div: Any, head: re.Match[str] | None) -> str:
    """Return the telegram's number: of its heading, else what stands before the first words of the text."""
    if head and head["number"]:
        return head["number"]
    first = next((one for one in div.iter() if _tag(one) == "p"), None)
    found = _NUMBER.match(_plain(first)) if first is not None else None
    return found["number"] if found else ""


def _record_number(when: str, city: str, number: str) -> str:
    """Return the record number that date, place and number make: the Department's telegrams are Washington's."""
    if not (number and city and re.match(r"\d{4}", when)):
        return ""
    place = "STATE" if city.upper().startswith("WASHINGTON") else city
    return f"{when[:4]} {place} {number}"


def _plain(element: Any) -> str:
    return " ".join("".join(part for kind, part in _walk(element) if kind == "text").split())


def _printed(div: Any) -> str:
    """Return the text of a document, an empty line between paragraphs."""
    parts = []
    for kind, part in _walk(div):
        if kind == "break":
            parts.append("\n" if part == "lb" else "\n\n")
        else:
            parts.append(re.sub(r"\s+", " ", part))
    text = re.sub(r" *\n *", "\n", "".join(parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """Yield texts and breaks in their order, without what the editors added."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        name = _tag(node)
        inside = node is not element
        if closing:
            if name in _BREAKS and inside:
                yield "break", name
            if node.tail and inside:
                yield "text", str(node.tail)
            continue
        stack.append((node, True))
        if name == "lb":
            yield "break", name
        if (name in _LEFT_OUT or (name == "div" and node.get("type") == "document")) and inside:
            continue
        if name in _BREAKS and inside:
            yield "break", name
        if node.text:
            yield "text", str(node.text)
        stack.extend((child, False) for child in reversed(node))
