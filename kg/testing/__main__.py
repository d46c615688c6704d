"""Write fictional cables into a folder, to try things at size: `python -m kg.testing 1000 cables/`.

The same numbers give the same cables. Nobody in them exists, nothing in them happened.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.testing.generate import corpus

PER_FOLDER = 1000


def main(arguments: list[str] | None = None) -> None:
    """Write as many cables as are asked for, a thousand to a folder."""
    parser = argparse.ArgumentParser(prog="python -m kg.testing", description=__doc__)
    parser.add_argument("cables", type=int, help="how many")
    parser.add_argument("folder", type=Path, help="where to write them; made if it is missing")
    parser.add_argument("--seed", type=int, default=1, help="other cables for another number")
    parser.add_argument("--damage", type=float, default=0.0, help="how much of them is damaged, 0 to 1")
    given = parser.parse_args(arguments)
    for number, made in enumerate(corpus(given.cables, given.seed, given.damage)):
        below = given.folder / f"{number // PER_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:07}.txt").write_text(made.text, encoding="utf-8", newline="")
    print(f"{given.cables:,} fictional cables in {given.folder}; next: kg build {given.folder} -o graph")


if __name__ == "__main__":
    main()
