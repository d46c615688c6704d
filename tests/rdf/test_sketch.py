"""The graph made by hand of the cable this project started from: no fact of it may be missing."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.model import Document, ReleaseStatus, content_hash
from kg.rdf import cable_statements, conclusions, same_message, used_vocabulary
from kg.terms.iris import LOCAL
from kg.terms.namespaces import BASE

SKETCH = Path(__file__).parents[3] / "shared" / "seed" / "sketch"
SEED = Path(__file__).parents[2] / "examples" / "07LIMA2181.txt"

pytestmark = pytest.mark.skipif(not SKETCH.is_dir(), reason="the sketch is not beside this checkout")


def sketch(name: str) -> set[tuple[str, str, str]]:
    quads = ox.parse(path=str(SKETCH / name), format=ox.RdfFormat.TURTLE)
    return {(_now(str(q.subject)), str(q.predicate), _now(str(q.object))) for q in quads}


def _now(term: str) -> str:
    """Return a term of the sketch as it is named now: what a build makes stands under a base of its own."""
    moved = re.sub(rf"^<{BASE}(document|addressee|thread|author|graph)/", rf"<{LOCAL}\1/", term)
    return re.sub(rf"^<{BASE}official/([a-z]+)-07LIMA2181", rf"<{LOCAL}official/\1-07LIMA2181", moved)


IMPLIED = ("Addressing", "Heading", "Mention", "Paragraph", "Reference", "Repair", "Section")
"""Classes that the property which leads to a part implies (`rdfs:range`): no graph repeats them for each part."""


def _implied(triple: tuple[str, str, str]) -> bool:
    """Tell what a graph leaves to the IRI, the property or the ontology: types, numbers and order of parts."""
    subject, predicate, value = triple
    if subject.endswith("/rule/one-cable>"):
        return True  # nobody is said to be found by it
    name = predicate.replace("#", "/").rpartition("/")[2][:-1]
    kind = value.replace("#", "/").rpartition("/")[2][:-1]
    if name == "type":
        return kind in (*IMPLIED, "Person")
    return name in ("order", "number") or (name == "rule" and kind == "one-cable")


def _any_key(triple: tuple[str, str, str]) -> tuple[str, ...]:
    """Return a statement with what a person's IRI has behind the surname left out: the sketch has the first cable."""
    return tuple(re.sub(rf"^(<{LOCAL}official/[a-z]+)-[^#>]*", r"\1", term) for term in triple)


@pytest.fixture(scope="module")
def built() -> tuple[set, set]:
    with SEED.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    used, concluded = used_vocabulary.Used(), used_vocabulary.Used()
    document = Document(text, SEED.name, content_hash(text), release=ReleaseStatus("leaked"))
    (message,) = same_message.messages([(kg.parse(text), document)])
    written = cable_statements.write(message)
    stated = set(used.watch(written.triples)) | set(used_vocabulary.vocabulary(used))
    inferred = set(concluded.watch(conclusions.inferred([written.digest])))
    return stated, inferred | set(used_vocabulary.vocabulary(concluded - used.closed()))


def test_no_fact_that_is_stated_is_missing(built: tuple[set, set]) -> None:
    better = (
        "addressee/cdr-uscincso",  # the sketch did not know that this is the Southern Command
        "doubt/unresolved",
        "Venezuelan President",  # read as President, of Venezuela
        "#evidence>",  # spans were not to be copied
    )
    missing = [
        t for t in sketch("graph.ttl") - built[0] if not any(word in " ".join(t) for word in better) and not _implied(t)
    ]
    allowed = [t for t in missing if "info-cdr-uscincso" in t[0] and "doubt" in t[2]]
    assert [t for t in missing if t not in allowed] == []
    evidence = f"<{BASE}ontology#evidence>"
    proven = {s for s, p, _ in sketch("graph.ttl") if p == evidence}
    assert proven <= {s for s, p, _ in built[0] if p == evidence}


def _seen(triple: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return what the sketch says of a term that the cables show as what they do show: an attestation."""
    subject, predicate, value = triple
    if not subject.endswith("-in-cables>"):
        return triple
    names = {"member": "attests", "organization": "attestedAt", "startDate": "firstSeen", "endDate": "lastSeen"}
    local = predicate.replace("#", "/").rpartition("/")[2][:-1]
    value = value.replace("ontology#Term>", "ontology#Attestation>")
    return subject, f"<{BASE}ontology#{names[local]}>" if local in names else predicate, value


def test_no_conclusion_is_missing(built: tuple[set, set]) -> None:
    dated = {(s.replace("#lima-in-pocom", "#lima-2004-02-04-in-pocom"), p, o) for s, p, o in sketch("inferred.ttl")}
    dated = {_seen(t) for t in dated}
    known = set(map(_any_key, built[1]))
    missing = [t for t in map(_any_key, dated) if t not in known and not t[1].endswith("#score>") and not _implied(t)]
    assert missing == []


def test_nothing_is_both_stated_and_concluded(built: tuple[set, set]) -> None:
    assert not built[0] & built[1]
