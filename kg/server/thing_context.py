"""What stands beside the facts on the page of a thing: how it is cited, its thread, what is not here of a post."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.facts import Fact
from kg.facts.citations import bibtex, chicago, cite, csl, place_in_words
from kg.facts.serial_coverage import coverage_of
from kg.facts.thread_members import threads_of
from kg.network.cable_context import POST
from kg.rdf.iris import BASE
from kg.server.store_worker import Opened
from kg.store.store_errors import QueryError

_CABLE = f"{BASE}cable/"
_PARAGRAPH = re.compile(r"p\d{1,4}(?:~[0-9a-f]{6})?")


def beside(opened: Opened, iri: str, facts: Iterable[Fact], part: str) -> dict[str, object]:
    """Return `citing`, `thread` and `years` for the template; each is None or empty where there is none.

    `part` is the paragraph that is to be cited (`p4`); what the cable has not is the whole cable.
    """
    if iri.startswith(POST):
        post = iri.removeprefix(POST)
        return {"citing": None, "thread": None, "post": post, "years": coverage_of(opened.store, [post]).get(post, [])}
    if not iri.startswith(_CABLE):
        return {"citing": None, "thread": None, "years": []}
    thread = threads_of(opened.store, [iri]).get(iri)
    return {"citing": _citing(opened, iri, facts, part), "thread": thread, "years": []}


def _citing(opened: Opened, iri: str, facts: Iterable[Fact], part: str) -> dict[str, object] | None:
    names = (fact.iri.partition("#")[2] for fact in facts if fact.iri and fact.iri.startswith(f"{iri}#"))
    parts = [name for name in dict.fromkeys(names) if _PARAGRAPH.fullmatch(name)]
    chosen = part if part in parts else ""
    try:
        cited = cite(opened.graph, f"{iri}#{chosen}" if chosen else iri)
    except QueryError:
        return None
    forms = (("Note (Chicago)", chicago(cited)), ("BibTeX", bibtex(cited)), ("CSL-JSON (Zotero)", csl(cited)))
    return {"forms": forms, "parts": [(name, place_in_words(name)) for name in parts], "chosen": chosen}
