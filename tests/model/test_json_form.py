"""The model as JSON, and back."""

import json

import pytest

from generator import corpus
from kg.model import Addressee, Cable, Document, ReleaseStatus
from kg.model.json_form import plain, restored
from kg.resolution.resolve_cable import parse_all
from tests.fictional import SEED


@pytest.mark.parametrize("damage", [0.0, 0.4])
def test_every_cable_comes_back_as_it_was(damage: float) -> None:
    texts = [SEED.read_text(encoding="utf-8"), *(made.text for made in corpus(12, seed=5, damage=damage))]
    cables = [cable for text in texts for cable in parse_all(text)]
    for cable in cables:
        assert restored(Cable, json.loads(json.dumps(plain(cable)))) == cable
    kinds = {type(one) for cable in cables for one in (*cable.addressees, *cable.officials, *cable.references)}
    assert Addressee in kinds
    assert any(cable.date_time_group and cable.declassify_on for cable in cables)


def test_a_document_comes_back() -> None:
    release = ReleaseStatus("leaked", "x", None, "F-1")
    document = Document("a\n", "é.txt", "0" * 32, metadata=(("note", "x"), ("b", "")), release=release)
    assert restored(Document, json.loads(json.dumps(plain(document)))) == document
