"""Plan the drawing of an overview: the busiest posts and topics, their positions, and their strongest links.

`disparity`, `together` and `hubs` measure links; `chart` plans the drawing; `network` gives the weighted links to
other programs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.facts.columns.corpus import Corpus, Links
from kg.network.overview.map_places import by_links, in_blocks, on_map
from kg.terms.iris import kind_of

Pair = tuple[int, int]
MOST_PLACES, MOST_HOMELESS, MOST_TOPICS = 140, 6, 72
"""The most posts drawn, the most of those without coordinates, and the most topics."""
TIES_EACH, MOST_TIES = 4, 220
"""The links that each topic brings into the picture, and the most links of all topics."""
EXPORTED = 1_000
"""The most links of each kind in the network files, the most significant first."""
DOT = 26.0
LABEL, TOPIC = (150.0, 44.0), (96.0, 40.0)


def disparity(weights: Mapping[Pair, int]) -> list[tuple[float, Pair]]:
    """Return the links with their significance, the most significant (the lowest) first.

    By Serrano, Boguñá and Vespignani (2009): the probability of a link's share of all that one of its ends sends or
    receives if that were spread at random; the better of both ends counts. So a small post's one regular correspondent
    shows beside the thousands of cables between two capitals.
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
    """Return the places that receive more than `share` of all action cables: the capital, which outshines all others.

    >>> hubs({0: 90, 1: 5, 2: 5})
    [0]
    """
    total = sum(received.values())
    return sorted(place for place, count in received.items() if count > share * total) if len(received) > 2 else []


@dataclass(frozen=True, slots=True)
class Spot:
    """A drawn thing: its number in the corpus, its position in pixels, and the number of its community (-1: none)."""

    number: int
    x: int
    y: int
    group: int = -1


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawn posts and topics: whether the posts are on a map, the hubs left out, and communities.

    `ties` are pairs of numbers of topics; `groups` are names of communities of topics, by their leading topics.
    """

    places: tuple[Spot, ...]
    mapped: bool
    hubs: tuple[int, ...]
    topics: tuple[Spot, ...]
    ties: tuple[tuple[int, int], ...]
    groups: tuple[str, ...]


def traffic(origin: list[int], links: Links) -> Counter[tuple[int, int]]:
    """Return the number of cables from each place to each other."""
    counts: Counter[tuple[int, int]] = Counter()
    for start, ends in zip(origin, links, strict=False):
        if start >= 0:
            for end in ends:
                if end != start:
                    counts[start, end] += 1
    return counts


def chart(corpus: Corpus) -> Chart:
    """Plan the drawing of a corpus; the same corpus gives the same chart."""
    action, info = traffic(corpus.origin, corpus.action), traffic(corpus.origin, corpus.info)
    received: Counter[int] = Counter()
    for (_, end), count in action.items():
        received[end] += count
    left_out = hubs(received)
    places, mapped = _places(corpus, action, info)
    topics, ties, groups = _topics(corpus)
    return Chart(places, mapped, tuple(left_out), topics, ties, groups)


def _places(
    corpus: Corpus, action: Counter[tuple[int, int]], info: Counter[tuple[int, int]]
) -> tuple[tuple[Spot, ...], bool]:
    volume: Counter[int] = Counter()
    for counts in (action, info):
        for (start, end), count in counts.items():
            volume[start] += count
            volume[end] += count
    busiest = [n for n, _ in sorted(volume.items(), key=lambda item: (-item[1], item[0]))]
    known = [n for n in busiest if corpus.place_things[n].lat is not None]
    mapped = 2 * len(known) >= len(busiest)
    if mapped:
        chosen = known[:MOST_PLACES]
        homeless = [n for n in busiest if corpus.place_things[n].lat is None][:MOST_HOMELESS]
        spots = {
            _name(n): (lat, lon)
            for n in chosen
            if (lat := corpus.place_things[n].lat) is not None and (lon := corpus.place_things[n].lon) is not None
        }
        centres = on_map(spots, [_name(n) for n in homeless], DOT)
    else:
        chosen = busiest[:MOST_PLACES]
        drawn = set(chosen)
        links = [pair for _, pair in disparity(action + info) if drawn.issuperset(pair)][: 2 * MOST_PLACES]
        centres = by_links(_adjacency(chosen, links), {_name(n): LABEL for n in chosen}, 1.6)
    return tuple(Spot(int(n), round(x), round(y)) for n, (x, y) in sorted(centres.items())), mapped


def _name(number: int) -> str:
    return f"{number:08}"


def _adjacency(nodes: list[int], links: list[tuple[int, int]]) -> dict[str, list[str]]:
    near: dict[str, set[str]] = {_name(n): set() for n in nodes}
    for start, end in links:
        if start != end:
            near[_name(start)].add(_name(end))
            near[_name(end)].add(_name(start))
    return {name: sorted(others) for name, others in near.items()}


def pairs_of_topics(corpus: Corpus, chosen: set[int]) -> Counter[tuple[int, int]]:
    """Return the number of cables with each pair of the chosen topics."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in corpus.topics:
        counts.update(combinations([topic for topic in row if topic in chosen], 2))
    return counts


def _topics(corpus: Corpus) -> tuple[tuple[Spot, ...], tuple[tuple[int, int], ...], tuple[str, ...]]:
    counts = Counter(topic for row in corpus.topics for topic in row)
    chosen = [n for n, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_TOPICS]]
    both = pairs_of_topics(corpus, set(chosen))
    total = sum(1 for row in corpus.topics if row)
    enough = max(2, total // 5000)
    near = {
        pair: value
        for pair, n in both.items()
        if n >= enough and (value := together(n, counts[pair[0]], counts[pair[1]], total)) > 0.02
    }
    ties = _strongest(near)
    members = _communities(chosen, {pair: near[pair] for pair in ties}, counts)
    group_of = {n: at for at, group in enumerate(members) for n in group}
    rest = [n for n in chosen if n not in group_of]
    blocks = [[_name(n) for n in group] for group in (*members, rest) if group]
    centres = in_blocks(blocks, _adjacency(chosen, ties), {_name(n): TOPIC for n in chosen}, 1.6)
    spots = tuple(Spot(int(n), round(x), round(y), group_of.get(int(n), -1)) for n, (x, y) in sorted(centres.items()))
    return spots, tuple(ties), tuple(_named(corpus, group) for group in members)


def _strongest(near: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return for each topic the few others with which it occurs most beyond chance."""
    each: Counter[int] = Counter()
    kept: list[tuple[int, int]] = []
    for pair in sorted(near, key=lambda p: (-near[p], p)):
        if min(each[pair[0]], each[pair[1]]) < TIES_EACH and len(kept) < MOST_TIES:
            kept.append(pair)
            each.update(pair)
    return sorted(kept)


def _communities(chosen: list[int], near: dict[tuple[int, int], float], counts: Counter[int]) -> list[list[int]]:
    """Return communities (Louvain, seeded) of at least three topics, the largest first; members by frequency."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(chosen))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(near.items()))
    found = nx.community.louvain_communities(graph, weight="weight", seed=1) if near else []
    ranked = [sorted(group, key=lambda n: (-counts[n], n)) for group in found if len(group) > 2]
    return sorted(ranked, key=lambda group: (-sum(counts[n] for n in group), group))


def _named(corpus: Corpus, group: list[int]) -> str:
    """Return the name of a community: its leading topics."""
    things = [corpus.topic_things[n] for n in group[: 3 if len(group) > 6 else 2]]
    return " · ".join(thing.code or thing.name for thing in things)


def network(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """Return the traffic between places and the common topics as a weighted graph for other programs."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for counts, kind, label in (
        (traffic(corpus.origin, corpus.action), "sent_to", "To, for action"),
        (traffic(corpus.origin, corpus.info), "copied_to", "To, for information"),
    ):
        for _, (start, end) in disparity(counts)[:EXPORTED]:
            one, other = corpus.place_things[start], corpus.place_things[end]
            for thing in (one, other):
                graph.add_node(
                    thing.iri, iri=thing.iri, kind=_kind(thing.iri), label=thing.name, **_degrees(thing.lat, thing.lon)
                )
            graph.add_edge(one.iri, other.iri, key=kind, kind=kind, label=label, weight=counts[start, end])
    both = pairs_of_topics(corpus, set(range(len(corpus.topic_things))))
    for pair in sorted(both, key=lambda p: (-both[p], p))[:EXPORTED]:
        first, second = (corpus.topic_things[n] for n in pair)
        for thing in (first, second):
            graph.add_node(thing.iri, iri=thing.iri, kind="topic", label=thing.name, code=thing.code)
        graph.add_edge(first.iri, second.iri, key="together", kind="together", label="Together", weight=both[pair])
    return graph


def _degrees(lat: float | None, lon: float | None) -> dict[str, float]:
    return {} if lat is None or lon is None else {"latitude": lat, "longitude": lon}


def _kind(iri: str) -> str:
    """Return the kind of a correspondent: a post, a person addressed, or another addressee."""
    return kind if (kind := kind_of(iri)) in ("post", "official") else "addressee"
