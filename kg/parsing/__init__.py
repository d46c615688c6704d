"""Read a cable from its text, each value with its span; knows the vocabularies, and nothing of RDF.

`messages` is the entry. One module (or package) reads one field: `subject`, `tags`, `references`, `addressees`,
`classified_by`, `paragraphs` …; `forms` finds the fields of each form.
"""
