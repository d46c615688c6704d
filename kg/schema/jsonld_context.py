"""Make the JSON-LD context of the graphs, short names for the ontology's terms, from `ontology/cable.ttl`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.terms.namespaces import BASE, NAMESPACES
from kg.vocabulary.csv_tables import locate

_IN_CONTEXT = ("dcat", "dcterms", "foaf", "geo", "kg", "oa", "org", "part", "prov", "rdf", "rdfs", "skos", "xsd")
PREFIXES = {prefix: NAMESPACES[prefix] for prefix in _IN_CONTEXT}
KG, PART, XSD, RDF, _OWL, _RDFS = (NAMESPACES[one] for one in ("kg", "part", "xsd", "rdf", "owl", "rdfs"))
_LINKS = (
    "org:member",
    "org:organization",
    "prov:wasDerivedFrom",
    "prov:wasRevisionOf",
    "skos:closeMatch",
    "skos:exactMatch",
    "oa:hasSelector",
    "oa:hasSource",
)
"""Properties of other vocabularies whose values are things."""
_TYPED = {
    "dcat:endDate": "xsd:date",
    "dcat:startDate": "xsd:date",
    "geo:lat": "xsd:decimal",
    "geo:long": "xsd:decimal",
    "oa:end": "xsd:nonNegativeInteger",
    "oa:start": "xsd:nonNegativeInteger",
}
_PLAIN = (XSD + "string", _RDFS + "Literal")


def context(ontology: Path) -> dict[str, object]:
    """Return the context as JSON data: `id` and `type`, prefixes, and each own property with the type of its values.

    `ontology` is the file that defines the terms.
    """
    terms: dict[str, object] = {"@version": 1.1, "@base": BASE, "id": "@id", "type": "@type", **PREFIXES}
    for iri, kinds in sorted(_defined(ontology).items()):
        namespace = KG if iri.startswith(KG) else PART if iri.startswith(PART) else ""
        if not namespace:
            continue
        name = iri.removeprefix(namespace)
        term = name if namespace == KG else f"part:{name}"
        prefixed = f"{'kg' if namespace == KG else 'part'}:{name}"
        values = kinds.get(_RDFS + "range", "")
        if kinds.get(RDF + "type") == _OWL + "ObjectProperty":
            terms[term] = {"@id": prefixed, "@type": "@id"}
        elif values.startswith(XSD) and values not in _PLAIN:
            terms[term] = {"@id": prefixed, "@type": f"xsd:{values.removeprefix(XSD)}"}
        else:
            terms[term] = prefixed
    terms.update({link: {"@type": "@id"} for link in _LINKS})
    terms.update({name: {"@type": datatype} for name, datatype in _TYPED.items()})
    return {"@context": terms}


def _defined(ontology: Path) -> dict[str, dict[str, str]]:
    """Return the terms that an ontology defines, with type and range."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(ontology.read_bytes(), ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, quad.object.value)
    return found


def text(ontology: Path) -> str:
    """Return the context of an ontology as the text of `ontology/context.jsonld`."""
    return json.dumps(context(ontology), indent=1) + "\n"


@cache
def read() -> dict[str, object]:
    """Return the terms of the shipped context."""
    data: dict[str, object] = json.loads((locate() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return data
