"""Turtle: the same graph to rdflib and Oxigraph, the same bytes each time, readable, in bounded memory."""

import gzip
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from msgspec import Struct
from msgspec.structs import replace
from rdflib.compare import isomorphic, to_isomorphic

from kg.model import Span
from kg.rdf import cable_statements, conclusions, same_message, used_vocabulary
from kg.terms import ntriples, turtle
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import iri, literal
from tests.rdf.sample import CABLE, DOCUMENT
from tests.terms.test_ntriples_terms import NASTY, TEXTS


def by_oxigraph(data: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[str]:
    data = data.encode() if isinstance(data, str) else data
    return {str(quad.triple) for quad in ox.parse(data, form)}


def by_rdflib(data: str, form: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format=form)


def both_agree(triples: list[tuple[str, str, str]]) -> str:
    """Assert that Turtle means the triples to both readers; return the Turtle."""
    written = turtle.text(triples, "test")
    plain = "".join(ntriples.lines(triples))
    assert by_oxigraph(written) == by_oxigraph(plain, ox.RdfFormat.N_TRIPLES)
    assert isomorphic(to_isomorphic(by_rdflib(written)), to_isomorphic(by_rdflib(plain, "nt")))
    return written


def test_the_sample_means_the_same_to_both() -> None:
    triples = list(cable_statements.stated(CABLE, DOCUMENT))
    written = both_agree(
        triples
        + list(conclusions.inferred([cable_statements.write(same_message.messages([(CABLE, DOCUMENT)])[0]).digest]))
    )
    assert "\n<cable/07QUITO100>\n    a kg:Cable ;\n" in written
    assert 'kg:date "2007-02-03"^^xsd:date ;' in written
    assert ",\n                <local/addressee/office-of-nothing-nowhere>,\n                post:BOGOTA" in written


def nasty(value: object, text: str) -> object:
    """Return model data with a nasty text in every string of it but codes and hashes."""
    if isinstance(value, Span) or value is None:
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(nasty(item, text) for item in value)
    if isinstance(value, Struct):
        keep = {"role", "kind", "rule", "status", "doubts", "hash", "text"}
        names = [name for name in value.__struct_fields__ if name not in keep]
        return replace(value, **{name: nasty(getattr(value, name), text) for name in names})
    return value


@pytest.mark.parametrize("text", [*NASTY, "..", "a/../b", "x" * 3000, "ЛИМА ЖЖ", "LAST, FIRST", "\ud800"])
def test_a_cable_of_nasty_texts_means_the_same_to_both(text: str) -> None:
    cable, document = nasty(CABLE, text), nasty(DOCUMENT, text)
    used = used_vocabulary.Used()
    (message,) = same_message.messages([(cable, document)])
    written = cable_statements.write(message, include_protected=True)
    both_agree(
        [*used.watch(written.triples), *used_vocabulary.vocabulary(used), *conclusions.inferred([written.digest])]
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_terms_mean_the_same_to_both(one: str, other: str) -> None:
    both_agree(
        [
            (iri(f"{BASE}cable/{one}"), iri("http://a/p"), literal(other)),
            (iri(f"{BASE}{one}"), iri(f"{BASE}ontology#{other}"), iri(f"{BASE}topic/{one}#{other}")),
        ]
    )


@pytest.mark.parametrize(
    ("term", "short"),
    [
        (f"<{BASE}topic/PREL>", "topic:PREL"),
        (f"<{BASE}reason/12958-1.4c>", "reason:12958-1.4c"),
        (f"<{BASE}topic/A.>", "<topic/A.>"),
        (f"<{BASE}topic/..>", f"<{BASE}topic/..>"),
        (f"<{BASE}topic/EL%20AL>", "<topic/EL%20AL>"),
        (f"<{BASE}cable/07LIMA1#p4>", "<cable/07LIMA1#p4>"),
        (f"<{BASE}ontology#Cable>", "kg:Cable"),
        ("<http://example.org/>", "<http://example.org/>"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "5"),
        ('"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', "0.5"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"5"^^xsd:decimal'),
        ('"a^^b"', '"a^^b"'),
        ('"a>"', '"a>"'),
        ('"a"@en', '"a"@en'),
    ],
)
def test_short_forms(term: str, short: str) -> None:
    assert turtle.short(term) == short


def test_subjects_are_sorted_by_their_whole_iri() -> None:
    keys = ["07LIMA5", "07LIMA513", "07LIMA5#p1", "07LIMA5#p10", "07LIMA5#p2"]
    triples = [(f"<{BASE}cable/{key}>", "<http://a/p>", '"x"') for key in keys]
    lines = [line for line in turtle.text(triples, "t").splitlines() if line.startswith("<cable")]
    assert lines == [f"<cable/{key}>" for key in ("07LIMA5", "07LIMA5#p1", "07LIMA5#p10", "07LIMA5#p2", "07LIMA513")]


def many(count: int) -> list[str]:
    triples = [
        (f"<{BASE}cable/c{i % 97}#p{i % 11}>", f"<http://a/p{i % 7}>", literal(f"v{i % 1301}")) for i in range(count)
    ]
    return list(ntriples.lines(triples))


def test_any_order_and_any_memory_give_the_same_bytes(tmp_path: Path) -> None:
    lines = many(40_000)
    in_memory, on_disk, shuffled = tmp_path / "a.ttl", tmp_path / "b.ttl", tmp_path / "c.ttl"
    count = turtle.write(in_memory, lines, "x")
    assert count == len(set(lines))
    assert turtle.write(on_disk, lines, "x", scratch=tmp_path, chunk=20_000) == count
    random.Random(1).shuffle(lines)
    turtle.write(shuffled, lines, "x", chunk=700_000)
    assert in_memory.read_bytes() == on_disk.read_bytes() == shuffled.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.ttl", "b.ttl", "c.ttl"]


def test_a_failed_run_leaves_nothing_behind(tmp_path: Path) -> None:
    def lines():
        yield from many(20_000)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        turtle.write(tmp_path / "a.ttl", lines(), "x", scratch=tmp_path, chunk=20_000)
    assert not [p for p in tmp_path.iterdir() if p.suffix != ".ttl"]


def test_files_of_triples_come_back(tmp_path: Path) -> None:
    triples = list(cable_statements.stated(CABLE, DOCUMENT))
    plain, packed = tmp_path / "a.nt", tmp_path / "b.nt.gz"
    assert ntriples.write(plain, triples) == ntriples.write(packed, triples) == len(triples)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    again = tmp_path / "c.nt.gz"
    ntriples.write(again, triples)
    assert again.read_bytes() == packed.read_bytes()
    assert [ntriples.parse(line) for line in ntriples.read([packed])] == triples


def test_the_title_cannot_end_the_comment() -> None:
    assert turtle.text([], "a\n<x> <y> <z> .").splitlines()[0] == "# a <x> <y> <z> ."
