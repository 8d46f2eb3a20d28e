"""What FeatureLens looks at: a small net on the digits, kept at eight moments of its training."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from source_lib.digits import Digits, load_digits, split, with_shifts
from source_lib.mlp import MLP, forward
from source_lib.training import Record, init, train


@dataclass(frozen=True, eq=False)
class Material:
    """Nets after 0, 1, 2, ... epochs, and digits that none of them was trained on.

    Lecture: 5, section 3, "Feature Learning".
    """

    nets: tuple[MLP, ...]
    digits: Digits

    @classmethod
    def of(cls, records: Sequence[Record], digits: Digits) -> "Material":
        """Keep the nets of training records: Material.of(list(train(...)), test)."""
        return cls(tuple(record.net for record in records), digits)

    @cached_property
    def _activations(self) -> dict[int, NDArray[np.float32]]:
        return {}

    def activations(self, checkpoint: int) -> NDArray[np.float32]:
        """Give the first hidden layer for all digits, h = phi(X W^T + b); computed once per checkpoint.

        Shapes: (n_examples, units_out of the first layer).
        """
        if checkpoint not in self._activations:
            first = MLP(self.nets[checkpoint].layers[:1])
            self._activations[checkpoint] = forward(first, self.digits.X).Y
        return self._activations[checkpoint]

    def order(self, checkpoint: int, by: str) -> NDArray[np.intp]:
        """Rank the units, strongest first: by the length of their weights, or by how unlike they treat the classes.

        Selectivity is the spread of a unit's ten class means, divided by its mean activation.
        """
        if by == "length of w":
            score = np.linalg.norm(self.nets[checkpoint].layers[0].W, axis=1)
        else:
            h = self.activations(checkpoint)
            means = np.stack([h[self.digits.labels == k].mean(axis=0) for k in np.unique(self.digits.labels)])
            score = means.std(axis=0) / (np.abs(h).mean(axis=0) + 1e-6)
        return np.argsort(-score, kind="stable")


@lru_cache(maxsize=1)
def standard_material() -> Material:
    """Train the lecture's net, 784-100-50-10, for seven epochs on 4,000 digits and their shifts; same every time.

    Lecture: 5, section 3, "Feature Learning".
    """
    training, test = split(load_digits(), n_test=1000, rng=np.random.default_rng(5))
    rng = np.random.default_rng(5)
    more = with_shifts(training)
    net = init((784, 100, 50, 10), rng, scale=0.3)
    settings = {"epochs": 7, "batch_size": 128, "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 1e-3}
    return Material.of(list(train(net, more.X, more.T, rng, **settings)), test)  # type: ignore[arg-type]
