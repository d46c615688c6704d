"""Write fictional cables into a folder, to try things at size: `python -m generator 1000 cables/`.

The same numbers give the same cables. Nobody in them exists, nothing in them happened.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.generate import corpus
from generator.lay_out_files import lay_out


def main(arguments: list[str] | None = None) -> None:
    """Write as many cables as are asked for, a thousand to a folder."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument("cables", type=int, help="how many")
    parser.add_argument("folder", type=Path, help="where to write them; made if it is missing")
    parser.add_argument("--seed", type=int, default=1, help="other cables for another number")
    parser.add_argument("--damage", type=float, default=0.0, help="how much of them is damaged, 0 to 1")
    given = parser.parse_args(arguments)
    lay_out((made.text for made in corpus(given.cables, given.seed, given.damage)), given.folder)
    print(f"{given.cables:,} fictional cables in {given.folder}; next: kg build {given.folder} -o graph")


if __name__ == "__main__":
    main()
