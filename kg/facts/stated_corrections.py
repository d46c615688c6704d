"""Corrections as the graph keeps them: who put a value right, why, and what the text itself says.

A correction stands beside what it corrects (`kg:corrects`): nothing leads there from the cable, so all are looked
through. People make them, so that there are few.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.thing_statements import Statements
from kg.rdf.correctable import FIELDS
from kg.rdf.iris import DCTERMS, KG, PROV, RDFS, VALUE
from kg.store.query_answers import Queryable

_SAID = {
    "field": KG("field"),
    "value": VALUE,
    "text_says": KG("textSays"),
    "author": PROV("wasAttributedTo"),
    "reason": RDFS("comment"),
    "date": DCTERMS("created"),
}

ROLES = {name: role[1:-1] for name, (_, role, _) in FIELDS.items()}
"""The property that leads to the parts that a correction of a field of a cable is about: `subject` → `part:title`."""


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction that a fact rests on: what was corrected, by whom and why; `date` may be empty.

    `value` is what holds since, `text_says` what stands in the text or was read from it; either may be empty.
    """

    field: str
    value: str
    text_says: str
    author: str
    reason: str
    date: str

    def words(self) -> str:
        """Return who, when and why, in one line."""
        return f"{', '.join(part for part in (self.author, self.date) if part)}: {self.reason}"


class Corrections:
    """The corrections of a store."""

    def __init__(self, store: Queryable, statements: Statements) -> None:
        self._store, self._statements = store, statements
        self._by_what: dict[str, list[str]] | None = None

    def of(self, iri: str) -> list[str]:
        """Return the corrections that name a cable or a part."""
        if self._by_what is None:
            self._by_what = {}
            for row in self._store.query("SELECT ?n ?what { ?n kg:corrects ?what } ORDER BY ?what ?n"):
                node, what = map(str, row.plain().values())
                self._by_what.setdefault(what, []).append(node)
        return self._by_what.get(iri, [])

    def note(self, node: str) -> CorrectionNote:
        """Return a correction in words."""
        about = self._statements.about(node)
        said = {name: ", ".join(map(self._statements.text, about.get(prop[1:-1], ()))) for name, prop in _SAID.items()}
        return CorrectionNote(**said)
