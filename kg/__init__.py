"""Cable KG: US diplomatic cables as a knowledge graph, every fact with the source line it was read from.

    import kg
    cable = kg.parse(text)                  # what one text says, each value with its span
    report = kg.build(["cables/"])          # texts → graph.ttl, a store, network.html, a report
    graph = kg.open("output")               # .query(sparql) → rows; .why(name); .network(); kg.graph has all

Names are loaded when first used, so that `import kg` costs nothing.
"""

from kg.version import __version__

TYPE_CHECKING = False  # not from typing: what this module imports, `python -m kg` might find in the current folder

if TYPE_CHECKING:
    from kg.facts.citations import cite
    from kg.graph import open_graph as open  # noqa: A004 - kg.open, never imported by *
    from kg.parsing.cable_ids import canonical_id
    from kg.pipeline.build_and_merge import build, merge
    from kg.pipeline.dry_run import plan
    from kg.pipeline.parse_file import parse_file
    from kg.resolution.resolve_cable import parse, parse_all
    from kg.server.run_server import serve

__all__ = [
    "__version__",
    "build",
    "canonical_id",
    "cite",
    "merge",
    "open",
    "parse",
    "parse_all",
    "parse_file",
    "plan",
    "serve",
]

_HOME = {
    "build": ("kg.pipeline.build_and_merge", "build"),
    "canonical_id": ("kg.parsing.cable_ids", "canonical_id"),
    "cite": ("kg.facts.citations", "cite"),
    "merge": ("kg.pipeline.build_and_merge", "merge"),
    "open": ("kg.graph", "open_graph"),
    "parse": ("kg.resolution.resolve_cable", "parse"),
    "parse_all": ("kg.resolution.resolve_cable", "parse_all"),
    "parse_file": ("kg.pipeline.parse_file", "parse_file"),
    "plan": ("kg.pipeline.dry_run", "plan"),
    "serve": ("kg.server.run_server", "serve"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOME[name]
    value: object = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
