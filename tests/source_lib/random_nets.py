"""Random nets and batches for properties that must hold for all of them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from source_lib.activations import Activation, identity
from source_lib.mlp import MLP, Layer


def random_net(
    rng: np.random.Generator, widths: Sequence[int], hidden: Activation, output: Activation = identity
) -> MLP:
    """A net with these numbers of units, input units first, and no bias of 0."""
    last = len(widths) - 2
    return MLP(
        tuple(
            Layer(
                rng.normal(size=(units_out, units_in)) / np.sqrt(units_in),
                rng.normal(size=units_out),
                output if k == last else hidden,
            )
            for k, (units_in, units_out) in enumerate(pairwise(widths))
        )
    )


def random_targets(rng: np.random.Generator, n_examples: int, units_out: int) -> NDArray[np.float64]:
    """One-hot rows, which every loss of the library takes."""
    return np.eye(units_out)[rng.integers(units_out, size=n_examples)]


def in_dtype(net: MLP, dtype: type) -> MLP:
    """The same net in another precision."""
    return MLP(tuple(Layer(layer.W.astype(dtype), layer.b.astype(dtype), layer.activation) for layer in net.layers))
