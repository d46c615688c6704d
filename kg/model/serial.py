"""The model as plain JSON data."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime

from kg.model.evidence import Span


def plain(value: object) -> object:
    """Return model data as dicts, lists, strings, numbers, booleans and None; every field is a key."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value
