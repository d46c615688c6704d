"""From a text to its cables: messages are told apart, the form of each recognised, the reader of that form called."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Cable, Diagnostic
from kg.parsing import identifiers, repairing, wrapper
from kg.parsing.forms import attributes, smart, wire
from kg.parsing.forms.parts import Hint
from kg.parsing.forms.recognise import recognise
from kg.parsing.split import Message, split


def _read_message(text: str, plain: str, message: Message, hint: Hint) -> Cable:
    window, cuts = message.window, message.cuts
    block = attributes.find(plain, window)
    if block is not None:
        cuts = (*cuts, attributes.cut(block, window))
    cuts = (*cuts, *wrapper.find(plain, window))
    reading = repairing.read(text, cuts, window, plain)
    form = recognise(reading.text)
    cable = smart.read(reading, hint) if form == "smart" else wire.read(reading, hint, form)
    if block is not None:
        cable = attributes.witness(cable, text, block, window)
    if len(message.sections) > 1:
        stated = {s.of for s in message.sections}
        odd: tuple[Diagnostic, ...] = ()
        expected = max((of for of in stated if of), default=0)
        missing = sorted(set(range(1, expected + 1)) - {s.number for s in message.sections})
        if missing:
            odd = (Diagnostic("section-missing", f"of {expected} sections these are not here: {missing}"),)
        cable = replace(cable, sections=message.sections, diagnostics=(*cable.diagnostics, *odd))
    return cable


def read_all(text: str, id: str | None = None, year: int | None = None) -> tuple[Cable, ...]:  # noqa: A002
    """Return every cable a text holds, spans into the whole text. Never raises on text.

    `id` and `year` are what the source says beside the text: the year decides over the year in the id, and the
    date-time group in the text over both. An id is taken as a hint only where the text holds one message.
    """
    plain = repairing.plain(text)
    messages = split(plain)
    hint = Hint(identifiers.canonical_id(id) if id and len(messages) == 1 else None, year)
    return tuple(_read_message(text, plain, message, hint) for message in messages)


def read(text: str, id: str | None = None, year: int | None = None) -> Cable:  # noqa: A002
    """Return the first cable of a text; where it holds more, a diagnostic says how many."""
    plain = repairing.plain(text)
    messages = split(plain)
    cable = _read_message(text, plain, messages[0], Hint(identifiers.canonical_id(id) if id else None, year))
    if len(messages) == 1:
        return cable
    odd = Diagnostic(
        "several-cables",
        f"the text holds {len(messages)} messages, this is the first; see parse_all",
        messages[1].ranges[0],
    )
    return replace(cable, diagnostics=(*cable.diagnostics, odd))
