"""Write the page of a graph: a small one whole, a large one as an overview, or the things around one."""

from __future__ import annotations

import os

from kg.facts.columns import Corpus
from kg.facts.descriptions import Answers
from kg.network.overview import chart
from kg.network.shown_part import WHOLE, Shown, add_context, show
from kg.page.page_data import Texts
from kg.page.page_file import write_html, write_overview
from kg.store.schema_check import require


def write_view(
    store: Answers,
    texts: Texts,
    path: str | os.PathLike[str],
    focus: str | None = None,
    limit: int = WHOLE,
    title: str | None = None,
) -> Shown:
    """Write the page of a graph, and return the part it shows. The same graph gives the same page.

    `focus` is an IRI (or `post/LIMA`, or a cable's number); `limit` is the most nodes drawn one by one. `texts` gives
    the text of a copy by its hash. The file appears whole or not at all. Raises `SchemaError` for a graph of another
    schema.
    """
    require(store)
    shown = show(store, focus, limit)
    if isinstance(shown.source, Corpus):
        write_overview(shown.source, chart(shown.source), path, title)
    else:
        write_html(add_context(shown.source, store), texts, path, title)
    return shown
