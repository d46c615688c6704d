"""Apply corrections in a build: find the tables, correct the statements, and report the result.

Statements are corrected when the products are made, so a changed correction causes no source to be read again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.pipeline.catalogue import Catalogue
from kg.pipeline.reading_keys import digest
from kg.pipeline.redaction_list import Redactions
from kg.pipeline.shards import read_digests
from kg.rdf.corrected_cable import correct
from kg.resolution.cable_digest import Digest
from kg.resolution.corrections_table import Correction, Corrections, read_corrections
from kg.store.output_folder import STATE
from kg.terms import ntriples
from kg.terms.iris import LOCAL
from kg.terms.ntriples_terms import Triple

_NAME = "corrections.json"
_NUMBER = re.compile(r"(.+?)(?:-[0-9]{8}T[0-9]{4}Z)?")
_UNNUMBERED = re.compile(r"unnumbered-([0-9a-f]{32})(?:-at-[0-9]+)?")


@dataclass(slots=True)
class Laid:
    """Corrected cables as statements and digests, with the number of applied corrections and the problems."""

    triples: list[Triple] = field(default_factory=list)
    digests: list[Digest] = field(default_factory=list)
    applied: int = 0
    problems: list[str] = field(default_factory=list)


def gathered(found: Iterable[Path], given: Path | None, redact: Redactions) -> Corrections:
    """Return the corrections of the files found beside the sources, and of the user's own file.

    Raises `KgError` for a named file without one usable line: it is another file, or of another form.
    """
    made = _named(given) if given is not None else Corrections()
    for path in dict.fromkeys(path.resolve() for path in found):
        if given is None or path != given.resolve():
            made |= read_corrections(path)
    return redacted(made, redact)


def _named(given: Path) -> Corrections:
    if not given.is_file():
        raise KgError(f"there is no file {given}: --corrections names a table of corrections")
    made = read_corrections(given)
    if made.problems and not made.rows:
        more = f" (and {len(made.problems) - 1} more lines)" if len(made.problems) > 1 else ""
        raise KgError(f"no correction can be read from {given}: {made.problems[0]}{more}")
    return made


def redacted(made: Corrections, redact: Redactions) -> Corrections:
    """Mask the names of a redaction list in corrections, as in a text."""
    if not redact:
        return made
    rows = (
        Correction(
            c.date,
            c.cable,
            c.part,
            c.says,
            c.value if c.judged else redact.mask(c.value),
            redact.mask(c.author),
            redact.mask(c.reason),
        )
        for c in made.rows
    )
    return Corrections.of(rows, map(redact.mask, made.problems))


def keep(output: Path, corrections: Corrections) -> None:
    """Store the corrections of a build, for the merge of its parts."""
    path = output / STATE / _NAME
    if not corrections:
        path.unlink(missing_ok=True)
        return
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(corrections.to_data()), encoding="utf-8")
    draft.replace(path)


def kept(output: Path) -> Corrections:
    """Read the corrections that a build stored; raise `KgError` where they are damaged."""
    try:
        return Corrections.from_data(json.loads((output / STATE / _NAME).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Corrections()
    except (OSError, ValueError, TypeError) as error:
        raise KgError(f"the corrections that {output} holds cannot be read ({error}): build it again") from error


def inputs(catalogue: Catalogue, corrections: Corrections, base: str = LOCAL) -> str:
    """Return a fingerprint of all inputs of a build's products: sources, settings, corrections and base."""
    return digest(catalogue.fingerprint(), json.dumps(corrections.to_data()), base)


def lay(catalogue: Catalogue, corrections: Corrections) -> Laid:
    """Take the corrected cables out of the live statements and return them with their corrections applied."""
    laid = Laid(problems=list(corrections.problems))
    by_group: dict[str, dict[str, list[Correction]]] = {}
    for key, rows in corrections.by_cable().items():
        by_group.setdefault(_group(key), {})[key] = rows
    for group, keys in sorted(by_group.items()):
        places = catalogue.live.replace(group)
        blocks = [_read(place) for place in places]
        triples = [triple for found, _ in blocks for triple in found]
        digests = {one.key: one for _, found in blocks for one in found}
        for key, rows in sorted(keys.items()):
            if key not in digests:
                laid.problems += [f"{row.line()}: no cable {key} was read" for row in rows]
                continue
            done = correct(key, triples, digests[key], rows)
            triples, digests[key] = done.triples, done.digest
            laid.applied += done.applied
            laid.problems += done.problems
        laid.triples += triples
        laid.digests += digests.values()
    return laid


def unfound(corrections: Corrections, named: set[str], laid: Laid) -> None:
    """Withdraw judgements about mentions that were not found, and add a problem for each."""
    judgements = corrections.judgements()
    contradicted = {frozenset(pair) for pair in judgements.contradictions}
    told = {problem.partition(": ")[0] for problem in laid.problems}
    for row in corrections.rows:
        if not row.judged or row.line() in told:
            continue
        missing = [m for m in (row.what, *([row.value] if row.says != "is" else [])) if m not in named]
        if row.says == "different-from" and frozenset((row.what, row.value)) in contradicted:
            laid.problems.append(f"{row.line()}: other corrections say that they are the same")
            laid.applied -= 1
        elif missing:
            laid.problems.append(f"{row.line()}: there is no mention {missing[0]} with a name")
            laid.applied -= 1


def _read(place: tuple[ntriples.Part, tuple[Path, str, list[tuple[int, int]]]]) -> tuple[list[Triple], list[Digest]]:
    part, (folder, name, digests) = place
    triples = list(map(ntriples.parse, ntriples.read([part])))
    return triples, [Digest.from_line(line) for line in read_digests(folder, name, digests)]


def _group(key: str) -> str:
    """Return the number, or the hash of the text, under which a cable was read."""
    unnumbered = _UNNUMBERED.fullmatch(key)
    if unnumbered is not None:
        return f"#{unnumbered[1]}"
    numbered = _NUMBER.fullmatch(key)
    assert numbered is not None
    return numbered[1]
