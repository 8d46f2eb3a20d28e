"""Gradient descent on minibatches, with the library's own forward, loss and backward: nothing here derives anything.

`train` is a generator: it yields a record per epoch and the reader decides what to do with it, and when to stop.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from source_lib.activations import Activation, identity, relu
from source_lib.backprop import backward
from source_lib.errors import Array, as_float
from source_lib.losses import softmax_cross_entropy
from source_lib.mlp import MLP, Layer, forward

Loss = Callable[[Array, Array], tuple[Array, Array]]


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """What there is to know after an epoch: the net, its mean cost on the way, its accuracy on the watched examples.

    Epoch 0 is the net before its first step; its cost is that of all training examples. The accuracy is nan if no
    examples are watched.

    Lecture: 6, section 1, "Introduction".
    """

    epoch: int
    net: MLP = field(repr=False)
    cost: float
    accuracy: float = float("nan")


def init(
    sizes: Sequence[int],
    rng: np.random.Generator,
    hidden: Activation = relu,
    output: Activation = identity,
    scale: float = 1.0,
    dtype: DTypeLike = np.float32,
) -> MLP:
    """Return a random net to start from: w_ij ~ scale * N(0, gain / units_in) and b = 0; gain is 2 for ReLU, else 1.

    The spread keeps the activations' size the same from layer to layer. Zero would not do: units that start equal stay
    equal.

    Shapes: sizes = (D, widths of the hidden layers, K).
    Example:
    >>> init((784, 300, 100, 10), np.random.default_rng(0))
    MLP(784 -> 300 relu -> 100 relu -> 10 identity)

    Lecture: 5, section 3, "Feature Learning".
    """
    if len(sizes) < 2:
        raise ValueError(f"'sizes' must name at least inputs and outputs, such as (784, 100, 10) (got {tuple(sizes)}).")
    layers = []
    for k, (units_in, units_out) in enumerate(pairwise(sizes), start=2):
        phi = output if k == len(sizes) else hidden
        spread = scale * np.sqrt((2.0 if phi is relu else 1.0) / units_in)
        W = (spread * rng.standard_normal((units_out, units_in))).astype(dtype)
        layers.append(Layer(W, np.zeros(units_out, dtype), phi))
    return MLP(tuple(layers))


def minibatches(n_examples: int, batch_size: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Yield the row numbers 0 ... n_examples - 1, shuffled, batch_size at a time; the last batch may be smaller.

    Example:
    >>> [len(rows) for rows in minibatches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]

    Lecture: 6, section 1, "Introduction".
    """
    if batch_size < 1:
        raise ValueError(f"'batch_size' must be at least 1 (got {batch_size}).")
    order = rng.permutation(n_examples)
    for start in range(0, n_examples, batch_size):
        yield order[start : start + batch_size]


def accuracy(net: MLP, X: ArrayLike, labels: ArrayLike) -> float:
    """Return the share of examples whose largest output is the right one, mean of [argmax_k y_k = label].

    Shapes: X (n_examples, units_in), labels (n_examples,).
    Example:
    >>> one_of_two = MLP.from_params({"W1": np.eye(2), "b1": [0.0, 0.0]})
    >>> accuracy(one_of_two, [[3, 1], [0, 2], [5, 4], [1, 0]], labels=[0, 1, 0, 1])
    0.75

    Lecture: 5, section 3, "Feature Learning".
    """
    return float(np.mean(forward(net, X).Y.argmax(axis=1) == np.asarray(labels)))


def train(
    net: MLP,
    X: ArrayLike,
    T: ArrayLike,
    rng: np.random.Generator,
    *,
    epochs: int = 10,
    learning_rate: float = 0.1,
    batch_size: int = 64,
    momentum: float = 0.0,
    weight_decay: float = 0.0,
    loss: Loss = softmax_cross_entropy,
    watch: tuple[ArrayLike, ArrayLike] | None = None,
) -> Iterator[Record]:
    """Yield a record per epoch of SGD with v <- momentum v + W_bar + weight_decay W, then W <- W - learning_rate v.

    Biases take the same step without the decay. The given net stays as it is. `watch` is (X, labels) of the examples
    that the accuracy is about.

    Shapes: X (n_examples, D), T (n_examples, K).
    Raises: ValueError if X and T have not one row per example each.
    Example:
    >>> line = MLP.from_params({"W1": [[0.0]], "b1": [0.0]})
    >>> from source_lib.losses import squared_error
    >>> rng = np.random.default_rng(0)
    >>> records = train(line, [[1.0]], [[2.0]], rng, epochs=2, learning_rate=0.5, loss=squared_error)
    >>> [(record.epoch, record.cost) for record in records]
    [(0, 2.0), (1, 2.0), (2, 0.0)]

    Lecture: 6, section 1, "Introduction".
    """
    X, T, rate = as_float("X", X), as_float("T", T), float(learning_rate)
    if len(X) != len(T) or not len(X):
        raise ValueError(f"'X' and 'T' must have one row per example each (got {len(X)} and {len(T)} rows).")

    def record(epoch: int, cost: float) -> Record:
        still = MLP(tuple(Layer(layer.W.copy(), layer.b.copy(), layer.activation) for layer in moving.layers))
        return Record(epoch, still, cost, accuracy(still, *watch) if watch else float("nan"))

    # The layers of `moving` look at these arrays, so that a step in place moves the net without building a new one.
    # W lies in memory by columns: X W^T is then two plain arrays to BLAS, and W_bar comes out in the same order.
    Ws, bs = [layer.W.copy("F") for layer in net.layers], [layer.b.copy() for layer in net.layers]
    moving = MLP(tuple(Layer(W, b, layer.activation) for W, b, layer in zip(Ws, bs, net.layers, strict=True)))
    parameters = [*Ws, *bs]
    velocities = [np.zeros_like(p) for p in parameters]
    decays = [rate * weight_decay] * len(Ws) + [0.0] * len(bs)

    def step(rows: NDArray[np.intp]) -> float:
        """Take one step by these examples and return their cost. What it computed is given up before the next one."""
        trace = forward(moving, X.take(rows, axis=0))
        cost, Y_bar = loss(trace.Y, T.take(rows, axis=0))
        bars = backward(moving, trace, rate * Y_bar)  # every bar is linear in Y_bar, the smallest array of them all
        for p, bar, v, decay in zip(parameters, bars.W + bars.b, velocities, decays, strict=True):
            if decay:
                bar += decay * p  # bars are fresh: nobody else sees this
            if momentum:
                v *= momentum
                v += bar
                bar = v
            p -= bar
        return float(cost)

    yield record(0, float(loss(forward(moving, X).Y, T)[0]))
    for epoch in range(1, epochs + 1):
        batches = minibatches(len(X), batch_size, rng)
        yield record(epoch, sum(step(rows) * len(rows) for rows in batches) / len(X))


def with_progress(records: Iterable[Record], epochs: int) -> Iterator[Record]:
    """Pass records on and show a bar with the newest of them; outside a notebook, just pass them on.

    Example:
    >>> [record.epoch for record in with_progress([Record(0, None, 2.3), Record(1, None, 0.4)], epochs=1)]
    [0, 1]
    """
    bar = _bar(epochs)
    for record in records:
        if bar is not None:
            bar.value = record.epoch
            known = "" if np.isnan(record.accuracy) else f", accuracy {record.accuracy:.1%}"
            bar.description = f"epoch {record.epoch} of {epochs}: cost {record.cost:.3g}{known}"
        yield record


def _bar(epochs: int):  # type: ignore[no-untyped-def]  # an ipywidgets.IntProgress, which loads only when needed
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    if not hasattr(get_ipython(), "kernel"):
        return None
    import ipywidgets
    from IPython.display import display

    wide = {"style": {"description_width": "24em"}, "layout": ipywidgets.Layout(width="100%", max_width="46em")}
    bar = ipywidgets.IntProgress(min=0, max=epochs, **wide)
    display(bar)
    return bar
