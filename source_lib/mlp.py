"""A multilayer perceptron as a value, and the lecture's three ways to write its forward pass."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from source_lib.activations import Activation, identity, logistic
from source_lib.errors import Array, as_float, shape_error


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """The units of one layer: row i of W and b_i belong to unit i, h_i = phi(sum_j w_ij x_j + b_i).

    The arrays are shared with the caller, not copied, and cannot be written to through the layer.

    Shapes: W (units_out, units_in), b (units_out,).
    Raises: ValueError if W is no matrix or b does not have one entry per row of W.
    Example:
    >>> Layer([[1.0, 1.0]], [-1.5], logistic)
    Layer(2 -> 1, logistic)

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """

    W: Array
    b: Array
    activation: Activation

    def __post_init__(self) -> None:
        W, b = as_float("W", self.W), as_float("b", self.b)
        if W.ndim != 2:
            raise shape_error("W", "have shape (units_out, units_in), one row per unit", W)
        if b.shape != W.shape[:1]:
            cause = "Did you transpose W?" if W.ndim == 2 and b.shape == W.shape[1:] else ""
            raise shape_error("b", f"have shape ({len(W)},), one bias per row of 'W'", b, cause)
        if not isinstance(self.activation, Activation):
            raise TypeError(
                f"'activation' must be an Activation such as source_lib.activations.logistic (got {self.activation!r})."
            )
        if W.dtype != b.dtype:  # one dtype per layer, so that a bias can be added in place
            dtype = np.result_type(W, b)
            W, b = W.astype(dtype), b.astype(dtype)
        object.__setattr__(self, "W", _read_only(W))
        object.__setattr__(self, "b", _read_only(b))

    @property
    def units_in(self) -> int:
        """The number of inputs of each unit, the columns of W."""
        return int(self.W.shape[1])

    @property
    def units_out(self) -> int:
        """The number of units, the rows of W."""
        return int(self.W.shape[0])

    def __repr__(self) -> str:
        return f"Layer({self.units_in} -> {self.units_out}, {self.activation.name})"


def _read_only(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view


@dataclass(frozen=True, eq=False, slots=True)
class MLP:
    """Layers in order, each feeding the next: y = phi_L(W_L ... phi_1(W_1 x + b_1) ... + b_L).

    Raises: ValueError if there is no layer, or one has not as many inputs as the layer before has units.
    Example:
    >>> MLP((Layer(np.eye(2), np.zeros(2), logistic), Layer([[1.0, -1.0]], [0.0], identity)))
    MLP(2 -> 2 logistic -> 1 identity)

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            raise ValueError("'layers' must hold at least one Layer (got none).")
        for k in range(1, len(self.layers)):
            below, above = self.layers[k - 1], self.layers[k]
            if above.units_in != below.units_out:
                must = f"have {below.units_out} columns, one per unit of the layer before"
                raise shape_error(f"W{k + 1}", must, above.W, "Did you transpose it?")

    @property
    def units_in(self) -> int:
        """The number of input units, D."""
        return self.layers[0].units_in

    @property
    def units_out(self) -> int:
        """The number of output units, K."""
        return self.layers[-1].units_out

    @classmethod
    def from_params(
        cls, params: Mapping[str, ArrayLike], hidden: Activation = logistic, output: Activation = identity
    ) -> "MLP":
        """Return the net whose layer l has weights params["Wl"] and biases params["bl"], l = 1, 2, ...

        Raises: ValueError if a W or b is missing or left over.
        Example:
        >>> MLP.from_params({"W1": np.eye(3), "b1": np.zeros(3), "W2": np.ones((1, 3)), "b2": [0.0]})
        MLP(3 -> 3 logistic -> 1 identity)

        Lecture: 5, section 2, "Multilayer Perceptrons".
        """
        depth = max(len(params) // 2, 1)
        wanted = [f"{kind}{k}" for k in range(1, depth + 1) for kind in "Wb"]
        if set(wanted) != set(params):
            raise ValueError(f"'params' must have the keys W1, b1, W2, b2, ... (got {', '.join(params) or 'none'}).")
        phis = [hidden] * (depth - 1) + [output]
        return cls(tuple(Layer(params[f"W{k}"], params[f"b{k}"], phi) for k, phi in enumerate(phis, 1)))  # type: ignore[arg-type]

    def to_params(self) -> dict[str, Array]:
        """Return the weights and biases as {"W1": ..., "b1": ..., "W2": ..., ...}, the inverse of from_params.

        Example:
        >>> list(MLP((Layer([[2.0]], [1.0], identity),)).to_params())
        ['W1', 'b1']

        Lecture: 5, section 2, "Multilayer Perceptrons".
        """
        return {f"{kind}{k}": getattr(layer, kind) for k, layer in enumerate(self.layers, 1) for kind in "Wb"}

    def __repr__(self) -> str:
        return f"MLP({self.units_in}{''.join(f' -> {h.units_out} {h.activation.name}' for h in self.layers)})"


@dataclass(frozen=True, eq=False, slots=True)
class Trace:
    """What a forward pass computed, kept for the backward pass: H[0] = X, Z[k] = H[k] W^T + b, H[k+1] = phi(Z[k]).

    Shapes: X (n_examples, units_in); Z[k] and H[k+1] (n_examples, units_out of layer k).

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """

    X: Array
    Z: tuple[Array, ...]
    H: tuple[Array, ...]

    @property
    def Y(self) -> Array:
        """The outputs, the activations of the last layer."""
        return self.H[-1]


def forward(net: MLP, X: ArrayLike) -> Trace:
    """Compute all examples at once, H = phi(X W^T + 1 b^T) layer by layer (eq. 3).

    Shapes: X (n_examples, units_in); trace.Y (n_examples, units_out).
    Raises: ValueError if X has another number of columns.
    Example:
    >>> net = MLP((Layer([[1.0, 2.0]], [0.5], identity),))
    >>> forward(net, [[1, 1], [0, 3]]).Y.tolist()
    [[3.5], [6.5]]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    X = as_float("X", X)
    if X.ndim != 2 or X.shape[1] != net.units_in:
        raise _wrong_inputs("X", X, net)
    Zs: list[Array] = []
    Hs: list[Array] = [X]
    for layer in net.layers:
        Z = Hs[-1] @ layer.W.T
        Z = Z + layer.b if Z.dtype != layer.b.dtype else np.add(Z, layer.b, out=Z)  # no second array where none is due
        Zs.append(Z)
        Hs.append(layer.activation(Z))
    return Trace(X, tuple(Zs), tuple(Hs))


def forward_vector(net: MLP, x: ArrayLike) -> Array:
    """Compute one example with a matrix product per layer, h = phi(W x + b) (eq. 2).

    Shapes: x (units_in,); the result (units_out,).
    Raises: ValueError if x has another number of entries.
    Example:
    >>> forward_vector(MLP((Layer([[1.0, 2.0]], [0.5], identity),)), [0, 3]).tolist()
    [6.5]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    h = as_float("x", x)
    if h.shape != (net.units_in,):
        raise _wrong_inputs("x", h, net)
    for layer in net.layers:
        h = layer.activation(layer.W @ h + layer.b)
    return h


def forward_scalar(net: MLP, x: ArrayLike) -> Array:
    """Compute one example with sums over indices only, h_i = phi(sum_j w_ij x_j + b_i) (eq. 1).

    Shapes: x (units_in,); the result (units_out,).
    Raises: ValueError if x has another number of entries.
    Example:
    >>> forward_scalar(MLP((Layer([[1.0, 2.0]], [0.5], identity),)), [0, 3]).tolist()
    [6.5]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    h = as_float("x", x)
    if h.shape != (net.units_in,):
        raise _wrong_inputs("x", h, net)
    for layer in net.layers:
        W, b, phi = layer.W, layer.b, layer.activation
        units_out, units_in = W.shape
        h = np.array([phi(sum(W[i, j] * h[j] for j in range(units_in)) + b[i]) for i in range(units_out)])
    return h


def _wrong_inputs(name: str, got: Array, net: MLP) -> ValueError:
    if name == "x":
        must = f"have shape ({net.units_in},), one entry per input of the first layer"
        return shape_error(name, must, got, "For many examples use forward." if got.ndim == 2 else "")
    cause = "For one example pass X[None, :]." if got.ndim == 1 else "Did you pass examples as columns?"
    return shape_error(name, f"have {net.units_in} columns, one per input of the first layer", got, cause)
