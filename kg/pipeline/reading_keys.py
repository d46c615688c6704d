"""Identify a reading: the source's bytes and name, the options, and the code that reads it.

Two readings with the same key give the same statements, so an item with a known key need not be read again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from msgspec import to_builtins

from kg.pipeline.build_options import BuildOptions, deciding
from kg.pipeline.redaction_list import Redactions
from kg.sources.source_item import Item
from kg.vocabulary import locate

_READING = ("model", "parsing", "pipeline", "rdf", "resolution", "schema", "sources", "terms", "text", "vocabulary")
"""The packages whose code decides what is read and stated; the others only show or ask it."""
_LIBRARIES = ("charset-normalizer", "lxml", "msgspec", "py7zr", "pypdf", "rapidfuzz", "striprtf", "zstandard")
"""Libraries that may influence the reading of a source, where they are installed."""


def digest(*parts: str) -> str:
    """Hash texts to 32 hex digits (BLAKE2b, with their lengths)."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


@cache
def parser_version() -> str:
    """Return the version of everything that decides a reading: source code, vocabularies, libraries.

    It is a hash of the files themselves, so a changed rule always is a new version.
    """
    package = Path(str(files("kg")))
    code = [path for name in _READING for path in (package / name).rglob("*.py")]
    return digest(*_contents(package, [*code, *package.glob("*.py")]), *_tables(), *_environment())


@cache
def product_version() -> str:
    """Return the version of everything that decides the content of an output folder, pages and queries too."""
    package = Path(str(files("kg")))
    everything = [path for path in package.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo")]
    return digest(*_contents(package, everything), *_tables(), *_environment())


def _tables() -> Iterator[str]:
    ontology = locate()
    return _contents(ontology, (path for path in ontology.rglob("*") if path.suffix in (".csv", ".ttl")))


def _contents(folder: Path, paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(paths):
        yield str(path.relative_to(folder))
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def _environment() -> Iterator[str]:
    yield f"{sys.version_info.major}.{sys.version_info.minor}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} -"


def noted_of(options: BuildOptions, redact: Redactions) -> dict[str, object]:
    """Return the options that decide which statements are read, as JSON data, without properties of single items."""
    return {**deciding(options), "redact": redact.about}


def settings_of(options: dict[str, object]) -> str:
    """Hash the version of the reader together with these options."""
    return digest(parser_version(), json.dumps(options, sort_keys=True))


def item_key(item: Item, told_by: str) -> str:
    """Make the key of an item: a hash of all its properties and its fingerprint (`kg.sources.source_item`)."""
    about = to_builtins(replace(item, path="", data=None))
    return digest(json.dumps(about, sort_keys=True), told_by)
