"""Several copies of one cable: kept as one, with every value in which they differ said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Cable, Diagnostic, Span


def same_message(one: Cable, other: Cable) -> bool:
    """Tell whether two cables are copies of one message: one number, and no date-time groups that disagree."""
    if one.id is None or one.id != other.id:
        return False
    sent = [c.date_time_group.value for c in (one, other) if c.date_time_group]
    return len(set(sent)) < 2


def facts(cable: Cable) -> dict[str, tuple[str, Span | None]]:
    """Return the values that copies are compared by, each as text with its span."""
    found: dict[str, tuple[str, Span | None]] = {}
    for name in ("date_time_group", "precedence", "classification", "subject", "executive_order"):
        value = getattr(cable, name)
        if value is not None:
            found[name] = (" ".join(str(value.value).casefold().split()), value.span)
    groups: dict[str, Iterable[str | None]] = {
        "tags": (t.code for t in cable.tags),
        "references": (r.cable_id or r.raw for r in cable.references),
        "addressees": (a.post or a.name for a in cable.addressees),
        "captions": (c.value for c in cable.captions),
        "paragraphs": (str(p.number) for p in cable.paragraphs if p.number),
    }
    for name, items in groups.items():
        if text := ", ".join(sorted({i for i in items if i})):
            found[name] = (text, None)
    return found


def differences(kept: Cable, other: Cable) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for every value both copies have and in which they differ."""
    mine, theirs = facts(kept), facts(other)
    return tuple(
        Diagnostic(
            "copies-differ", f"{name}: here {mine[name][0]!r}, in another copy {theirs[name][0]!r}", theirs[name][1]
        )
        for name in mine
        if name in theirs and mine[name][0] != theirs[name][0]
    )


def _rank(cable: Cable) -> tuple[bool, int, int]:
    """Prefer a corrected copy, then the one that says more."""
    corrected = any(d.code == "corrected-copy" for d in cable.diagnostics)
    return corrected, len(facts(cable)), sum(p.span.end - p.span.start for p in cable.paragraphs)


def merge_copies(cables: tuple[Cable, ...]) -> tuple[Cable, ...]:
    """Return the cables with copies of one message made one, at the place of the first copy."""
    groups: list[list[Cable]] = []
    by_number: dict[str, list[list[Cable]]] = {}
    for cable in cables:
        known = by_number.setdefault(cable.id, []) if cable.id else []
        home = next((g for g in known if same_message(g[0], cable)), None)
        if home is None:
            groups.append([cable])
            known.append(groups[-1])
        else:
            home.append(cable)
    return tuple(_one(group) for group in groups)


def _one(group: list[Cable]) -> Cable:
    if len(group) == 1:
        return group[0]
    kept = max(group, key=_rank)
    others = [c for c in group if c is not kept]
    where = next((p.span for c in others for p in c.paragraphs), None)
    odd = [Diagnostic("copies", f"the text holds {len(group)} copies of this cable", where)]
    for other in others:
        odd += differences(kept, other)
    return replace(kept, diagnostics=(*kept.diagnostics, *odd))
