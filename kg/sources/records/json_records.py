"""Split JSON Lines and JSON arrays into records while reading."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from kg.sources.rejected_source import Rejection
from kg.sources.source_item import Item

FORM = "json-record"
_CHUNK = 64 * 1024
_BETWEEN = re.compile(r"[\s,]*")
_LONGEST_NUMBER = 18


def _integer(digits: str) -> int | str:
    """Return a number, or its digits where it is too long to be a number: Python refuses thousands of digits."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


DECODER = json.JSONDecoder(parse_int=_integer)


def lines(whole: Item, stream: BinaryIO, limit: int) -> Iterator[Item | Rejection]:
    """Yield one item a non-empty line, `data` its bytes; whether it is JSON is checked when it is loaded."""
    number = record = 0
    while line := stream.readline(limit + 1):
        number += 1
        long = len(line) > limit
        while long and not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
            pass
        if not long and not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        record += 1
        source = f"{whole.source}#record={record}"
        if long:
            yield Rejection(source, "record", f"line {number}: {_too_long(limit)}")
        else:
            yield _item(whole, source, line, number)


def elements(whole: Item, stream: BinaryIO, limit: int) -> Iterator[Item | Rejection]:
    """Yield one item an element of an array. Broken JSON ends the file with a rejection."""
    reader = _Reader(stream)
    reader.skip(re.compile(r"\ufeff?\s*\["))
    record = 0
    while True:
        reader.skip(_BETWEEN)
        if reader.text.startswith("]") or (reader.ended and not reader.text):
            break
        record += 1
        source = f"{whole.source}#record={record}"
        line = reader.line
        problem = reader.value(limit)
        if problem is not None:
            yield Rejection(source, "record", f"line {line}: {problem}; the rest of the file is left out")
            return
        if len(reader.taken) > limit:
            yield Rejection(source, "record", f"line {line}: {_too_long(limit)}")
        else:
            yield _item(whole, source, reader.taken.encode("utf-8", "replace"), line)
    if not reader.text.startswith("]"):
        message = f"line {reader.line}: the JSON is cut off: its array does not end"
        yield Rejection(f"{whole.source}#record={record + 1}", "record", message)


def _too_long(limit: int) -> str:
    return f"the record is over {limit / 2**20:,.0f} MB: raise it with --max-size"


def _item(whole: Item, source: str, data: bytes, line: int) -> Item:
    return replace(whole, source=source, data=data, form=FORM, metadata=(*whole.metadata, ("line", str(line))))


class _Reader:
    """A window of decoded text over a stream, with the present line number."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.text, self.taken = "", ""
        self.line, self.ended = 1, False

    def _more(self, size: int = _CHUNK) -> None:
        data = self._stream.read(size)
        self.ended = not data
        self.text += self._decoder.decode(data, final=self.ended)

    def _drop(self, end: int) -> None:
        self.taken, self.text = self.text[:end], self.text[end:]
        self.line += self.taken.count("\n")

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Drop the match of a pattern at the front, reading on while it takes all there is."""
        while True:
            found = pattern.match(self.text)
            if found:
                self._drop(found.end())
            if self.text or self.ended:
                return
            self._more()

    def value(self, limit: int) -> str | None:
        """Take one JSON value into `taken`; return the problem, or None."""
        while True:
            try:
                _, end = DECODER.raw_decode(self.text)
            except RecursionError:
                return "the record is nested too deeply"
            except json.JSONDecodeError as error:
                if self.ended:
                    return f"the record is cut off or no JSON: {error.msg.lower()}"
                if len(self.text) > limit:
                    return f"the record is no JSON or over {limit / 2**20:,.0f} MB: {error.msg.lower()}"
                self._more(max(_CHUNK, len(self.text)))
            else:
                self._drop(end)
                return None
