"""How large a net is: the three numbers that the section on depth compares."""

from dataclasses import dataclass

from source_lib.mlp import MLP


@dataclass(frozen=True)
class Size:
    """The size of a net: hidden units, hidden layers, and weights including biases."""

    units: int
    hidden_layers: int
    weights: int


def size(net: MLP) -> Size:
    """Count what a net is made of: units = sum of the hidden widths, weights = sum of W.size + b.size.

    Input and output units are not counted, because every net for the same task has the same ones.
    Example:
    >>> from source_lib.designs import xor
    >>> size(xor())
    Size(units=2, hidden_layers=1, weights=9)

    Lecture: 5, section 4.4, "The power of depth".
    """
    hidden = net.layers[:-1]
    return Size(
        units=sum(layer.W.shape[0] for layer in hidden),
        hidden_layers=len(hidden),
        weights=sum(layer.W.size + layer.b.size for layer in net.layers),
    )
