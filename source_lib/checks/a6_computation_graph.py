"""The visible checks of assignment a6: single nodes and small graphs that can be worked out on paper.

Call a check with your class and your functions: `check.toposort(Node, toposort)`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from source_lib.checks.answers import entry, expect, kind, refuse
from source_lib.checks.differences import compare_with_differences
from source_lib.checks.node_operations import add_mul, entrywise, exp_log, matmul, neg_power, sigmoid_relu, sums
from source_lib.checks.small_graphs import field, joined, names_in, ordered, sequence
from source_lib.errors import Array

Function = Callable[..., Any]


def node(Node: Function) -> None:
    """Check the four fields of a leaf, and of a node that was computed from it.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    leaf = Node(3.0)
    expect("Node(3.0).value", field("Node(3.0)", leaf, "value"), 3.0, "Keep what the caller gives.")
    expect("Node(3.0).bar", field("Node(3.0)", leaf, "bar"), 0.0, "No backward pass has run: self.bar = 0.0")
    for which in ("parents", "local"):
        sequence("Node(3.0)", leaf, which, 0)
    (share,) = sequence("the second node", Node(6.0, (leaf,), (lambda bar: 2 * bar,)), "local", 1)
    expect("local[0](5.0) of a node twice its parent", share(5.0), 10.0, "Keep the functions as they come.")
    print("✓ Node: a value that remembers.")


def toposort(Node: Function, toposort: Function) -> None:
    """Check two graphs, a diamond and one with a short cut: each node once, parents before children.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    a, b = Node(1.0), Node(2.0)
    c, d = joined(Node, 3.0, (a, 1), (b, 1)), joined(Node, 4.0, (a, 1), (b, 1))
    got = names_in("toposort", toposort(joined(Node, 5.0, (c, 1), (d, 1))), "abcdy")
    graph = "toposort on a diamond: c = a + b, d = a b, y = c d"
    ordered(graph, got, "abcdy", ("ac", "bc", "ad", "bd", "cy", "dy"))
    b = joined(Node, 2.0, (a, 1))
    c = joined(Node, 3.0, (b, 1))
    got = names_in("toposort", toposort(joined(Node, 4.0, (a, 1), (c, 1))), "abcy")
    ordered("toposort on b from a, c from b, y from a and c", got, "abcy", ("ab", "bc", "ay", "cy"))
    print("✓ toposort: every node once, parents before children.")


def backward(
    Node: Function, add: Function, mul: Function, neg: Function, power: Function, sigmoid: Function, backward: Function
) -> None:
    """Check a chain, b = a + a, a diamond, a second call, and the lecture's running example with your operations.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    a = Node(3.0)
    b = joined(Node, 6.0, (a, 2))
    _bars(backward, "b = 2 a, y = 5 b", joined(Node, 30.0, (b, 5)), {"a": (a, 10), "b": (b, 5)},
          "Along a path multiply: the share of a parent is local(bar of the node).")  # fmt: skip
    y = joined(Node, 6.0, (a, 1), (a, 1))
    _bars(backward, "y = a + a", y, {"y": (y, 1), "a": (a, 2)}, "Both edges lead to a: shares add up.")
    e = joined(Node, 6.0, (a, 1), (a, 1))
    y = joined(Node, 36.0, (e, 6), (e, 6))
    wanted = {"e": (e, 12), "a": (a, 24)}
    _bars(backward, "e = a + a, y = e e, with a = 3", y, wanted, "e hands on when both its shares are there.")
    _bars(backward, "the same, at a second call", y, wanted, "Set the bars to 0 first: the old ones must not count.")
    _running_example(Node, add, mul, neg, power, sigmoid, backward)
    print("✓ backward: right on paper, twice, and on the running example.")


def _bars(backward: Function, graph: str, root: Any, wanted: Mapping[str, tuple[Any, float]], hint: str) -> None:
    backward(root)
    for name, (node, bar) in wanted.items():
        expect(f"The bar of {name} ({graph})", field(name, node, "bar"), bar, hint)


def _running_example(
    Node: Function, add: Function, mul: Function, neg: Function, power: Function, sigmoid: Function, backward: Function
) -> None:
    """With w = 3, x = 2, b = -6 and t = 0.25: z = 0, y = 1/2, and the cost is 1/2 (y - t)^2 + lam/2 w^2, lam = 0.1."""
    w, x, b, t, half = Node(3.0), Node(2.0), Node(-6.0), Node(0.25), Node(0.5)
    y = sigmoid(add(mul(w, x), b))
    loss = mul(half, power(add(y, neg(t)), 2))
    cost = add(loss, mul(Node(0.05), power(w, 2)))
    hint = "If all was right up to here, look at the operations: the cost is 1/2 (y - t)^2 + 0.05 w^2."
    wanted = {"y": (y, 0.25), "b": (b, 0.0625), "x": (x, 0.1875), "t": (t, -0.25), "w": (w, 0.425)}
    _bars(backward, "running example, w = 3, x = 2, b = -6, t = 1/4", cost, wanted, hint)


def unbroadcast(unbroadcast: Function) -> None:
    """Check sums over copies on paper: an axis in front, an axis of size 1, and a single number.

    Raises: CheckFailed.
    Lecture: 6, section 2.2, "Multivariable chain rule: the easy case".
    """
    g = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    for shape, wanted, hint in (
        ((2, 3), g, "Nothing was copied: nothing is summed."),
        ((3,), [11, 22, 33], "numpy put an axis in front: sum over it."),
        ((1, 3), [[11, 22, 33]], "An axis of size 1 was stretched: sum over it and keep it, keepdims=True."),
        ((2, 1), [[6], [60]], "An axis of size 1 was stretched: sum over it and keep it, keepdims=True."),
        ((), 66, "A single number was copied into every entry."),
    ):
        expect(f"unbroadcast(g, {shape}) for g = [[1, 2, 3], [10, 20, 30]]", unbroadcast(g.copy(), shape), wanted, hint)
    print("✓ unbroadcast: all copies are summed.")


def engine(
    Node: Function, power: Function, sigmoid: Function, backward: Function, plus: Function, times: Function,
    matmul: Function, mean_over: Function,
) -> None:  # fmt: skip
    """Check the bars of a whole net, cost = mean of 1/2 y^2, against differences, a line per parameter.

    Raises: CheckFailed.
    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    rng = np.random.default_rng(6)
    X = rng.standard_normal((5, 3))
    shapes = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}
    params = {name: rng.standard_normal(shape) for name, shape in shapes.items()}

    def run(moved: dict[str, Array]) -> tuple[dict[str, Any], Any]:
        leaves = {name: Node(value) for name, value in moved.items()}
        H = sigmoid(plus(matmul(Node(X), leaves["W1"]), leaves["b1"]))
        Y = plus(matmul(H, leaves["W2"]), leaves["b2"])
        return leaves, times(Node(0.5), mean_over(power(Y, 2)))

    def cost(moved: dict[str, Array]) -> float:
        return float(field("the cost", run(moved)[1], "value"))

    leaves, root = run(params)
    backward(root)
    compare_with_differences(
        "engine", cost, params, {f"{name}_bar": field(name, leaf, "bar") for name, leaf in leaves.items()}
    )


def to_dict(Node: Function, to_dict: Function) -> None:
    """Check e = a + a, y = e b: four nodes, four edges, two of them from a to e.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    a, b = Node(3.0), Node(5.0)
    e = joined(Node, 6.0, (a, 1), (a, 1))
    graph = to_dict(joined(Node, 30.0, (e, 5), (b, 6)))
    values = entry("to_dict", graph, "values")
    if not isinstance(values, (list, tuple, np.ndarray)) or np.shape(values) != (4,):
        refuse("values", kind(values), "a list of four values", "One value per node, in the order of toposort.")
    expect("values, sorted", sorted(values), [3, 5, 6, 30], "Here e = a + a, y = e b, a = 3, b = 5.")
    pairs = entry("to_dict", graph, "edges")
    whole = isinstance(pairs, (list, tuple)) and all(_is_edge(pair, len(values)) for pair in pairs)
    if not whole:
        refuse("edges", kind(pairs), "a list of pairs of numbers 0 to 3", "place = {node: i for i, node in ...}")
    named = sorted((float(values[parent]), float(values[child])) for parent, child in pairs)
    hint = "Written as (value of the parent, value of the child). a goes into e twice: two edges."
    if named != [(3.0, 6.0), (3.0, 6.0), (5.0, 30.0), (6.0, 30.0)]:
        refuse("edges", str(named)[:200], "[(3, 6), (3, 6), (5, 30), (6, 30)], in any order", hint)
    print("✓ to_dict: four nodes, four edges.")


def _is_edge(pair: Any, count: int) -> bool:
    return (
        isinstance(pair, (list, tuple))
        and len(pair) == 2
        and all(isinstance(end, (int, np.integer)) and 0 <= end < count for end in pair)
    )


def needed(Node: Function, needed: Function) -> None:
    """Check y = (a b) (a + 1) with the parameter b: b, a b and y need a bar, a and a + 1 do not.

    Raises: CheckFailed.
    Lecture: 6, section 2.4, "Using the computation graph".
    """
    a, b = Node(1.0), Node(2.0)
    c, d = joined(Node, 3.0, (a, 2), (b, 1)), joined(Node, 4.0, (a, 1))
    got = names_in("needed", needed(joined(Node, 5.0, (c, 4), (d, 3)), [b]), "abcdy")
    ordered("needed on c = a b, d = a + 1, y = c d, with the parameter b", got, "bcy", ("bc", "cy"))
    print("✓ needed: b, c and y; a and d are left out.")


__all__ = [
    "add_mul", "backward", "engine", "entrywise", "exp_log", "matmul", "needed", "neg_power", "node", "sigmoid_relu",
    "sums", "to_dict", "toposort", "unbroadcast",
]  # fmt: skip
