"""Fuzz target: any text parses, in bounded time, and every span is true. `make fuzz` runs it for a minute.

Not a test that pytest collects: atheris steers the input by the code it reaches (coverage of `kg.parsing`).
"""

import sys

import atheris

with atheris.instrument_imports(include=["kg.parsing", "kg.resolution"]):
    import kg
    from tests.evidence import check_evidence

    kg.parse("FM AMEMBASSY LIMA")


def one(data: bytes) -> None:
    """Read one input in both ways; an exception or a wrong span ends the run with the input that caused it."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data))
    check_evidence(kg.parse(text), text)
    for cable in kg.parse_all(text):
        check_evidence(cable, text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
