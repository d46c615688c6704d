"""Run a build (`build`: paths → an output folder) or a merge (`merge`: shards of several builds → one folder)."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.pipeline.build_options import Build, Merge, asked_by
from kg.pipeline.build_run import Asked, merge_into, read_into
from kg.pipeline.report import Report


@asked_by(Build)
def build(asked: Build) -> Report:
    """Read cables from files, folders and standard input (`-`), and write a graph and all that is made from it.

    What an earlier build into `output` has read is not read again; the result is that of a build into a new folder.
    `progress` is called with what is being done, how much of it is done, and of how much (None: not known).

    What cannot be read is in the report's `rejections`. Raises `KgError` where the output cannot be written or an
    option makes no sense; the output then holds what it held before.

    Example: `kg.build(["cables/"], output="graph", jobs=4, release="declassified-series")`
    """
    if asked.cluster is None:
        folder = Path(asked.output)
        return read_into(folder, asked.given, Asked.of(asked, folder), asked.progress)
    if asked.shard is not None:
        raise KgError("a cluster cuts the build itself: give it without a shard")
    from kg.pipeline.cluster import build_on_cluster

    return build_on_cluster(asked, asked.cluster)


@asked_by(Merge)
def merge(asked: Merge) -> Report:
    """Make one output of what several builds with `shard` have read: the same files as of one build of everything.

    The sources are not needed. Corrections that stood beside them are known; `corrections` is a table of more, and
    `redact` a list of names that these may not bring in. Raises `KgError` where a part is missing or was made with
    other options.

    Example: `merge(["part1", "part2"], "graph")`
    """
    return merge_into(asked)
