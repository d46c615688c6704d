"""Make what the ontology has from the tables: whole files, and the blocks of fields in those written by hand.

`topics.ttl`, `codes.ttl` and `posts.ttl` come from `vocab/`, the blocks of `cable.ttl` and `shapes.ttl` from
`fields.csv`, and `context.jsonld` from `cable.ttl`.

Run as `python -m kg.vocabulary.make_ontology`, which `make ontology` does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.schema import ontology_blocks
from kg.vocabulary import jsonld_context
from kg.vocabulary import skos_schemes as s
from kg.vocabulary.csv_tables import locate
from kg.vocabulary.skos_schemes import Statement

FILES: dict[str, Callable[[], Iterable[Statement]]] = {
    "topics.ttl": s.topic_statements,
    "codes.ttl": s.code_statements,
    "posts.ttl": s.post_statements,
}

WITH_BLOCKS = ("cable.ttl", "shapes.ttl")
"""Files written by hand but for the blocks that `kg.schema.ontology_blocks` makes."""

PREFIXES = {
    "dcterms": s.DCTERMS,
    "geo": s.GEO,
    "kg": s.KG,
    "org": s.ORG,
    "post": s.BASE + "post/",
    "skos": s.SKOS,
    "topic": s.BASE + "topic/",
    "xsd": s.XSD,
}
#: A local name that Turtle takes without escapes (a part of what it allows, which is all that occurs).
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPED = re.compile(r'"([^"]*)"\^\^<([^>]*)>')


def _short(term: str) -> str:
    """Return a term of N-Triples as Turtle writes it shortest: prefixed, relative to the base, or a bare number."""
    if term.startswith("<"):
        for prefix, namespace in PREFIXES.items():
            local = term[1 + len(namespace) : -1]
            if term.startswith("<" + namespace) and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return term.replace(s.BASE, "", 1) if term.startswith("<" + s.BASE) else term
    typed = _TYPED.fullmatch(term)
    if typed and typed[2] in (s.XSD + "integer", s.XSD + "decimal"):
        return typed[1]
    return term


def turtle(statements: Iterable[Statement]) -> str:
    """Return statements as Turtle: sorted by subject, then type first, predicate, object; the same bytes each time."""
    about: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value in statements:
        about.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    lines = [f"@base <{s.BASE}> ."] + [f"@prefix {p}: <{n}> ." for p, n in PREFIXES.items()] + [""]
    lines.insert(0, "# Made by `make ontology` from ontology/vocab. Edit the tables, not this file.")
    for subject in sorted(about):
        pairs = sorted(about[subject].items(), key=lambda pair: (pair[0] != f"<{s.TYPE}>", pair[0]))
        said = [
            f"    {'a' if p == f'<{s.TYPE}>' else _short(p)} {', '.join(_short(v) for v in sorted(values))}"
            for p, values in pairs
        ]
        lines += [_short(subject), " ;\n".join(said) + " .", ""]
    return "\n".join(lines)


def write(folder: Path) -> list[Path]:
    """Write the files into a folder and return their paths."""
    paths = []
    for name, statements in FILES.items():
        path = folder / name
        path.write_text(turtle(statements()), encoding="utf-8", newline="\n")
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
