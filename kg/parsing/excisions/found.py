"""What the finders of excisions give: a place, its kind, and what it says."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Span
from kg.model.cable import ExcisionAuthor, ExcisionKind


class Found(NamedTuple):
    """One place where something is left out; `extent` is None where no words say how much."""

    span: Span
    kind: ExcisionKind
    extent: str | None = None
    exemptions: tuple[str, ...] = ()
    by: ExcisionAuthor = "reviewers"
