"""The engine that checks the shapes heeds every constraint of theirs, as the reference engine (pyshacl) does.

A graph is made in which each shape is broken in every way that it names: an engine that ignores a constraint it does
not know would find too little there, silently.
"""

import re
from collections.abc import Iterator

import pyshacl
import pytest
import shacl
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.terms.ntriples_terms import text_of
from kg.vocabulary import locate

SHAPES = locate() / "shapes.ttl"
KG = Namespace("https://w3id.org/cable-kg/ontology#")
OTHER = Namespace("https://example.org/")
BEFORE, AFTER = (Literal(f"{year}-05-04", datatype=XSD.date) for year in (1985, 1990))
DATES = (AFTER, BEFORE)
PLACE = URIRef("https://w3id.org/cable-kg/local/document/" + 32 * "0" + "#char=9,3")
WRONG: tuple[tuple[Node, ...], ...] = (
    (),
    (OTHER.one, OTHER.two),
    (Literal(""), Literal(-1), Literal(99)),
    (Literal(-1.5, datatype=XSD.decimal), Literal(99.5, datatype=XSD.decimal)),
    (Literal("a", lang="en"), Literal("b", lang="en")),
    (Literal("1985", datatype=XSD.gYear), Literal("1986", datatype=XSD.gYear)),
    DATES,
)
"""The values of every property of a node: none, too many, and of every wrong kind."""


def rules() -> Graph:
    return Graph().parse(SHAPES)


def broken(shapes: Graph) -> Graph:
    """Return a graph that breaks each shape in all ways."""
    data = Graph()
    for number, shape in enumerate(sorted(shapes.subjects(RDF.type, SH.NodeShape))):
        paths = sorted(set(_paths(shapes, shape)))
        for at, values in enumerate(WRONG):
            node = OTHER[f"s{number}-{at}"]
            _aim(shapes, shape, data, node)
            for path in paths:
                apart = values != DATES and _ordered(shapes, path)  # pyshacl fails where two values have no order
                holder = URIRef(f"{node}-{path.rpartition('#')[2]}") if apart else node
                if apart:
                    _aim(shapes, shape, data, holder)
                for value in values:
                    data.add((holder, path, value))
        for at, path in enumerate(paths):  # two values of one property only
            _aim(shapes, shape, data, OTHER[f"s{number}-only-{at}"])
            for value in (OTHER.one, Literal("/home/two")):
                data.add((OTHER[f"s{number}-only-{at}"], path, value))
        _aim(shapes, shape, data, BNode(f"s{number}"))
    data.add((OTHER.office, RDF.type, KG.Term))
    data.add((OTHER.office, RDF.type, KG.Attestation))
    data.add((OTHER.part, KG.evidence, PLACE))
    data.add((OTHER.part, RDF.value, OTHER["official/one"]))
    data.add((OTHER.part, RDF.value, OTHER["official/two"]))
    data.add((OTHER.seen, KG.firstSeen, AFTER))
    data.add((OTHER.seen, KG.lastSeen, BEFORE))
    return data


def _ordered(shapes: Graph, path: Node) -> bool:
    """Return whether a property is compared with another."""
    return (None, SH.lessThanOrEquals, path) in shapes or any(
        (inner, SH.lessThanOrEquals, None) in shapes for inner in shapes.subjects(SH.path, path)
    )


def _paths(shapes: Graph, shape: Node) -> Iterator[URIRef]:
    """Yield the properties that a shape and those inside it look at."""
    for kind in (SH.property, SH["not"]):
        for inner in shapes.objects(shape, kind):
            yield from _paths(shapes, inner)
            yield from (path for path in shapes.objects(inner, SH.path) if isinstance(path, URIRef))
    for kind in (SH["or"], SH.xone):
        for members in shapes.objects(shape, kind):
            for member in Collection(shapes, members):
                yield from _paths(shapes, member)
    for kind in (SH.disjoint, SH.equals, SH.lessThanOrEquals):
        yield from (path for path in shapes.objects(shape, kind) if isinstance(path, URIRef))


def _aim(shapes: Graph, shape: Node, data: Graph, node: Node) -> None:
    """Make a node one that the shape looks at."""
    for kind in shapes.objects(shape, SH.targetClass):
        data.add((node, RDF.type, kind))
    for path in shapes.objects(shape, SH.targetSubjectsOf):
        data.add((node, path, OTHER.one))
    for path in sorted(shapes.objects(shape, SH.targetObjectsOf))[:1]:
        data.add((OTHER.whole, path, node))


def reference(shapes: Graph, data: Graph) -> set[tuple[str, str, str]]:
    _, found, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return {
        tuple(_name(found.value(result, what)) for what in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent))
        for result in found.subjects(RDF.type, SH.ValidationResult)
    }


def _name(node: Node | None) -> str:
    return "" if node is None or isinstance(node, BNode) else str(node)


def ours(data: Graph) -> list[shacl.Result]:
    return shacl.Shapes.from_file(str(SHAPES)).validate_text(data.serialize(format="nt"), "ntriples").results


def named(term: str | None) -> str:
    """Return an IRI or the characters of a literal; nothing for a blank node or a path of several steps."""
    if term is None or not re.fullmatch(r'<[^<>]*>|".*', term):
        return ""
    return text_of(term)


@pytest.fixture(scope="module")
def data() -> Graph:
    return broken(rules())


def test_both_engines_find_the_same(data: Graph) -> None:
    found = {(named(r.focus_node), named(r.path), r.component_iri) for r in ours(data)}
    assert found == reference(rules(), data)


def test_every_constraint_of_every_shape_is_heeded(data: Graph) -> None:
    found = {(named(r.root_shape), named(r.path), r.component_iri) for r in ours(data)}
    assert set(_constraints(rules())) - found == set()


def _constraints(shapes: Graph) -> Iterator[tuple[str, str, str]]:
    """Yield the shape, the property and the component of each constraint that a shape or a property of it states."""
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for holder in (shape, *shapes.objects(shape, SH.property)):
            for said in shapes.predicates(holder):
                if str(said).startswith(str(SH)) and said not in NO_CONSTRAINTS:
                    yield (
                        str(shape),
                        _name(shapes.value(holder, SH.path)),
                        str(COMPONENTS.get(said) or _component(said)),
                    )


def _component(parameter: Node) -> URIRef:
    name = str(parameter).removeprefix(str(SH))
    return URIRef(f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")


NO_CONSTRAINTS = {
    *(SH[name] for name in ("targetClass", "targetObjectsOf", "targetSubjectsOf", "targetNode", "property", "path")),
    *(SH.message, SH.qualifiedValueShape, RDFS.label),
}
COMPONENTS = {SH.sparql: SH.SPARQLConstraintComponent, SH.qualifiedMaxCount: SH.QualifiedMaxCountConstraintComponent}
