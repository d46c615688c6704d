"""Body text from a small grammar about harbours, grain, roads and councils: nothing in it ever happened.

The sentences are prepared once, from a seed of their own, so that a cable is only a choice among them.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from generator.invented_people import Person, local

_ACTORS = (
    "the port authority",
    "the ministry of public works",
    "the national grain board",
    "the railway workers' union",
    "the provincial council",
    "the customs directorate",
    "the central bank",
    "local fishermen",
    "the opposition bloc",
    "the hydrographic institute",
    "the civil aviation board",
    "most importers",
    "the ruling coalition",
    "our contacts in the shipping industry",
    "the electoral tribunal",
    "the coffee growers' federation",
    "the meteorological service",
    "two leading dailies",
    "the dockers' cooperative",
    "the audit chamber",
)
_VERBS = (
    "told us",
    "announced",
    "insisted",
    "conceded",
    "believed",
    "had long argued",
    "confirmed in a public statement",
    "repeated to Embassy officers",
    "acknowledged privately",
    "maintained",
    "expected",
    "warned",
)
_CLAUSES = (
    "the new dredging contract would be tendered before the rains",
    "the subsidy on diesel fuel could not be sustained",
    "the ferry service to the islands will resume",
    "the draft law on cooperatives had lost its majority",
    "grain reserves cover {n} weeks of consumption",
    "the tariff schedule agreed in {year} remains in force",
    "{m} of the {n} districts had returned their ballots",
    "the bridge at the northern crossing is beyond repair",
    "no decision on landing rights was imminent",
    "the budget deficit would reach {p} percent of GDP",
    "the strike (now in its {nth} week) would not spread to the refinery",
    "the census would be put off until {year}",
    'the fisheries accord, "an act of good neighbors," was close to signature',
    "inspectors had been denied access to {n} warehouses",
    "the irrigation loan hinges on the audit's findings",
    "a joint commission - its first since {year} - would convene in the capital",
)
_OPENINGS = (
    "According to press reports",
    "In a conversation on {month} {d}",
    "As reported earlier",
    "At the same time",
    "Despite heavy rains in the highlands",
    "Against this background",
    "For its part",
    "On the margins of the fair",
    "Not surprisingly",
    "Until recently",
    "By most accounts",
    "In the view of several observers",
)
_OBJECTS = (
    "a plan to widen the coastal road",
    "an inventory of public land",
    "a list of {n} candidate projects",
    "the schedule of mooring fees",
    "its long-standing claim to the ferry terminal",
    "a compromise on pensions",
    "the terms of the wheat agreement",
    "an offer of technical assistance worth USD {p} million",
    "its objections to the fishing quotas",
    "a request for two patrol launches",
    "proposals for a free zone",
)
_DOES = ("presented", "withdrew", "circulated", "put off", "rejected", "welcomed", "drafted", "published", "revised")
_TAILS = (
    "",
    "",
    "",
    ", and said so in parliament",
    ", although the figures are disputed",
    "; details will follow by septel",
    ", with the support of the {G}",
    " in spite of the {G}'s reservations",
    ", the first such step since {year}",
    ", as it did last year",
    " (see reftels)",
    " in {C}",
    ", provided that the rains end on time",
)
_TRENDS = (
    "Exports of {goods} {moved} {p} percent in the {nth} quarter",
    "Prices of {goods} {moved} by {n} percent over the year",
    "Traffic through the main port {moved} to {n},{m}00 tons a month",
    "Employment in the {goods} sector {moved} for the {nth} month running",
)
_GOODS = ("timber", "fish meal", "citrus", "cotton", "copper wire", "coffee", "tinned fruit", "cement", "wool", "tea")
_MOVED = ("rose", "fell", "slipped", "grew", "recovered", "declined")
_MONTHS = "January February March April May June July August September October November December".split()
_NTH = "second third fourth fifth sixth".split()
_HEADINGS = (
    "The Harbor Dispute",
    "Fuel and Freight",
    "A Divided Council",
    "Next Steps",
    "Trade and Tariffs",
    "Public Reaction",
    "The View from the Provinces",
    "Grain Stocks: Enough for Now",
    "Labor Unrest",
    "Regional Context",
    "Outlook",
    "Elections on Schedule?",
    "Budget Arithmetic",
    "Roads, Rails and Rivers",
    "The Opposition's Calculus",
)
_SUBJECTS = (
    "PORT REFORM STALLS AS COUNCIL DEBATES DREDGING CONTRACT",
    "GRAIN BOARD SEEKS NEW SUPPLIERS",
    "RAILWAY STRIKE ENTERS SECOND WEEK",
    "FISHERIES TALKS: CAUTIOUS OPTIMISM",
    "CUSTOMS UNION ON HOLD",
    "MUNICIPAL ELECTIONS: A QUIET CAMPAIGN",
    "AVIATION CONSULTATIONS SET FOR SPRING",
    "BUDGET DEBATE OPENS",
    "FERRY SERVICE TO RESUME, MINISTER SAYS",
    "COFFEE HARVEST BELOW FORECAST",
    "FLOOD RELIEF: REQUEST FOR EQUIPMENT",
    "OPPOSITION NAMES ITS CANDIDATE",
    "LAND SURVEY DRAWS PROTESTS IN NORTHERN DISTRICTS",
    "WHEAT AGREEMENT EXTENDED",
    "BORDER BRIDGE: JOINT COMMISSION AGREES ON REPAIRS",
    "CENTRAL BANK LEAVES RATE UNCHANGED",
)
_MENTIONS = (
    "{} told the Ambassador that the talks would go on.",
    "{} received us on short notice.",
    "We raised the matter with {}, who took careful notes.",
    "In a speech to the chamber of commerce, {} defended the plan.",
    "{} dismissed the reports as speculation.",
    "A proposal by {} has little chance of passing.",
)
_PROTECTIONS = (" (protect)", " (strictly protect)", " (please protect)")
_PLAIN_OBJECTS = [o for o in _OBJECTS if "{" not in o]
_POOL = 4000
_COLUMN = {n: re.compile(rf"(.{{1,{n}}})(?: |$)") for n in (60, 65, 69, 100)}


def _fill(rnd: random.Random, template: str) -> str:
    if "{" not in template:
        return template
    values = {
        "n": rnd.randint(13, 96),
        "m": rnd.randint(2, 9),
        "p": f"{rnd.randint(1, 18)}.{rnd.randint(1, 9)}",
        "d": rnd.randint(1, 28),
        "year": rnd.randint(1951, 1965),
        "month": rnd.choice(_MONTHS),
        "nth": rnd.choice(_NTH),
        "goods": rnd.choice(_GOODS),
        "moved": rnd.choice(_MOVED),
        "G": "{G}",
        "C": "{C}",
    }
    return template.format(**values)


def _sentence(rnd: random.Random) -> str:
    kind = rnd.random()
    tail = rnd.choice(_TAILS)
    if kind < 0.45:
        words = f"{rnd.choice(_ACTORS)} {rnd.choice(_VERBS)} that {rnd.choice(_CLAUSES)}{tail}."
    elif kind < 0.7:
        words = f"{rnd.choice(_OPENINGS)}, {rnd.choice(_ACTORS)} {rnd.choice(_DOES)} {rnd.choice(_OBJECTS)}{tail}."
    elif kind < 0.85:
        words = f"{rnd.choice(_TRENDS)}, while {rnd.choice(_ACTORS)} {rnd.choice(_DOES)} {rnd.choice(_OBJECTS)}."
    else:
        words = f"{rnd.choice(_OPENINGS)}, {rnd.choice(_CLAUSES)}{tail}."
    words = _fill(rnd, words)
    return words[0].upper() + words[1:]


@cache
def sentences() -> tuple[str, ...]:
    """Return the prepared sentences; `{G}` stands for the government's short name, `{C}` for the country."""
    rnd = random.Random(20)
    return tuple(_sentence(rnd) for _ in range(_POOL))


def passage(rnd: random.Random, count: int, government: str, country: str) -> str:
    """Return `count` sentences on one line."""
    pool, draw = sentences(), rnd.random  # twice as fast as rnd.choices, which counts in a corpus
    text = " ".join([pool[int(draw() * _POOL)] for _ in range(count)])
    return text.replace("{G}", government).replace("{C}", country) if "{" in text else text


@dataclass(frozen=True, slots=True)
class Mention:
    """An official named in a sentence: where his name begins in it, and whether the cable asks to protect him."""

    sentence: str
    at: int
    who: Person
    protected: bool = False


def mention(rnd: random.Random) -> Mention:
    """Return a sentence in which an official is named with his title."""
    who = local(rnd)
    template = rnd.choice(_MENTIONS)
    protected = rnd.random() < 0.06
    words = f"{who.title} {who.name}" + (rnd.choice(_PROTECTIONS) if protected else "")
    return Mention(template.format(words), template.index("{}") + len(who.title) + 1, who, protected)


def items(rnd: random.Random) -> str:
    """Return a list of two to four items with dashes, each on lines of its own."""
    return "".join(f"\n\n-- {o[0].upper()}{o[1:]};" for o in rnd.sample(_PLAIN_OBJECTS, rnd.randint(2, 4)))


def heading(rnd: random.Random) -> str:
    """Return a heading."""
    return rnd.choice(_HEADINGS)


def subject(rnd: random.Random, country: str) -> str:
    """Return a subject in capitals, mostly with the country before it."""
    words = rnd.choice(_SUBJECTS)
    if rnd.random() < 0.3:
        words = f"{words}; {rnd.choice(_SUBJECTS)}"
    return f"{country.upper()}: {words}" if rnd.random() < 0.5 else words


def wrapped(text: str, column: int) -> str:
    """Return text in lines of at most `column` characters (60, 65, 69, 100): blanks become line ends, nothing moves."""
    lines = "\n".join(_COLUMN[column].findall(text))
    return lines if len(lines) == len(text) else text  # a word longer than a line: left as it is
