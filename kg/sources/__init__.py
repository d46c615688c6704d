"""From what the user names to texts: files, folders, archives, dumps and standard input become a stream of documents.

`find` (`find_sources`) walks the paths, opens what holds many things (`open_streams`, with `containers` and `records`),
and yields an `Item` for each thing to read; `load` (`load_documents`) turns one item into documents, by its form
(`forms`). What a thing is, `file_types` tells from its content. What cannot be read comes out of either as a
`Rejection`, in its place, and the stream goes on.
"""
