"""Build an output folder from paths: read in parallel, count, and write all files or none.

`kg.build` and `kg.merge` (`build_and_merge`) make an output folder, `kg.plan` (`dry_run`) counts what a build would
read. Nothing is imported here: the processes that load and sort have no use for the parser.
"""
