"""Run a build (`build`: paths → an output folder) or a merge (`merge`: shards of several builds → one folder)."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.pipeline.build_options import Build, Merge, asked_by
from kg.pipeline.build_request import Asked
from kg.pipeline.build_run import merge_into, read_into
from kg.pipeline.report import Report


@asked_by(Build)
def build(asked: Build) -> Report:
    """Read cables from files, folders and standard input (`-`), and write a graph with all its products.

    Sources that an earlier build into `output` has read are not read again; the result is that of a build into a new
    folder. `progress` is called with the present step, the number done, and the total (None: not known).

    Sources that cannot be read are in the report's `rejections`. Raises `KgError` where the output cannot be written
    or an option makes no sense; the output then keeps its earlier content.

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
    """Make one output from the parts of several builds with `shard`: the same files as from one build of everything.

    The sources are not needed. Corrections beside them are known already; `corrections` is a table of further ones,
    and `redact` a list of names that these may not bring in. Raises `KgError` where a part is missing or was made with
    other options.

    Example: `merge(["part1", "part2"], "graph")`
    """
    return merge_into(asked)
