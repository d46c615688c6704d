"""One label for each property, wherever people meet it; the tables say it, everything else is held against them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.model import Cable
from kg.pipeline.reading_counts import EXPECTED
from kg.rdf.correctable_fields import FIELDS
from kg.schema import arrows, by_role, expand, fields, group_of, heading, label, parts_of, role_order
from kg.schema.fields import field_of
from kg.schema.labels import properties
from kg.terms.namespaces import NAMESPACES
from kg.vocabulary import locate
from kg.vocabulary.csv_tables import read

RDFS_LABEL = ox.NamedNode(NAMESPACES["rdfs"] + "label")
OWN = (NAMESPACES["kg"], NAMESPACES["part"])
BOOKKEEPING = {"attributes", "repairs", "diagnostics"}
"""Keys of `Cable.to_dict` that are about the reading, not about the cable."""


@pytest.fixture(scope="module")
def ontology() -> ox.Store:
    store = ox.Store()
    store.load((locate() / "cable.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    return store


def test_every_key_of_the_model_has_a_row() -> None:
    known = {key for field in fields() for key in field.keys}
    keys = set(Cable.__struct_fields__) - BOOKKEEPING
    assert keys <= known, f"give these keys of Cable a row in ontology/fields.csv: {sorted(keys - known)}"
    assert known <= keys, f"ontology/fields.csv has rows for keys that Cable lacks: {sorted(known - keys)}"


def test_a_role_has_one_row() -> None:
    roles = [field.role for field in fields()]
    assert len(roles) == len(set(roles)) == len(by_role())
    told = [(key, field.entries) for field in fields() for key in field.keys]
    assert len(told) == len(set(told))


def test_the_ontology_has_the_labels_of_the_tables(ontology: ox.Store) -> None:
    expected = {one.iri: one.label for one in properties() if one.iri.startswith(OWN)}
    for field in fields():
        expected.update({iri: field.label for iri in field.properties[:1] if iri.startswith(OWN)})
        if field.careful:
            expected[field.careful] = f"{field.label} (place in the text)"
    for iri, words in expected.items():
        found = [q.object.value for q in ontology.quads_for_pattern(ox.NamedNode(iri), RDFS_LABEL, None, None)]
        assert found == [words], f"{iri}: cable.ttl has {found}, the tables have {words!r}"


def test_every_property_of_the_ontology_is_in_the_tables(ontology: ox.Store) -> None:
    kinds = [ox.NamedNode(f"http://www.w3.org/2002/07/owl#{kind}Property") for kind in ("Object", "Datatype")]
    kinds.append(ox.NamedNode(NAMESPACES["rdf"] + "Property"))
    rdf_type = ox.NamedNode(NAMESPACES["rdf"] + "type")
    found = {q.subject.value for kind in kinds for q in ontology.quads_for_pattern(None, rdf_type, kind, None)}
    known = {one.iri for one in properties()} | {iri for field in fields() for iri in field.properties}
    known |= {field.careful for field in fields() if field.careful}
    missing = sorted(iri for iri in found - known if iri.startswith(OWN))
    assert not missing, f"give these a row in ontology/properties.csv (a field of a cable: fields.csv): {missing}"


def test_labels_are_told_apart_where_roles_share_a_name() -> None:
    assert label(expand("dcterms:title")) == label(expand("part:title")) == label("title") == "subject"
    assert label(expand("foaf:title")) == "title"
    assert heading(label("topic")) == "TAGS entry" and label("chargeCode") == "charge code"


def test_what_has_no_row_is_shown_last() -> None:
    assert sorted(["chargeCode", "serial", "title"], key=role_order) == ["title", "serial", "chargeCode"]
    assert group_of("chargeCode") == ""


def test_an_arrow_has_a_code_of_its_own_and_two_ends() -> None:
    codes = [arrow.code for arrow in arrows()]
    assert len(codes) == len(set(codes))
    assert {arrow.source for arrow in arrows()} == {"cable", "official"}
    assert {arrow.code for arrow in arrows() if arrow.source == "official"} == {"served_at", "seen_at"}
    assert all(arrow.target in ("post", "cable", "topic", "official") and arrow.back for arrow in arrows())


def test_the_lists_of_one_key() -> None:
    assert [field.role for field in parts_of("addressees").values()] == ["sentTo", "copiedTo", "exempted"]
    assert parts_of("officials")["drafted"].label == "drafter"


@pytest.mark.parametrize(
    ("column", "value", "told"), [("stands", "nowhere", "stands is 'nowhere'"), ("property", "xy:z", "unknown prefix")]
)
def test_a_damaged_row_is_named(column: str, value: str, told: str) -> None:
    (row,) = (row for row in read("fields", ".") if row["role"] == "title")
    with pytest.raises(KgError, match=f"row 'title'.*{told}"):
        field_of({**row, column: value})


def test_what_can_be_corrected_is_documented() -> None:
    docs = Path(__file__).parents[2] / "docs" / "corrections.md"
    missing = [f.correctable for f in fields() if f.correctable and f"`{f.correctable}`" not in docs.read_text("utf-8")]
    assert not missing, f"docs/corrections.md says nothing of the fields {missing}"


def test_a_field_that_can_be_corrected_has_a_type_that_can_be_written() -> None:
    assert {one.correctable for one in fields() if one.correctable} == set(FIELDS)


def test_the_report_expects_what_the_table_says() -> None:
    assert set(EXPECTED) == {key for one in fields() if one.expected for key in one.keys}
    assert {"id", "date_time_group", "tags", "subject", "addressees", "paragraphs"} <= set(EXPECTED)
    assert not {"summary", "references", "captions"} & set(EXPECTED)
