"""Several texts under one number: copies of one message, or messages that share it."""

from datetime import UTC, datetime

from kg.model import Addressee, Cable, Sender, Span, Value
from kg.pipeline.numbers import Bearer, compare, messages, rename

EARLY, LATE = datetime(2007, 6, 21, 21, 7, tzinfo=UTC), datetime(2007, 6, 22, 9, 0, tzinfo=UTC)
HERE = Span(0, 1)


def value(text: str) -> Value[str]:
    return Value(text, text, HERE)


def cable(subject: str, time: datetime | None = EARLY, level: str = "SECRET") -> Cable:
    return Cable(
        "07LIMA1", message_reference_number=value("LIMA 001"), subject=value(subject), classification=value(level),
        date_time_group=Value(time, "", HERE) if time else None,
    )  # fmt: skip


def bearers(*cables: Cable) -> list[Bearer]:
    return [b for n, c in enumerate(cables) if (b := Bearer.of(f"hash{n}", 0, c))]


def grouped(*cables: Cable) -> list[list[str]]:
    return [[b.hash for b in group] for group in messages(bearers(*cables))]


def test_copies_say_the_same_time_or_the_same_subject() -> None:
    assert grouped(cable("Talks"), cable("TALKS  "), cable("TALK S", LATE), cable("Else", None)) == [
        ["hash0", "hash1", "hash2"], ["hash3"],
    ]  # fmt: skip
    assert grouped(cable("Talks"), cable("Talcs")) == [["hash0", "hash1"]]


def test_two_messages_the_earlier_keeps_the_number() -> None:
    late, early = cable("Elections", LATE), cable("Talks", EARLY)
    groups = messages(bearers(late, early))
    assert [[b.hash for b in g] for g in groups] == [["hash1"], ["hash0"]]
    first, second = rename(early, groups[0], True, True), rename(late, groups[1], False, True)
    assert first.id == "07LIMA1"
    assert second.id == "07LIMA1-20070622T0900Z"
    for one in (first, second):
        assert one.message_reference_number
        assert one.message_reference_number.doubts == ("number-shared",)
    assert rename(early, groups[0], True, False) is early


def test_a_copy_that_says_nothing_joins_the_first() -> None:
    assert grouped(cable("Talks"), Cable("07LIMA1")) == [["hash0", "hash1"]]
    assert Bearer.of("x", 0, Cable(None)) is None


def test_many_under_one_number_are_sorted_fast() -> None:
    many = [Bearer(f"{n:06}", 0, "07LIMA1", None, f"S{n}") for n in range(20_000)]
    assert len(messages(many)) == 20_000


def test_differences_are_marked_value_by_value() -> None:
    one, other = cable("Talks"), cable("talks", level="CONFIDENTIAL")
    (first, second), (difference,) = compare([("h1", one), ("h2", other)])
    assert difference.field == "classification"
    assert difference.values == (("h1", "SECRET"), ("h2", "CONFIDENTIAL"))
    for copy in (first, second):
        assert copy.classification
        assert copy.classification.doubts == ("copies-differ",)
        assert copy.subject
        assert copy.subject.doubts == ()


def test_lists_differ_by_their_items_and_silence_is_no_difference() -> None:
    def addressed(*names: str) -> Cable:
        one = [Addressee("info", None, name, None, None, n, name, HERE) for n, name in enumerate(names)]
        return Cable("07LIMA1", addressees=tuple(one))

    three = [("h1", addressed("BOGOTA", "QUITO")), ("h2", addressed("BOGOTA")), ("h3", Cable("07LIMA1"))]
    copies, found = compare(three)
    assert [d.values for d in found] == [(("h1", "QUITO"), ("h2", ""))]
    assert [a.doubts for a in copies[0].addressees] == [(), ("copies-differ",)]
    assert [a.doubts for a in copies[1].addressees] == [()]


def test_the_sender_is_compared_by_post() -> None:
    def sent(post: str | None, name: str) -> Cable:
        return Cable("07LIMA1", origin=Sender(post, name, name, HERE))

    assert compare([("a", sent("LIMA", "AMEMBASSY LIMA")), ("b", sent("LIMA", "LIMA"))])[1] == []
    (_, second), (difference,) = compare([("a", sent("LIMA", "LIMA")), ("b", sent("QUITO", "QUITO"))])
    assert difference.field == "origin"
    assert second.origin
    assert second.origin.doubts == ("copies-differ",)
