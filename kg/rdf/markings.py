"""Write the markings of a cable: level, captions, executive order, reasons, declassification, pass lines, release."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import DeclassifyOn, Value
from kg.rdf.cable_parts import Copy, Part, slug
from kg.terms.iris import KG, PART, VALUE, coded
from kg.terms.ntriples_terms import Pair, day, literal
from kg.vocabulary import code_lists

_CLASSIFICATION, _CAPTION, _REASON = KG("classification"), KG("caption"), KG("reason")
_ORDER, _ON, _EVENT, _MARKING = KG("executiveOrder"), KG("declassifyOn"), KG("declassifyEvent"), KG("declassification")
_PASS, _SUMMARY = KG("passLine"), KG("summary")


def parts(copy: Copy) -> Iterator[Part]:
    """Yield the markings of a copy."""
    cable = copy.cable
    if (level := cable.classification) is not None:
        known = code_lists.classification(level.value)
        meant = coded("classification", known.code if known else level.value)
        more = () if known else ("unrecognised",)
        said = [(_CLASSIFICATION, meant)]
        yield copy.part(PART("classification"), "classification", level, [(VALUE, meant)], said, *more)
    for caption in cable.captions:
        yield _caption(copy, caption)
    if (order := cable.executive_order) is not None:
        said = [(_ORDER, literal(order.value))]
        yield copy.part(PART("executiveOrder"), "executive-order", order, [], said)
    if cable.declassify_on is not None:
        yield _declassify_on(copy, cable.declassify_on)
    for reason in cable.reasons:
        yield _reason(copy, reason)
    for line in cable.pass_lines:
        yield copy.part(PART("passLine"), f"pass-{slug(line.value)}", line, [], [(_PASS, literal(line.value))])
    if (release := cable.release_marking) is not None:
        about = [(VALUE, literal(release.value))]  # the copy's, not the cable's: see `documents`
        yield copy.part(PART("releaseMarking"), f"release-{slug(release.value)}", release, about, [])
    if (summary := cable.summary) is not None and summary.value:
        yield copy.part(PART("summary"), "summary", summary, [], [(_SUMMARY, literal(summary.value))])


def _caption(copy: Copy, caption: Value[str]) -> Part:
    known = code_lists.caption(caption.value)
    meant = coded("caption", known.code if known else caption.value)
    name = f"caption-{known.code}" if known else f"caption-{slug(caption.value)}"
    more = () if known else ("unrecognised",)
    return copy.part(PART("caption"), name, caption, [(VALUE, meant)], [(_CAPTION, meant)], *more)


def _reason(copy: Copy, reason: Value[str]) -> Part:
    known = code_lists.reason(copy.order, reason.value)
    bare = slug(reason.value) if known is None else reason.value.replace("(", "").replace(")", "").replace(" ", "")
    unlisted = f"{copy.order}-{reason.value}" if copy.order else reason.value
    meant = coded("reason", known.code if known else unlisted)
    more = () if known else ("unrecognised",)
    return copy.part(PART("reason"), f"reason-{bare}", reason, [(VALUE, meant)], [(_REASON, meant)], *more)


def _declassify_on(copy: Copy, when: DeclassifyOn) -> Part:
    said: list[Pair] = []
    if when.value is not None:
        said.append((_ON, day(when.value)))
    if when.event:
        said.append((_EVENT, literal(when.event)))
        if (marking := code_lists.declassification(copy.order, when.event)) is not None:
            said.append((_MARKING, coded("declassification", marking.code)))
    return copy.part(PART("declassifyOn"), "declassify-on", when, [], said)
