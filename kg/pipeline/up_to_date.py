"""Check whether anything has to be done: compare the inputs and products of the last build with the next."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kg.pipeline.output_files import Made
from kg.pipeline.reading_keys import product_version
from kg.pipeline.report import Shapes
from kg.store.output_folder import PRODUCTS, STATE

_NAME = "built.json"


def remember(output: Path, inputs: str, made: Made) -> None:
    """Record the inputs of the build that now lies in `output`: `inputs` is their fingerprint."""
    data = {"inputs": inputs, "code": product_version(), "made": asdict(made), "files": _files(output)}
    draft = output / STATE / f"{_NAME}.draft"
    draft.write_text(json.dumps(data), encoding="utf-8")
    draft.replace(output / STATE / _NAME)


def forget(output: Path) -> None:
    """Remove the record of `remember` before the files in `output` change."""
    (output / STATE / _NAME).unlink(missing_ok=True)


def unchanged(output: Path, inputs: str) -> Made | None:
    """Return the data of the last build if it had the same inputs and code and its products are untouched.

    In any doubt the answer is None: building again is never wrong.
    """
    try:
        data = json.loads((output / STATE / _NAME).read_text(encoding="utf-8"))
        if data["code"] != product_version() or data["inputs"] != inputs:
            return None
        if data["files"] != _files(output):
            return None
        made, shapes = data["made"], data["made"]["shapes"]
        shapes["problems"] = tuple(shapes["problems"])
        return Made(
            made["stated"],
            made["inferred"],
            Shapes(**shapes),
            made["coverage"],
            made["counts"],
            made["corrected"],
            tuple(made["uncorrected"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files(output: Path) -> dict[str, list[int]]:
    """Return size and time of change of every file of the products."""
    found = {}
    for name in PRODUCTS:
        place = output / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                about = path.stat()
                found[str(path.relative_to(output))] = [about.st_size, about.st_mtime_ns]
    return found
