"""Write the outgoing draft: drafting block first, addressees with the precedence first, no number and no date."""

from __future__ import annotations

import random

from generator import body_text, header_fields
from generator.invented_cable import Facts, To
from generator.invented_people import american, office
from generator.marked_writer import Mark, Writer


def write(facts: Facts, rnd: random.Random) -> tuple[str, list[Mark]]:
    """Return a draft and its marks."""
    w = Writer()
    w.mark("classification", facts.level)
    own = office(rnd, old=False)
    w.write(f"\n\n{own}:")
    w.mark("drafted", american(rnd).run_together)
    approver = rnd.choice(("THE SECRETARY", "THE UNDER SECRETARY", "THE DEPUTY SECRETARY"))
    w.write(f"\n{facts.when:%m/%d/%Y}\n{approver}\n\n")
    for _ in range(rnd.randint(1, 4)):
        w.write(f"{office(rnd, old=False)}:")
        name, mark = american(rnd).run_together, rnd.choice((" - OK\n", " - OK\n", " - INFO\n"))
        w.mark("informed" if "INFO" in mark else "cleared", name)
        w.write(mark)
    w.write("\n")
    names = dict.fromkeys(to.name.split(" ", 1)[1] for to in facts.to if to.name.startswith("AM"))
    for i, name in enumerate(names):
        precedence = "IMMEDIATE" if i % 3 == 0 else "PRIORITY"
        w.mark("addressees", f"{precedence} {name}", To("action", "", name, precedence, ""))
        w.write(", +\n\n" if i + 1 < len(names) else "\n\n")
    for caption in facts.captions:
        w.mark("captions", caption)
        w.write("\n\n")
    header_fields.order(w, facts, rnd)
    w.write("\n")
    header_fields.tags(w, facts, rnd)
    w.write("\n")
    header_fields.subject(w, facts, rnd)
    w.write("\n")
    header_fields.references(w, facts, rnd)
    w.write("\n")
    body_text.write(w, facts, rnd, body_text.Style(column=60))
    return w.text, w.marks
