"""Text → Cable: what the text says, each value with its span. Knows the vocabularies, and nothing of RDF.

`messages` is the way in. One module (or package) reads one field: `subject`, `tags`, `references`, `addressees`,
`classified_by`, `paragraphs` …; `forms` says where the fields of a form stand.
"""
