"""Define the options of a build once, for `kg.build`, `merge`, `plan`, a cluster and the command line.

An option is a field of `MergeOptions` or `BuildOptions`: its name, type and default, and in `option` its help and its
form on the command line. A new option is a field here, and the code that uses it.
"""
# No `from __future__ import annotations`: the command line reads the types of the fields.

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, replace
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from kg.errors import KgError
from kg.options import option, rows, size
from kg.sources.reading_options import (
    DEFAULT_MAX_BYTES,
    DEFAULT_MAX_DEPTH,
    DEFAULT_MAX_EXPANDED,
    DEFAULT_MAX_MEMBERS,
    DEFAULT_MAX_RATIO,
)
from kg.terms.iris import check_base

DEFAULT_SECONDS = 120.0
"""Seconds allowed for one text: a usual cable takes a hundredth of a second, a volume of thousands ten."""
AnyPath = str | os.PathLike[str]
Paths = AnyPath | Iterable[AnyPath]
Progress = Callable[[str, int, int | None], None]
"""A function called with the present step, the number done, and the total (None: not known)."""
_PART = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)


def part(text: str) -> tuple[int, int]:
    """Read `i/n` as the i-th of n parts of the sources; raise `ValueError` for anything else.

    >>> part("2/8")
    (2, 8)
    """
    found = _PART.fullmatch(text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise ValueError(f"{text!r} is no part; write i/n with i from 1 to n, as 2/8")
    return int(found[1]), int(found[2])


def base_iri(text: str) -> str:
    """Read the base of a user's IRIs; raise `ValueError` where it cannot be one.

    >>> base_iri("https://archive.example.org/cables/")
    'https://archive.example.org/cables/'
    """
    try:
        return check_base(text)
    except KgError as error:
        raise ValueError(str(error)) from None


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeOptions:
    """The options that a build and a merge share."""

    jobs: int = option(
        1,
        "How many processes read; 0: one for a few cables, else as many as there are cores.",
        "--jobs",
        "-j",
        least=0,
        written=0,
    )
    redact: AnyPath | None = option(
        None, "Leave out the names in this file, one a line, as protected ones.", "--redact", metavar="FILE"
    )
    corrections: AnyPath | None = option(
        None, "A table of corrections, beside corrections.csv.", "--corrections", metavar="FILE"
    )
    base: str | None = option(
        None,
        "Where the IRIs of what is made begin (copies, persons of no list, threads …); kept in the output.",
        "--base",
        metavar="IRI",
        read=base_iri,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildOptions(MergeOptions):
    """All options of a build."""

    release: str | None = option(
        None,
        "How the texts became public, where no kg-sources.csv beside them says it: leaked, released-in-full, "
        "released-in-part, released, declassified-series, published-edition, denied, unknown.",
        "--release",
    )
    authority: str | None = option(None, "Who released the texts (with --release).", "--authority")
    encoding: str | None = option(
        None, "The encoding of the texts (utf-8, cp1252, …). Detected where not given.", "--encoding", reading=True
    )
    max_bytes: int = option(
        DEFAULT_MAX_BYTES,
        "Files over this size are not read (500000, 32M, 2G).",
        "--max-size",
        read=size,
        written=f"{DEFAULT_MAX_BYTES // 2**20}M",
        reading=True,
    )
    max_expanded: int = option(
        DEFAULT_MAX_EXPANDED,
        "An archive that gives more than this is not read on.",
        "--max-expanded",
        read=size,
        written=f"{DEFAULT_MAX_EXPANDED // 2**30}G",
        reading=True,
    )
    max_ratio: int = option(
        DEFAULT_MAX_RATIO,
        "Nor is one that expands to this many times its size (over 16 MB).",
        "--max-ratio",
        least=1,
        reading=True,
    )
    max_members: int = option(
        DEFAULT_MAX_MEMBERS, "Nor one with more files than this.", "--max-members", least=1, reading=True
    )
    max_depth: int = option(
        DEFAULT_MAX_DEPTH,
        "Archives in archives are opened to this depth; .tar.gz counts as two.",
        "--max-depth",
        least=1,
        reading=True,
    )
    text_seconds: float = option(
        DEFAULT_SECONDS,
        "How long one text may take; what takes longer is kept as a text only, and reported. 0: any time. There is no "
        "limit in a thread and on systems without alarms.",
        "--text-seconds",
        least=0,
    )
    include_protected: bool = option(
        False,
        "Keep names that a text asks to protect. They are left out otherwise.",
        "--include-protected",
        "--keep-protected",
        reading=True,
    )
    shard: tuple[int, int] | None = option(
        None,
        "Read the i-th of n parts of the sources only, for kg merge: on several machines, or one after the other.",
        "--shard",
        metavar="i/n",
        read=part,
    )
    cluster: str | None = option(
        None,
        "Read on the workers of the Dask scheduler at this address. They see PATHs and DIR as we do, or these are "
        "addresses for fsspec (s3://…).",
        "--cluster",
        metavar="tcp://…",
    )
    parts: int | None = option(
        None, "Into how many tasks a cluster's reading is cut [default: 2 a thread].", "--parts", least=1
    )


@dataclass(frozen=True, slots=True)
class Build(BuildOptions):
    """A requested build: options, sources and output folder."""

    paths: Paths
    output: AnyPath = "output"
    _: KW_ONLY
    progress: Progress | None = None

    @property
    def given(self) -> list[AnyPath]:
        """The paths, one by one."""
        return [self.paths] if isinstance(self.paths, str | os.PathLike) else list(self.paths)


@dataclass(frozen=True, slots=True)
class Merge(MergeOptions):
    """A requested merge: options, folders of the parts and output folder."""

    folders: Iterable[AnyPath]
    output: AnyPath = "output"
    _: KW_ONLY
    progress: Progress | None = None


def deciding(options: BuildOptions) -> dict[str, object]:
    """Return the options that decide which statements are read, as JSON data."""
    return {name: getattr(options, name) for name, _, _, row in rows(BuildOptions) if row.reading}


def options_only(asked: BuildOptions) -> BuildOptions:
    """Return the options of a build without its paths and progress, to be sent to other processes."""
    return BuildOptions(**{name: getattr(asked, name) for name, _, _, _ in rows(BuildOptions)})


def as_decided(noted: dict[str, object]) -> BuildOptions:
    """Rebuild the options of a build from the data of `deciding`."""
    names = {name for name, _, _, row in rows(BuildOptions) if row.reading}
    return replace(BuildOptions(), **{name: value for name, value in noted.items() if name in names})  # type: ignore[arg-type]


P = ParamSpec("P")
Asked = TypeVar("Asked", bound=MergeOptions)
Given = TypeVar("Given")


def asked_by(kind: Callable[P, Asked]) -> Callable[[Callable[[Asked], Given]], Callable[P, Given]]:
    """Make a decorator that gives a function the fields of a class as parameters, with their help in its docstring."""

    def decorate(run: Callable[[Asked], Given]) -> Callable[P, Given]:
        @wraps(run)
        def call(*args: P.args, **kwargs: P.kwargs) -> Given:
            return run(kind(*args, **kwargs))

        taken = signature(kind).parameters.values()
        order = sorted(taken, key=lambda one: one.kind is Parameter.KEYWORD_ONLY)
        call.__signature__ = signature(run).replace(parameters=order)  # type: ignore[attr-defined]
        call.__doc__ = f"{run.__doc__}\n\n    Options:\n{_told(kind)}\n    "
        return call

    return decorate


def _told(kind: Any) -> str:
    """Return a line of help for each option of a class."""
    return "\n".join(f"        {name}: {row.help} Default: {default!r}." for name, _, default, row in rows(kind))
