"""Export the kept texts of a graph as files that `kg build` reads, for when the sources are lost.

Graphs of every schema are read, those of earlier versions too. A file has the name of its cable, so that a number from
the source's name is found again; a text of an unnumbered cable has the name of its hash. The table `kg-sources.csv`
beside the files gives the release of each text, and its source's name in `note`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg import spreadsheets
from kg.errors import KgError
from kg.sources.sources_manifest import NAME
from kg.store import StoredGraph
from kg.terms.iris import KG, LABEL
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import unsegment
from kg.vocabulary import code_lists

COLUMNS = ("file", "status", "authority", "date", "case", "note")
_FACTS = ("source", "status", "authority", "date", "case")
_DOCUMENTS = f"""SELECT ?document (MIN(?of) AS ?cable) (MIN(?label) AS ?source) (MIN(?code) AS ?status)
    (MIN(?by) AS ?authority) (MIN(?on) AS ?date) (MIN(?number) AS ?case) {{
  ?document {KG("copyOf")} ?of
  OPTIONAL {{ ?document {LABEL} ?label }}
  OPTIONAL {{ ?document {KG("releaseStatus")} ?release BIND(STR(?release) AS ?code) }}
  OPTIONAL {{ ?document {KG("releaseAuthority")} ?by }}
  OPTIONAL {{ ?document {KG("releaseDate")} ?day BIND(STR(?day) AS ?on) }}
  OPTIONAL {{ ?document {KG("releaseCase")} ?number }}
}} GROUP BY ?document ORDER BY ?document"""


def write(graph: StoredGraph, folder: Path) -> tuple[Path, ...]:
    """Write the kept texts of a graph into a new folder, and return the folder; it appears when it is whole.

    Raises `KgError` where the folder is there already, and `TextMissingError` where a text is not kept.
    """
    if folder.exists():
        raise KgError(f"{folder} is there already: name a new folder for the texts with --output")
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        with (draft / NAME).open("w", encoding="utf-8", newline="") as stream:
            spreadsheets.write(stream, COLUMNS, _written(graph, draft))
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return (folder,)


def _written(graph: StoredGraph, folder: Path) -> Iterator[tuple[str, ...]]:
    """Write each text, and yield its row of the table."""
    seen: Counter[str] = Counter()
    for row in graph.query(_DOCUMENTS):
        about = {name: str(value) if value is not None else "" for name, value in row.plain().items()}
        content_hash = about["document"].rpartition("/")[2]
        number = unsegment(about["cable"].removeprefix(f"{BASE}cable/"))
        stem = number if number.isascii() and number.replace("-", "").isalnum() else content_hash
        seen[stem] += 1
        name = f"{stem}.txt" if seen[stem] == 1 else f"{stem}~{seen[stem]}.txt"
        (folder / name).write_bytes(graph.text(content_hash).encode("utf-8", "surrogatepass"))
        known = code_lists.release(about["status"].rpartition("/")[2])
        source, _, *release = (about[fact] for fact in _FACTS)
        yield name, known.code if known else "unknown", *release, source
