"""Invented people. Any likeness of a name to a person's is chance."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FORENAMES = (
    "Alan Barbara Carol Daniel Edward Frances George Helen Irene James Karen Laura Martin Nancy Oliver Patricia "
    "Robert Susan Thomas Victor Walter Anne Charles Diana Eric Frank Gloria Henry Joseph Linda Peter Ruth"
).split()
_SURNAMES = (
    "Abernethorn Ashcombe Price Bellingstone Birchmoor Brackenby Calloway-Reed Cranfield Dunmarrow Eastlake "
    "Elderfield Rice Farthingale Garroway Greystead Halvorsen-Pike Harwick Holloman Ingersby Kellerton "
    "Kingsmere Langthorne Lockridge Marchbanks Merrivale Northcott-Hale Waters Ostrander Pemberleigh Quillfeather "
    "Ravensworth Rothermere-Day Cooper Silverthorne Stanwick Tarkington Thistlewood Underhill Vandermolen Wexcombe "
    "Whitlocke Winterbourne Yardleigh"
).split()
_LOCAL_FORENAMES = (
    "Adela Bastian Corvo Dalia Emeric Fenna Goran Halima Ismet Jorun Kasimir Leonor Matej Nadira Oskar Paloma Rafik "
    "Selma Tomas Ulrike Vesna Yusuf Zoran Amaru Bohdan"
).split()
_LOCAL_SURNAMES = (
    "Almerovic Banduri Castellar Drovna Estarra Costa Galvarez-Ruano Hamzouti Iskarian Jelmane Kovarik Lundemar "
    "Marquessa Bright Orsovan Petrashku Quintavo Rashedi Salvatien Tarrazo Ubanwe Verrada Wolanski Yamadera Zelenka"
).split()
_TITLES = (
    "Foreign Minister",
    "Deputy Foreign Minister",
    "Trade Minister",
    "Transport Minister",
    "Finance Minister",
    "Defense Minister",
    "Prime Minister",
    "President",
    "Ambassador",
    "Governor",
    "Mayor",
    "Senator",
)
_CLASSIFIERS = (
    "Ambassador",
    "DCM",
    "Charge d'Affaires",
    "Political Counselor",
    "Economic Counselor",
    "Consul General",
    "POL Chief",
)
_OFFICES = "WHA/AND EUR/NCE EAP/MTS AF/W NEA/ARP SCA/RA EB/IFD PM/ISO INR/EC IO/UNP".split()
_OLD_OFFICES = "ARA/EC EUR/CE EA/IMS AF/W NEA/ARN EB/OA PM/SAS INR/DDR IO/UNP L/EB".split()


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: forename, initial (may be empty), surname, and title or office."""

    forename: str
    initial: str
    surname: str
    title: str

    @property
    def name(self) -> str:
        """The name as printed in running text."""
        middle = f" {self.initial}." if self.initial else ""
        return f"{self.forename}{middle} {self.surname}"

    @property
    def last_first(self) -> str:
        """The name as lists have it: `Harwick, Anne Q`."""
        return f"{self.surname}, {self.forename}" + (f" {self.initial}" if self.initial else "")

    @property
    def run_together(self) -> str:
        """Initials and surname as the drafting block has them: `AQHARWICK`."""
        return (self.forename[0] + self.initial + self.surname.replace("-", "")).upper()


def american(rnd: random.Random, titles: tuple[str, ...] = _CLASSIFIERS) -> Person:
    """Return an officer of a post."""
    initial = rnd.choice("ABCDEGHJKLMNPRSTW") if rnd.random() < 0.5 else ""
    return Person(rnd.choice(_FORENAMES), initial, rnd.choice(_SURNAMES), rnd.choice(titles))


def local(rnd: random.Random) -> Person:
    """Return an official of the country."""
    return Person(rnd.choice(_LOCAL_FORENAMES), "", rnd.choice(_LOCAL_SURNAMES), rnd.choice(_TITLES))


def office(rnd: random.Random, *, old: bool) -> str:
    """Return an office of the Department; `old` for the 1970s."""
    return rnd.choice(_OLD_OFFICES if old else _OFFICES)
