"""Score how well excisions are read: `python -m tests.excisions_score FOLDER` (texts/, answers.jsonl).

An excision is right where span and kind are; of those that are right, exemptions, extent, author and paragraph are
counted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import kg


def score(folder: Path) -> dict[str, float]:
    """Return precision and recall of span and kind, and the shares right of the rest."""
    right = read = asked = 0
    particulars = {"exemptions": 0, "extent": 0, "by": 0, "paragraph": 0}
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        with (folder / "texts" / f"{answer['doc']}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        found = {(e.raw, e.span.start, e.kind): e for cable in kg.parse_all(text) for e in cable.excisions}
        wanted = {(e["raw"], e["start"], e["kind"]): e for e in answer["excisions"]}
        read, asked = read + len(found), asked + len(wanted)
        for key in sorted(found.keys() ^ wanted.keys(), key=lambda k: k[1]):
            print(answer["doc"], "wrong  " if key in found else "missing", key)
        for key in found.keys() & wanted.keys():
            one, want = found[key], wanted[key]
            right += 1
            same = {
                "exemptions": set(one.exemptions) == set(want["exemptions"]),
                "extent": one.extent == want["extent"],
                "by": one.by == want["by"],
                "paragraph": one.paragraph == want["paragraph"],
            }
            for name, holds in same.items():
                particulars[name] += holds
                if not holds:
                    print(answer["doc"], name, key, getattr(one, name), want[name])
    shares = {name: count / max(right, 1) for name, count in particulars.items()}
    return {"precision": right / max(read, 1), "recall": right / max(asked, 1), **shares}


if __name__ == "__main__":
    for name, share in score(Path(sys.argv[1])).items():
        print(f"{name:<12} {share:.3f}")
