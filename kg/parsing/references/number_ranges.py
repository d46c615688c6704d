"""Numbers that a citation implies: `LIMA 1200-1203`, `LIMA 12 THRU 15`, `STATE 123456/7`."""

from __future__ import annotations

from msgspec.structs import replace

from kg.parsing.references.broken_numbers import WIDEST
from kg.parsing.references.cable_numbers import is_date, number_at
from kg.parsing.references.citations import Grammar
from kg.parsing.references.cited_cable import Citation

_THROUGH = frozenset(("-", "–", "THRU", "THROUGH", "TO"))


def implied(first: Citation, grammar: Grammar) -> tuple[list[Citation], int]:
    """Return the citations a range or a shortened number behind `first` stands for, and the index behind them.

    The numbers between the ends of a range have the whole range as their place. An end written by its last digits only
    is a guess, and marked so.
    """
    i, tokens = first.following, grammar.tokens
    if i + 1 >= len(tokens):
        return [], i
    sign = tokens[i].text.upper()
    k = i + 1 + (tokens[i + 1].kind == "line" and sign in _THROUGH)
    last = number_at(tokens, k)
    if last is None or not grammar.ends(k + 1):
        return [], i
    guessed = replace(first.post, sure=False)
    found = _shortened(first, last.digits) if sign == "/" else None
    if found is not None:
        number = replace(last, value=found, digits=str(found))
        return [replace(first, start=last.start, end=last.end, number=number, slips=(), post=guessed)], k + 1
    if sign not in _THROUGH or len(last.digits) < 2 or is_date(tokens, k):
        return [], i
    missing = max(len(first.number.digits) - len(last.digits), 0)
    digits = first.number.digits[:missing] + last.digits
    if not 0 < int(digits) - first.number.value <= WIDEST:
        return [], i
    whole = replace(first, end=last.end, post=guessed if missing else first.post)
    values = range(first.number.value + 1, int(digits) + 1)
    return [replace(whole, number=replace(first.number, value=value)) for value in values], k + 1


def _shortened(first: Citation, digits: str) -> int | None:
    """Return the number meant by its last one or two digits (`STATE 123456/7`), None if they are a number."""
    whole = first.number.digits
    if len(digits) > 2 or len(whole) < 4:
        return None
    meant = int(whole[: -len(digits)] + digits)
    return meant if meant > first.number.value else None
