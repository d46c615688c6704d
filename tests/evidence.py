"""Walk a cable and check the evidence of every value against the source."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from kg.model import Cable, Span


def parts(value: object) -> Iterator[object]:
    """Yield every data class inside a cable that has a span."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value) and not isinstance(value, Span):
        if hasattr(value, "span"):
            yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))


def spans(value: object) -> Iterator[Span]:
    """Yield every span anywhere inside a cable, whatever its field is called."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def check_evidence(cable: Cable, text: str) -> int:
    """Assert that every span lies in the text and that `raw` is exactly what stands there; return how many."""
    for span in spans(cable):
        assert 0 <= span.start <= span.end <= len(text), span
    count = 0
    for part in parts(cable):
        if part.span is not None and hasattr(part, "raw"):
            assert part.span.of(text) == part.raw, part
        count += 1
    return count
