"""Make the generated parts of the ontology from the tables: whole files, and blocks in hand-written ones.

`topics.ttl`, `codes.ttl` and `posts.ttl` come from `vocab/`, the blocks of `cable.ttl` and `shapes.ttl` from
`fields.csv`, and `context.jsonld` from `cable.ttl`. Run as `python -m kg.schema.make_ontology`, as `make ontology`
does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.schema import jsonld_context, ontology_blocks
from kg.terms import turtle
from kg.vocabulary import skos_schemes as s
from kg.vocabulary.csv_tables import locate
from kg.vocabulary.skos_schemes import Statement

FILES: dict[str, Callable[[], Iterable[Statement]]] = {
    "topics.ttl": s.topic_statements,
    "codes.ttl": s.code_statements,
    "posts.ttl": s.post_statements,
}
WITH_BLOCKS = ("cable.ttl", "shapes.ttl")
"""Files written by hand except for the blocks that `kg.schema.ontology_blocks` makes."""


def text_of(name: str) -> str:
    """Return the text of a file of the ontology made from the tables: `text_of("topics.ttl")`."""
    return turtle.text(FILES[name](), "Made by `make ontology` from ontology/vocab. Edit the tables, not this file.")


def write(folder: Path) -> list[Path]:
    """Write the files into a folder and return their paths."""
    paths = []
    for name in FILES:
        path = folder / name
        path.write_text(text_of(name), encoding="utf-8", newline="\n")
        paths.append(path)
    for name in WITH_BLOCKS:
        path = folder / name
        path.write_text(ontology_blocks.filled((locate() / name).read_text(encoding="utf-8")), "utf-8", newline="\n")
        paths.append(path)
    path = folder / "context.jsonld"
    path.write_text(jsonld_context.text(folder / "cable.ttl"), encoding="utf-8", newline="\n")
    return [*paths, path]


if __name__ == "__main__":
    for made in write(Path(sys.argv[1]) if len(sys.argv) > 1 else locate()):
        print(made)
