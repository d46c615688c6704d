"""Quickly made data classes are those that `dataclasses` makes: same arguments, same equality, still frozen."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from kg.model import Repair, Span, Tag, Value
from kg.model.records import changed, quick


@dataclass(frozen=True, slots=True)
class _Slow:
    name: str
    places: tuple[int, ...] = ()
    known: bool = False


_Quick = quick(
    dataclass(frozen=True, slots=True)(
        type(
            "_Quick",
            (),
            {
                "__annotations__": {"name": "str", "places": "tuple[int, ...]", "known": "bool"},
                "places": (),
                "known": False,
                "__module__": __name__,
            },
        )
    )
)


_Open = quick(
    dataclass(frozen=True)(
        type(
            "_Open",
            (),
            {
                "__annotations__": {"name": "str", "places": "tuple[int, ...]", "known": "bool"},
                "places": (),
                "known": False,
                "__module__": __name__,
            },
        )
    )
)


@pytest.mark.parametrize("kind", [_Quick, _Open])
@pytest.mark.parametrize(
    ("given", "named"),
    [(("a",), {}), (("a", (1,)), {"known": True}), ((), {"known": True, "name": "b"}), (("a", (1, 2), True), {})],
)
def test_the_constructor_takes_what_the_other_takes(
    kind: type, given: tuple[object, ...], named: dict[str, object]
) -> None:
    one, other = kind(*given, **named), _Slow(*given, **named)  # type: ignore[arg-type]
    assert [getattr(one, f.name) for f in fields(_Slow)] == [getattr(other, f.name) for f in fields(_Slow)]
    assert one == kind(*given, **named) and hash(one) == hash(kind(*given, **named))


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", (), False, 1), {}), (("a",), {"other": 1})])
def test_what_the_other_refuses_is_refused(given: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (_Quick, _Open, _Slow):
        with pytest.raises(TypeError):
            kind(*given, **named)  # type: ignore[arg-type]


def test_the_model_is_still_frozen_and_can_be_sent_to_another_process() -> None:
    repair = Repair("pilcrow", "15.", "5.", Span(0, 3))
    with pytest.raises(FrozenInstanceError):
        repair.rule = "other"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(repair)) == repair


def test_changed_is_replace() -> None:
    value = Value("LIMA", "Lima", Span(0, 4))
    assert changed(value, doubts=("unsure",)) == replace(value, doubts=("unsure",)) != value
    assert changed(value) == value and changed(value) is not value
    with pytest.raises(KeyError):
        changed(value, code="LIMA")


def test_annotations_stay_for_those_who_read_signatures() -> None:
    assert Tag.__init__.__annotations__["code"] == "str"
