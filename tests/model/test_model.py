"""The classes of the model: frozen, comparable, sent to other processes, written as JSON and read back."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from generator import corpus
from kg.model import Addressee, Cable, Document, Evidence, Quoted, ReleaseStatus, Repair, Span, Value
from kg.resolution.resolve_cable import parse_all
from tests.fictional import SEED


@pytest.fixture(scope="module")
def cables() -> list[Cable]:
    made = [*corpus(12, seed=5), *corpus(12, seed=5, damage=0.4)]
    return [
        cable for text in (SEED.read_text(encoding="utf-8"), *(one.text for one in made)) for cable in parse_all(text)
    ]


def test_every_cable_comes_back_as_it_was(cables: list[Cable]) -> None:
    for cable in cables:
        assert msgspec.json.decode(msgspec.json.encode(cable), type=Cable) == cable
        assert msgspec.convert(cable.to_dict(), Cable) == cable
        assert pickle.loads(pickle.dumps(cable)) == cable
        assert hash(pickle.loads(pickle.dumps(cable))) == hash(cable)
    kinds = {type(one) for cable in cables for one in (*cable.addressees, *cable.officials, *cable.references)}
    assert Addressee in kinds
    assert any(cable.date_time_group and cable.declassify_on for cable in cables)


def test_to_dict_is_plain_json_data(cables: list[Cable]) -> None:
    for cable in cables:
        data = cable.to_dict()
        assert json.loads(json.dumps(data)) == data
        assert set(data) == set(Cable.__struct_fields__)


def test_the_keys_of_the_values_in_the_json(cables: list[Cable]) -> None:
    """Programs read these: a value's evidence is beside it, pieces and other places only where it can have them."""
    found = {}
    for cable in cables:
        for name, values in cable.to_dict().items():
            for one in values if isinstance(values, list) else [values]:
                if isinstance(one, dict):
                    found[name] = set(one)
    marked = {"raw", "span", "repairs", "doubts"}
    value = {"value", "pieces", "also", *marked}
    assert found["subject"] == found["captions"] == found["date_time_group"] == value
    assert found["origin"] == {"value", "name", *marked}
    assert found["section"] == {"number", "of", "raw", "span"}
    assert found["declassify_on"] == {"value", "event", *marked}
    assert found["tags"] == {"code", "recognised", "suggestion", "kind", "pieces", "also", *marked}
    assert found["references"] == {
        *("letter", "kind", "cable_id", "year_inferred", "pieces", "date", "persons", *marked)
    }
    assert found["addressees"] == {
        *("role", "routing_indicator", "name", "precedence", "serial", "order", "post", "kind", "pieces", *marked)
    }
    assert found["officials"] == {
        *("name", "title", "role", "protected", "organisation", "title_span", "also", "listing", *marked)
    }
    assert found["paragraphs"] == {
        *("number", "number_repaired", "portion_marking", "span", "pieces", "repairs", "doubts", "cites")
    }


def test_times_and_places_in_the_json() -> None:
    sent = Value(datetime(2007, 6, 4, 21, 30, tzinfo=UTC), raw="042130Z JUN 07", span=Span(3, 17))
    data = Cable("07LIMA2181", date_time_group=sent).to_dict()["date_time_group"]
    assert isinstance(data, dict)
    assert (data["value"], data["span"], data["pieces"]) == ("2007-06-04T21:30:00Z", [3, 17], [])


def test_a_text_with_half_characters_has_a_json_form() -> None:
    value = Value("\ud800", raw="\ud800", span=Span(0, 1))
    data = Cable(None, subject=value).to_dict()
    assert json.loads(json.dumps(data)) == data


def test_a_document_comes_back() -> None:
    release = ReleaseStatus("leaked", "x", None, "F-1")
    document = Document("a\n", "é.txt", "0" * 32, metadata=(("note", "x"), ("b", "")), release=release)
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_what_is_not_of_the_class_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "07LIMA2181", "subject": {"value": "x", "raw": "x"}}, Cable)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "07LIMA2181", "subject": "x"}, Cable)


def test_values_are_frozen_and_changed_by_copies() -> None:
    value = Value("LIMA", raw="Lima", span=Span(0, 4))
    with pytest.raises(AttributeError):
        value.value = "QUITO"  # type: ignore[misc]
    doubted = replace(value, doubts=("unsure",))
    assert doubted.doubts == ("unsure",) and value.doubts == () and doubted != value
    assert replace(value) == value and replace(value) is not value and hash(replace(value)) == hash(value)
    with pytest.raises(TypeError):
        replace(value, code="LIMA")
    with pytest.raises(TypeError):
        Repair("pilcrow", "15.", "5.")  # type: ignore[call-arg]


def test_one_base_for_the_evidence_of_every_value(cables: list[Cable]) -> None:
    parts = [part for cable in cables for _, part in cable.parts()]
    values = [part for part in parts if isinstance(part, Evidence)]
    assert {type(part).__name__ for part in parts} - {type(value).__name__ for value in values} <= {
        "Section",
        "Attribute",
    }
    assert {type(one).__name__ for one in values if not isinstance(one, Quoted)} == {"Paragraph"}
    for value in values:
        assert value.places and all(isinstance(place, Span) for place in value.places)
        assert value.places == (value.pieces or (value.span,)) + value.also
