"""The page of the ontology: every term, nothing from elsewhere, and as the ontology makes it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDFS, Graph

from kg.schema import ontology_page
from kg.vocabulary import locate

PAGE = Path(__file__).parents[2] / "docs" / "ontology.html"


class Reader(HTMLParser):
    """Collect ids, links, and tags that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        self.loads += [tag] if tag in ("script", "link", "img", "iframe") else []
        if tag not in ("meta", "link", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def read() -> Reader:
    reader = Reader()
    reader.feed(ontology_page.html())
    return reader


def test_the_page_is_what_the_ontology_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == ontology_page.html(), "run: make docs"


def test_every_term_is_on_the_page_once(read: Reader) -> None:
    ontology = Graph().parse(locate() / "cable.ttl")
    terms = {
        str(t).replace("part#", "part-").rpartition("/")[2].replace("ontology#", "")
        for t in ontology.subjects(RDFS.isDefinedBy)
    }
    assert terms <= set(read.ids) and len(read.ids) == len(set(read.ids))
    assert len(terms) == sum(len(section.terms) for section in ontology_page.sections())


def test_every_link_on_the_page_leads_somewhere_and_nothing_is_loaded(read: Reader) -> None:
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids) and len(inside) > 100
    assert read.loads == [] and read.open == []
    assert all(re.match(r"(#|https?://)", link) for link in read.links)


def test_a_term_tells_what_it_is() -> None:
    terms = {term.name: term for section in ontology_page.sections() for term in section.terms}
    sent = terms["kg:sentTo"]
    assert [link.name for link in sent.above] == ["kg:addressedTo"] and sent.kind == "property"
    assert [link.name for link in terms["part:part"].domain] == ["kg:Cable", "kg:Paragraph"]
    assert "kg:Mention" in [link.name for link in terms["kg:Part"].below]
    assert terms["kg:Cable"].kind == "class" and terms["kg:Cable"].comment and terms["kg:Cable"].example


def test_the_vocabularies_are_counted() -> None:
    counts = {scheme: n for scheme, _, n in ontology_page.lists()}
    assert counts["topic"] > 1000 and counts["post"] > 400 and all(counts.values())
