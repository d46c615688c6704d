"""Portion markings: the usual spelling of one, and the repair of one that a scan damaged (`513U` for SBU)."""

from __future__ import annotations

import re

from kg.model import Repair
from kg.parsing.shared_patterns import one_line
from kg.text.aligned_text import Reading

#: Markings as scans read them.
_SCANNED = {"5BU": "SBU", "513U": "SBU"}


def usual(marking: str | None) -> str | None:
    """Return a portion marking in its usual spelling: `5BU` and `513U` are OCR for SBU, `C - ENTIRE TEXT` is C."""
    if marking is None:
        return None
    plain = one_line(marking).upper().replace(" ", "")
    plain = plain.removesuffix("-ENTIRETEXT")
    spelled = {"CONFIDENTIAL": "C", "SECRET": "S", "UNCLASSIFIED": "U"}
    return _SCANNED.get(plain) or spelled.get(plain, plain)


def repair(reading: Reading, m: re.Match[str], at: int) -> tuple[Repair, ...]:
    """Return the repair of a marking whose letters OCR read for digits; `at` is where the text of the match begins."""
    read_as = _SCANNED.get((m["level"] or "").upper())
    if read_as is None:
        return ()
    span = reading.span(at + m.start("level"), at + m.end("level"))
    return (Repair("ocr-digit", span.of(reading.source), read_as, span),)
