"""Costs of a batch with their bars: cost = mean over the examples of the loss, bar = d cost / d first argument.

The 1/N of the mean is in the bar, and nowhere else in the library. Everything is stable at |z| = 1000.
"""

import numpy as np
from numpy.typing import ArrayLike

from source_lib.activations import logistic, soft_relu
from source_lib.errors import Array, as_float, shape_error
from source_lib.mlp import MLP


def squared_error(Y: ArrayLike, T: ArrayLike) -> tuple[Array, Array]:
    """Return the mean of 1/2 sum_k (y_k - t_k)^2 and its bar Y_bar = (Y - T) / N.

    Shapes: Y and T (n_examples, units_out); cost (), Y_bar like Y.
    Raises: ValueError if T has another shape than Y.
    Example:
    >>> cost, Y_bar = squared_error([[3.0], [1.0]], [[1.0], [1.0]])
    >>> float(cost), Y_bar.tolist()
    (1.0, [[1.0], [0.0]])

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    Y, T = _batch("Y", Y, T)
    residual = Y - T
    return 0.5 * (residual**2).sum() / len(Y), residual / len(Y)


def logistic_cross_entropy(Z: ArrayLike, T: ArrayLike) -> tuple[Array, Array]:
    """Return the mean of sum_k -t log y - (1 - t) log(1 - y) with y = sigma(z), and its bar Z_bar = (sigma(Z) - T) / N.

    It takes z, not y: as log(1 + e^z) - t z the loss needs no logarithm of a y that rounds to 0.

    Shapes: Z and T (n_examples, units_out), T between 0 and 1; cost (), Z_bar like Z.
    Raises: ValueError if T has another shape than Z.
    Example:
    >>> cost, Z_bar = logistic_cross_entropy([[0.0]], [[1.0]])
    >>> round(float(cost), 4), Z_bar.tolist()  # log 2
    (0.6931, [[-0.5]])

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    Z, T = _batch("Z", Z, T)
    return (soft_relu(Z) - T * Z).sum() / len(Z), (logistic(Z) - T) / len(Z)


def softmax_cross_entropy(Z: ArrayLike, T: ArrayLike) -> tuple[Array, Array]:
    """Return the mean of -sum_k t_k log y_k with y = softmax(z), and its bar Z_bar = (softmax(Z) - T) / N.

    It takes z, not y: log y_k = z_k - log sum_j e^z_j needs no logarithm of a y that rounds to 0.

    Shapes: Z and T (n_examples, n_classes), each row of T sums to 1 (one-hot); cost (), Z_bar like Z.
    Raises: ValueError if T has another shape than Z, or a row that does not sum to 1.
    Example:
    >>> cost, Z_bar = softmax_cross_entropy([[0.0, 0.0]], [[0, 1]])
    >>> round(float(cost), 4), Z_bar.tolist()  # log 2
    (0.6931, [[0.5, -0.5]])

    Lecture: 5, section 3, "Feature Learning".
    """
    Z, T = (np.asfortranarray(array) for array in _batch("Z", Z, T))  # sums over a few classes are faster by columns
    sums = T.real @ np.ones(T.shape[1], T.real.dtype)
    if not 0.999 < sums.min() <= sums.max() < 1.001:
        row = int(np.abs(sums - 1).argmax())
        raise ValueError(
            f"'T' must have rows that sum to 1 (row {row} sums to {sums[row]:.4g}). "
            f"Is it one-hot, one_hot(labels, n_classes={T.shape[1]})?"
        )
    shifted = Z - Z.max(axis=1, keepdims=True)
    exps = np.exp(shifted)
    totals = exps.sum(axis=1, keepdims=True)
    minus_log_Y = np.log(totals) - shifted
    return np.dot(T.T.ravel(), minus_log_Y.T.ravel()) / len(Z), (exps / totals - T) / len(Z)


def softmax(Z: ArrayLike) -> Array:
    """Turn each row of Z into probabilities, y_k = e^z_k / sum_j e^z_j.

    Shapes: Z (..., n_classes); the result like Z, its last axis sums to 1.
    Example:
    >>> softmax([[1000.0, 1000.0], [0.0, -1000.0]]).tolist()
    [[0.5, 0.5], [1.0, 0.0]]

    Lecture: 5, section 3, "Feature Learning".
    """
    Z = as_float("Z", Z)
    exps = np.exp(Z - Z.max(axis=-1, keepdims=True))  # a common factor in numerator and denominator
    return exps / exps.sum(axis=-1, keepdims=True)


def one_hot(labels: ArrayLike, n_classes: int) -> Array:
    """Turn class numbers into target rows, t_nk = 1 if labels_n = k else 0.

    Shapes: labels (n_examples,), integers from 0 to n_classes - 1; the result (n_examples, n_classes), float64.
    Raises: ValueError if labels is no vector or a label is out of range, TypeError if labels are not integers.
    Example:
    >>> one_hot([2, 0], n_classes=3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]

    Lecture: 5, section 3, "Feature Learning".
    """
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise shape_error("labels", "have shape (n_examples,), one class number per example", labels)
    if labels.dtype.kind not in "iu" and labels.size:
        raise TypeError(f"'labels' must be integers (got dtype {labels.dtype}). Did you pass targets that are one-hot?")
    if labels.size and not 0 <= labels.min() <= labels.max() < n_classes:
        raise ValueError(
            f"'labels' must lie between 0 and {n_classes - 1} (got {labels.min()} to {labels.max()}). "
            "Do your classes start at 1?"
        )
    return np.eye(n_classes)[labels.astype(int)]


def l2_penalty(net: MLP, lam: float) -> Array:
    """Return the regulariser lam/2 times the sum of all squared weights, lam R = lam/2 sum W^2; biases are free.

    Example:
    >>> from source_lib.activations import identity
    >>> float(l2_penalty(MLP.from_params({"W1": [[3.0, 1.0]], "b1": [5.0]}), lam=0.2))
    1.0

    Lecture: 6, section 2, "The Chain Rule revisited".
    """
    return 0.5 * float(lam) * sum((layer.W**2).sum() for layer in net.layers)  # type: ignore[return-value]


def _batch(name: str, values: ArrayLike, targets: ArrayLike) -> tuple[Array, Array]:
    """Return outputs and targets as two arrays of one shape, in the dtype of the outputs."""
    V, T = as_float(name, values), as_float("T", targets)
    if V.ndim != 2 or not len(V):
        must = "have shape (n_examples, units_out), with at least one example"
        raise shape_error(name, must, V, f"For one example pass {name.lower()}[None, :]." if V.ndim == 1 else "")
    if T.shape != V.shape:
        cause = "Did you pass class numbers? Use one_hot." if T.shape == V.shape[:1] and V.shape[1] > 1 else ""
        raise shape_error("T", f"have shape {V.shape}, like '{name}'", T, cause)
    return V, T if T.dtype.kind == "c" else T.astype(V.dtype, copy=False)
