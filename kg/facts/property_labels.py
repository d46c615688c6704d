"""Namespaces, and the words and arrows of the schema as pictures use them."""

from __future__ import annotations

from kg.schema import Arrow, arrow_of, arrows, heading, label, local_name, role_order
from kg.terms.iris import BASE, NAMESPACES

__all__ = ["BASE", "BY_ROLE", "EDGE_KINDS", "EdgeKind", "local_name", "role_label", "role_order"]

KG, PART, RDF, RDFS = (NAMESPACES[prefix] for prefix in ("kg", "part", "rdf", "rdfs"))
DCTERMS, SKOS, FOAF = (NAMESPACES[prefix] for prefix in ("dcterms", "skos", "foaf"))
ORG, DCAT = NAMESPACES["org"], NAMESPACES["dcat"]

EdgeKind = Arrow
EDGE_KINDS = arrows()
BY_ROLE = arrow_of()


def role_label(role: str) -> str:
    """Return the English name of a property by its local name, as it begins a line.

    >>> role_label("copiedTo"), role_label("chargeCode")
    ('Information addressee', 'Charge code')
    """
    return heading(label(role))
