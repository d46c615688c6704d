"""A graph of sixty fictional cables over twenty years, as regular as a table: all counts can be foretold."""

from __future__ import annotations

from dataclasses import dataclass

from tests.network.sample import Sample

POSTS = ("FREEDONIA", "SYLVANIA", "RURITANIA", "GRAUSTARK")
PLACES = {
    "FREEDONIA": (40, -75),
    "SYLVANIA": (-12, -77),
    "RURITANIA": (48, 16),
    "GRAUSTARK": (-33, 151),
    "STATE": (39, -77),
}
TOPICS = ("PREL", "PGOV", "ECON", "SNAR", "ZZZZ")
PEOPLE = ("firefly", "trentino")


@dataclass(frozen=True, slots=True)
class Telegram:
    """What the nth cable says."""

    n: int

    @property
    def year(self) -> int:
        return 1960 + self.n // 3

    @property
    def origin(self) -> str:
        return POSTS[self.n % 4]

    @property
    def key(self) -> str:
        return f"{self.year % 100}{self.origin}{self.n + 1}"

    @property
    def subject(self) -> str:
        return f"HARBOUR TREATY, ROUND {self.n + 1}"

    @property
    def action(self) -> set[str]:
        return {"STATE", *([POSTS[(self.n + 1) % 4]] if self.n % 3 == 0 else [])}

    @property
    def info(self) -> set[str]:
        return {POSTS[(self.n + 2) % 4]}

    @property
    def topics(self) -> set[str]:
        return {*(TOPICS[:2] if self.n % 2 == 0 else TOPICS[2:4]), *(["ZZZZ"] if self.n % 7 == 0 else [])}

    @property
    def classification(self) -> str:
        return "SECRET" if self.n % 4 == 0 else "UNCLASSIFIED"

    @property
    def leaked(self) -> bool:
        return self.n < 10

    @property
    def references(self) -> list[str]:
        earlier = [Telegram(self.n - 4).key] if self.n >= 4 else []
        return earlier + ([f"59{self.origin}{900 + self.n}"] if self.n % 20 == 0 else [])

    @property
    def signer(self) -> str:
        return PEOPLE[self.n % 2]

    def stated(self) -> str:
        """Return what a build would state of it, as Turtle."""

        def many(name: str, kind: str, values: set[str] | list[str]) -> str:
            return "".join(f" ; kg:{name} <{kind}/{v}>" for v in sorted(values))

        cited = "".join(f"<cable/{key}> a kg:Cable .\n" for key in self.references)
        cia = " ; kg:copiedTo <local/addressee/cia>" if self.n % 5 == 0 else ""
        return cited + (
            f'<cable/{self.key}> a kg:Cable ; dcterms:title "{self.subject}" ; kg:origin <post/{self.origin}> ; '
            f'kg:dateTimeGroup "{self.year}-0{self.n % 3 + 1}-11T10:00:00Z"^^xsd:dateTime ; '
            f"kg:classification <classification/{self.classification}> ; kg:precedence <precedence/ROUTINE>"
            f"{many('sentTo', 'post', self.action)}{many('copiedTo', 'post', self.info)}{cia}"
            f"{many('topic', 'topic', self.topics)}{many('references', 'cable', self.references)}"
            f" ; kg:signedBy <official/{self.signer}> .\n"
            f"<local/document/{self.n}> kg:copyOf <cable/{self.key}> ; "
            f"kg:releaseStatus <release/{'leaked' if self.leaked else 'unknown'}> .\n"
        )


TELEGRAMS = [Telegram(n) for n in range(60)]


def telegrams() -> Sample:
    """Return the graph of all of them."""
    named = [f'<post/{code}> skos:prefLabel "Embassy {code.capitalize()}"@en' for code in POSTS]
    named.append('<post/STATE> skos:prefLabel "Department of State"@en')
    named += [f"<post/{code}> geo:lat {lat}.0 ; geo:long {lon}.0" for code, (lat, lon) in PLACES.items()]
    named += [f'<topic/{code}> skos:notation "{code}" ; skos:prefLabel "Topic {code}"@en' for code in TOPICS]
    named += [f'<official/{name}> foaf:name "{name.upper()}"' for name in PEOPLE]
    named += [
        '<local/addressee/cia> foaf:name "Agency"',
        '<classification/SECRET> skos:prefLabel "Secret"@en',
        '<classification/UNCLASSIFIED> skos:prefLabel "Unclassified"@en',
        '<precedence/ROUTINE> skos:prefLabel "Routine"@en',
        '<release/leaked> skos:prefLabel "Leaked"@en',
        '<release/unknown> skos:prefLabel "Unknown"@en',
    ]
    geo = "@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
    return Sample(geo + "".join(t.stated() for t in TELEGRAMS) + "".join(f"{line} .\n" for line in named))
