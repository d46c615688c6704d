"""Walk a cable and check the evidence of every value against the source."""

from collections.abc import Iterator

from msgspec import Struct

from kg.model import Cable, Span


def parts(value: object) -> Iterator[object]:
    """Yield everything inside a cable that has a span."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif isinstance(value, Struct):
        if hasattr(value, "span"):
            yield value
        for name in value.__struct_fields__:
            yield from parts(getattr(value, name))


def spans(value: object) -> Iterator[Span]:
    """Yield every span anywhere inside a cable, whatever its field is called."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))


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
