"""Place the boxes of a directed acyclic graph in columns, parents to the left of children.

Four small steps, each its own function: give every box a column, give every long edge a lane through the
columns it passes, order each column so that few edges cross, and choose heights so that edges run level.
Two promises follow from the construction and are tested: no two boxes overlap, and no edge runs through a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

Size = tuple[float, float]
Edge = tuple[int, int]
LANE_HEIGHT = 6.0  # what an edge needs of a column that it only passes through


@dataclass(frozen=True)
class Layout:
    """Where everything is: centres (n_boxes, 2) of the boxes, and one polyline (n_points, 2) per edge.

    Units are those of the sizes given (the drawings use points, 72 to the inch); y grows upwards.
    ports[e] is where edge e enters its child's column: the natural place for a label of that edge.

    Lecture: 6, section 2.4, "Using the computation graph".
    """

    centres: NDArray[np.float64]
    columns: tuple[int, ...]
    routes: tuple[NDArray[np.float64], ...]
    ports: NDArray[np.float64]
    width: float
    height: float


def columns_of(n_boxes: int, edges: Sequence[Edge]) -> tuple[int, ...]:
    """Give each box a column: one more than the rightmost parent, column(v) = 1 + max column(Pa(v)).

    A box without parents then moves right, next to its first child, so that weights stand beside the layer they feed.

    Raises: ValueError if the edges go round in a circle.
    Example:
        >>> columns_of(4, [(0, 2), (2, 3), (1, 3)])
        (0, 1, 1, 2)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    parents: list[list[int]] = [[] for _ in range(n_boxes)]
    children: list[list[int]] = [[] for _ in range(n_boxes)]
    for parent, child in edges:
        parents[child].append(parent)
        children[parent].append(child)
    waiting = [len(group) for group in parents]
    ready = [box for box in range(n_boxes) if not waiting[box]]
    column = [0] * n_boxes
    for box in ready:  # grows while we walk it: a box joins when its last parent has its column
        for child in children[box]:
            column[child] = max(column[child], column[box] + 1)
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    if len(ready) < n_boxes:
        raise ValueError(f"'edges' must not go round in a circle (got one through box {_stuck(waiting)}).")
    for box in range(n_boxes):
        if children[box] and not parents[box]:
            column[box] = min(column[child] for child in children[box]) - 1
    return tuple(column)


def _stuck(waiting: Sequence[int]) -> int:
    return next(box for box, count in enumerate(waiting) if count)


def place(sizes: Sequence[Size], edges: Sequence[Edge], column_gap: float = 60.0, row_gap: float = 9.0) -> Layout:
    """Place boxes of the given sizes so that none overlap and edges run left to right: x(parent) < x(child).

    Raises: ValueError if the edges go round in a circle.
    Example:
        >>> layout = place([(10.0, 10.0), (10.0, 10.0)], [(0, 1)], column_gap=5.0)
        >>> [float(x) for x in layout.centres[:, 0]], layout.width
        ([5.0, 20.0], 25.0)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    column = list(columns_of(len(sizes), edges))
    chains, heights = [], [height for _, height in sizes]
    for parent, child in edges:  # a long edge gets a lane, a box without width, in each column that it passes
        lanes = list(range(len(column), len(column) + column[child] - column[parent] - 1))
        column += range(column[parent] + 1, column[child])
        heights += [LANE_HEIGHT] * len(lanes)
        chains.append([parent, *lanes, child])
    links = [link for chain in chains for link in pairwise(chain)]
    order = _order(column, links)
    y = _heights(order, heights, links, row_gap)
    left, right = _column_sides(sizes, column, column_gap)
    x = (left + right)[column] / 2
    ports = _ports(chains, y, heights)
    routes = []
    for number, chain in enumerate(chains):
        (leave, enter), (start, end) = ports[number], (chain[0], chain[-1])
        points = [(x[start] + sizes[start][0] / 2, leave), (right[column[start]], leave)]
        points += [(side[column[lane]], y[lane]) for lane in chain[1:-1] for side in (left, right)]
        points += [(left[column[end]], enter), (x[end] - sizes[end][0] / 2, enter)]
        routes.append(np.array(points))
    n = len(sizes)
    enters = np.array([route[-2] for route in routes]).reshape(-1, 2)
    return Layout(
        np.column_stack([x, y])[:n],
        tuple(column[:n]),
        tuple(routes),
        enters,
        float(right[-1]),
        float(max(y[b] + heights[b] / 2 for b in range(len(y)))),
    )


def _column_sides(sizes: Sequence[Size], column: Sequence[int], gap: float) -> tuple[NDArray, NDArray]:
    widths = np.zeros(max(column) + 1)
    for (width, _), c in zip(sizes, column, strict=False):
        widths[c] = max(widths[c], width)
    right = np.cumsum(widths) + gap * np.arange(len(widths))
    return right - widths, right


def _order(column: Sequence[int], links: Sequence[Edge]) -> list[list[int]]:
    """Order each column by the mean place of its neighbours, sweeping to and fro; keep the best order seen."""
    order = [[b for b, c in enumerate(column) if c == k] for k in range(max(column) + 1)]
    neighbours: dict[int, list[int]] = {b: [] for b in range(len(column))}
    for parent, child in links:
        neighbours[parent].append(child)
        neighbours[child].append(parent)
    best, fewest = [list(group) for group in order], _crossings(order, links)
    for sweep in range(24):
        step = 1 if sweep % 2 == 0 else -1
        for k in range(len(order))[::step]:
            rank = {b: i / max(1, len(group) - 1) for group in order for i, b in enumerate(group)}
            # The first sweeps look backwards only, the later ones at both sides.
            sides = (k - step,) if sweep < 12 else (k - 1, k + 1)
            near = {b: [rank[a] for a in neighbours[b] if column[a] in sides] for b in order[k]}
            order[k].sort(key=lambda b, near=near, rank=rank: sum(near[b]) / len(near[b]) if near[b] else rank[b])  # type: ignore
        crossings = _crossings(order, links)
        if crossings < fewest:
            best, fewest = [list(group) for group in order], crossings
    return best


def _crossings(order: Sequence[Sequence[int]], links: Sequence[Edge]) -> int:
    rank = {b: (k, i) for k, group in enumerate(order) for i, b in enumerate(group)}
    ends = np.array([(*rank[a], rank[b][1]) for a, b in links]).reshape(-1, 3)
    column, start, end = ends.T
    together = column[:, None] == column
    return int(np.sum(together & (start[:, None] < start) & (end[:, None] > end)))


def _heights(order: Sequence[Sequence[int]], heights: Sequence[float], links: Sequence[Edge], gap: float) -> NDArray:
    """Choose y so that each box is level with the mean of its neighbours, as far as the gaps allow."""
    y = [0.0] * len(heights)  # a list: sums over two or three neighbours are no work for arrays
    neighbours: list[list[int]] = [[] for _ in heights]
    for parent, child in links:
        neighbours[parent].append(child)
        neighbours[child].append(parent)
    for sweep in range(30):
        for group in order if sweep % 2 == 0 else order[::-1]:
            wish = [sum(y[a] for a in neighbours[b]) / len(neighbours[b]) if neighbours[b] else y[b] for b in group]
            spacing = [(heights[a] + heights[b]) / 2 + gap for a, b in pairwise(group)]
            for box, place_of_box in zip(group, _spread(wish, spacing), strict=True):
                y[box] = place_of_box
    upwards = -np.array(y)  # the first of a column stands on top
    return upwards - np.min(upwards - np.array(heights) / 2)


def _spread(wish: Sequence[float], spacing: Sequence[float]) -> list[float]:
    """Return the places nearest to the wishes (least squares) that keep place[i+1] - place[i] >= spacing[i]."""
    shift = [0.0, *accumulate(spacing)]
    pools: list[tuple[float, int]] = []  # pool adjacent violators: neighbours in conflict share their mean
    for target, moved in zip(wish, shift, strict=True):
        pools.append((target - moved, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (b, m), (a, n) = pools.pop(), pools.pop()
            pools.append(((a * n + b * m) / (n + m), n + m))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + moved for mean, moved in zip(means, shift, strict=True)]


def _ports(chains: Sequence[Sequence[int]], y: NDArray, heights: Sequence[float]) -> NDArray:
    """Spread the edges of one box over its side, top to bottom as their other ends stand: (n_edges, 2) heights."""
    ports = np.zeros((len(chains), 2))
    for end, beside in ((0, 1), (-1, -2)):
        groups: dict[int, list[int]] = {}
        for number, chain in enumerate(chains):
            groups.setdefault(chain[end], []).append(number)
        for box, group in groups.items():
            group.sort(key=lambda number, beside=beside: (-y[chains[number][beside]], number))  # type: ignore
            n = len(group)
            for place_in_group, number in enumerate(group):
                share = 0.5 - (place_in_group + 0.5) / n
                ports[number, 0 if end == 0 else 1] = y[box] + share * heights[box] * 0.9
    return ports
