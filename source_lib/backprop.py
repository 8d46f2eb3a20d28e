"""Backpropagation by hand: the lecture's equations in bar notation, one line each.

v_bar is d cost / d v, an array of the shape of v. First for a whole batch through an MLP, then for the lecture's
running example with one weight.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from source_lib.activations import identity, logistic
from source_lib.errors import Array, as_float, shape_error
from source_lib.mlp import MLP, Layer, Trace


@dataclass(frozen=True, eq=False, slots=True)
class Bars:
    """The bars of a net, one entry per layer: W[k] = W_bar, b[k] = b_bar, Z[k] = Z_bar of layer k.

    Shapes: W[k], b[k], Z[k] like the layer's W, its b, and the trace's Z[k]; X like the inputs.

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """

    W: tuple[Array, ...]
    b: tuple[Array, ...]
    Z: tuple[Array, ...]
    net: MLP

    @property
    def X(self) -> Array:
        """The bar of the inputs, X_bar = Z_bar W of the first layer; worked out when asked for: training never does."""
        return self.Z[0] @ self.net.layers[0].W


def backward(net: MLP, trace: Trace, Y_bar: ArrayLike, lam: float = 0.0) -> Bars:
    """Carry Y_bar back through the net: Z_bar = H_bar * phi'(Z), W_bar = Z_bar^T H + lam W, b_bar = Z_bar^T 1.

    Y_bar comes from a loss, which has divided by N already. A net that ends in a cross-entropy has an identity
    output layer, so that the loss's Z_bar is its Y_bar: the very same array. lam is the weight decay of `l2_penalty`.

    Shapes: Y_bar (n_examples, units_out); see Bars.
    Raises: ValueError if Y_bar has not the shape of trace.Y, or the trace is not of this net.
    Example:
    >>> from source_lib.mlp import forward
    >>> net = MLP.from_params({"W1": [[2.0]], "b1": [1.0]})
    >>> bars = backward(net, forward(net, [[3.0], [4.0]]), Y_bar=[[1.0], [10.0]])
    >>> bars.W[0].tolist(), bars.b[0].tolist(), bars.X.tolist()
    ([[43.0]], [11.0], [[2.0], [20.0]])

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    H_bar = given = as_float("Y_bar", Y_bar)
    if len(trace.Z) != len(net.layers):
        raise ValueError(f"'trace' must come from this net, which has {len(net.layers)} layers (got {len(trace.Z)}).")
    if H_bar.shape != trace.Y.shape:
        raise shape_error("Y_bar", f"have shape {trace.Y.shape}, like the outputs 'Y'", H_bar)
    W_bars: list[Array] = []
    b_bars: list[Array] = []
    Z_bars: list[Array] = []
    ones = np.ones(len(H_bar), H_bar.dtype)
    for k in reversed(range(len(net.layers))):
        layer, Z, H = net.layers[k], trace.Z[k], trace.H[k]
        Z_bar = H_bar
        if layer.activation is not identity:  # whose phi' is 1
            slopes = layer.activation.derivative(Z)
            ours = H_bar is not given and slopes.dtype == H_bar.dtype  # then nobody else sees it, and it may be reused
            Z_bar = np.multiply(H_bar, slopes, out=H_bar if ours else None)
        W_bar = (H.T @ Z_bar).T  # Z_bar^T H, in the order of memory in which BLAS is fastest
        b_bar = ones @ Z_bar  # the sum over the examples, in a third of sum(axis=0)'s time
        if lam:
            W_bar = W_bar + float(lam) * layer.W
        if k > 0:
            H_bar = Z_bar @ layer.W
        W_bars.insert(0, W_bar)
        b_bars.insert(0, b_bar)
        Z_bars.insert(0, Z_bar)
    return Bars(tuple(W_bars), tuple(b_bars), tuple(Z_bars), net)


def descend(net: MLP, bars: Bars, learning_rate: float) -> MLP:
    """Return the net one step of gradient descent further, W - learning_rate W_bar and b - learning_rate b_bar.

    Example:
    >>> from source_lib.mlp import forward
    >>> net = MLP.from_params({"W1": [[2.0]], "b1": [1.0]})
    >>> bars = backward(net, forward(net, [[3.0]]), Y_bar=[[1.0]])
    >>> {name: value.tolist() for name, value in descend(net, bars, learning_rate=0.5).to_params().items()}
    {'W1': [[0.5]], 'b1': [0.5]}

    Lecture: 6, section 1, "Introduction".
    """
    rate = float(learning_rate)
    return MLP(
        tuple(
            Layer(layer.W - rate * W_bar, layer.b - rate * b_bar, layer.activation)
            for layer, W_bar, b_bar in zip(net.layers, bars.W, bars.b, strict=True)
        )
    )


def running_example(w: Any, b: Any, x: Any, t: Any, lam: Any) -> dict[str, Any]:
    """Compute z = wx + b, y = sigma(z), L = 1/2 (y - t)^2, R = 1/2 w^2, L_reg = L + lam R.

    Example:
    >>> values = running_example(w=2.0, b=-2.0, x=1.0, t=1.0, lam=0.5)
    >>> {name: float(value) for name, value in values.items()}
    {'z': 0.0, 'y': 0.5, 'L': 0.125, 'R': 2.0, 'L_reg': 1.125}

    Lecture: 6, section 2, "The Chain Rule revisited".
    """
    z = w * x + b
    y = logistic(z)
    L = 0.5 * (y - t) ** 2
    R = 0.5 * w**2
    L_reg = L + lam * R
    return {"z": z, "y": y, "L": L, "R": R, "L_reg": L_reg}


def running_example_bars(w: Any, b: Any, x: Any, t: Any, lam: Any) -> dict[str, Any]:
    """Compute the seven bars in the lecture's order, ending in w_bar = z_bar x + R_bar w and b_bar = z_bar.

    Example:
    >>> bars = running_example_bars(w=2.0, b=-2.0, x=1.0, t=1.0, lam=0.5)
    >>> list(bars), float(bars["w_bar"]), float(bars["b_bar"])
    (['L_reg_bar', 'R_bar', 'L_bar', 'y_bar', 'z_bar', 'w_bar', 'b_bar'], 0.875, -0.125)

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    values = running_example(w, b, x, t, lam)
    z, y = values["z"], values["y"]
    L_reg_bar = 1.0
    R_bar = L_reg_bar * lam
    L_bar = L_reg_bar
    y_bar = L_bar * (y - t)
    z_bar = y_bar * logistic.derivative(z)
    w_bar = z_bar * x + R_bar * w
    b_bar = z_bar
    names = ("L_reg_bar", "R_bar", "L_bar", "y_bar", "z_bar", "w_bar", "b_bar")
    return dict(zip(names, (L_reg_bar, R_bar, L_bar, y_bar, z_bar, w_bar, b_bar), strict=True))


def naive_derivatives(w: Any, b: Any, x: Any, t: Any, lam: Any) -> tuple[Any, Any]:
    """Return dL_reg/dw = (sigma(wx+b) - t) sigma'(wx+b) x + lam w and dL_reg/db = (sigma(wx+b) - t) sigma'(wx+b).

    Written out as in calculus class, on purpose: wx + b is computed four times, where the bars need it once.

    Example:
    >>> [float(derivative) for derivative in naive_derivatives(w=2.0, b=-2.0, x=1.0, t=1.0, lam=0.5)]
    [0.875, -0.125]

    Lecture: 6, section 2.1, "How you would have done it in calculus class".
    """
    dL_dw = (logistic(w * x + b) - t) * logistic.derivative(w * x + b) * x + lam * w
    dL_db = (logistic(w * x + b) - t) * logistic.derivative(w * x + b)
    return dL_dw, dL_db
