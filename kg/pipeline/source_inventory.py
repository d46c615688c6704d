"""Record the scan of a build, the finds and their order, so that shards of several builds can be merged.

`DIR/.kg/scan.gz` has a line of JSON on the build (format, versions, options, part i of n), then a line for each find:
its place and its key, or its place and the reason why it was refused.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.errors import KgError
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.gather_shards import Share
from kg.pipeline.reading_keys import parser_version
from kg.schema.schema_version import SCHEMA_VERSION
from kg.store.output_folder import STATE, sync
from kg.store.schema_check import earlier, later, schema_of
from kg.store.store_errors import SchemaError
from kg.terms.iris import LOCAL, check_base

FORMAT = 1
_NAME = "scan.gz"
Line = tuple[int, str] | tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Scan:
    """The scan of a build: `options` decide the reading, `settings` is a hash of them and the version of the reader."""

    folder: Path
    options: dict[str, object]
    settings: str
    share: Share
    base: str = LOCAL

    def lines(self) -> Iterator[Line]:
        """Yield the finds in the order of the scan; raise `KgError` where the record is cut short or damaged."""
        try:
            with gzip.open(_path(self.folder), "rt", encoding="utf-8") as stream:
                next(stream)
                for line in stream:
                    yield cast(Line, tuple(json.loads(line)))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            message = f"{_path(self.folder)} is cut short or damaged ({error}): run kg build there again"
            raise KgError(message) from error


def _path(output: Path) -> Path:
    return output / STATE / _NAME


def write_scan(output: Path, catalogue: Catalogue, options: dict[str, object], share: Share, base: str = LOCAL) -> None:
    """Write the record of a scan in one step."""
    draft = _path(output).with_suffix(".draft")
    about = {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        "parser": parser_version(),
        "settings": catalogue.settings,
        "options": options,
        "share": [share.number, share.of],
        "base": base,
    }
    with draft.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as stream:
        stream.write(json.dumps(about).encode() + b"\n")
        for line in catalogue.scan():
            stream.write(json.dumps(line).encode() + b"\n")
    sync(draft)
    draft.replace(_path(output))
    sync(_path(output).parent)


def base_for(output: Path, given: str | None) -> str:
    """Return the base that a user names, else that of the last build into a folder, else `LOCAL`.

    Raises `KgError` for an invalid base.
    """
    if given is not None:
        return check_base(given)
    try:
        with gzip.open(_path(output), "rt", encoding="utf-8") as stream:
            return check_base(str(json.loads(next(stream)).get("base", LOCAL)))
    except (OSError, EOFError, zlib.error, ValueError, AttributeError, StopIteration):
        return LOCAL


def forget_scan(output: Path) -> None:
    """Remove the record of an earlier scan before a new one."""
    _path(output).unlink(missing_ok=True)


def read_scan(output: Path) -> Scan:
    """Read the scan of a folder; raise `KgError` where there is none that this version can use."""
    try:
        with gzip.open(_path(output), "rt", encoding="utf-8") as stream:
            about = json.loads(next(stream))
        if about["format"] != FORMAT or about["parser"] != parser_version():
            raise SchemaError(_another_version(output, about.get("schema", 0)))
        return Scan(output, about["options"], about["settings"], Share(*about["share"]), about.get("base", LOCAL))
    except FileNotFoundError:
        if (number := schema_of(output)) is not None:  # a build of the first versions, which kept no shards
            raise SchemaError(_another_version(output, number)) from None
        raise KgError(f"{output} holds no finished shard: run kg build PATH… --shard i/n -o {output} first") from None
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, StopIteration) as error:
        raise KgError(f"the note of what {output} holds cannot be read ({error}): build it again") from error


def one_base(scans: list[Scan]) -> str:
    """Return the base of the parts of a build; raise `KgError` where they have several."""
    bases = sorted({scan.base for scan in scans})
    if len(bases) > 1:
        raise KgError(f"the parts were built under several bases: choose one with --base ({', '.join(bases)})")
    return check_base(bases[0])


def _another_version(output: Path, number: object) -> str:
    """Return the message that another version read a folder, with the remedy."""
    if isinstance(number, int) and number > SCHEMA_VERSION:
        return later(str(output), number)
    if isinstance(number, int) and number == SCHEMA_VERSION:
        told = f"{output} was made by another version of Cable KG with the same schema ({number})"
    else:
        told = earlier(str(output), number if isinstance(number, int) else 0, SCHEMA_VERSION)
    return f"{told}: run kg build with the options it had (--shard i/n where it was a part) -o {output} again"


def check_complete(scans: list[Scan]) -> None:
    """Raise `KgError` for parts that do not form one build: other options, a part missing or given twice."""
    first, *others = scans
    for other in others:
        if other.settings != first.settings:
            raise KgError(f"{first.folder} and {other.folder} were built with different options: build one again")
        if other.share.of != first.share.of:
            raise KgError(
                f"{first.folder} is part {first.share.number} of {first.share.of}, but {other.folder} is part "
                f"{other.share.number} of {other.share.of}: give the parts of one build"
            )
    if first.share.of == 1:
        return
    numbers = sorted(scan.share.number for scan in scans)
    for number in range(1, first.share.of + 1):
        if numbers.count(number) != 1:
            what = "missing" if number not in numbers else "there twice"
            raise KgError(f"part {number} of {first.share.of} is {what}: all parts make the whole")
