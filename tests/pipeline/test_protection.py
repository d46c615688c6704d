"""Names that a text asks to protect go nowhere: not into the text kept, not into anything read from it."""

import doctest
from dataclasses import replace

from kg.model import Cable, Document, Official, Reference, Span, Tag, Value, content_hash
from kg.pipeline import protection
from kg.pipeline.protection import protect

TEXT = """SUBJECT: A TALK WITH ORSINO BELVEDERE
1. (C) Minister Orsino
Belvedere (strictly protect) spoke. Belvedere's car; the Belvederes; BELVEDERE left for Lima. Ann Lima met Bo Ko.
"""


def part(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def official(name: str, raw: str, protected: bool = True) -> Official:
    return Official(name, "Minister", "mentioned", protected, raw, part(raw))


def everything(cable: Cable) -> str:
    return repr(cable.to_dict())


def test_the_name_is_masked_everywhere() -> None:
    subject = part("A TALK WITH ORSINO BELVEDERE")
    cable = Cable(
        "07LIMA1",
        subject=Value("A TALK WITH ORSINO BELVEDERE", "A TALK WITH ORSINO BELVEDERE", subject),
        officials=(official("Orsino Belvedere", "Orsino\nBelvedere"), official("Ann Lima", "Ann Lima", False)),
        tags=(Tag("BELVEDERE, ORSINO", "BELVEDERE, ORSINO", True, None, Span(0, 1)),),
        references=(Reference("A", "email", "BELVEDERE e-mail", None, False, Span(0, 1)),),
    )
    document = Document(TEXT, "a.txt", content_hash(TEXT))
    masked, (clean,) = protect(document, (cable,))
    assert "belvedere " not in masked.text.lower()
    assert "orsino" not in masked.text.lower()
    assert "Belvederes" in masked.text  # another word
    assert "Ann Lima met Bo Ko" in masked.text
    assert len(masked.text) == len(TEXT)
    assert masked.text.count("\n") == TEXT.count("\n")
    assert masked.hash == content_hash(masked.text) != document.hash
    assert "BELVEDERE" not in everything(clean).upper()
    assert clean.officials[0].name is None
    assert clean.officials[0].title == "Minister"
    assert clean.officials[1].name == "Ann Lima"
    assert clean.subject
    assert clean.subject.value == "A TALK WITH ██████ █████████"
    for value in (clean.subject, clean.officials[0]):
        assert value.raw == value.span.of(masked.text)


def test_a_name_like_a_post_hides_no_post() -> None:
    cable = Cable("07LIMA1", officials=(official("Ann Lima", "Ann Lima"),))
    masked, (clean,) = protect(Document(TEXT, "a", "h"), (cable,))
    assert clean.id == "07LIMA1"
    assert "Ann" not in masked.text


def test_an_official_without_a_name_is_masked_where_he_stands() -> None:
    cable = Cable(None, officials=(replace(official("", "Bo Ko"), name=None),))
    masked, _ = protect(Document(TEXT, "a", "h"), (cable,))
    assert "met ██ ██." in masked.text


def test_without_protection_nothing_changes() -> None:
    document, cables = Document(TEXT, "a", "h"), (Cable(None, officials=(official("Bo Ko", "Bo Ko", False),)),)
    assert protect(document, cables) == (document, cables)


def test_the_example_of_the_documentation() -> None:
    assert doctest.testmod(protection).failed == 0
