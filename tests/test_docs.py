"""The pages of the documentation that are made from the code are current, and the code has the shape they show."""

from __future__ import annotations

import pytest

from tools import make_architecture


def test_the_picture_of_the_architecture_is_current() -> None:
    text = make_architecture.GOAL.read_text("utf-8")
    assert text.count("<!-- made:") == 2
    assert make_architecture.page(text) == text, "docs/architecture.md is not current: make docs"


def test_no_folder_uses_one_that_uses_it() -> None:
    order = make_architecture.floors(make_architecture.imports())
    assert len(order) > 10 and order[-1] == "cli"


def test_a_circle_is_refused() -> None:
    assert make_architecture.floors({"a": {"b"}, "b": {"c"}, "c": set()}) == ["c", "b", "a"]
    with pytest.raises(ValueError, match="a, b"):
        make_architecture.floors({"a": {"b"}, "b": {"a"}, "c": set()})


def test_arrows_that_follow_from_others_are_left_out() -> None:
    uses = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert make_architecture.direct(uses) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_the_reference_of_the_api_is_current() -> None:
    pytest.importorskip("pdoc", reason="pdoc is not installed: it is one of the tools for development")
    from tools import make_api_docs

    assert make_api_docs.page() == make_api_docs.GOAL.read_text("utf-8"), "docs/api.md is not current: make docs"


def test_the_reference_names_every_part_of_the_public_face() -> None:
    from kg import __all__ as public
    from kg import model

    text = (make_architecture.ROOT / "docs" / "api.md").read_text("utf-8")
    missing = [name for name in public if name != "__version__" and f"### kg.{name}\n" not in text]
    classes = [name for name in model.__all__ if isinstance(getattr(model, name), type) and f"### {name}\n" not in text]
    assert (missing, classes) == ([], ["Value"])
