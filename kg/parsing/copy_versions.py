"""Whether a copy is a later version of its message: a corrected copy, a duplicate, a retransmission.

```
C O R R E C T E D  C O P Y (TEXT PARA 3)       the text replaces an earlier transmission; a reason may follow
P 212107Z JUN 07 ZFD                           operating signals beside the date-time group (ACP 131): ZFD, this message
                                               is a suspected duplicate; ZFG, it is an exact duplicate
CONFIDENTIAL POSS DUPE                         the same in words, on the classification line or by itself
RETRANSMISSION OF LIMA 1234                    the whole message is sent once more
```
Each is a diagnostic with its own code, read from the lines above the text (and the subject, which may say it first).
"""

from __future__ import annotations

import re

from kg.model import Diagnostic
from kg.parsing.line_patterns import LEVEL, spaced
from kg.text.aligned_text import Reading

CORRECTED, SUSPECTED, DUPLICATE, RETRANSMITTED = (
    "corrected-copy",
    "suspected-duplicate",
    "exact-duplicate",
    "retransmission",
)
_BEFORE = rf"^[ \t]*(?:{LEVEL}[^\n]{{0,60}}?[ \t]|(?:SUBJ(?:ECT)?|Subject)[ ]?:[ \t]*)?[*(\[/ \t-]{{0,8}}"
_CORRECTED = re.compile(
    _BEFORE + rf"(?P<what>{spaced('CORRECTED')}[ \t]{{1,4}}{spaced('COPY')}|{spaced('CORRECTION')}[ \t]+COPY)\b"
    r"[ \t]*(?:[:(/-]{1,2}[ \t]*(?P<reason>[^\n()]{3,160}(?:\n[^\n()]{1,120})?(?=\)))|"
    r"[:/-]{1,2}[ \t]*(?P<rest>[A-Z][^\n*]{3,120}))?",
    re.MULTILINE | re.IGNORECASE,
)
_SUSPECTED = re.compile(
    _BEFORE + r"(?P<what>(?:POSS(?:IBLE)?|SUSPECTED)[ ]DUP(?:E|LICATE)(?:[ ]MESSAGE)?)\b", re.MULTILINE | re.IGNORECASE
)
_SIGNAL = re.compile(
    r"^[ \t]*[ZOPRW](?:[ ][ZOPRW])?[ ]\d{6}Z[ ]?[A-Z]{3}[ ]\d\d[^\n]{0,40}?[ ](?P<what>ZF[DG])\b"
    r"|^[ \t]*(?P<alone>ZF[DG])[ \t]*$",
    re.MULTILINE,
)
_RETRANSMITTED = re.compile(
    _BEFORE + r"(?P<what>(?:THIS[ ]IS[ ]A[ ])?(?:RETRANSMISSION|RETRANSMITTED|RETRANSMITTAL)\b[^\n]{0,80})",
    re.MULTILINE | re.IGNORECASE,
)


#: One of these, blanks taken out, is in every such line: found many times faster than a pattern.
_WORDS = ("COPY", "DUP", "ZFD", "ZFG", "RETRANSMI")
_ANY = re.compile(r"C[ ]?O[ ]?P[ ]?Y|[ ]DUP|ZF[DG]\b|RETRANSMI", re.IGNORECASE)


def read_versions(reading: Reading, end: int) -> tuple[Diagnostic, ...]:
    """Return what the lines before `end` (where the text begins) say about earlier transmissions of the message."""
    text = reading.text
    found: list[Diagnostic] = []
    squeezed = text[:end].replace(" ", "").upper()
    if not any(word in squeezed for word in _WORDS) or _ANY.search(text, 0, end) is None:
        return ()
    if (m := _CORRECTED.search(text, 0, end)) is not None:
        reason = " ".join((m["reason"] or m["rest"] or "").split()).strip(" .)*/-")
        said = f"this copy corrects an earlier transmission{': ' + reason if reason else ''}"
        stop = m.end("reason") if m["reason"] else m.end("rest") if m["rest"] else m.end("what")
        stop += text[stop : stop + 1] == ")"
        found.append(Diagnostic(CORRECTED, said, reading.span(m.start("what"), stop)))
    suspected = _SUSPECTED.search(text, 0, end)
    signal = _SIGNAL.search(text, 0, end)
    if suspected is not None:
        at = suspected.span("what")
        found.append(Diagnostic(SUSPECTED, "this copy may be a duplicate of an earlier one", reading.span(*at)))
    elif signal is not None:
        at = signal.span("what" if signal["what"] else "alone")
        exact = text[at[0] : at[1]] == "ZFG"
        said = f"this copy {'is' if exact else 'may be'} a duplicate of an earlier one"
        found.append(Diagnostic(DUPLICATE if exact else SUSPECTED, said, reading.span(*at)))
    if (m := _RETRANSMITTED.search(text, 0, end)) is not None:
        found.append(Diagnostic(RETRANSMITTED, "this copy was sent once more", reading.span(*m.span("what"))))
    return tuple(found)
