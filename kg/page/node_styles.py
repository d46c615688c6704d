"""Define the look of each kind of node and arrow: shape and colour, either enough to distinguish all.

The colours are those of Okabe and Ito (Color Universal Design, 2008), which people with the common forms of colour
blindness can tell apart, darkened or lightened where text stands on them. Arrows also differ in dashes and width.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """A kind of node: its names in the legend, its shape, half its height, and fill and border in light and dark."""

    code: str
    label: str
    plural: str
    shape: str
    radius: int
    light: tuple[str, str]
    dark: tuple[str, str]
    dashed: bool = False

    def legend(self) -> dict[str, object]:
        """Return the legend's entry for the kind, as plain data."""
        return {name: getattr(self, name) for name in ("code", "label", "plural", "shape", "dashed", "light", "dark")}


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """A kind of arrow: its width, its dashes (none is a solid line), its colours, and the end with the head."""

    code: str
    width: float
    dashes: tuple[int, ...]
    light: str
    dark: str
    head: str = "to"


NODES = (
    NodeStyle("cable", "Cable", "Cables", "box", 22, ("#0b5c9e", "#08457a"), ("#1f6fb5", "#7db8ea")),
    NodeStyle(
        "stub",
        "Cable known only from references",
        "Cables known only from references",
        "box",
        14,
        ("#ffffff", "#0b5c9e"),
        ("#15181d", "#7db8ea"),
        dashed=True,
    ),
    NodeStyle("post", "Post", "Posts", "dot", 9, ("#009e73", "#00694d"), ("#1fb98c", "#8ce0c4")),
    NodeStyle(
        "addressee", "Other addressee", "Other addressees", "square", 8, ("#56b4e9", "#1f6f9f"), ("#56b4e9", "#b5def6")
    ),
    NodeStyle("official", "Person", "People", "triangle", 9, ("#e69f00", "#8a5f00"), ("#e69f00", "#ffd98a")),
    NodeStyle("topic", "Topic", "Topics", "diamond", 9, ("#cc79a7", "#8c3f69"), ("#d58bb4", "#f3c6de")),
    NodeStyle(
        "document",
        "Other document referred to",
        "Other documents referred to",
        "hexagon",
        9,
        ("#f0e442", "#7d7500"),
        ("#f0e442", "#fff9a8"),
    ),
)

_PERSON = ("#9a6a00", "#e0a93a")

EDGES = (
    EdgeStyle("origin", 2.5, (), "#008361", "#2cc497"),
    EdgeStyle("sent_to", 3.0, (), "#c24f00", "#ff8a3d"),
    EdgeStyle("copied_to", 1.6, (7, 5), "#2b86bd", "#6cc1f2"),
    EdgeStyle("exempted", 1.6, (2, 3), "#6b6b6b", "#a8a8a8"),
    EdgeStyle("references", 1.8, (12, 4), "#0b5c9e", "#7db8ea"),
    EdgeStyle("topic", 1.2, (), "#c07aa0", "#b97a9b", head=""),
    EdgeStyle("classified_by", 1.8, (), *_PERSON),
    EdgeStyle("derived_from", 1.8, (10, 3, 2, 3), *_PERSON),
    EdgeStyle("drafted_by", 1.8, (14, 3), *_PERSON),
    EdgeStyle("cleared_by", 1.8, (8, 3), *_PERSON),
    EdgeStyle("informed", 1.2, (8, 6), *_PERSON),
    EdgeStyle("approved_by", 1.8, (8, 3, 2, 3), *_PERSON),
    EdgeStyle("released_by", 1.8, (8, 3, 2, 3, 2, 3), *_PERSON),
    EdgeStyle("signed_by", 2.6, (), *_PERSON),
    EdgeStyle("tagged", 1.2, (5, 3), *_PERSON),
    EdgeStyle("visitor", 1.6, (9, 5), *_PERSON),
    EdgeStyle("participant", 1.4, (5, 5), *_PERSON),
    EdgeStyle("mentions", 1.2, (2, 4), *_PERSON),
    EdgeStyle("served_at", 1.2, (3, 3), "#6b6b6b", "#a8a8a8", head=""),
    EdgeStyle("seen_at", 1.2, (1, 3), "#6b6b6b", "#a8a8a8", head=""),
)

BY_NODE = {style.code: style for style in NODES}
BY_EDGE = {style.code: style for style in EDGES}


def group_of(data: dict[str, object]) -> str:
    """Return the kind of a node in the legend: a cable that is not held is a stub."""
    kind = str(data.get("kind", "addressee"))
    if kind == "cable" and not data.get("held"):
        return "stub"
    return kind if kind in BY_NODE else "addressee"
