"""Export a built graph: RDF for other stores, tables for spreadsheets and data frames, networks for Gephi.

    kg.export.export(graph, "jsonld", Path("graph.jsonld"))

Every format is a module; `statement_streams` has the code they share (sorted statements, files that appear whole). The
same graph gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.store import StoredGraph
from kg.store.schema_check import require

FORMATS = {
    "ttl": "Turtle, what is stated and what is inferred in one",
    "trig": "TriG, the two graphs apart",
    "nt": "N-Triples, one statement a line",
    "nq": "N-Quads, the two graphs apart",
    "jsonld": "JSON-LD with a context, the two graphs apart",
    "csv": "CSV: two tables, nodes and edges",
    "parquet": "Parquet: two tables, nodes and edges",
    "cables-csv": "CSV: a row a cable",
    "cables-parquet": "Parquet: a row a cable",
    "cables-xlsx": "Excel: a row a cable",
    "graphml": "GraphML: the network, for Gephi, Cytoscape, igraph",
    "gexf": "GEXF: the network, for Gephi",
    "texts": "the kept texts, a file each, to be read by kg build again",
}
BINARY = ("cables-parquet", "cables-xlsx")
NETWORKS = ("graphml", "gexf")
TABLES = ("csv", "parquet")
CABLES = ("cables-csv", "cables-parquet", "cables-xlsx")
EVIDENCE = {
    "iri": "the place in the text as an IRI (RFC 5147): one statement",
    "oa": "the same, and the place as an oa:TextPositionSelector of the Web Annotation vocabulary",
    "rdf12": "the same, and each part of a cable as the reifier (RDF 1.2) of the statement it is evidence for",
}
"""The ways to write evidence in RDF."""
_PACKED = (*NETWORKS, "parquet", "cables-parquet", "cables-xlsx", "texts")
"""Formats that are never compressed: their readers would not expect it, or they are compressed already."""
_IN_RDF_12 = ("ttl", "trig", "nt", "nq")


def export(
    graph: StoredGraph, form: str, path: Path, evidence: str = "iri", *, whole: bool = False
) -> tuple[Path, ...]:
    """Write a graph in one of `FORMATS` and return the files.

    The text formats are compressed where the name ends in `.gz`. Tables are two files, `graph-nodes.csv` and
    `graph-edges.csv` for the path `graph.csv`. `evidence` is one of `EVIDENCE`, for RDF. A network is the one that the
    graph's build writes; `whole` includes every cable of a large one, too. `texts` are written into `path`, a new
    folder.

    Raises `KgError` for an unknown format, for content that a format cannot hold, and where a file cannot be written;
    `SchemaError` for a graph of another schema, which only allows the export of `texts`.
    """
    from kg.export import cable_tables, network_files, node_tables, rdf_files, text_files

    if form not in FORMATS:
        raise KgError(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    if evidence not in EVIDENCE:
        raise KgError(f"there is no way {evidence!r} to write evidence; there are: {', '.join(EVIDENCE)}")
    if evidence == "rdf12" and form not in _IN_RDF_12:
        raise KgError(f"{form} cannot hold RDF 1.2: use one of {', '.join(_IN_RDF_12)}")
    if evidence == "oa" and form not in (*_IN_RDF_12, "jsonld"):
        raise KgError(f"{form} is no RDF: it has the places of evidence as they are")
    if path.suffix == ".gz" and form in _PACKED:
        raise KgError(f"{form} is not written compressed: leave .gz out of the name")
    if form != "texts":
        require(graph)
    try:
        if form == "texts":
            return text_files.write(graph, path)
        if form in CABLES:
            return cable_tables.write(graph, form, path)
        if form in NETWORKS:
            return network_files.write(graph, form, path, whole=whole)
        if form in TABLES:
            return node_tables.write(graph, form, path, evidence)
        return rdf_files.write(graph, form, path, evidence)
    except OSError as error:
        raise KgError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
