"""Write the SMART form of 2009 onward, as released under FOIA: keys and values in columns, INFO last."""

from __future__ import annotations

import random
from datetime import UTC

from generator import body_text, header_fields
from generator.invented_cable import Facts, To
from generator.invented_people import american
from generator.marked_writer import Mark, Writer

_COLUMN = 32


def _key(w: Writer, name: str) -> None:
    w.write(f"{name}:".ljust(_COLUMN))


def _inverted(name: str) -> str:
    """Return `LIMA, AMEMBASSY` for `AMEMBASSY LIMA`; other names stay."""
    word, _, city = name.partition(" ")
    return f"{city}, {word}" if word in ("AMEMBASSY", "AMCONSUL", "SECSTATE") else name


def _addressees(w: Writer, found: list[To]) -> None:
    line = w.at - _COLUMN
    for i, one in enumerate(found):
        name = _inverted(one.name)
        precedence = one.precedence or "ROUTINE"
        if i:
            w.write("; " if w.at - line < 70 else ";\n" + " " * _COLUMN)
            line = line if w.at - line < 70 else w.at - _COLUMN
        start = w.at
        w.write(f"{name} ")
        if one.role == "action" and not i:
            w.mark("precedence", precedence)
        else:
            w.write(precedence)
        w.cover("addressees", start, To(one.role, "", name, precedence, ""))
    w.write("\n")


def _references(w: Writer, facts: Facts) -> None:
    cables = [r for r in facts.refs if r.kind == "cable"]
    if not cables:
        return
    _key(w, "Reference")
    for i, ref in enumerate(cables):
        letter = chr(65 + i) if len(cables) > 1 else ""
        w.write(("\n" + " " * _COLUMN if i else "") + (f"{letter}) " if letter else ""))
        w.mark("references", f"{ref.year % 100:02} {ref.station.city} {ref.serial}", ref, (letter or None, False))
    w.write("\n")


def _foot(w: Writer, facts: Facts, rnd: random.Random) -> None:
    _key(w, "Signature")
    w.mark("signed", facts.signer)
    w.write("\n\n")
    for key, role in (
        ("Drafted By", "drafted"),
        ("Cleared By", "cleared"),
        ("Approved By", "approved"),
        ("Released By", "released"),
    ):
        if key != "Cleared By" or rnd.random() < 0.7:
            _key(w, key)
            w.write(f"{rnd.choice((facts.sender.city, 'DOS', 'EXEC', 'POL'))}:")
            w.mark(role, american(rnd).last_first)
            w.write("\n")
    info = [to for to in facts.to if to.role == "info"]
    if info:
        _key(w, "Info")
        _addressees(w, info)


def write(facts: Facts, rnd: random.Random) -> tuple[str, list[Mark]]:
    """Return a cable of the SMART form and its marks."""
    w = Writer()
    case = (
        f"     UNCLASSIFIED U.S. Department of State Case No. F-2099-{rnd.randrange(100_000):05} "
        f"Doc No. C{rnd.randrange(10**8):08} Date: 01/{rnd.randint(1, 28):02}/2099\n"
    )
    w.write(case + "\n")
    w.write(" " * 60)
    w.mark("release_marking", rnd.choice(("RELEASE IN FULL", "RELEASE IN PART B6")))
    w.write("\n\n")
    w.mark("classification", facts.level)
    w.write("\n\n")
    _key(w, "MRN")
    w.mark("message_reference_number", f"{facts.year % 100:02} {facts.sender.city} {facts.serial}")
    w.write("\n")
    _key(w, "Date/DTG")
    w.write(f"{facts.when:%b %d, %Y} / ")
    w.mark("date_time_group", f"{facts.when:%d%H%MZ %b %y}".upper(), facts.when.replace(tzinfo=UTC))
    w.write("\n")
    _key(w, "From")
    w.mark("origin", facts.sender.name, facts.sender.id)
    w.write("\n")
    _key(w, "Action")
    _addressees(w, [to for to in facts.to if to.role == "action"])
    _key(w, "E.O.")
    w.mark("executive_order", "13526")
    w.write("\n")
    header_fields.tags(w, facts, rnd, "TAGS:".ljust(_COLUMN))
    if facts.captions:
        _key(w, "Captions")
        for i, caption in enumerate(facts.captions):
            w.write(", " if i else "")
            w.mark("captions", caption)
        w.write("\n")
    _references(w, facts)
    if facts.pass_line:
        _key(w, "Pass Line")
        w.mark("pass_lines", facts.pass_line.format("STATE"))
        w.write("\n")
    _key(w, "Subject")
    w.mark("subject", facts.subject)
    w.write("\n\n")
    body_text.write(w, facts, rnd, body_text.Style(column=100))
    _foot(w, facts, rnd)
    w.write(f"\n{facts.level.rjust(60)}\n\n{case}")
    return w.text, w.marks
