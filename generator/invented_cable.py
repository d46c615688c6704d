"""Invent the facts of a fictional cable, before a writer puts them into a form."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from generator import invented_prose
from generator.invented_people import Person, american
from generator.sender_posts import AGENCIES, STATE, Station, embassies, stations
from kg.vocabulary import organisations


class Form(StrEnum):
    """The forms cables come in; `SECTIONS` is the wire form in several sections, `CORRECTED` its corrected copy."""

    WIRE = "wire"
    SECTIONS = "sections"
    CORRECTED = "corrected"
    PAGE = "page-1973"
    PAPER = "page-1966"
    SMART = "smart"
    DRAFT = "draft"


_YEARS = {
    Form.WIRE: (1980, 2009),
    Form.SECTIONS: (1985, 2009),
    Form.CORRECTED: (1985, 2009),
    Form.PAGE: (1973, 1979),
    Form.PAPER: (1966, 1970),
    Form.SMART: (2010, 2013),
    Form.DRAFT: (2005, 2010),
}
_SUBJECT_CODES = "PREL PGOV ECON ETRD EFIN EAID ELAB EWWT EAIR EFIS EAGR SOCI SCUL PHUM SENV ENRG TBIO AMGT".split()
_OLD_SUBJECT_CODES = "PFOR PINT ECON ETRD EFIN EAID ELAB EWWT EAIR EFIS EAGR SOCI SCUL PDIP EGEN SREF BEXP".split()
_PROGRAMS = "KDEM KPAO KIPR KCOR KTIP KWMN KISL KJUS".split()
_ORGANISATIONS = "NATO OECD UNESCO WTO UNGA FAO".split()
_LEVELS = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")
_PRECEDENCES = {"R": "ROUTINE", "P": "PRIORITY", "O": "IMMEDIATE", "Z": "FLASH"}


@dataclass(frozen=True, slots=True)
class To:
    """An addressee to be: `routing` and `serial` may be empty, `precedence` too."""

    role: str
    routing: str
    name: str
    precedence: str
    serial: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to be: a cable of `station`, `serial` and full `year`, or another `kind` with its `words`."""

    kind: str
    station: Station = STATE
    serial: int = 0
    year: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class TagFact:
    """A TAGS entry to be; a person has the kind `person` and follows OVIP."""

    code: str
    kind: str
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts in the header of a cable; `until` is None where it names no date.

    `size` is how long its body is, as a share of the usual length (about 12,000 characters on average).
    """

    form: Form
    when: datetime
    sender: Station
    serial: int
    level: str
    prosign: str
    captions: tuple[str, ...]
    to: tuple[To, ...]
    tags: tuple[TagFact, ...]
    refs: tuple[Ref, ...]
    subject: str
    classifier: Person
    reasons: tuple[str, ...]
    until: date | None
    pass_line: str
    signer: str
    country: str
    government: str
    size: float = 1.0

    @property
    def year(self) -> int:
        """The full year."""
        return self.when.year

    @property
    def precedence(self) -> str:
        """The precedence as a word."""
        return _PRECEDENCES[self.prosign]

    @property
    def classified(self) -> bool:
        """True where the cable is classified."""
        return self.level != _LEVELS[0]


def _when(rnd: random.Random, form: Form) -> datetime:
    """Return the time of dispatch: on a minute, not so near the year's end that the filing time is of another year."""
    year = rnd.randint(*_YEARS[form])
    return datetime(year, 1, 3) + timedelta(minutes=rnd.randrange(360 * 24 * 60))


def _addressees(rnd: random.Random, sender: Station, *, old: bool) -> tuple[To, ...]:
    precedence = rnd.choice(("", "PRIORITY", "IMMEDIATE", "", "ROUTINE"))
    others = rnd.sample(stations(old=old), rnd.choice((1, 2, 3, 4, 6, 9, 14)))
    others = [s for s in others if s.id != sender.id]
    if sender is STATE:
        actions, rest = others[:1], others[1:]
    else:
        actions, rest = [STATE], others
    each = "" if rnd.random() < 0.7 else rnd.choice(("PRIORITY", "IMMEDIATE"))
    found = [To("action", s.indicator, s.name, precedence, f"{rnd.randint(1, 9999):04}") for s in actions]
    found += [To("info", s.indicator, s.name, each, f"{rnd.randint(1, 9999):04}") for s in rest]
    if not old:
        for indicator, name in rnd.sample(AGENCIES, rnd.choice((0, 0, 1, 2))):
            found.append(To("info", indicator, name, each, f"{rnd.randint(1, 9999):04}"))
        if rnd.random() < 0.1:
            one = rnd.choice([c for c in organisations.collectives() if c.routing_indicator])
            found.append(To("info", one.routing_indicator, one.name, each, ""))
            if rnd.random() < 0.3:
                found.append(To("exempt", "", rnd.choice(stations(old=old)).name, "", ""))
    return tuple(found)


def _tags(rnd: random.Random, sender: Station, other: Station, *, old: bool) -> tuple[TagFact, ...]:
    codes = rnd.sample(_OLD_SUBJECT_CODES if old else _SUBJECT_CODES, rnd.randint(1, 4))
    found = [TagFact(c, "subject") for c in codes]
    if not old and rnd.random() < 0.4:
        found.append(TagFact(rnd.choice(_PROGRAMS), "program"))
    if rnd.random() < 0.15:
        found.append(TagFact("OVIP", "subject"))
        found.append(TagFact("", "person", american(rnd)))
    if rnd.random() < 0.15:
        found.append(TagFact(rnd.choice(_ORGANISATIONS), "organization"))
    countries = dict.fromkeys((sender.tag if sender is not STATE else other.tag, other.tag))
    found += [TagFact(c, "geographic") for c in list(countries)[: rnd.randint(1, 2)]]
    return tuple(found)


def _refs(rnd: random.Random, sender: Station, year: int, serial: int, *, old: bool) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for _ in range(rnd.choice((0, 1, 1, 2, 3, 5))):
        kind = rnd.random()
        if kind < 0.06 and not old:
            a, b = american(rnd), american(rnd)
            found.append(
                Ref(
                    "email",
                    words=f"{a.surname.upper()}-{b.surname.upper()} EMAIL OF {rnd.randint(1, 12):02}/"
                    f"{rnd.randint(1, 28):02}/{year}",
                )
            )
        elif kind < 0.4 and serial > 20:
            found.append(Ref("cable", sender, rnd.randint(1, serial - 1), year))
        else:
            station = STATE if rnd.random() < 0.4 else rnd.choice(stations(old=old))
            ago = 1 if rnd.random() < 0.3 and year > 1966 else 0  # no electronic number is older
            number = rnd.randint(1, 180_000 if station is STATE else 4000)
            if station is sender and not ago:
                number = 1 + number % max(serial - 1, 1)  # no cable cites a later one
            found.append(Ref("cable", station, number, year - ago))
    return tuple({(r.station.id, r.serial, r.year, r.words): r for r in found}.values())


def _reasons(rnd: random.Random, year: int) -> tuple[str, ...]:
    section = "1.5" if year < 2003 else "1.4"
    return tuple(f"{section}({c})" for c in sorted(rnd.sample("abcd", rnd.randint(1, 2))))


def draw(rnd: random.Random, form: Form) -> Facts:
    """Return the facts of a fictional cable of a form."""
    when = _when(rnd, form)
    old = when.year < 1990
    outgoing = form is Form.DRAFT or rnd.random() < (0.3 if form is Form.PAGE else 0.12)
    home = rnd.choice(embassies(old=old))
    sender = STATE if outgoing and form is not Form.SMART else home
    other = rnd.choice(stations(old=old))
    serial = rnd.randint(1000, 280_000) if sender is STATE else rnd.randint(21, 18_000 if old else 3000)
    level = rnd.choice(_LEVELS[:2] if form in (Form.SMART, Form.DRAFT) else (*_LEVELS, "CONFIDENTIAL"))
    signer = american(rnd)
    captions = {Form.PAGE: ("EXDIS", "LIMDIS", "NODIS", "NOFORN"), Form.PAPER: ("EXDIS", "LIMDIS")}.get(
        form, ("SIPDIS", "NOFORN", "SENSITIVE") if when.year > 1998 else ("EXDIS", "NODIS")
    )
    chosen = rnd.sample(captions, rnd.choice((0, 1, 1, 2)) if len(captions) > 2 else rnd.randint(0, 1))
    if level == "UNCLASSIFIED":
        chosen = [c for c in chosen if c in ("SIPDIS", "SENSITIVE")]
    elif "NODIS" in chosen or "EXDIS" in chosen:
        chosen = chosen[:1]
    return Facts(
        form=form,
        when=when,
        sender=sender,
        serial=serial,
        level=level,
        prosign=rnd.choice("RRRPPOOZ"),
        captions=tuple(c for c in captions if c in chosen),
        to=_addressees(rnd, sender, old=old),
        tags=_tags(rnd, sender, other, old=form is Form.PAGE),
        refs=_refs(rnd, sender, when.year, serial, old=old),
        subject=invented_prose.subject(rnd, home.country if home.country.replace(" ", "").isalpha() else home.city),
        classifier=american(rnd),
        reasons=_reasons(rnd, when.year),
        until=date(when.year + 10, when.month, min(when.day, 28)),
        pass_line=rnd.choice(("", "", "", "{} FOR WHA/AND", "{} PASS TREASURY", "{} FOR EUR AND INR")),
        signer=signer.surname.upper(),
        country=home.country,
        government=home.government,
    )
