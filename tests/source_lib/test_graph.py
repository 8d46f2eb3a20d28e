"""The graph: its rules against differences, its order, its backward pass, and what it says."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from source_lib import graph
from source_lib.gradcheck import complex_step_gradient
from source_lib.graph import VALUES, VJPS, backward, children, constant, gradient, node, topological_order

UNARY = ["exp", "log", "sqrt", "tanh", "logistic", "relu", "soft_relu", "negative"]
BINARY = ["add", "subtract", "multiply", "divide", "power"]
BROADCASTS = [
    ((), ()),
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((2, 1), (1, 3)),
    ((2, 3), ()),
    ((4, 1, 3), (2, 1)),
    ((1,), (2, 3)),
]
PRODUCTS = [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)),
            ((5, 2, 3), (5, 3, 4)), ((3,), (5, 3, 4)), ((5, 2, 3), (3,)), ((1, 2, 3), (5, 3, 4))]  # fmt: skip
WITH_OPTIONS = [("sum", (None, False)), ("sum", (0, False)), ("sum", (1, True)), ("sum", ((0, 1), False)),
                ("mean", (None, False)), ("mean", (-1, False)), ("mean", (0, True)), ("mean", ((0, 2), True)),
                ("logsumexp", (None, False)), ("logsumexp", (1, False)), ("logsumexp", (0, True)),
                ("reshape", ((4, 6),)), ("reshape", (-1,)),
                ("transpose", (None,)), ("transpose", ((1, 2, 0),))]  # fmt: skip


def check(f, *arguments, rng, tolerance=1e-13):
    """The graph's gradient of a random projection of f is the complex step's, for every argument."""
    projection = rng.normal(size=np.shape(f(*arguments)))
    by_graph = gradient(lambda *nodes: (f(*nodes) * projection).sum(), *arguments)
    for k, argument in enumerate(arguments):

        def along(x, k=k):
            return (f(*arguments[:k], x, *arguments[k + 1 :]) * projection).sum()

        slopes = complex_step_gradient(along, argument)
        assert by_graph[k].shape == np.shape(argument)
        np.testing.assert_allclose(by_graph[k], slopes, rtol=0, atol=tolerance * max(1, np.abs(slopes).max()))


@pytest.mark.parametrize("op", UNARY)
@pytest.mark.parametrize("shape", [(), (4,), (2, 3)], ids=str)
def test_every_rule_of_one_argument_is_the_slope(op, shape, rng):
    x = rng.normal(size=shape) if op not in ("log", "sqrt") else rng.uniform(0.5, 2, size=shape)
    check(lambda x: graph.apply(op, x), x, rng=rng)


@pytest.mark.parametrize("op", BINARY)
@pytest.mark.parametrize("shapes", BROADCASTS, ids=str)
def test_every_rule_of_two_arguments_is_the_slope_also_when_broadcast(op, shapes, rng):
    x, y = (rng.uniform(0.5, 2, size=shape) for shape in shapes)
    check(lambda x, y: graph.apply(op, x, y), x, y, rng=rng)
    check(lambda x, y: graph.apply(op, y, x), x, y, rng=rng)


@pytest.mark.parametrize("shapes", PRODUCTS, ids=str)
def test_matrix_products_of_vectors_matrices_and_stacks(shapes, rng):
    check(graph.matmul, *(rng.normal(size=shape) for shape in shapes), rng=rng)


@pytest.mark.parametrize(("op", "options"), WITH_OPTIONS, ids=str)
def test_every_rule_with_options_is_the_slope(op, options, rng):
    check(lambda x: graph.apply(op, x, options=options), rng.normal(size=(2, 3, 4)), rng=rng)


@pytest.mark.parametrize("op", ["sum", "mean", "logsumexp"])
def test_sums_of_a_single_number_are_that_number(op):
    a = node(3.0)
    total = graph.apply(op, a, options=(None, False))
    assert (float(total.value), float(backward(total)[a])) == (3.0, 1.0)


def test_every_row_of_the_tables_is_tested_here():
    tested = {*UNARY, *BINARY, "matmul", *(op for op, _ in WITH_OPTIONS)}
    assert tested == set(VALUES) == set(VJPS)
    assert all(len(VJPS[op]) == (2 if op in (*BINARY, "matmul") else 1) for op in tested)


def test_a_broken_rule_does_not_pass_the_check_above(monkeypatch, rng):
    monkeypatch.setitem(VJPS, "tanh", (lambda g, v, x: g * (1 - v),))
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        check(graph.tanh, rng.normal(size=3), rng=rng)


numbers = st.floats(-3, 3).filter(lambda x: abs(x) > 0.1)


STEPS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: 0.5 * x * y,
    "tanh": lambda x, y: graph.tanh(x),
    "logistic": lambda x, y: graph.logistic(x),
}


@st.composite
def formulas(draw):
    """A random formula of three variables, as a list of steps (op, where its arguments come from), and a point."""
    step = st.tuples(st.sampled_from(list(STEPS)), st.integers(0, 99), st.integers(0, 99))
    return draw(st.lists(step, min_size=1, max_size=12)), draw(st.tuples(numbers, numbers, numbers))


def run_formula(steps, *variables):
    values = list(variables)
    for op, i, j in steps:
        values.append(STEPS[op](values[i % len(values)], values[j % len(values)]))
    return values[-1]


@settings(max_examples=150, deadline=None)
@given(formulas())
def test_any_formula_has_the_gradient_of_the_complex_step(formula):
    steps, point = formula
    by_graph = gradient(lambda a, b, c: run_formula(steps, a, b, c), *point)
    slopes = complex_step_gradient(lambda p: run_formula(steps, *p) + 0j, point)
    np.testing.assert_allclose(by_graph, slopes, rtol=1e-10, atol=1e-12)


@settings(max_examples=100, deadline=None)
@given(formulas())
def test_parents_come_before_children_and_nothing_comes_twice(formula):
    steps, point = formula
    root = run_formula(steps, *map(node, point))
    order = topological_order(root)
    place = {v: i for i, v in enumerate(order)}
    assert len(place) == len(order) and order[-1] is root
    assert all(place[parent] < place[v] for v in order for parent in v.parents)


def test_the_worked_graph_whose_paths_meet_twice():
    a, b = node(2.0, "a"), node(3.0, "b")
    c, d = a + b, a * b  # 5, 6
    y = (c + d) + c * d  # 11 + 30
    bars = backward(y)
    # c_bar = 1 + d = 7, d_bar = 1 + c = 6; a_bar = c_bar + d_bar b = 25, b_bar = c_bar + d_bar a = 19
    assert [bars[v] for v in (c, d, a, b)] == [7.0, 6.0, 25.0, 19.0]


def test_a_chain_of_20000_nodes_needs_no_recursion():
    a = v = node(1.0, "a")
    for _ in range(20_000):
        v = v + 1.0
    assert len(topological_order(v)) == 40_001  # the chain, its constants, and a
    assert backward(v)[a] == 1.0
    assert repr(v).endswith("+ 1 = 20001.0")


def test_a_doubling_chain_visits_each_edge_once(monkeypatch):
    visits = []
    monkeypatch.setitem(VJPS, "add", tuple(lambda g, v, x, y, k=k: visits.append(k) or g for k in range(2)))
    a = v = node(1.0, "a")
    for _ in range(30):
        v = v + v
    assert backward(v)[a] == 2.0**30  # one per path
    assert len(visits) == 60  # one per edge
    assert len(topological_order(v)) == 31


def test_children_are_listed_once_per_edge():
    a, b = node(2.0), node(3.0)
    c = a * a
    d = c + b
    assert children(d) == {a: [c, c], b: [d], c: [d], d: []}


def test_running_twice_changes_nothing(rng):
    W = node(rng.normal(size=(2, 3)), "W")
    cost = (graph.tanh(W @ rng.normal(size=3)) ** 2).sum()
    first, second = backward(cost), backward(cost)
    np.testing.assert_array_equal(first[W], second[W])


def test_nodes_never_change():
    a = node(2.0)
    for slot in ("value", "parents", "name", "grad"):
        with pytest.raises(AttributeError, match="A node never changes"):
            setattr(a, slot, 1.0)
    with pytest.raises(AttributeError, match="A node never changes"):
        del a.value
    with pytest.raises(TypeError, match="Nodes are made by node"):
        graph.Node(2.0)
    assert a != node(2.0) and a == a


def test_constants_have_no_bar():
    x, w = constant([1.0, 2.0], "x"), node([3.0, 4.0], "w")
    scaled = x * 2.0
    bars = backward((w * scaled).sum())
    assert w in bars and x not in bars and scaled not in bars
    assert backward(scaled.sum())  # a root that depends on constants alone still has its own bar


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(dtype, rng):
    W, x = node(rng.normal(size=(2, 3)).astype(dtype), "W"), rng.normal(size=(5, 3)).astype(dtype)
    T = np.eye(2, dtype=int)[rng.integers(2, size=5)]
    Z = graph.relu(x @ W.T + 1) / 2 - T
    cost = (graph.logsumexp(Z, axis=1) + graph.logistic(Z).mean(axis=1) - graph.soft_relu(0.5 * Z).sum(axis=1)).mean()
    assert Z.value.dtype == cost.value.dtype == backward(cost)[W].dtype == dtype


def test_single_numbers_are_plain_floats():
    w = node(2.0, "w")
    bars = backward(3 * w**2 + 1)
    assert bars[w] == 12.0 and type(bars[w]) is float
    assert node(np.float32(2)).value.dtype == np.float32


@pytest.mark.parametrize("x", [0.0, np.zeros(2)], ids=["number", "array"])
def test_powers_at_zero(x):
    for p, slope in ((0, 0.0), (1, 1.0), (2, 0.0), (np.float64(0), 0.0), (np.zeros(2), 0.0)):
        (dx,) = gradient(lambda x: graph.sum(x**p), x)  # noqa: B023
        np.testing.assert_array_equal(dx, np.full(np.shape(x), slope if np.ndim(p) <= np.ndim(x) else 2 * slope))


def test_a_root_of_a_negative_number_stays_real():
    with np.errstate(invalid="ignore"):
        assert np.isnan((node(-8.0) ** 0.5).value)


@pytest.mark.parametrize("x", [1000.0, -1000.0])
def test_far_from_zero_nothing_overflows(x):
    for f in (graph.logistic, graph.tanh, graph.relu, graph.soft_relu):
        assert np.isfinite(gradient(f, x)[0])
    assert gradient(lambda z: graph.logsumexp(z), [x, -x])[0].tolist() == [float(x > 0), float(x < 0)]


def test_numpy_functions_and_arrays_on_the_left_keep_the_graph(rng):
    w, A = node(rng.normal(size=3), "w"), rng.normal(size=(2, 3))
    for formula in (np.exp(w), A @ w, A * w, A - w, A / w, np.float64(2) * w, 2.0**w, np.tanh(w)):
        assert isinstance(formula, graph.Node) and w in backward(formula.sum())


def test_functions_on_plain_numbers_just_compute():
    assert graph.relu(-2.0) == 0.0 and graph.sum([[1.0, 2.0]]) == 3.0
    assert not isinstance(graph.matmul(np.eye(2), np.ones(2)), graph.Node)


def test_a_node_says_its_formula_its_value_and_its_bar():
    w, b, x = node(2.0, "w"), node(1.0, "b"), node([1.0, -2.5], "x")
    assert repr(w) == "w = 2.0"
    assert repr(w * 3 + b) == "w * 3 + b = 7.0"
    assert repr(-((w + b) ** 2) / (w - b)) == "-(w + b) ** 2 / (w - b) = -9.0"
    assert repr(w - (b - w) * (w / b)) == "w - (b - w) * (w / b) = 4.0"
    assert repr((w * x).sum(axis=0)) == "sum(w * x, axis=0) = -3.0"
    assert repr(node([[1.0, 2.0], [3.0, 4.0]], "W").T) == "W.T = [[1. 3.]\n       [2. 4.]]"
    z = (w * 3 + b).named("z")
    assert repr(graph.tanh(z) * 1) == "tanh(z) * 1 = 0.9999983369439447"
    bars = backward(z)
    assert graph.describe(w, bars) == "w = 2.0 | bar = 3.0"
    assert graph.describe(w) == "w = 2.0"
    assert graph.describe(x, bars).endswith("| no bar")


@pytest.mark.parametrize(
    ("compute", "error", "message"),
    [
        (lambda W, x: np.floor(x * 2.0), NotImplementedError, "The graph has no rule for 'floor' in floor(x * 2)."),
        (
            lambda W, x: graph.apply("spin", W, x),
            NotImplementedError,
            "no rule for 'spin' in spin(W, x). Add a row to VALUES",
        ),
        (lambda W, x: W @ x, ValueError, "'W @ x' cannot be computed: W has shape (3, 2) and x has shape (3,)."),
        (lambda W, x: W + x, ValueError, "'W + x' cannot be computed"),
        (
            lambda W, x: (W * 2).sum(axis=5),
            ValueError,
            "'sum(W * 2, axis=5)' cannot be computed: W * 2 has shape (3, 2)",
        ),
        (lambda W, x: node(1.0, "w") / 0.0, ZeroDivisionError, "in w / 0"),
        (lambda W, x: np.asarray(W), TypeError, "W is a node, not an array: its number is .value"),
        (lambda W, x: np.add.reduce(W), TypeError, "Nodes take part in plain numpy functions only"),
        (lambda W, x: W + "one", TypeError, "'value' must hold numbers (got a str"),
        (lambda W, x: node("one", "w"), TypeError, "'w' must hold numbers (got a str"),
        (lambda W, x: node(W), TypeError, "'value' must be a number or an array (got the node W)"),
        (lambda W, x: backward(W), ValueError, "'bar' must have shape (3, 2), like the root W (got shape ()). Sum it"),
        (lambda W, x: backward(3.0), TypeError, "'root' must be a node (got a float). Did the formula use any node?"),
        (lambda W, x: gradient(lambda v: v * 2, [1.0, 2.0]), ValueError, "Sum it to a single number first."),
    ],
)
def test_errors_name_the_expression(compute, error, message):
    with pytest.raises(error, match=re.escape(message)):
        compute(node(np.ones((3, 2)), "W"), node(np.ones(3), "x"))


def test_an_operation_without_vjps_is_named_when_its_bar_is_needed(monkeypatch):
    monkeypatch.setitem(VALUES, "floor", np.floor)
    w = node(2.5, "w")
    y = np.floor(w * 3.0) + 1.0
    assert y.value == 8.0
    with pytest.raises(NotImplementedError, match=re.escape("no vjps for 'floor' in floor(w * 3). Add a row 'floor'")):
        backward(y)
    monkeypatch.setitem(VJPS, "floor", (lambda g, v, x: 0.0 * g,))
    assert backward(y)[w] == 0.0
