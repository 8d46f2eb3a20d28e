"""The drawing of graphs: the layout's promises on random graphs, and what a drawn graph says."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from source_lib import graph
from source_lib.graph_drawing import barred, describe_graph, draw_graph, number
from source_lib.graph_layout import columns_of, place


def random_graph(rng, n):
    """Sizes and edges of a random acyclic graph, every box but the first with at least one parent."""
    sizes = [(float(w), float(h)) for w, h in rng.uniform(20, 90, size=(n, 2))]
    edges = [(int(rng.integers(child)), child) for child in range(1, n)]
    edges += [tuple(sorted(rng.choice(n, 2, replace=False).tolist())) for _ in range(n // 2)]
    return sizes, edges


def rectangle(layout, sizes, box):
    (x, y), (width, height) = layout.centres[box], sizes[box]
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one, two, slack=0.0):
    return min(one[2], two[2]) - max(one[0], two[0]) > slack and min(one[3], two[3]) - max(one[1], two[1]) > slack


@pytest.fixture(params=range(12))
def drawn(request):
    rng = np.random.default_rng(request.param)
    sizes, edges = random_graph(rng, int(rng.integers(2, 24)))
    return sizes, edges, place(sizes, edges)


def test_no_two_boxes_overlap(drawn):
    sizes, _, layout = drawn
    boxes = [rectangle(layout, sizes, box) for box in range(len(sizes))]
    assert not [pair for pair in combinations(range(len(sizes)), 2) if overlap(boxes[pair[0]], boxes[pair[1]])]


def test_parents_stand_left_of_their_children(drawn):
    _, edges, layout = drawn
    assert all(layout.columns[parent] < layout.columns[child] for parent, child in edges)
    assert all(layout.centres[parent, 0] < layout.centres[child, 0] for parent, child in edges)


def test_no_edge_runs_through_a_box_that_is_not_its_own(drawn):
    sizes, edges, layout = drawn
    for (parent, child), route in zip(edges, layout.routes, strict=True):
        for start, end in pairwise(route):
            points = start + np.linspace(0, 1, 25)[:, None] * (end - start)
            for box in set(range(len(sizes))) - {parent, child}:
                left, low, right, high = rectangle(layout, sizes, box)
                inside = (points[:, 0] > left + 1e-9) & (points[:, 0] < right - 1e-9)
                assert not np.any(inside & (points[:, 1] > low) & (points[:, 1] < high)), (parent, child, box)


def test_an_edge_starts_at_its_parent_and_ends_at_its_child(drawn):
    sizes, edges, layout = drawn
    for (parent, child), route in zip(edges, layout.routes, strict=True):
        assert route[0, 0] == pytest.approx(rectangle(layout, sizes, parent)[2])
        assert route[-1, 0] == pytest.approx(rectangle(layout, sizes, child)[0])


def test_everything_lies_within_the_stated_size(drawn):
    sizes, _, layout = drawn
    boxes = np.array([rectangle(layout, sizes, box) for box in range(len(sizes))])
    assert boxes[:, :2].min() >= -1e-9
    assert boxes[:, 2].max() <= layout.width + 1e-9
    assert boxes[:, 3].max() <= layout.height + 1e-9


def test_a_tree_is_drawn_without_crossings():
    edges = [(0, 4), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6)]
    layout = place([(10.0, 10.0)] * 7, edges)
    for one, two in combinations(range(len(edges)), 2):
        if layout.columns[edges[one][0]] == layout.columns[edges[two][0]]:
            before = layout.routes[one][0, 1] - layout.routes[two][0, 1]
            after = layout.routes[one][-1, 1] - layout.routes[two][-1, 1]
            assert before * after > 0


def test_the_same_graph_is_drawn_the_same_way_twice(drawn):
    sizes, edges, layout = drawn
    again = place(sizes, edges)
    assert np.array_equal(again.centres, layout.centres)


def test_a_circle_is_refused_with_its_place():
    with pytest.raises(ValueError, match=r"^'edges' must not go round in a circle \(got one through box 1\)\.$"):
        columns_of(3, [(0, 1), (1, 2), (2, 1)])


def worked_graph():
    w, x = graph.node([[1.0, -2.0], [0.5, 1.0]], name="W"), graph.node([1.0, 2.0], name="x")
    return graph.logistic(w @ x).sum() * 2.0


def test_a_drawn_graph_shows_every_value_and_every_bar():
    root = worked_graph()
    bars = graph.backward(root)
    texts = [text.get_text() for text in draw_graph(Figure().add_subplot(), root, bars).texts]
    for node in graph.topological_order(root):
        assert number(node.value) in texts
        if node in bars:
            assert number(bars[node]) in texts
    assert {"W", "x", barred("W"), barred("x")} <= set(texts)


def test_the_texts_of_a_drawn_graph_do_not_overlap():
    root = worked_graph()
    figure = Figure()
    FigureCanvasAgg(figure)
    ax = draw_graph(figure.add_subplot(), root, graph.backward(root))
    extents = [text.get_window_extent() for text in ax.texts if text.get_text()]
    boxes = [(box.x0, box.y0, box.x1, box.y1) for box in extents]
    clashes = [(one, two) for one, two in combinations(range(len(boxes)), 2) if overlap(boxes[one], boxes[two], 1.0)]
    assert not clashes


def test_the_description_names_every_computed_node_with_its_bar():
    w = graph.node(3.0, name="w")
    words = describe_graph(w * w + 1.0, graph.backward(w * w + 1.0))
    assert "× of w and w = 9" in words
    assert "+ of × and 1 = 10" in words


def test_numbers_keep_three_digits_and_a_true_minus():
    assert [number(v) for v in (-0.98765, 1234.5, 0.0, 1e-9)] == ["−0.988", "1234", "0", "1e−09"]
