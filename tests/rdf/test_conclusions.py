"""Conclusions: who is held, who is whom, who served where."""

from datetime import date

from kg.rdf import cable_statements, conclusions, same_message, used_vocabulary
from kg.resolution.cable_digest import Digest, Mention
from kg.terms.iris import KG, LOCAL, VALUE, cable_iri, coded
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import literal
from tests.rdf.sample import CABLE, DOCUMENT
from tests.rdf.test_cable_statements import said

CLASSIFIER = Mention("classified-by-struble", "J. Curtis Struble", "Ambassador", "classified_by")
SIGNER = Mention("signed-struble", "STRUBLE", None, "signed")


def digest(
    key: str, *mentions: Mention, post: str = "LIMA", day: date | None = date(2007, 6, 21), cites=(), whole=True
):
    return Digest(key, post, day, whole, tuple(cites), mentions)


def test_held_partial_and_only_referenced() -> None:
    triples = list(
        conclusions.inferred([digest("07LIMA1", cites=["07LIMA2", "07LIMA3"]), digest("07LIMA2", whole=False)])
    )
    status = {s: o for s, p, o in triples if p == KG("status")}
    assert status == {
        cable_iri("07LIMA1"): coded("status", "held"),
        cable_iri("07LIMA2"): coded("status", "partial"),
        cable_iri("07LIMA3"): coded("status", "referenced-only"),
    }


def test_an_ambassador_is_the_one_of_the_list_over_all_cables() -> None:
    triples = list(
        conclusions.inferred(
            [digest("07LIMA2181", CLASSIFIER, SIGNER), digest("05LIMA7", SIGNER, day=date(2005, 3, 1))]
        )
    )
    person = f"<{BASE}official/struble-james-curtis>"
    assert said(triples, cable_iri("05LIMA7"), KG("signedBy")) == {person}
    assert said(triples, person, "<http://xmlns.com/foaf/0.1/name>") == {literal("J. Curtis Struble")}
    served = f"{person[:-1]}#lima-in-cables>"
    assert {o[1:11] for o in said(triples, served, KG("firstSeen"))} == {"2005-03-01"}
    assert {o[1:11] for o in said(triples, served, KG("lastSeen"))} == {"2007-06-21"}
    assert len(said(triples, served, "<http://www.w3.org/ns/prov#wasDerivedFrom>")) == 3
    listed = f"{person[:-1]}#lima-2004-02-04-in-pocom>"
    assert said(triples, listed, KG("conflictsWith")) == {served}


def test_the_order_of_digests_does_not_matter() -> None:
    digests = [digest("07LIMA2181", CLASSIFIER, SIGNER), digest("05LIMA7", SIGNER, day=date(2005, 3, 1))]
    assert sorted(conclusions.inferred(digests)) == sorted(conclusions.inferred(digests[::-1]))


def test_persons_of_the_list_are_the_same_everywhere_and_others_stand_under_the_users_base() -> None:
    doe = Mention("drafted-doe", "J. DOE", None, "drafted")
    triples = list(conclusions.inferred([digest("07LIMA2181", CLASSIFIER, doe)], base="https://example.org/"))
    assert said(triples, cable_iri("07LIMA2181"), KG("classifiedBy")) == {f"<{BASE}official/struble-james-curtis>"}
    (drafter,) = said(triples, cable_iri("07LIMA2181"), KG("draftedBy"))
    assert drafter.startswith("<https://example.org/official/doe-j-lima-2000s~")


def test_two_of_a_surname_in_one_cable_are_two() -> None:
    triples = list(
        conclusions.inferred(
            [
                digest(
                    "07LIMA1",
                    Mention("a", "Ann Roe", "Minister", "mentioned"),
                    Mention("b", "Bob Roe", "President", "mentioned"),
                )
            ]
        )
    )
    assert len(said(triples, cable_iri("07LIMA1"), KG("mentions"))) == 2


def test_the_vocabulary_of_the_conclusions_repeats_nothing() -> None:
    stated, concluded = used_vocabulary.Used(), used_vocabulary.Used()
    written = cable_statements.write(same_message.messages([(CABLE, DOCUMENT)])[0])
    first = set(stated.watch(written.triples)) | set(used_vocabulary.vocabulary(stated))
    second = set(concluded.watch(conclusions.inferred([written.digest]))) | set(
        used_vocabulary.vocabulary(concluded - stated.closed())
    )
    assert not first & second
    named = {o for _, _, o in first | second if o.startswith(tuple(f"<{BASE}{s}/" for s in ("status", "rule", "post")))}
    assert named <= {s for s, _, _ in first | second}


def test_an_unlisted_code_is_described_by_itself() -> None:
    described = set(used_vocabulary.vocabulary([coded("topic", "EL ÁGUILA"), coded("caption", 'A"B')]))
    assert (
        coded("topic", "EL ÁGUILA"),
        "<http://www.w3.org/2004/02/skos/core#notation>",
        literal("EL ÁGUILA"),
    ) in described


def test_who_was_only_told_did_not_clear() -> None:
    cleared = Mention("cleared-roe", "ROE", None, "cleared")
    told = Mention("informed-doe", "DOE", None, "informed")
    triples = list(conclusions.inferred([digest("07LIMA2181", cleared, told)]))
    assert said(triples, cable_iri("07LIMA2181"), KG("clearedBy")) == {f"<{LOCAL}official/roe-07LIMA2181>"}
    assert said(triples, cable_iri("07LIMA2181"), KG("informed")) == {f"<{LOCAL}official/doe-07LIMA2181>"}
    meant = said(triples, f"{cable_iri('07LIMA2181')[:-1]}#informed-doe>", VALUE)
    assert meant == {f"<{LOCAL}official/doe-07LIMA2181>"}, "who that is, is said where the name stands"
