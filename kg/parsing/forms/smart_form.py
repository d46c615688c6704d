"""Read the SMART form (2009 onward): `smart_keys` reads the keys, the readers of the fields read the values.

```
MRN:                 11 PORT AU PRINCE 504
Date/DTG:            Apr 07, 2011 / 071322Z APR 11
Action:              WASHDC, SECSTATE IMMEDIATE
```
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.model import Addressee, Cable, Official, Reference, Sender, Tag, Value
from kg.model.cable_id import full_year
from kg.parsing import (
    classification,
    classified_by,
    drafting_and_clearance,
    executive_order,
    markings,
    references,
    subject,
    tags,
)
from kg.parsing.addressees import read_sender
from kg.parsing.forms.common_fields import Hint, identify, read_body_parts, with_body
from kg.parsing.forms.smart_keys import (
    Keys,
    read_addressees,
    read_date_time_group,
    read_keys,
    read_number,
    read_precedence,
)
from kg.parsing.markings import captions_in
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import posts

_NAME_AND_TITLE = re.compile(
    r"\s*Name:\s{0,4}(?P<name>[^\W\d_][^\n,;:]{1,60}?)\s*[,;\n]\s*Title:\s{0,4}(?P<title>[^\W\d_][^\n,;]{1,60})"
)
_DRAFTING = (("drafted", "drafted"), ("cleared", "cleared"), ("approved", "approved"), ("released", "released"))


def _addressees(keys: Keys) -> tuple[Addressee, ...]:
    found: tuple[Addressee, ...] = ()
    for key, role in (("action", "action"), ("info", "info"), ("exempt", "exempt")):
        if key in keys.fields:
            found += read_addressees(keys.fields[key], role, len(found) + 1)  # type: ignore[arg-type]
    return found


def _captions(field: Field | None) -> tuple[Value[str], ...]:
    """Return the captions of the Captions key; a word that is in no list stays as written, marked unrecognised."""
    if field is None:
        return ()
    found = {c: field.value(c, a, b) for a, b, c in captions_in(field.text)}
    if not found and (words := field.text.strip()):
        start = field.text.index(words)
        found[words] = field.value(" ".join(words.split()), start, start + len(words), ("unrecognised",))
    return tuple(found.values())


def _officials(keys: Keys) -> tuple[Official, ...]:
    found: list[Official] = []
    for key, role in _DRAFTING:
        if key in keys.fields:
            found += drafting_and_clearance.read_smart_names(keys.fields[key], role)  # type: ignore[arg-type]
    return tuple(found)


def _labelled_classifier(field: Field) -> Official | None:
    """Return the classifying officer from separate labels for name and title: `Name: Jane Roe, Title: DCM`."""
    m = _NAME_AND_TITLE.match(field.text)
    if m is None:
        return None
    name, title = field.span(*m.span("name")), field.span(*m.span("title"))
    return Official(
        " ".join(m["name"].split()),
        " ".join(m["title"].split()),
        "classified_by",
        False,
        raw=name.of(field.reading.source),
        span=name,
        title_span=title,
        repairs=field.repairs_in(*m.span("name")),
    )


def _signers(keys: Keys) -> tuple[Official, ...]:
    field = keys.fields.get("signature")
    if field is None or not (name := field.text.strip()):
        return ()
    start = field.text.index(name)
    line = name.splitlines()[0].rstrip()
    return (
        Official(
            line,
            None,
            "signed",
            False,
            raw=field.raw(start, start + len(line)),
            span=field.span(start, start + len(line)),
        ),
    )


def _references(keys: Keys, cable_id: str | None, post: str | None, year: int | None) -> tuple[Reference, ...]:
    fields = [keys.fields[k] for k in ("reference", "ref") if k in keys.fields]
    return tuple(
        r
        for f in fields
        for r in references.read_references(f, citing_id=cable_id, citing_post=post, year=year, month=None)
    )


def _pass_lines(field: Field | None) -> tuple[Value[str], ...]:
    if field is None or not (words := field.text.strip()):
        return ()
    start = field.text.index(words)
    return (field.value(" ".join(words.split()), start, start + len(words)),)


def _sender(field: Field | None) -> Sender | None:
    return (
        read_sender(Field(field.reading, field.start + len(field.text) - len(field.text.lstrip()), field.end))
        if field
        else None
    )


def read(reading: Reading, hint: Hint) -> Cable:
    """Return the cable of a SMART text."""
    keys = read_keys(reading)
    fields = keys.fields
    number = read_number(fields["mrn"]) if "mrn" in fields else None
    sent = read_date_time_group(fields["dtg"]) if "dtg" in fields else None
    year = sent.value.year if sent else full_year(number[1]) if number else hint.year or hint.id_year
    cable_id, odd = identify(hint, full_year(number[1]) if number else None, *(number[2:] if number else (None, None)))
    post = posts.station(number[2]) if number else None
    top = min((f.start for f in fields.values()), default=0)
    marking = classification.read_marking(reading, 0, top)
    if marking.classification is None:
        marking = classification.read_marking(reading, keys.end, len(reading.text))
    entries: tuple[Tag, ...] = tags.read_tags(fields["tags"], year) if "tags" in fields else ()
    title = subject.read_subject(fields["subject"]) if "subject" in fields else None
    classifiers, reasons = (
        classified_by.read_classified_by(fields["classified"]) if "classified" in fields else ((), ())
    )
    if "classified" in fields and (labelled := _labelled_classifier(fields["classified"])) is not None:
        classifiers = (labelled,)
    if not reasons and "reason" in fields:
        reasons = classified_by.read_classified_by(fields["reason"])[1]
    refs = _references(keys, cable_id, post, year)
    parts = read_body_parts(reading, keys.body, keys.end, post, year, classifiers)
    if "signature" in fields:
        parts = replace(parts, signers=_signers(keys))
    addressees = _addressees(keys)
    passed = _pass_lines(fields.get("pass"))
    named = parts.officials(reading, title, passed)
    officials = (*classifiers, *_officials(keys), *named, *tags.tagged_officials(entries))
    order = fields.get("eo")
    until = fields.get("declassify", order)
    cable = Cable(
        id=cable_id,
        form="smart",
        message_reference_number=number[0] if number else None,
        date_time_group=sent,
        precedence=read_precedence(fields["action"]) if "action" in fields else None,
        origin=_sender(fields.get("from")),
        pass_lines=passed,
        classification=marking.classification,
        captions=_captions(fields.get("captions")),
        executive_order=executive_order.read_order(order) if order else None,
        declassify_on=executive_order.read_declassify_on(until, year) if until else None,
        reasons=reasons,
        tags=entries,
        subject=title,
        references=refs,
        addressees=addressees,
        officials=officials,
        diagnostics=(*odd, *markings.read_versions(reading, keys.body)),
    )
    return with_body(cable, reading, parts)
