"""Backpropagation on any computation graph: write a formula with nodes, then ask for the bar of everything in it.

    >>> w, b, x = node(2.0, name="w"), node(1.0, name="b"), 3.0
    >>> z = w * x + b
    >>> z
    w * 3 + b = 7.0
    >>> bars = backward(z)
    >>> bars[w], bars[b]
    (3.0, 1.0)

In reading order: `rules` (the value and the vjps of each operation), `nodes` (a formula leaves a graph behind),
`functions` (exp, log, ...), `text` and `failures` (a node, and an error, in words), `passes` (the order, the backward
pass, gradients).

Lecture: 6, section 2.4, "Using the computation graph".
"""

from source_lib.graph.functions import (
    exp,
    log,
    logistic,
    logsumexp,
    matmul,
    mean,
    relu,
    reshape,
    soft_relu,
    sqrt,
    sum,
    tanh,
    transpose,
)
from source_lib.graph.nodes import Node, apply, constant, node
from source_lib.graph.passes import backward, children, gradient, topological_order
from source_lib.graph.rules import VALUES, VJPS, unbroadcast
from source_lib.graph.text import describe, expression

__all__ = [
    "VALUES",
    "VJPS",
    "Node",
    "apply",
    "backward",
    "children",
    "constant",
    "describe",
    "exp",
    "expression",
    "gradient",
    "log",
    "logistic",
    "logsumexp",
    "matmul",
    "mean",
    "node",
    "relu",
    "reshape",
    "soft_relu",
    "sqrt",
    "sum",
    "tanh",
    "topological_order",
    "transpose",
    "unbroadcast",
]
