"""Text → Cable: what the text says, each value with its span. Knows the vocabularies, and nothing of RDF."""
