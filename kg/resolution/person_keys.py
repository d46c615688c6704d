"""Make stable keys for computed persons, so that their IRIs stay when cables are added.

A person of a public list has the list's name. The key of anybody else does not depend on which cables are at hand: the
surname, the first forename (for those who answer for cables its initial, since `J. Smith` and `John Smith` are
joined), the place (the post or office; the country for persons named in texts) and the decade of the last sight. An
earlier cable changes none of these.

Where persons share all of that, different whole forenames go into their keys; of those who still cannot be told apart,
the one seen last has the plain key, and the others also the day of their last sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kg.resolution.person_profiles import Cluster
from kg.vocabulary.personal_names import PersonalName, forename_key

Key = tuple[str, ...]


def person_keys(surname: str, scope: str, clusters: Sequence[Cluster]) -> dict[int, Key]:
    """Return a key for each unlisted person of one surname and country, by position in `clusters`.

    The words of a key are surname, forename or initial (perhaps empty), place, and decade; more words tell apart
    persons who share these. No two persons have one key.
    """
    groups: dict[Key, list[int]] = {}
    for number, cluster in enumerate(clusters):
        if cluster.listed is None:
            groups.setdefault(_plain(surname, scope, cluster), []).append(number)
    keys: dict[int, Key] = {}
    for plain, numbers in groups.items():
        keys.update(_told_apart(plain, numbers, clusters))
    return keys


def _plain(surname: str, scope: str, cluster: Cluster) -> Key:
    name = _fullest(cluster.names)
    first = forename_key(name.forenames[0]) if name else ""
    forename = first[:1] if cluster.sender else first
    return surname, forename, cluster.place or scope, f"{_last(cluster).year // 10 * 10}s"


def _told_apart(plain: Key, numbers: list[int], clusters: Sequence[Cluster]) -> dict[int, Key]:
    if len(numbers) == 1:
        return {numbers[0]: plain}
    by_forename: dict[str, list[int]] = {}
    for number in numbers:
        by_forename.setdefault(_whole_forename(clusters[number].names), []).append(number)
    keys: dict[int, Key] = {}
    for forename, those in by_forename.items():
        key = (*plain, forename or "unclear") if len(by_forename) > 1 else plain
        latest, *others = sorted(those, key=lambda n: (_last(clusters[n]), _spelled(clusters[n].names)), reverse=True)
        keys[latest] = key
        for place, number in enumerate(others, 2):
            day = _last(clusters[number]).isoformat()
            same = any(_last(clusters[other]) == _last(clusters[number]) for other in those if other != number)
            keys[number] = (*key, day, *([str(place)] if same else []))
    return keys


def _last(cluster: Cluster) -> date:
    return max(high for _, high in cluster.stretches)


def _fullest(names: Iterable[PersonalName]) -> PersonalName | None:
    return max(names, key=lambda name: (len(name.forenames), name.forenames, name.generation), default=None)


def _whole_forename(names: Iterable[PersonalName]) -> str:
    """Return the first forename longer than an initial, of the fullest name that has one."""
    whole = [name for name in names if name.whole]
    name = _fullest(whole)
    return next((forename_key(one) for one in name.forenames if len(one) > 1), "") if name else ""


def _spelled(names: Iterable[PersonalName]) -> list[str]:
    return sorted(" ".join((*name.forenames, name.generation)) for name in names)
