"""Define options once, as fields of a dataclass with their help and their form on the command line.

    @dataclass(frozen=True)
    class Limits:
        rows: int = option(100_000, "An answer with more rows is refused.", "--max-rows", least=1)

Python takes `Limits(rows=5)`, the command line `--max-rows 5`, and both have the same default and the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

_ROW = "option"
_SIZE = re.compile(r"([0-9]{1,12})\s?([KMGT]?)(?:I?B)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """The description of an option for people, and its form on the command line.

    `flags` are its spellings, `least` and `most` the bounds of a number, `read` parses the written text into the value
    (raises `ValueError`), `written` is the default as a user would write it, where that differs. `reading` is true
    where the option decides what is read and stated: another value than last time causes everything to be read again.
    """

    help: str
    flags: tuple[str, ...]
    metavar: str | None = None
    least: float | None = None
    most: float | None = None
    read: Callable[[str], object] | None = None
    written: object = None
    reading: bool = False


def option(default: object, help: str, *flags: str, **more: Any) -> Any:  # noqa: A002 - as all call it
    """Return the field of an option with a `Row` of these properties. Without flags no command line has it."""
    return field(default=default, metadata={_ROW: Row(help, flags, **more)})


def rows(options: type[Any]) -> Iterator[tuple[str, object, object, Row]]:
    """Yield name, type, default and row of each option of a class, in their order.

    The type is a string where the module of the class has `from __future__ import annotations`.
    """
    for one in fields(options):
        if _ROW in one.metadata:
            yield one.name, one.type, one.default, one.metadata[_ROW]


def size(text: str) -> int:
    """Parse a size in bytes as people write it; K, M, G, T are powers of 1024. Raise `ValueError` for anything else.

    >>> size("32M"), size("2 GB")
    (33554432, 2147483648)
    """
    found = _SIZE.fullmatch(text.strip())
    if not found or int(found[1]) < 1:
        raise ValueError(f"{text!r} is no size; write it as 500000, 32M or 2G")
    return int(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " ")  # type: ignore[no-any-return]
