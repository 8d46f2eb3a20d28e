"""Deep linear nets are shallow: a stack of linear layers is one linear layer."""

import numpy as np

from source_lib.activations import identity
from source_lib.mlp import MLP, Layer


def collapse(net: MLP) -> Layer:
    """Multiply a linear net out into one layer: W = W^(L) ... W^(1), and b follows the same way through the layers.

    Shapes: returns a Layer with W (K, D) and b (K,), K outputs and D inputs of the net.
    Raises: ValueError if a layer has an activation function other than the identity.
    Example:
    >>> twice = Layer(np.array([[2.0]]), np.array([1.0]), identity)
    >>> one = collapse(MLP((twice, twice)))
    >>> one.W.tolist(), one.b.tolist()
    ([[4.0]], [3.0])

    Lecture: 5, section 4.1, "Linear networks".
    """
    for k, layer in enumerate(net.layers, start=1):
        if layer.activation is not identity:
            raise ValueError(
                f"'net' must be linear (layer {k} has {layer.activation.name}). A bent layer does not multiply out."
            )
    W, b = np.eye(net.layers[0].W.shape[1]), np.zeros(net.layers[0].W.shape[1])
    for layer in net.layers:
        W, b = layer.W @ W, layer.W @ b + layer.b
    return Layer(W, b, identity)
