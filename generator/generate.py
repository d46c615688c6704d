"""Generate fictional cables from seed numbers: text, truth, and the damage done to the text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.damage import Damage, damaged
from generator.invented_cable import Facts, Form, draw
from generator.marked_writer import Mark, settled
from generator.stated_truth import build
from generator.writers import draft_writer, page_writer, smart_writer, wire_writer
from kg.model import Cable

_WRITERS: dict[Form, Callable[[Facts, random.Random], tuple[str, list[Mark]]]] = {
    Form.WIRE: wire_writer.write,
    Form.SECTIONS: wire_writer.write,
    Form.CORRECTED: wire_writer.write,
    Form.PAGE: page_writer.write,
    Form.PAPER: page_writer.write,
    Form.SMART: smart_writer.write,
    Form.DRAFT: draft_writer.write,
}
#: How often each form comes in a corpus: mostly the wire, as in the collections that exist.
_SHARES = {
    Form.WIRE: 59,
    Form.SECTIONS: 8,
    Form.CORRECTED: 1,
    Form.PAGE: 22,
    Form.PAPER: 3,
    Form.SMART: 6,
    Form.DRAFT: 1,
}


class Generated:
    """A fictional cable: its `text`, the `damages` done to it, and its `truth`, which is built when first asked for."""

    __slots__ = ("_marks", "_truth", "damages", "facts", "text")

    def __init__(self, facts: Facts, text: str, marks: list[Mark], damages: tuple[Damage, ...] = ()) -> None:
        self.facts = facts
        self.text = text
        self.damages = damages
        self._marks = marks
        self._truth: Cable | None = None

    @property
    def truth(self) -> Cable:
        """The cable as the undamaged text has it, with spans in `text`."""
        if self._truth is None:
            marks = self._marks if self.damages else settled(self.text, self._marks)
            self._truth = build(self.facts, self.text, marks)
        return self._truth

    @property
    def name(self) -> str:
        """A file name for the text: the cable's id, or `draft`."""
        return f"{self.truth.id or 'draft'}.txt"


def generate(
    seed: int, form: Form | str = Form.WIRE, damage: float = 0.0, kinds: Sequence[str] = (), size: float = 1.0
) -> Generated:
    """Return the fictional cable of a seed number in a form; the same arguments give the same text everywhere.

    `damage` is how much of what can be damaged is damaged, 0 to 1: two or three kinds of damage are chosen (or all of
    `kinds`), and each place where such damage occurs in real copies is hit with that probability. `size` is how long
    the body is: 1 is as in the collections that exist, about 12,000 characters on average; 0.5 is half of that.

    >>> generate(7).text == generate(7).text, generate(7).truth.form
    (True, 'acp-127')
    """
    form = Form(form)
    rnd = random.Random(f"{seed}/{form}")  # a string seeds alike on every platform
    facts = replace(draw(rnd, form), size=size)
    text, marks = _WRITERS[form](facts, rnd)
    if damage <= 0:
        return Generated(facts, text, marks)
    result = damaged(rnd, text, settled(text, marks), damage, kinds)
    return Generated(facts, result.text, result.marks, result.damages)


def corpus(n: int, seed: int = 0, damage: float = 0.0, size: float = 1.0) -> Iterator[Generated]:
    """Yield `n` fictional cables of all forms, mostly the wire, without holding them; `size` as of `generate`."""
    rnd = random.Random(f"corpus/{seed}")
    forms, shares = list(_SHARES), list(_SHARES.values())
    first = seed * 1_000_003
    for i, form in enumerate(rnd.choices(forms, shares, k=n)):
        yield generate(first + i, form, damage, size=size)
