"""Activation functions phi, each with its derivative; both act on every entry of z independently.

All are stable far from zero (|z| = 1000), keep float32, and continue to complex z, which the complex step of
`gradcheck` needs: whatever a rule compares, it compares by the real part.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from source_lib.errors import Array, as_float


@dataclass(frozen=True, slots=True)
class Activation:
    """A function phi with a name; calling it gives a = phi(z), and phi.derivative(z) gives phi'(z).

    Shapes: z any; value and derivative have the shape of z.
    Example:
    >>> relu([-2.0, 3.0]).tolist(), relu.derivative([-2.0, 3.0]).tolist()
    ([0.0, 3.0], [0.0, 1.0])

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """

    name: str
    value: Callable[[ArrayLike], Array]
    derivative: Callable[[ArrayLike], Array]

    def __call__(self, z: ArrayLike) -> Array:
        return self.value(z)

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str | tuple[object, ...]:
        # The course's own travel by name, so that `activation is relu` still holds in another process.
        if ACTIVATIONS.get(self.name) is self:
            return self.name
        return Activation, (self.name, self.value, self.derivative)


def _on_floats(f: Callable[[Array], Array]) -> Callable[[ArrayLike], Array]:
    """Let f, written for arrays of floats, take numbers and lists as well, and give a number for a number."""

    def on_floats(z: ArrayLike) -> Array:
        return f(as_float("z", z))[()]

    return on_floats


def _decay(z: Array) -> Array:
    """Return e^-|z|, which never overflows and underflows to its limit 0."""
    return np.exp(-np.abs(z) if z.dtype.kind == "f" else np.where(z.real > 0, -z, z))


def _on(z: Array) -> Array:
    """Return 1 where z > 0, else 0, in the dtype of z."""
    return (z.real > 0).astype(z.dtype)


def _logistic(z: Array) -> Array:
    decay = _decay(z)
    # 1 / (1 + e^-z) where z > 0; the same multiplied by e^z / e^z elsewhere, where e^-z would overflow
    return np.where(z.real > 0, 1.0, decay) / (1.0 + decay)


def _logistic_slope(z: Array) -> Array:
    decay = _decay(z)
    return decay / (1.0 + decay) ** 2  # sigma (1 - sigma), even in z, without the cancellation in 1 - sigma


def _relu(z: Array) -> Array:
    return np.maximum(z, 0) if z.dtype.kind == "f" else z * _on(z)


def _soft_relu(z: Array) -> Array:
    return _relu(z) + np.log1p(_decay(z))


identity = Activation(
    "identity",
    _on_floats(lambda z: z),
    _on_floats(np.ones_like),
)
hard_threshold = Activation(
    "hard_threshold",
    _on_floats(_on),
    _on_floats(np.zeros_like),  # the lecture's "0 almost everywhere"; at the jump itself we take 0 as well
)
logistic = Activation(
    "logistic",
    _on_floats(_logistic),
    _on_floats(_logistic_slope),
)
tanh = Activation(
    "tanh",
    _on_floats(np.tanh),
    _on_floats(lambda z: 1.0 - np.tanh(z) ** 2),
)
relu = Activation(
    "relu",
    _on_floats(_relu),
    _on_floats(_on),
)
soft_relu = Activation(
    "soft_relu",
    _on_floats(_soft_relu),
    _on_floats(_logistic),
)

ACTIVATIONS: dict[str, Activation] = {
    phi.name: phi for phi in (identity, hard_threshold, logistic, tanh, relu, soft_relu)
}
