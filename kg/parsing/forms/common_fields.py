"""Read the parts common to all forms: hints from the source, the identity of a cable, its body.

The number in the text takes precedence over that of the file name; a difference becomes a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Cable, Diagnostic, Official, Paragraph, Repair, Value
from kg.model.cable_id import CableId
from kg.parsing import cable_ids, markings, mentions, signature, summary
from kg.parsing import paragraphs as body
from kg.parsing.page_breaks import foot_start
from kg.text.aligned_text import Reading


class Hint(Struct, frozen=True):
    """Hints of the source about a text: an id and a full year, either may be missing."""

    id: str | None = None
    year: int | None = None

    @property
    def id_year(self) -> int | None:
        """The full year of the hinted id."""
        known = CableId.parse(self.id) if self.id else None
        return known.year if known else None


def identify(
    hint: Hint, year: int | None, station: str | None, serial: str | None
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the canonical id that the text gives, else the hinted one; a difference between them is a diagnostic.

    >>> identify(Hint("07LIMA2182"), 2007, "LIMA", "02181")[0], identify(Hint("07LIMA2182"), None, None, None)[0]
    ('07LIMA2181', '07LIMA2182')
    """
    stated = cable_ids.canonical(year, station, serial) if year and station and serial else None
    if stated and hint.id and stated != hint.id:
        return stated, (Diagnostic("id-differs", f"the text says {stated}, its source {hint.id}"),)
    return stated or hint.id, ()


class BodyParts(Struct, frozen=True):
    """The values read from the body, and its range in the reading without the signature."""

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Value[str], ...]
    summary: Value[str] | None
    signers: tuple[Official, ...]
    repairs: tuple[Repair, ...]
    start: int
    end: int

    def officials(
        self, reading: Reading, title: Value[str] | None, passed: tuple[Value[str], ...]
    ) -> tuple[Official, ...]:
        """Return the signers, the visitors named in the subject, and everybody mentioned in text and pass lines."""
        return (*self.signers, *mentions.read_mentions(reading, self.start, self.end, subject=title, passed=passed))


def read_body_parts(
    reading: Reading, start: int, end: int, post: str | None, year: int | None, classifiers: Iterable[Official] = ()
) -> BodyParts:
    """Return the body of `text[start:end]`: the signature is found first and cut off."""
    known = tuple(o.name for o in classifiers if o.name)
    foot = signature.read_signatures(reading, start, end, post=post, year=year, classifiers=known)
    end = foot_start(reading.text, start, foot.start)
    parts = body.read_body(reading, start, end)
    return BodyParts(
        parts.paragraphs,
        parts.headings,
        summary.read_summary(reading, start, end),
        foot.officials,
        parts.repairs,
        start,
        end,
    )


def with_body(cable: Cable, reading: Reading, parts: BodyParts) -> Cable:
    """Return the cable with the fields that all forms read alike: its body, its release marking, and all repairs."""
    numbered = filter(None, (cable.message_reference_number, cable.date_time_group))
    named = (cable.addressees, cable.tags, cable.references, cable.officials)
    return replace(
        cable,
        paragraphs=parts.paragraphs,
        headings=parts.headings,
        summary=parts.summary,
        release_marking=markings.read_release_marking(reading),
        repairs=_all_repairs(reading.repairs, parts.repairs, *named, numbered),
    )


def _all_repairs(*groups: Iterable[object]) -> tuple[Repair, ...]:
    """Return every repair once, in the order of the text, from repairs and from parts that carry repairs."""
    found: dict[Repair, None] = {}  # in the order they came, which is nearly that of the text: quick to sort
    for group in groups:
        for part in group:
            if isinstance(part, Repair):
                found[part] = None
            elif of_part := getattr(part, "repairs", ()):
                found.update(dict.fromkeys(of_part))
    return tuple(sorted(found, key=lambda r: (r.span, r.rule, r.read_as)))
