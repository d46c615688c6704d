"""Check the options of a build, and make them ready for reading on any machine: `Asked`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import ReleaseStatus
from kg.pipeline.build_options import Build, BuildOptions, options_only
from kg.pipeline.gather_shards import Share
from kg.pipeline.read_batch import ReadOptions
from kg.pipeline.reading_keys import noted_of, settings_of
from kg.pipeline.redaction_list import Redactions, read_list
from kg.sources.reading_options import SourceOptions
from kg.store.output_folder import STATE
from kg.vocabulary import code_lists

SHARDS = "shards"
"""The folder of the shards, below the state of an output folder."""
_LIMITS = ("max_bytes", "max_expanded", "max_ratio", "max_members", "max_depth")


@dataclass(frozen=True, slots=True)
class Asked:
    """A build request made ready for any machine: its options, those for reading sources, names to leave out.

    Raises `KgError` where an option makes no sense.
    """

    options: BuildOptions
    sources: SourceOptions
    redact: Redactions
    share: Share | None = None

    @classmethod
    def of(cls, asked: Build, folder: Path) -> Asked:
        """Read the files that the options name; these tables and the output folder are excluded from the sources.

        Raises `KgError` for a negative `text_seconds` (0: no limit), and for a table or share that cannot be read.
        """
        if asked.text_seconds < 0:
            raise KgError(f"the time for a text must be 0 (no limit) or more seconds, not {asked.text_seconds:g}")
        apart = (folder, *(Path(path) for path in (asked.redact, asked.corrections) if path is not None))
        limits = {name: getattr(asked, name) for name in _LIMITS}
        sources = SourceOptions(
            asked.encoding, release=release_of(asked.release, asked.authority), exclude=apart, **limits
        )
        share = share_of(asked.shard) if asked.shard else None
        return cls(options_only(asked), sources, read_list(asked.redact), share)

    def reading(self, folder: Path) -> ReadOptions:
        """Return the options with which workers read into the shards of an output folder."""
        noted = noted_of(self.options, self.redact)
        return ReadOptions(folder / STATE / SHARDS, self.sources, self.options, settings_of(noted), self.redact)


def share_of(shard: tuple[int, int] | None) -> Share:
    """Return the share of the sources for `(i, n)`; raise `KgError` for a part that does not exist."""
    if shard is None:
        return Share()
    number, of = shard
    if not 1 <= number <= of:
        raise KgError(f"there is no part {number} of {of}: write --shard i/n with i from 1 to n")
    return Share(number, of)


def release_of(status: str | None, authority: str | None) -> ReleaseStatus:
    """Return the release status with a code of the table; raise `KgError` for a code that is not in the table."""
    if status is None:
        return ReleaseStatus(authority=authority)
    concept = code_lists.release(status)
    if concept is None:
        listed = ", ".join(known.code for known in code_lists.concepts("release"))
        raise KgError(f"{status!r} is no release status; known are: {listed}")
    return ReleaseStatus(concept.code, authority)
