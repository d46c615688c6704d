"""How long the ready questions take with their defaults."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kg.store import QueryTimeoutError, Store
from kg.store.ready_questions import Question, questions

LIMIT = 60.0
"""Seconds after which a question is given up; it then counts as one of these."""


def slowest(folder: Path) -> tuple[str, float]:
    """Return the name of the slowest ready question on a built graph, and its seconds of the processor."""
    store = Store.open(folder / "store")
    start = _asked(lambda: store.query("ASK {}", timeout=LIMIT))
    times = {name: _seconds(store, question) - start for name, question in questions().items()}
    return max(times.items(), key=lambda one: one[1])


def _seconds(store: Store, question: Question) -> float:
    try:
        return _asked(lambda: question.ask(store, timeout=LIMIT))
    except QueryTimeoutError:
        return LIMIT


def _asked(ask: Callable[[], object]) -> float:
    began = os.times()
    ask()
    ended = os.times()
    return ended.children_user + ended.children_system - began.children_user - began.children_system
