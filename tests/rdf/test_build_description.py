"""The description of a build."""

from datetime import UTC, datetime

import rdflib

from kg.rdf.build_description import Build, File, describe
from kg.rdf.used_vocabulary import vocabulary
from kg.terms import turtle
from kg.terms.iris import KG, ORG, TYPE
from kg.terms.namespaces import BASE


def test_a_build_is_described_and_named_by_what_went_in() -> None:
    when = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    build = Build("1.2.3", when, when, ("a" * 32, "b" * 32), 10, 5, {"Cable": 2}, (File("graph.ttl", 99, "0" * 64),))
    graph = rdflib.Graph().parse(data=turtle.text(describe(build), "build"), format="turtle")
    asked = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
        SELECT ?d ?n (COUNT(?used) AS ?u) ?sum { ?d void:triples ?n ; prov:wasGeneratedBy ?run ; dcat:distribution ?f .
        ?run a prov:Activity ; prov:startedAtTime ?t ; prov:used ?used . ?f spdx:checksum/spdx:checksumValue ?sum }
        GROUP BY ?d ?n ?sum"""
    ((dataset, triples, used, checksum),) = graph.query(asked)
    assert (int(triples), int(used), str(checksum).lower()) == (15, 2, "0" * 64)
    same = Build("1.2.3", datetime.now(UTC), when, ("b" * 32, "a" * 32), 1, 1)
    assert same.iri == build.iri == f"<{dataset}>"


def test_a_post_that_changed_is_described_and_the_change_is_not_taken_for_it() -> None:
    said = set(vocabulary([f"<{BASE}post/BOMBAY>"]))
    kinds = {value for subject, predicate, value in said if subject == f"<{BASE}post/BOMBAY>" and predicate == TYPE}
    assert kinds == {ORG("Organization"), KG("Post")}
    assert (f"<{BASE}post/BOMBAY>", KG("successor"), f"<{BASE}post/MUMBAI>") in said
