"""Where copies of one message differ, the report says in what, and nothing else."""

from kg.model import Addressee, Cable, Document, Sender, Span, Value
from kg.pipeline.copies import differences

HERE = Span(0, 1)


def found(*cables: Cable) -> dict[str, dict[str, str]]:
    copies = [(cable, Document("", name, name)) for name, cable in zip("abc", cables, strict=False)]
    return {d.field: dict(d.values) for d in differences("08LIMA1", copies)}


def value(text: str) -> Value[str]:
    return Value(text, text, HERE)


def test_values_that_differ() -> None:
    one = Cable("08LIMA1", subject=value("Talks"), classification=value("SECRET"))
    two = Cable("08LIMA1", subject=value("TALKS "), classification=value("CONFIDENTIAL"))
    assert found(one, two, Cable("08LIMA1")) == {"classification": {"a": "SECRET", "b": "CONFIDENTIAL"}}


def test_lists_tell_only_what_not_all_have() -> None:
    def to(*names: str) -> Cable:
        posts = {"QUITO": "QUITO", "AMEMBASSY QUITO": "QUITO"}
        one = [Addressee("info", None, n, None, None, 1, n, HERE, post=posts.get(n)) for n in names]
        return Cable("08LIMA1", addressees=tuple(one))

    assert found(to("QUITO", "Roe, Jo"), to("AMEMBASSY QUITO"), to()) == {
        "addressees": {"a": "Roe, Jo", "b": "(nothing more)"}
    }


def test_the_sender_is_the_post() -> None:
    def sent(post: str | None, name: str) -> Cable:
        return Cable("08LIMA1", origin=Sender(post, name, name, HERE))

    assert found(sent("LIMA", "AMEMBASSY LIMA"), sent("LIMA", "LIMA")) == {}
    assert found(sent("LIMA", "LIMA"), sent(None, "QUITOX")) == {"origin": {"a": "LIMA", "b": "QUITOX"}}
