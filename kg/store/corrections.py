"""Corrections as the graph keeps them: who put a value right, why, and what the text itself says.

A correction stands beside what it corrects (`kg:corrects`): nothing leads there from the cable, so all are looked
through. People make them, so that there are few.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf.corrected import FIELDS

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
