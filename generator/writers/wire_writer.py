"""Write the wire (ACP 127) of 1980–2009: envelope, address, classification line, labelled fields, body, signature."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, timedelta

from generator import body_text, header_fields
from generator.invented_cable import Facts, Form
from generator.marked_writer import Change, Changed, Mark, Writer, settled

SPACED = {"UNCLASSIFIED": "UNCLAS", "CONFIDENTIAL": "C O N F I D E N T I A L", "SECRET": "S E C R E T"}
_SECURITY = {"UNCLASSIFIED": "ZNR UUUUU ZZH", "CONFIDENTIAL": "ZNY CCCCC ZZH", "SECRET": "ZNY SSSSS ZZH"}
_CORRECTED = ("CORRECTED COPY", "C O R R E C T E D  C O P Y", "CORRECTED COPY (PARA 3)", "CORRECTED COPY - TEXT ADDED")
_LABELS = {"action": "TO ", "info": "INFO ", "exempt": "XMT "}
_SECTION = re.compile(r"SECTION \d\d OF (\d\d)")
_DE_SECTION = re.compile(r"(?<=#\d{4}/)\d\d")


def date_time_group(w: Writer, facts: Facts) -> None:
    """Write precedence prosign and date-time group."""
    w.mark("precedence", facts.prosign, facts.precedence)
    w.write(" ")
    w.mark("date_time_group", f"{facts.when:%d%H%MZ %b %y}".upper(), facts.when.replace(tzinfo=UTC))
    w.write("\n")


def address(w: Writer, facts: Facts, *, indicators: bool) -> None:
    """Write FM, TO and INFO, one addressee a line; the wire of the 1970s has no routing indicators."""
    w.write("FM ")
    w.mark("origin", facts.sender.name, facts.sender.id)
    role = ""
    for one in facts.to:
        w.write("\n" + ("" if one.role == role else _LABELS[one.role]))
        role = one.role
        start = w.at
        w.write(f"{one.routing}/" if indicators and one.routing else "")
        w.write(one.name)
        w.write(f" {one.precedence}" if one.precedence else "")
        w.write(f" {one.serial}" if one.serial and (indicators or one.role == "action") else "")
        w.cover(
            "addressees",
            start,
            one if indicators else replace(one, routing="", serial=one.serial if one.role == "action" else ""),
        )
    w.write("\n")


def _envelope(w: Writer, facts: Facts, rnd: random.Random, sections: int) -> None:
    w.write("\n" if rnd.random() < 0.3 else "")
    w.mark("transmission_id", f"VZCZC{''.join(rnd.choices('ABCDEXYZ', k=3))}{rnd.randrange(10_000):04}")
    w.write(f"\n{facts.prosign * 2} ")
    w.mark("routed_to", rnd.choice(("RUEHWEB", "RUEHC", "RUCNDT")))
    w.write("\n\n" if rnd.random() < 0.7 else "\n")
    w.write("DE ")
    w.mark("station", facts.sender.indicator)
    w.write(" #")
    w.mark("serial", f"{facts.serial % 10_000:04}")
    if sections > 1:
        w.write("/01")
    elif rnd.random() < 0.3:  # as in copies of which only one section was kept
        w.write("/")
        w.mark("sections", "01", (1, None))
    filed = facts.when + timedelta(minutes=rnd.randrange(90))
    w.write(" ")
    w.mark("filing_time", f"{filed:%j%H%M}", filed.replace(tzinfo=UTC))
    w.write("\n" if rnd.random() < 0.6 else "Z\n")
    w.mark("security_line", _SECURITY[facts.level])
    w.write("\n")


def number(facts: Facts) -> str:
    """Return the message reference number as the wire prints it, padded with zeros."""
    return f"{facts.sender.city} {facts.serial:0{6 if facts.year > 2001 else 5}}"


def _marking(w: Writer, facts: Facts, rnd: random.Random, sections: int) -> None:
    """Write the classification line, captions and pass line."""
    w.mark("classification", SPACED[facts.level], facts.level)
    w.write(" ")
    if sections > 1:
        w.mark("sections", f"SECTION 01 OF {sections:02}", (1, sections))
        w.write(" ")
    w.mark("message_reference_number", number(facts))
    w.write("\n\n")
    if facts.form is Form.CORRECTED:
        w.write(rnd.choice(_CORRECTED) + "\n\n")
    for caption in facts.captions:
        w.mark("captions", caption)
        w.write("\n" if rnd.random() < 0.5 else "\n\n")
    if facts.pass_line:
        w.mark("pass_lines", facts.pass_line.format("STATE" if facts.sender.id != "STATE" else "DEPT"))
        w.write("\n\n")


def _style(facts: Facts, rnd: random.Random) -> body_text.Style:
    if facts.year < 1996:
        return body_text.Style(capitals=True, column=69, portions=facts.classified and rnd.random() < 0.7)
    if facts.form is Form.SECTIONS:
        return body_text.Style(column=69)
    return body_text.Style(column=rnd.choice((0, 0, 65)))


def write(facts: Facts, rnd: random.Random) -> tuple[str, list[Mark]]:
    """Return a cable on the wire and its marks; in sections where its form has sections."""
    w = Writer()
    sections = rnd.randint(2, 4) if facts.form is Form.SECTIONS else 1
    _envelope(w, facts, rnd, sections)
    date_time_group(w, facts)
    address(w, facts, indicators=True)
    w.write("\n")
    _marking(w, facts, rnd, sections)
    header_fields.order(w, facts, rnd)
    header_fields.tags(w, facts, rnd)
    header_fields.subject(w, facts, rnd)
    w.write("\n")
    repeated = w.at
    header_fields.references(w, facts, rnd)
    if facts.classified and facts.year > 1995:
        w.write("\n")
        header_fields.classified_by(w, facts, rnd)
    w.write("\n")
    start = w.at
    body_text.write(w, facts, rnd, _style(facts, rnd))
    end = w.at
    body_text.signature(w, facts, rnd)
    if sections == 1:
        return w.text, w.marks
    return _in_sections(w, w.text[:repeated], (start, end), sections)


def _in_sections(w: Writer, head: str, part: tuple[int, int], sections: int) -> tuple[str, list[Mark]]:
    """Cut the body at line ends and repeat the header before each later section."""
    text = w.text
    changes: list[Change] = []
    for n in range(2, sections + 1):
        at = text.rfind("\n", part[0], part[0] + (part[1] - part[0]) * (n - 1) // sections) + 1
        if at > part[0] and (not changes or at > changes[-1].start):
            again = _DE_SECTION.sub(f"{n:02}", _SECTION.sub(rf"SECTION {n:02} OF \1", head))
            changes.append(Change(at, at, f"\nNNNN\n\n\n{again.lstrip()}"))
    changed = Changed(text, changes)
    marks = [changed.moved(m) for m in settled(text, w.marks)]
    for n, (change, place) in enumerate(changed.kept, 2):
        m = _SECTION.search(change.after)
        assert m is not None
        marks.append(Mark("sections", place + m.start(), place + m.end(), (n, sections)))
    return changed.text, marks
