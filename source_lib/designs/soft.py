"""From hard thresholds to soft ones: multiply weights and biases by c and let sigma(c z) stand in for the step."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from source_lib.activations import hard_threshold, logistic
from source_lib.mlp import MLP, Layer, forward

Array = NDArray[np.float64]


def soften(net: MLP, scale: float | Sequence[float]) -> MLP:
    """Replace every hard threshold by a logistic unit with scaled weights AND bias: h = sigma(c (W x + b)).

    Layers without a hard threshold (the linear output of a table net) stay as they are.
    `scale` is one c for all threshold layers, or one per threshold layer, input side first.
    Raises: ValueError if a scale is not positive or their number is not the number of threshold layers.
    Example:
    >>> from source_lib.designs import xor
    >>> [layer.b.tolist() for layer in soften(xor(), 10).layers]
    [[-5.0, -15.0], [-5.0]]

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    n_hard = sum(layer.activation is hard_threshold for layer in net.layers)
    scales = [float(scale)] * n_hard if isinstance(scale, (int, float)) else [float(c) for c in scale]
    if len(scales) != n_hard:
        raise ValueError(f"'scale' must be a number or {n_hard} numbers, one per threshold layer (got {len(scales)}).")
    if not all(c > 0 for c in scales):
        raise ValueError(f"'scale' must be positive (got {scales}). A negative scale turns every unit around.")
    todo = iter(scales)
    return MLP(tuple(_soft(layer, next(todo)) if layer.activation is hard_threshold else layer for layer in net.layers))


def scale_for(error: float, margin: float) -> float:
    """Give the scale at which a soft threshold is within `error` of the hard one: c* = ln((1 - eps) / eps) / m.

    `margin` m is the smallest |z| that has to come out right: sigma(c m) >= 1 - eps exactly when c >= c*.
    Raises: ValueError unless 0 < error < 1/2 and margin > 0.
    Example:
    >>> round(scale_for(0.01, margin=0.5), 2)
    9.19

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    if not 0 < error < 0.5:
        raise ValueError(f"'error' must lie strictly between 0 and 1/2 (got {error:g}). At 1/2 no scale is needed.")
    if not margin > 0:
        raise ValueError(f"'margin' must be positive (got {margin:g}). At z = 0 a soft threshold says 1/2 for every c.")
    # log1p keeps the accuracy when eps is tiny and 1 - eps would round.
    return float((np.log1p(-error) - np.log(error)) / margin)


def margins(net: MLP, X: ArrayLike) -> tuple[float, ...]:
    """Measure how far each threshold layer stays from its steps: m = min over inputs and units of |z|.

    Shapes: X (N, D); returns one number per threshold layer, input side first.
    Example:
    >>> from source_lib.designs import binary_inputs, xor
    >>> margins(xor(), binary_inputs(2))
    (0.5, 0.5)

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    trace = forward(net, np.asarray(X, dtype=float))
    hard = [k for k, layer in enumerate(net.layers) if layer.activation is hard_threshold]
    return tuple(float(np.abs(trace.Z[k]).min()) for k in hard)


def scales_for(net: MLP, X: ArrayLike, error: float) -> tuple[float, ...]:
    """Give one scale per threshold layer so that soft and hard outputs differ by at most `error`: c_l = logit / room_l.

    Layer by layer: if a layer's inputs are off by at most d, its z is off by at most d ||w||_1. So the room left is
    m - d ||w||_1, and c = ln((1 - eps)/eps) / room holds its outputs within eps. The eps of the hidden layers is the
    largest that spends at most half of each later margin. This is a proof, hence on the safe side.
    Shapes: X (N, D), the inputs on which it must hold; returns one scale per threshold layer.
    Raises: ValueError unless 0 < error < 1/2, the net has a threshold layer, and no z is exactly 0.
    Example:
    >>> from source_lib.designs import binary_inputs, xor
    >>> [round(c, 2) for c in scales_for(xor(), binary_inputs(2), 0.01)]
    [9.19, 9.57]

    Lecture: 5, section 4.3, "Soft thresholds".
    """
    hard = [k for k, layer in enumerate(net.layers) if layer.activation is hard_threshold]
    if not hard or hard != list(range(len(hard))) or len(hard) < len(net.layers) - 1:
        raise ValueError("'net' must be made of threshold layers, with a linear output layer or none (it is not).")
    scale_for(error, 1.0)  # the door for a wrong error
    room = dict(zip(hard, margins(net, X), strict=True))
    spread = [float(np.abs(layer.W).sum(axis=1).max()) for layer in net.layers]
    last_is_linear = len(hard) < len(net.layers)
    eps = min([error] + [room[k] / (2 * spread[k]) for k in hard[1:] if spread[k] > 0])
    if last_is_linear and spread[-1] > 0:
        eps = min(eps, error / spread[-1])
    scales = []
    for k in hard:
        is_output = k == len(net.layers) - 1
        slack = eps * spread[k] if k > 0 else 0.0
        scales.append(scale_for(error if is_output else eps, room[k] - slack))
    return tuple(scales)


def _soft(layer: Layer, c: float) -> Layer:
    return Layer(c * layer.W, c * layer.b, logistic)
