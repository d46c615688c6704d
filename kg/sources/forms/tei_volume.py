"""Read volumes of the Foreign Relations series in TEI XML: the documents that are telegrams, one text each.

The words of the editors (footnotes, the source note) are kept apart from the telegram. The heading gives the kind of
the document and the sender, the dateline place and time; the number stands before the text or in the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import install
from kg.model import ReleaseStatus
from kg.sources.forms import tei_pages
from kg.sources.forms.found_text import Text, Unreadable
from kg.sources.forms.tei_pages import Part
from kg.sources.source_metadata import Metadata, gather
from kg.vocabulary.edition_notes import calls_it_a_telegram

#: The words for a telegram in a heading, with the words before them (circular, unnumbered).
_HEADED = re.compile(
    r"(?:No\. )?(?:\[?\d{1,4}[a-z]?\]?\.?\s*)?(?:(?:Circular|Unnumbered|Joint|Telephoned)\s+){0,2}"
    r"(?:Tele(?:gram|type|x)|Radiogram|Cablegram|Cable)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bFrom\b", re.IGNORECASE)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,1000}\[")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>|<!DOCTYPE[^>\[]{0,1000}>")
_VOLUME = re.compile(r"frus[\w-]{4,40}")
_SEAM = "\n\n"
_LEFT_OUT = frozenset(("note", "fw", "figure", "index", "pb"))
_BREAKS = frozenset(
    ("p", "head", "item", "l", "row", "closer", "opener", "signed", "dateline", "salute", "list", "table", "seg")
)
#: Lists of the e-volumes that print the header of the telegram: `FM`, `TO`, `SUBJ`. Label and first entry are one line.
_HEADER_LISTS = frozenset(("from", "to", "subject", "ref", "references", "participants"))
_HEADER = re.compile(r"(?:FM|FROM|TO|INFO|SUBJ(?:ECT)?|REFS?|TAGS|E\.?O\.? ?\d*)\s*:?", re.IGNORECASE)


def read(text: str) -> list[Text]:
    """Return the telegrams of a volume. Raise `Unreadable` for other XML, for declared entities, and without lxml."""
    if _ENTITIES.search(text[:200_000]):
        message = "the XML declares a document type with entities: these are never followed, the file was not read"
        raise Unreadable("unsafe", message)
    root = _parsed(_DECLARATION.sub("", text, count=3))
    if _tag(root) not in ("TEI", "TEI.2", "div"):
        raise Unreadable("no-text", f"XML of a kind we do not know (its root is {_tag(root)[:60]}): not TEI")
    release = ReleaseStatus("published-edition", _publisher(root))
    persons = _persons(root, _volume(root))
    before = tei_pages.pages_before(root)
    found = [one for div in _documents(root) if (one := _telegram(div, release, persons, before)) is not None]
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
        collect_ids=False,  # an `xml:id` that stands twice is the editors' slip, and no reason to refuse a volume
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


def _volume(root: Any) -> str:
    """Return the series' name of the volume (`frus1964-68v20`); empty where the header gives none."""
    found = (one for one in root.iter() if _tag(one) == "idno" and one.get("type") == "frus")
    name = next((_words(one) for one in found), "")
    return name if _VOLUME.fullmatch(name) else ""


def _persons(root: Any, volume: str) -> dict[str, str]:
    """Read the volume's list of persons: for each key the entry, `Allon, Yigal: Minister (volume.key)`."""
    found: dict[str, str] = {}
    for item in root.iter():
        if _tag(item) not in ("item", "person"):
            continue
        name = next((one for one in item.iter() if _tag(one) == "persName" and one.get(_XML_ID)), None)
        key = str((name if name is not None else item).get(_XML_ID) or "")
        if key.startswith("p"):
            found.setdefault(
                key, f"{_entry(item, name)} ({volume}.{key})" if volume else f"{_entry(item, name)} ({key})"
            )
    return found


def _entry(item: Any, name: Any) -> str:
    """Write an entry of the list of persons as `name: office`; as it is printed where the name is not marked."""
    printed = _plain(item)[:300]
    named = _words(name).rstrip(" ,") if name is not None else ""
    office = printed[len(named) :].lstrip(" ,;") if named and printed.startswith(named) else ""
    return f"{named}: {office}" if office else printed


def _telegram(div: Any, release: ReleaseStatus, persons: dict[str, str], before: Mapping[Any, Any]) -> Text | None:
    """Return a document that its heading or source note calls a telegram; None for any other."""
    head = _child(div, "head")
    title = _plain(head) if head is not None else ""
    source = _source_note(div)
    headed = _HEADED.match(title)
    if not (headed and (_FROM.search(title) or title.strip().endswith(headed[0]))) and not (
        calls_it_a_telegram(source) and re.search(r"\bto\b", title)
    ):
        return None
    part = div.get(_XML_ID) or f"n{div.get('n') or ''}"
    parts = _parts(div, title, source, persons)
    pages = tei_pages.pages(parts, before.get(div), div, len(_SEAM))
    return Text(_SEAM.join(part.words for part in parts) + "\n", "tei", _about(div), release, part, pages)


def _source_note(div: Any) -> str:
    """Return the note on where the document lies: marked as such, else the first that begins with `Source:`."""
    notes = [one for one in div.iter() if _tag(one) == "note" and not _inside(one, div)]
    marked = next((words for one in notes if one.get("type") == "source" and (words := _words(one))), "")
    return marked or next((words for one in notes if (words := _words(one)).startswith("Source:")), "")


def _parts(div: Any, title: str, source: str, persons: dict[str, str]) -> list[Part]:
    """Return the parts of a document as it is kept: heading, source note, telegram, then the editors' notes.

    The editors' words stand in brackets with a label, a paragraph each, so that nobody takes them for the telegram's.
    The telegram is printed where the whole document is.
    """
    head = _child(div, "head")
    label = source if source.startswith("Source:") else f"Source: {source}"
    top = head if head is not None else div
    above = [Part(title, top), Part(f"[{label}]", top)] if source else [Part(title, top)]
    notes = [one for one in div.iter() if _tag(one) == "note" and one.get("type") != "source" and not _inside(one, div)]
    below = [
        Part(f"[Footnote {one.get('n') or '*'}: {words}]", one)
        for one in notes
        if (words := _words(one)) and words != source
    ]
    return [*above, _printed(div), *below, *_named(div, persons)]


def _named(div: Any, persons: dict[str, str]) -> Iterator[Part]:
    """Yield what the volume's list of persons says of each person of a document, and where the name is printed."""
    named: dict[tuple[str, str], Any] = {}
    for one in div.iter():
        if _tag(one) == "persName" and not _inside(one, div, "note") and (words := _words(one)):
            named.setdefault((words, str(one.get("corresp") or "").lstrip("#")), one)
    for (words, key), one in named.items():
        if key:
            yield Part(f"[Person: {words} = {persons.get(key) or f'not in the list of persons ({key})'}]", one)


def _words(element: Any) -> str:
    return _tight(" ".join("".join(element.itertext()).split()))


def _inside(element: Any, top: Any, *tags: str) -> bool:
    """Return whether an element stands in a document nested inside this one, or in an element of one of `tags`."""
    at = element.getparent()
    while at is not None and at is not top:
        if _tag(at) in tags or (_tag(at) == "div" and at.get("type") == "document"):
            return True
        at = at.getparent()
    return False


def _about(div: Any) -> Metadata:
    line = _child(div, "dateline")
    day = _child(line if line is not None else div, "date")
    when = next((v for k in ("when", "notBefore", "from") if day is not None and (v := day.get(k))), None)
    if when is None:
        when = next((v for k, v in div.attrib.items() if k.endswith("doc-dateTime-min")), "")
    known = {
        "kind": "Telegram",
        "date": when[:16],
        "source-number": div.get("n") or "",
        "xml-id": div.get(_XML_ID) or "",
    }
    return gather(known.items())


def _plain(element: Any) -> str:
    parts = (str(part) if kind == "text" else " " for kind, part in _walk(element) if kind != "page")
    return _tight(" ".join("".join(parts).split()))


def _tight(text: str) -> str:
    """Remove the blanks that the layout of the XML puts inside parentheses and before punctuation."""
    return re.sub(r"(?<=[(\[])[ ]+|[ ]+(?=[,.;:)\]](?:\s|$|[,.;:)\]]))", "", text)


def _printed(div: Any) -> Part:
    """Return the text of a document below its heading, with an empty line between paragraphs, and its page breaks."""
    parts: list[str] = []
    breaks, length = [], 0
    for kind, part in _walk(div):
        if kind == "page":
            breaks.append((length, part))
        elif kind == "break":
            parts.append({"lb": "\n", "blank": " "}.get(part, "\n\n"))
        else:
            parts.append(re.sub(r"\s+", " ", part))
            length += sum(map(len, part.split()))
    text = re.sub(r" *\n *", "\n", "".join(parts))
    return Part(_tight(re.sub(r"\n{3,}", "\n\n", text).strip()), div, breaks)


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield texts, breaks and page breaks (elements) in their order, without the editors' additions."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    headed = False
    while stack:
        node, closing = stack.pop()
        name = _tag(node)
        inside = node is not element
        if closing:
            if inside and (kind := _break_after(node, name)):
                yield "break", kind
            if node.tail and inside:
                yield "text", str(node.tail)
            continue
        stack.append((node, True))
        if name == "pb":
            yield "page", node
        if name == "lb":
            yield "break", name
        if inside and (name in _LEFT_OUT or (name == "div" and node.get("type") == "document")):
            continue
        if inside and name == "head" and not headed and _tag(node.getparent()) == "div" and _tag(element) == "div":
            headed = True  # the heading stands above the telegram already
            yield from (("page", one) for one in node.iter() if tei_pages.is_break(one))
            continue
        if inside and (name in _BREAKS or name == "label") and not _continues(node, name):
            yield "break", name
        if node.text:
            yield "text", str(node.text)
        stack.extend((child, False) for child in reversed(node))


def _header_list(node: Any) -> bool:
    """Return whether a list prints a line of the telegram's header, by its type or its label (`FM`, `TO`)."""
    if node is None or _tag(node) != "list":
        return False
    label = next((one for one in node if _tag(one) == "head"), None)
    return node.get("type") in _HEADER_LISTS or (label is not None and _HEADER.fullmatch(_words(label)) is not None)


def _break_after(node: Any, name: str) -> str:
    """Return the break behind an element; in a header list a blank behind its label and a line between entries."""
    if name == "label":
        return "blank"
    if name not in _BREAKS:
        return ""
    if name == "head" and _header_list(node.getparent()):
        return "blank"
    return "lb" if name == "item" and _header_list(node.getparent()) else name


def _continues(node: Any, name: str) -> bool:
    """Return whether an entry continues the line above: an entry of a header list, or one behind its number."""
    if name != "item":
        return False
    before = node.getprevious()
    return _header_list(node.getparent()) or (before is not None and _tag(before) == "label")
