"""Read a telegram on the Department's paper forms (until 1966): INCOMING TELEGRAM, OUTGOING TELEGRAM, AIRGRAM.

```
INCOMING TELEGRAM          Department of State
Action                     Control: 4711              the number of the telegraph branch: no number of the sender
FE                         Rec'd:   FEBRUARY 7, 1962  the year of the telegram
G        FROM:  Saigon
         NO:    945, February 7, noon                 number and local day; no hour in Zulu time
```
A telegram of these forms has a day and no date-time group. Labels are found by `paper_labels`, days by `paper_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Addressee, Attribute, Cable, Official, Reference, Section, Sender, Value
from kg.parsing.forms import paper_address, paper_clearances, paper_dates, paper_labels, paper_references
from kg.parsing.forms.common_fields import Hint, identify, read_body_parts, with_body
from kg.parsing.line_patterns import LEVEL, PRECEDENCE, level_of
from kg.parsing.markings import captions_in
from kg.parsing.subject import read_subject
from kg.text.aligned_text import Field, Reading

NAME = "paper"
"""The code of the form in `Cable.form`."""
_NUMBER = re.compile(r"[ .]*(?P<number>(?:(?:SECTO|POLTO|TOPOL|TOSEC|A|CA)[ -])?\d{1,5})(?=[ ,.;\n(]|$)")
_BARE_NUMBER = re.compile(r"^[ \t]*(?P<number>(?:SECTO|POLTO|TOPOL|TOSEC)[ ]\d{1,5}),[ ]", re.MULTILINE)
_BEHIND_NAME = re.compile(r"[A-Za-z][A-Za-z. ]{3,40}?[ \n]{1,12}(?P<number>\d{1,5})(?=[ \n]|$)")
_LEVEL = re.compile(rf"(?<![A-Za-z])(?P<level>{LEVEL})(?=[ \t]{{2}}|[ \t]*$|/)", re.MULTILINE)
_PRECEDENCE = re.compile(rf"(?:^[ \t]*|\d[ ]{{1,12}})(?P<word>NIACT IMMEDIATE|{PRECEDENCE}|NIACT)[ \t]*$", re.MULTILINE)
_OFFICE = re.compile(r"[ .:]*(?P<office>[A-Z]{1,5})(?=[ ,\n]|$)")
_ACTION = re.compile(
    r"^[ \t]*(?:Action|ACTION)(?:[ \t][^\n]{0,90})?\n\s{0,9}(?:Control:[^\n]{0,60}\n)?"
    r"(?P<office>[A-Z]{1,4})(?=[ \t]{2}|[ \t]*\n)",
    re.MULTILINE,
)
_CONTROL = re.compile(r"[ .]*\s{0,6}(?:Rec'd:\s{0,4})?(?P<number>\d{1,6})\b")
_SECTION = re.compile(r"\(SECTION (?P<number>[A-Z]+|\d+) OF (?P<of>[A-Z]+|\d+)\)", re.IGNORECASE)
_TYPIST = re.compile(
    r"^[ \t]*(?P<name>[A-Z][A-Z'’-]{3,30})[ .]*\n\s{0,40}[A-Z]{2,4}(?:[;:/-][A-Za-z0-9]{1,4})?[ \t]*$", re.MULTILINE
)
_FOR = re.compile(
    r"^[ \t]*For the [A-Z][A-Za-zé' ]{3,30}:\s{1,90}"
    r"(?P<name>[A-Z][A-Za-z.'-]{1,20}(?:[ ][A-Z][A-Za-z.'-]{0,20}){1,3})[ \t]*$",
    re.MULTILINE,
)
_EYES = re.compile(r"^[ \t]*(?P<words>Eyes only)\b[^\n]{0,60}$", re.MULTILINE | re.IGNORECASE)
_WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_OUTGOING = ("OUTGOING TELEGRAM", "TELEGRAM SENT")
_DEPARTMENT = re.compile(r"[Dd]epartment of State|DEPARTMENT OF STATE")


class Form(Struct, frozen=True):
    """A form with its labels by name (the first of each), its title, and the reading."""

    reading: Reading
    labels: tuple[paper_labels.Label, ...]
    title: str | None

    def label(self, *names: str) -> paper_labels.Label | None:
        """Return the first label with one of these names."""
        return next((one for one in self.labels if one.name in names), None)

    def value(self, label: paper_labels.Label) -> tuple[int, int]:
        """Return the range of a label's value: to the next label of the line, or the next line with words."""
        end = min((one.start for one in self.labels if label.value <= one.start < label.end), default=label.end)
        text = self.reading.text
        if text[label.value : end].strip(" \t.:"):
            return label.value, end
        words = re.compile(r"\S").search(text, label.end, label.end + 8)
        stop = text.find("\n", words.start()) if words else -1
        other = words is not None and any(one.start <= words.start() < one.value for one in self.labels)
        return (words.start(), stop) if words and stop > 0 and not other else (label.value, end)

    @property
    def outgoing(self) -> bool:
        """Whether the Department sent it."""
        return self.title in _OUTGOING


def read(reading: Reading, hint: Hint) -> Cable:
    """Return the cable of a paper form; what the form or the scan lacks stays empty."""
    text = reading.text
    titled = paper_labels.title(text)
    form = Form(reading, paper_labels.find(text), titled[0] if titled else None)
    sent = paper_address.sent_line(reading, paper_labels.HEAD)
    number, after = _number(form)
    received = _received(form)
    day = _day(form, after, received, hint)
    sender = _sender(form)
    post = sender.value if sender else None
    year = day.value.year if day else hint.year
    plain = number.value if number and number.value.isdigit() else None
    cable_id, odd = identify(hint, year, None if form.outgoing else post, plain)
    addressed = _addressees(form, sent)
    head = _head_end(form, sent, addressed)
    title = _subject(form)
    table = paper_clearances.start(text, head)
    parts = read_body_parts(reading, head, _text_end(text, head, table), post, year)
    signed = () if parts.signers else _for_the_head(reading, head, table)
    section = _section(reading, head)
    cable = Cable(
        id=cable_id,
        form=NAME,
        message_reference_number=number,
        date=day,
        precedence=_precedence(reading, head),
        origin=sender,
        section=section,
        sections=(section,) if section else (),
        classification=_level(reading, head),
        captions=_captions(reading, head),
        subject=title,
        references=_references(form, head),
        addressees=addressed,
        officials=(*signed, *paper_clearances.read(reading, table), *parts.officials(reading, title, ())),
        attributes=tuple(_attributes(form)),
        diagnostics=odd,
    )
    return with_body(cable, reading, parts)


def _doubts(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Return the doubt about a figure in which letters were read as digits."""
    return ("ocr-digit",) if reading.repairs_in(start, end) else ()


def _number(form: Form) -> tuple[Value[str] | None, int]:
    """Return the sender's number, behind NO or the name of the addressee, and where the day follows."""
    reading, label = form.reading, form.label("NO")
    m = _NUMBER.match(reading.text, *form.value(label)) if label else None
    to = form.label("TO") or _addressed(form)
    if m is None and not label and to is not None and (form.label("DATE") or form.outgoing):
        m = _BEHIND_NAME.match(reading.text, to.value, to.value + 80)
    m = m or (_BARE_NUMBER.search(reading.text, 0, paper_labels.HEAD) if not label else None)
    if m is None:
        return None, -1
    low, high = m.span("number")
    return reading.value(m["number"], low, high, _doubts(reading, low, high)), high


def _received(form: Form) -> date | None:
    """Return the day on which the Department got an incoming telegram."""
    label = form.label("RECD")
    if label is None:
        return None
    found = paper_dates.find_day(form.reading.text, label.value, label.end + 120)
    return found.on() if found else None


def _day(form: Form, after: int, received: date | None, hint: Hint) -> Value[date] | None:
    """Return the day at the sender: behind DATE, behind the number, or the stamp of an outgoing telegram."""
    reading, label = form.reading, form.label("DATE")
    found = paper_dates.find_day(reading.text, *form.value(label)) if label else None
    if found is None and after >= 0 and not form.outgoing:
        found = paper_dates.find_day(reading.text, after, after + 40)
    if found is None and form.outgoing:
        found = paper_dates.find_day(reading.text, 0, paper_labels.HEAD)
    day = paper_dates.sent_on(found, received, hint.year) if found else None
    return (
        reading.value(day, found.start, found.end, _doubts(reading, found.start, found.end)) if day and found else None
    )


def _sender(form: Form) -> Sender | None:
    """Return the sender: behind FROM, and the Department on its own outgoing form."""
    reading, label = form.reading, form.label("FROM")
    if label is not None:
        return paper_address.read_sender(reading, *form.value(label))
    m = _DEPARTMENT.search(reading.text, 0, paper_labels.HEAD) if form.outgoing else None
    if m is None and form.outgoing and (titled := paper_labels.title(reading.text)) is not None:
        low, high = titled[1:]
        return Sender("STATE", "Department of State", raw=reading.raw(low, high), span=reading.span(low, high))
    return Sender("STATE", m[0], raw=reading.raw(*m.span()), span=reading.span(*m.span())) if m else None


def _addressees(form: Form, sent: paper_address.Sent) -> tuple[Addressee, ...]:
    """Return the addressees of the line of numbers, else those of the boxes TO (or ACTION) and INFO."""
    if sent.addressees:
        return sent.addressees
    to, info = form.label("TO") or _addressed(form), form.label("INFO")
    found: tuple[Addressee, ...] = ()
    if to is not None:
        found = _first(form, to)
    boxed = form.outgoing or form.title == "AIRGRAM"
    for label in (one for one in form.labels if boxed and one.name == "INFO"):
        stop = form.reading.text.find("\n\n", label.value)
        found += paper_address.box(form.reading, label.value, stop if stop > 0 else label.end, "info", len(found) + 1)
    return tuple(replace(one, order=i) for i, one in enumerate(_distinct(found), 1)) if info else found


def _distinct(found: tuple[Addressee, ...]) -> Iterator[Addressee]:
    seen = set()
    for one in found:
        if one.span not in seen:
            seen.add(one.span)
            yield one


def _addressed(form: Form) -> paper_labels.Label | None:
    """Return the label ACTION where an addressee stands behind it, not an office of the Department."""
    return next((one for one in form.labels if one.name == "ACTION" and _office(form, one) is None), None)


def _first(form: Form, label: paper_labels.Label) -> tuple[Addressee, ...]:
    """Return the addressee behind TO or ACTION, as written."""
    reading, (start, end) = form.reading, form.value(label)
    if form.outgoing:
        return paper_address.box(reading, start, end, "action", 1)
    sender = paper_address.read_sender(reading, start, end)
    if sender is None:
        return ()
    one = Addressee(
        "action",
        None,
        sender.name,
        None,
        None,
        1,
        raw=sender.raw,
        span=sender.span,
        repairs=sender.repairs,
        doubts=tuple(d for d in sender.doubts if d == "unsure"),
        post=sender.value,
    )
    return (one,)


def _office(form: Form, label: paper_labels.Label) -> re.Match[str] | None:
    return _OFFICE.match(form.reading.text, *form.value(label))


def _attributes(form: Form) -> Iterator[Attribute]:
    """Yield the control number and the action office that the Department printed on an incoming form."""
    reading = form.reading
    control = form.label("CONTROL")
    if control is not None and (m := _CONTROL.match(reading.text, control.value, control.value + 40)) is not None:
        yield _attribute(reading, "Control Number", m, "number")
    if not form.outgoing and (found := _action_office(form)) is not None:
        yield _attribute(reading, "Action Office", found, "office")


def _action_office(form: Form) -> re.Match[str] | None:
    for label in form.labels:
        if label.name == "ACTION" and (found := _office(form, label)) is not None:
            return found
    return _ACTION.search(form.reading.text, 0, paper_labels.HEAD)


def _attribute(reading: Reading, key: str, m: re.Match[str], group: str) -> Attribute:
    span = reading.span(*m.span(group))
    return Attribute(key, m[group], span.of(reading.source), span)


def _head_end(form: Form, sent: paper_address.Sent, addressed: tuple[Addressee, ...]) -> int:
    """Return where the head ends: below its last label, the line of numbers, and lines of precedence and captions."""
    text = form.reading.text
    ends = (form.reading.at(one.span.end) for one in addressed)
    end = max([sent.end, *ends, *(one.end for one in form.labels)])
    for line in re.compile(r"[^\n]*(?:\n|$)").finditer(text, end, min(len(text), end + 600)):
        words = line[0].strip()
        marked = (
            not words or _PRECEDENCE.match(line[0]) or (len(words) < 40 and captions_in(words)) or _LIMITED.match(words)
        )
        if not marked:
            break
        end = line.end()
    return min(end, len(text))


_LIMITED = re.compile(r"(?P<words>LIMIT(?:ED)? DISTRIBUTION|EYES ONLY)\b", re.IGNORECASE)
_LIMITED_LINE = re.compile(r"^[ \t]*(?P<words>LIMIT(?:ED)? DISTRIBUTION)[ \t]*$", re.MULTILINE)


def _captions(reading: Reading, head: int) -> tuple[Value[str], ...]:
    """Return the captions that fill lines of the head."""
    found = [reading.value(m["words"], *m.span("words")) for m in _LIMITED_LINE.finditer(reading.text, 0, head)]
    seen = {one.value for one in found}
    for line in re.compile(r"[^\n]+").finditer(reading.text, 0, head):
        for low, high, caption in captions_in(line[0]) if len(line[0].strip()) < 60 else ():
            if caption not in seen:
                seen.add(caption)
                found.append(reading.value(caption, line.start() + low, line.start() + high))
    if "EYES ONLY" not in seen and (m := _EYES.search(reading.text, head, head + 300)) is not None:
        found.append(reading.value("EYES ONLY", *m.span("words")))
    return tuple(found)


def _level(reading: Reading, head: int) -> Value[str] | None:
    """Return the first level that ends a line or a column of the head."""
    m = _LEVEL.search(reading.text, 0, head)
    return reading.value(level_of(m["level"]) or m["level"], *m.span("level")) if m else None


def _precedence(reading: Reading, head: int) -> Value[str] | None:
    m = _PRECEDENCE.search(reading.text, 0, head)
    return reading.value(m["word"], *m.span("word")) if m else None


def _section(reading: Reading, head: int) -> Section | None:
    m = _SECTION.search(reading.text, 0, head)
    numbers = [_figure(m["number"]), _figure(m["of"])] if m else []
    if m is None or numbers[0] is None:
        return None
    return Section(numbers[0], numbers[1], reading.raw(*m.span()), reading.span(*m.span()))


def _figure(word: str) -> int | None:
    """Return the number that a figure or a word of one to ten is."""
    if word.isdigit():
        return int(word)
    return _WORDS.index(word.upper()) + 1 if word.upper() in _WORDS else None


def _subject(form: Form) -> Value[str] | None:
    label = form.label("SUBJECT", "RE")
    return read_subject(Field(form.reading, label.value, label.end)) if label else None


def _references(form: Form, head: int) -> tuple[Reference, ...]:
    """Return the references of the label, else those that the text opens with."""
    label = form.label("REF", "REFERENCE", "REFTEL", "REFTELS")
    if label is None:
        return paper_references.opening(form.reading, head)
    return paper_references.read(Field(form.reading, label.value, label.end))


def _for_the_head(reading: Reading, head: int, end: int) -> tuple[Official, ...]:
    """Return who signed an airgram for the head of the post, the name in small letters below `For the Ambassador:`."""
    m = _FOR.search(reading.text, head, end)
    if m is None:
        return ()
    low, high = m.span("name")
    return (Official(m["name"], None, "signed", False, raw=reading.raw(low, high), span=reading.span(low, high)),)


def _text_end(text: str, head: int, end: int) -> int:
    """Return where the text ends: behind the signer's name, where the typist's initials stand alone below it."""
    m = _TYPIST.search(text, head, end)
    return m.end("name") if m else end
