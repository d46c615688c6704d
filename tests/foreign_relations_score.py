"""How well volumes of Foreign Relations are read: answers beside what the TEI of the volume itself says.

The TEI tells of each document whether it is a telegram, the day, sender and addressee (heading), the signer, the
persons of the volume's list. A post counts where the heading names one (an embassy, a consulate, the Department).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kg
from kg.sources.forms import tei_volume

MEASURES = ("telegram", "day", "sender", "sender post", "addressee", "addressee post", "signer", "person")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TITLED = re.compile(r"(?:No\. ?\d+ )?(?:\[?\d+\]?\.?)?\s*(?:\w+ ){0,2}(?:Telegram|Radiogram)\b", re.IGNORECASE)
_NOTED = re.compile(r":\s*(?:Circular )?(?:Telegram|Radiogram)\b")
_POST = re.compile(
    r"embass|ambass|charg|minister in|legation|consul|department of state|^(?:acting )?secretary of state$"
)


def words(element: Any, *left_out: str) -> str:
    """Return the words of an element without those of the elements named."""
    parts: list[str] = []

    def walk(node: Any, top: bool) -> None:
        if isinstance(node.tag, str) and (top or node.tag.rpartition("}")[2] not in left_out):
            parts.append(node.text or "")
            for child in node:
                walk(child, False)
        if not top:
            parts.append(node.tail or "")

    walk(element, True)
    return " ".join("".join(parts).split())


def telegrams(root: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield key, element and heading of each document that the volume calls a telegram."""
    for div in root.iter("{*}div"):
        head = div.find("{*}head")
        if div.get("type") != "document" or head is None:
            continue
        title = words(head, "note")
        source = next((words(note) for note in div.iter("{*}note") if note.get("type") == "source"), "")
        titled = _TITLED.match(title) and "From" in title and "Draft" not in title[:30]
        if titled or (_NOTED.search(source) and " to " in title):
            yield str(div.get(_ID)), div, title


def score(path: Path, step: int) -> Counter[str]:
    """Return how often each measure was asked (`day of`) and right (`day`), of every `step`th telegram of a volume."""
    from lxml import etree

    raw = path.read_text(encoding="utf-8")
    root = etree.fromstring(raw.encode(), etree.XMLParser(collect_ids=False, huge_tree=True))
    read = {text.part: text.text for text in tei_volume.read(raw)}
    found: Counter[str] = Counter()

    def tell(measure: str, right: bool) -> None:
        found[f"{measure} of"] += 1
        found[measure] += right

    wanted = list(telegrams(root))
    for key, _, _ in wanted:
        tell("telegram", key in read)
    for key, div, _ in wanted[::step]:
        if key not in read:
            continue
        cable = kg.parse(read[key])
        line = div.find(".//{*}dateline")
        day = (line if line is not None else div).find(".//{*}date")
        when = (day.get("when") or "")[:10] if day is not None else ""
        if len(when) == 10:
            sent = cable.date_time_group.value.date() if cable.date_time_group else cable.date and cable.date.value
            tell("day", str(sent) == when)
        tell("sender", cable.origin is not None)
        if cable.origin is not None and _POST.search(cable.origin.name.lower()):
            tell("sender post", cable.origin.value is not None)
        action = [one for one in cable.addressees if one.role == "action"]
        tell("addressee", bool(action))
        for one in action:
            if _POST.search(one.name.lower()):
                tell("addressee post", one.post is not None)
        signed = [name for one in div.iter("{*}signed") if (name := words(one))]
        if signed:
            names = [_plain(one.name or "") for one in cable.officials if one.role == "signed"]
            tell("signer", any(name and (name in _plain(signed[-1]) or _plain(signed[-1]) in name) for name in names))
        known = {_plain(word) for one in cable.officials if one.name for word in one.name.split()}
        for name in _listed(div):
            tell("person", _plain(name.split()[-1]) in known)
    return found


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _listed(div: Any) -> set[str]:
    """Return the persons of the volume's list that the telegram itself names."""
    found = set()
    for one in div.iter("{*}persName"):
        around = {node.tag.rpartition("}")[2] for node in one.iterancestors() if isinstance(node.tag, str)}
        if one.get("corresp") and not around & {"note", "head", "closer"} and (name := words(one)):
            found.add(name)
    return found
