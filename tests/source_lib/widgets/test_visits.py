"""The walks of BackpropStepper against the library: the right one is right, the wrong ones are wrong where we say."""

import numpy as np
import pytest

from source_lib import graph
from source_lib.backprop import backward, running_example, running_example_bars
from source_lib.losses import squared_error
from source_lib.mlp import MLP, forward
from source_lib.widgets import worked_graphs as worked
from source_lib.widgets.expressions import EXAMPLE, ExpressionError, parse
from source_lib.widgets.visits import right_bars, spoiled, walk

COURSES = [worked.running_example, worked.net_by_index, worked.net_by_vector, worked.doubling_chain]
FIRST_LAYER = {"z₁", "z₂", "w⁽¹⁾₁₁", "w⁽¹⁾₁₂", "w⁽¹⁾₂₁", "w⁽¹⁾₂₂", "b⁽¹⁾₁", "b⁽¹⁾₂"}


def named(course, values):
    return {s.name: v for s, v in zip(course.stations, values, strict=True) if v is not None}


def library_net():
    net = MLP.from_params({"W1": worked.W1, "b1": worked.B1, "W2": worked.W2, "b2": worked.B2})
    trace = forward(net, [worked.X])
    cost, Y_bar = squared_error(trace.Y, [worked.T])
    return cost, backward(net, trace, Y_bar)


def test_the_running_example_ends_with_the_librarys_values_and_bars():
    course = worked.running_example()
    w, b, x, t, lam = (worked.RUNNING[name] for name in ("w", "b", "x", "t", "λ"))
    values, bars = named(course, [s.value for s in course.stations]), named(course, right_bars(course))
    for name, value in running_example(w, b, x, t, lam).items():
        assert values[name] == pytest.approx(value)
    expected = running_example_bars(w, b, x, t, lam)
    assert bars == pytest.approx({name.removesuffix("_bar"): bar for name, bar in expected.items()})


def test_the_running_example_visits_its_bars_in_the_lectures_order():
    course = worked.running_example()
    order = [course.stations[i].name + "_bar" for i in course.backward_order]
    assert order == list(running_example_bars(1.0, 1.0, 1.0, 1.0, 1.0))


def test_the_net_by_index_ends_with_the_librarys_bars():
    course = worked.net_by_index()
    cost, library = library_net()
    assert course.stations[course.root].value == pytest.approx(cost)
    bars = named(course, right_bars(course))
    for layer, high in enumerate(("⁽¹⁾", "⁽²⁾")):
        for i, low in enumerate("₁₂"):
            assert bars[f"b{high}{low}"] == pytest.approx(library.b[layer][i])
            for j, other in enumerate("₁₂"):
                assert bars[f"w{high}{low}{other}"] == pytest.approx(library.W[layer][i, j])


def test_the_net_by_vector_ends_with_the_librarys_bars():
    course = worked.net_by_vector()
    bars, (_, library) = named(course, right_bars(course)), library_net()
    for layer, high in enumerate(("⁽¹⁾", "⁽²⁾")):
        np.testing.assert_allclose(bars[f"W{high}"], library.W[layer])
        np.testing.assert_allclose(bars[f"b{high}"], library.b[layer])


@pytest.mark.parametrize("build", COURSES)
def test_both_orders_are_legal(build):
    course = build()
    assert all(parent < child for child, parent, _ in course.edges)
    seen = {node: place for place, node in enumerate(course.backward_order)}
    assert set(seen) == {i for i, s in enumerate(course.stations) if not s.given}
    assert all(seen[child] < seen[parent] for child, parent, _ in course.edges if parent in seen)


def test_the_wrong_order_spoils_exactly_the_first_layer_of_the_net():
    course = worked.net_by_index()
    bad = spoiled(course, walk(course, "greedy")[-1].bars)
    assert {course.stations[i].name for i in bad} == FIRST_LAYER


@pytest.mark.parametrize("build", [worked.running_example, worked.net_by_vector, worked.doubling_chain])
def test_the_wrong_order_spoils_nothing_where_no_inner_node_hears_from_two_children(build):
    course = build()
    assert not spoiled(course, walk(course, "greedy")[-1].bars)


def test_the_damage_begins_when_h_speaks_with_one_child_missing():
    course = worked.net_by_index()
    early = [step for step in walk(course, "greedy") if step.missing]
    assert {course.stations[step.node].name for step in early} == {"h₁", "h₂"}
    late = [step for step in walk(course, "greedy") if step.late]
    assert [course.stations[step.node].name for step in late] == ["y₂"]


def test_a_second_pass_without_reset_is_the_worse_the_further_from_the_end():
    course = worked.running_example()
    once, twice = named(course, right_bars(course)), named(course, walk(course, "twice")[-1].bars)
    factors = {name: float(twice[name] / once[name]) for name in ("L_reg", "L", "y", "z", "b")}
    assert factors == pytest.approx({"L_reg": 1, "L": 2, "y": 3, "z": 4, "b": 5})


@pytest.mark.parametrize("build", COURSES)
def test_path_counts_equal_paths_walked_one_by_one(build):
    course = build()

    def paths(node):
        return 1 if node == course.root else sum(paths(child) for child, _, _ in course.child_edges[node])

    counts = walk(course, "paths")[-1].bars
    assert [int(c) for c in counts if c is not None] == [paths(i) for i, c in enumerate(counts) if c is not None]


def test_an_own_expression_agrees_with_the_graph_engine():
    course = parse("a = 2; b = -1; c = a*b + exp(b)/a; d = tanh(c)**2 - sigma(a); log(d*d + 1)")
    a, b = graph.node(2.0), graph.node(-1.0)
    c = a * b + graph.exp(b) / a
    d = graph.tanh(c) ** 2 - graph.logistic(a)
    bars = graph.backward(graph.log(d * d + 1.0))
    mine = named(course, right_bars(course))
    assert (mine["a"], mine["b"], mine["c"]) == pytest.approx((bars[a], bars[b], bars[c]))


def test_the_example_expression_spoils_when_visited_in_the_wrong_order():
    course = parse(EXAMPLE)
    bad = spoiled(course, walk(course, "greedy")[-1].bars)
    assert {course.stations[i].name for i in bad} == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("a = ", "not a formula yet"),
        ("__import__('os').system('true')", "not allowed"),
        ("a = 2; a.real", "not allowed"),
        ("a = 2; [a for a in (1, 2)]", "not allowed"),
        ("(lambda: 1)()", "not allowed"),
        ("import os", "Only assignments"),
        ("a = 2; a*c", "'c' has no value yet"),
        ("a = 0; 1/a", "divide by zero"),
        ("a = 1000; exp(a)", "overflow"),
        ("a = -1; log(a)", "domain"),
        ("a = 2; a**a", "exponent"),
        ("a = 2; a**99", "exponent"),
        ("a = 9999999; a*a", "at most 1000000"),
        ("a = 2; b = 3; a*a", "'b' is not used"),
        ("a = 2", "must compute something"),
        ("a = True; a*a", "not allowed"),
        ("long = 2; long*long", "at most 3 letters"),
        ("a = 1; " + "+".join(["a"] * 40), "at most 24 nodes"),
        ("a+" * 200 + "a", "at most 200 characters"),
        ("-" * 150 + "1", "nodes"),
    ],
)
def test_what_is_not_a_small_formula_is_refused_in_one_sentence(text, told):
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
