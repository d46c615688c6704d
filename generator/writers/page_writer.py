"""Write the PAGE form: telegrams of 1973–79 as the National Archives released them, and of 1966–70 on paper."""

from __future__ import annotations

import random
import re

from generator import body_text, header_fields
from generator.invented_cable import Facts, Form
from generator.invented_people import american, office
from generator.marked_writer import Change, Changed, Mark, Writer, settled
from generator.sender_posts import STATE
from generator.writers.wire_writer import SPACED, address, date_time_group

_BUREAUS = "ARA EUR NEA EA AF EB PM INR IO L H PA PRS SS NSC CIAE DODE NSAE OMB TRSE AID COME USIE".split()
_LINE_END = re.compile(r"\n")
_LINES_A_PAGE = 46
_STAMP_YEARS = {1973: "30 JUN 2005", 1974: "30 JUN 2005", 1975: "05 JUL 2006", 1976: "04 MAY 2006", 1977: "22 May 2009"}


def _padded(facts: Facts) -> str:
    return f"{facts.serial:0{6 if facts.sender is STATE else 5}}"


def _page_line(facts: Facts, page: int, arrival: str) -> str:
    gap = "  " if facts.form is Form.PAGE else " "
    return f"PAGE {page:02}{gap * 4}{facts.sender.city[:6].strip()}{gap}{_padded(facts)}{gap}{arrival}".rstrip()


def _distribution(w: Writer, facts: Facts, rnd: random.Random) -> None:
    """Write the distribution of copies: offices of the Department and agencies, which are no addressees."""
    sign = "-" if facts.form is Form.PAGE else " "
    first = "ORIGIN" if facts.sender is STATE else "ACTION"
    w.write(f"{first} {rnd.choice(_BUREAUS[:6])}{sign}{rnd.randint(5, 20):02}\n\n")
    copies = [f"{b}{sign}{rnd.randint(0, 15):02}" for b in rnd.sample(_BUREAUS, rnd.randint(6, 14))]
    join = " " if facts.form is Form.PAGE else ","
    lines = [join.join(copies[i : i + 8]) for i in range(0, len(copies), 8)]
    way = "R" if facts.sender is STATE else "W"
    w.write(f"INFO  {(join.strip() + chr(10)).join(lines)} /{rnd.randint(20, 140):03} {way}\n")


def _drafting(w: Writer, rnd: random.Random) -> None:
    """Write the officers who drafted, approved and cleared: only on the Department's own telegrams."""
    w.write("\nDRAFTED BY ")
    own = office(rnd, old=True)
    w.write(f"{own}:")
    w.mark("drafted", american(rnd).run_together)
    w.write(
        f":{''.join(rnd.choices('ABCDEFGHJKLMNPRSTW', k=3))}\nAPPROVED BY {own}:"
        if rnd.random() < 0.5
        else f"\nAPPROVED BY {own}:"
    )
    w.mark("approved", american(rnd).run_together)
    w.write("\n")
    for _ in range(rnd.randint(0, 3)):
        w.write(f"{office(rnd, old=True)}{rnd.choice((' - ', ':'))}")
        name, mark = american(rnd).run_together, rnd.choice(("\n", "\n", " (INFO)\n", " (DRAFT)\n"))
        w.mark("informed" if "INFO" in mark else "cleared", name)
        w.write(mark)


def _counter(rnd: random.Random, facts: Facts) -> str:
    """Return the dash line with the relay's counter, and from 1977 its filing time."""
    counter = rnd.randint(1000, 129_999)
    if facts.year < 1977:
        return f"--------------------- {counter:06}\n"
    return f"------------------{facts.when:%d%H%MZ} {counter:06} /{rnd.randint(10, 60)}\n"


def _captions(w: Writer, facts: Facts) -> None:
    for caption in facts.captions:
        w.mark("captions", caption)
        w.write("\n\n")
    if facts.pass_line:
        w.mark("pass_lines", facts.pass_line.format("DEPT" if facts.sender is not STATE else "EMBASSY"))
        w.write("\n\n")


def write(facts: Facts, rnd: random.Random) -> tuple[str, list[Mark]]:
    """Return a telegram of the PAGE form and its marks."""
    w = Writer()
    arrival = "" if facts.sender is STATE else f"{facts.when:%d%H%MZ}"
    level = facts.level
    w.write(f"{level}\n\n{_page_line(facts, 1, arrival)}\n\n")
    w.write(f"{rnd.randint(10, 69)}\n" if facts.year < 1977 and rnd.random() < 0.7 else "")
    _distribution(w, facts, rnd)
    if facts.form is Form.PAGE:
        if facts.sender is STATE:
            _drafting(w, rnd)
        w.write(" " * 21 + _counter(rnd, facts))
    date_time_group(w, facts)
    address(w, facts, indicators=False)
    w.write("\n")
    w.mark("classification", SPACED[level], level)
    w.write(" ")
    w.mark("message_reference_number", f"{facts.sender.city} {facts.serial}")
    w.write("\n\n")
    _captions(w, facts)
    if facts.form is Form.PAGE:
        header_fields.order(w, facts, rnd)
        header_fields.tags(w, facts, rnd)
    header_fields.subject(w, facts, rnd, rnd.choice(("SUBJECT: ", "SUBJ: ")))
    w.write("\n")
    header_fields.references(w, facts, rnd, page=True)
    w.write("\n")
    start = w.at
    body_text.write(
        w, facts, rnd, body_text.Style(capitals=True, column=65, portions=False, headings=rnd.random() < 0.3)
    )
    end = w.at
    w.mark("signed", facts.signer)
    w.write(f"\n\n\n{level}\n")
    if facts.form is Form.PAGE and rnd.random() < 0.6:
        when = _STAMP_YEARS.get(facts.year, "20 Mar 2014")
        stamp = f"Declassified/Released US Department of State EO Systematic Review {when}"
        w.write("\n")
        w.mark("release_marking", stamp)
        w.write("\n")
    return _paged(w, facts, (start, end), arrival)


def _paged(w: Writer, facts: Facts, part: tuple[int, int], arrival: str) -> tuple[str, list[Mark]]:
    """Break the body into pages: the level at the foot and the head, and the page line, between any two lines."""
    text = w.text
    ends = [m.end() for m in _LINE_END.finditer(text, *part)]
    changes = []
    for page, i in enumerate(range(_LINES_A_PAGE // 2, len(ends) - 6, _LINES_A_PAGE), 2):
        line = _page_line(facts, page, arrival)
        changes.append(Change(ends[i], ends[i], f"{facts.level}\n\n\n{facts.level}\n\n{line}\n\n"))
    changed = Changed(text, changes)
    return changed.text, [changed.moved(m) for m in settled(text, w.marks)]
