"""Write the header fields that all forms share: order, TAGS, SUBJECT, REF, Classified By; each in several spellings."""

from __future__ import annotations

import random

from generator import invented_prose
from generator.invented_cable import Facts, Ref
from generator.marked_writer import Mark, Writer

#: Section letters on the wire: A. … Z.
_LETTERS = "ABCDEFGHIJKLMNOP"


def order(w: Writer, facts: Facts, rnd: random.Random) -> None:
    """Write the line of the executive order that was in force, with the date or event of declassification."""
    if facts.year < 1979:
        number, event = "11652", rnd.choice(("GDS", "GDS", "XGDS-1", "XGDS-2"))
    elif facts.year < 1983:
        number, event = "12065", "GDS"
    elif facts.year < 1996:
        number, event = "12356", "OADR"
    else:
        number, event = ("12958" if facts.year < 2010 else "13526"), ""
    w.write("E.O. ")
    w.mark("executive_order", number)
    w.write(":" if event and facts.year < 1979 and rnd.random() < 0.3 else ": ")
    if not facts.classified:
        w.write("N/A\n")
        return
    if event == "GDS" and facts.year >= 1979:
        w.write(f"{event} ")
        until = facts.until
        w.mark("declassify_on", f"{until.month}/{until.day}/{until:%y}" if until else "", until, event)
    elif event:
        w.write("DECL: " if number == "12356" and rnd.random() < 0.8 else "")
        w.mark("declassify_on", event, None, event)
    elif facts.until:
        w.write("DECL: ")
        w.mark("declassify_on", f"{facts.until:%m/%d/%Y}", facts.until)
    w.write("\n")


def tags(w: Writer, facts: Facts, rnd: random.Random, label: str = "TAGS: ") -> None:
    """Write the TAGS line: by commas or blanks, wrapped after a comma where it is long."""
    w.write(label)
    blanks = rnd.random() < 0.35
    line = w.at - len(label)
    for i, tag in enumerate(facts.tags):
        if i:
            fits = w.at - line < 58
            w.write((" " if fits or tag.kind == "person" else "\n") if blanks else (", " if fits else ",\n"))
            line = line if fits else w.at
        if tag.person is not None:
            words = tag.person.last_first.upper()
            w.write("(")
            w.mark("tags", words, words, "person")
            w.write(")")
        else:
            w.mark("tags", tag.code, None, tag.kind)
    w.write("\n")


def subject(w: Writer, facts: Facts, rnd: random.Random, label: str = "SUBJECT: ", portion: str = "") -> None:
    """Write the subject in lines of about 60 characters, with a portion marking before it where `portion` is set."""
    w.write(label + (f"({portion}) " if portion else ""))
    w.mark("subject", invented_prose.wrapped(facts.subject, 60), facts.subject)
    w.write("\n")


def reference_text(ref: Ref, facts: Facts, rnd: random.Random) -> tuple[str, bool]:
    """Return a reference as it is printed, and whether its year is left out."""
    if ref.kind != "cable":
        return ref.words, False
    number = f"{ref.station.city} {ref.serial}"
    if ref.year == facts.year:
        return number, True
    return (f"{number} ({ref.year % 100:02})" if rnd.random() < 0.15 else f"{ref.year % 100:02} {number}"), False


def references(w: Writer, facts: Facts, rnd: random.Random, *, page: bool = False) -> None:
    """Write the REF line in one of its spellings; nothing where the cable refers to none."""
    if not facts.refs:
        return
    style = rnd.choice(("paren", "bracket") if page else ("stack", "stack", "paren", "bracket"))
    several = len(facts.refs) > 1
    w.write(rnd.choice(("REF: ", "REFS: ", "REFTELS: ") if several else ("REF: ", "REF: ", "REFTEL: ")))
    indent = " " * 5
    for i, ref in enumerate(facts.refs):
        letter = _LETTERS[i] if several else ""
        if i:
            w.write(
                {"stack": f"\n{indent}", "paren": "; " if i % 2 else ";\n", "bracket": "; " if i % 2 else ";\n"}[style]
            )
        if several:
            w.write({"stack": f"{letter}. ", "paren": f"({letter}) ", "bracket": f"{letter}) "}[style])
        text, inferred = reference_text(ref, facts, rnd)
        w.mark("references", text, ref, (letter or None, inferred))
        if ref.kind == "cable" and rnd.random() < 0.08:
            w.write(" (NOTAL)")
    w.write("\n")


def cable_id(ref: Ref) -> str:
    """Return the canonical id that a reference means."""
    return f"{ref.year % 100:02}{ref.station.id}{ref.serial}"


def classified_by(w: Writer, facts: Facts, rnd: random.Random) -> None:
    """Write the classifying officer and the reason in one of the spellings of 1996–2010."""
    who = facts.classifier
    w.write(rnd.choice(("Classified By: ", "CLASSIFIED BY: ", "Classified By ", "(U) Classified by ")))
    w.write("" if not who.title else f"{who.title} ")
    w.mark("classified_by", who.name, None, who.title)
    section, letters = facts.reasons[0][:3], [r[4] for r in facts.reasons]
    before, between, after = rnd.choice(
        ((" for reasons ", ") and (", ")."), (", reasons ", ", ", ")"), (". Reason: ", "), (", ")."))
    )
    w.write(before if len(letters) > 1 else before.replace("reasons", "reason"))
    start = w.at
    w.write(f"{section} (")
    for i, letter in enumerate(letters):
        w.write(between if i else "")
        w.write(letter)
        w.marks.append(Mark("reasons", w.at - 1 if i else start, w.at, facts.reasons[i]))
    w.write(f"{after}\n")
