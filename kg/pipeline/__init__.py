"""The whole way, from paths to an output folder: parallel, counted, whole or not at all.

Names are loaded when first used: `kg.open`, and the processes that load and sort, have no use for the parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.build_and_merge import build, merge
    from kg.pipeline.dry_run import Plan, plan
    from kg.pipeline.report import Report

__all__ = ["Plan", "Report", "build", "merge", "plan"]

_HOME = {
    "Plan": "kg.pipeline.dry_run",
    "Report": "kg.pipeline.report",
    "build": "kg.pipeline.build_and_merge",
    "merge": "kg.pipeline.build_and_merge",
    "plan": "kg.pipeline.dry_run",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
