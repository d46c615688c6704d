"""Write RDF: namespaces and IRIs, terms as N-Triples, Turtle and rdflib have them, sorted statements in files."""
