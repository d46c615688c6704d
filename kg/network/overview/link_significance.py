"""What stands out among many weighted links: the disparity filter, and how far two things are together by chance."""

from __future__ import annotations

import math
from collections.abc import Mapping

Pair = tuple[int, int]


def disparity(weights: Mapping[Pair, int]) -> list[tuple[float, Pair]]:
    """Return the links with their significance, the most significant (the lowest) first.

    By Serrano, Boguñá and Vespignani (2009): how probable a link's share of all that one of its ends sends or receives
    would be if that were spread at random; the better of both ends counts. So a small post's one regular correspondent
    is seen beside the thousands of cables between two capitals.
    """
    out_sum: dict[int, int] = {}
    in_sum: dict[int, int] = {}
    out_degree: dict[int, int] = {}
    in_degree: dict[int, int] = {}
    for (start, end), weight in weights.items():
        out_sum[start] = out_sum.get(start, 0) + weight
        in_sum[end] = in_sum.get(end, 0) + weight
        out_degree[start] = out_degree.get(start, 0) + 1
        in_degree[end] = in_degree.get(end, 0) + 1
    ranked = [
        (min(_chance(weight / out_sum[s], out_degree[s]), _chance(weight / in_sum[e], in_degree[e])), (s, e))
        for (s, e), weight in weights.items()
    ]
    return sorted(ranked, key=lambda item: (item[0], -weights[item[1]], item[1]))


def _chance(share: float, degree: int) -> float:
    return 1.0 if degree < 2 else (1.0 - share) ** (degree - 1)


def together(both: int, one: int, other: int, total: int) -> float:
    """Return normalised pointwise mutual information: 1 always together, 0 as by chance, -1 never.

    >>> together(10, 10, 10, 100), together(1, 10, 10, 100), together(0, 10, 10, 100)
    (1.0, 0.0, -1.0)
    """
    if not both:
        return -1.0
    share = both / total
    if share >= 1.0:
        return 0.0
    return round(math.log(share * total * total / (one * other)) / -math.log(share), 6)


def hubs(received: Mapping[int, int], share: float = 0.25) -> list[int]:
    """Return who gets more than `share` of all that is sent for action: the capital, in whose light nothing is seen.

    >>> hubs({0: 90, 1: 5, 2: 5})
    [0]
    """
    total = sum(received.values())
    return sorted(place for place, count in received.items() if count > share * total) if len(received) > 2 else []
