"""Turn paths into documents: files, folders, archives, dumps and standard input become a stream of texts.

`find` (`find_sources`) walks the paths, opens archives and dumps (`open_streams`, with `containers` and `records`),
and yields an `Item` for each thing to read; `load` (`load_documents`) turns one item into documents, by its form
(`forms`). `file_types` recognises the form from the content. An unreadable source comes out of either as a
`Rejection`, in its place, and the stream goes on.
"""
