"""The whole way, from paths to an output folder: parallel, counted, whole or not at all.

`kg.build` and `kg.merge` (`build_and_merge`) make an output folder, `kg.plan` (`dry_run`) counts what would be read.
Nothing is imported here: the processes that load and sort have no use for the parser.
"""
