"""Inputs at which the hidden tests look: all sizes distinct, biases not zero, every block big enough to be seen."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace

import numpy as np

from autograder.comparison import largest_of
from source_lib.activations import Activation, logistic, relu, soft_relu, tanh

from .reference import loss_bars, mlp_bars

MARGIN = 1e-2  # no z closer to a kink than this, no block smaller than this part of the largest
WIDEST = 4.0  # no unit so saturated that its derivative drowns


def until(draw: Callable[[], SimpleNamespace], good: Callable[[SimpleNamespace], bool]) -> SimpleNamespace:
    """Draw again until the probe is good. Raises: RuntimeError after 2,000 draws: the rule cannot be met."""
    for _ in range(2000):
        probe = draw()
        if good(probe):
            return probe
    raise RuntimeError("No probe met the rule in 2,000 draws.")


def blocks_stand_out(probe: SimpleNamespace) -> bool:
    """Return whether each block's largest entry is at least MARGIN times the largest of all."""
    peaks = [float(np.max(np.abs(block))) for block in probe.right.values()]
    return min(peaks) >= MARGIN * max(peaks)


def net(
    rng: np.random.Generator, phi: Activation, N: int, D: int, H: int, K: int, residual: bool = False
) -> SimpleNamespace:
    """Draw a batch, a net with one hidden layer, and Y_bar, with the right answers in `right`."""

    def draw() -> SimpleNamespace:
        probe = _unanswered(rng, phi, N, D, H, K)
        probe.right = mlp_bars(probe, residual=residual)
        return probe

    return until(draw, blocks_stand_out)


def _unanswered(rng: np.random.Generator, phi: Activation, N: int, D: int, H: int, K: int) -> SimpleNamespace:
    """Draw a batch and a net of which no unit stands at a kink or is saturated."""

    def draw() -> SimpleNamespace:
        params = {
            "W1": rng.standard_normal((H, D)) / np.sqrt(D) * 1.3,
            "b1": rng.standard_normal(H),
            "W2": rng.standard_normal((K, H)) / np.sqrt(H) * 1.3,
            "b2": rng.standard_normal(K),
        }
        probe = SimpleNamespace(
            X=rng.standard_normal((N, D)),
            params=params,
            phi=phi,
            Y_bar=rng.standard_normal((N, K)) / N,
            sizes={"the number of examples": N, "the number of outputs": K, "the number of hidden units": H},
        )
        probe.Z1 = probe.X @ params["W1"].T + params["b1"]
        return probe

    def good(probe: SimpleNamespace) -> bool:
        z = np.abs(probe.Z1)
        return bool(z.min() >= MARGIN and z.max() <= WIDEST)

    return until(draw, good)


def nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Three nets of distinct sizes, one example alone, one output (XOR's net), one hidden unit, and a net of equal
    sizes, where a transpose runs.
    """
    return [
        net(rng, logistic, N=7, D=5, H=4, K=3),
        net(rng, tanh, N=5, D=3, H=6, K=2),
        net(rng, relu, N=6, D=4, H=7, K=3),
        net(rng, soft_relu, N=1, D=3, H=4, K=2),
        net(rng, tanh, N=4, D=2, H=2, K=1),
        net(rng, logistic, N=5, D=3, H=1, K=3),
        net(rng, logistic, N=3, D=3, H=3, K=3),
    ]


def residual_nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets with as many outputs as inputs, as y = x + W2 h + b2 needs them."""
    return [
        net(rng, logistic, N=7, D=3, H=4, K=3, residual=True),
        net(rng, tanh, N=5, D=2, H=6, K=2, residual=True),
        net(rng, relu, N=6, D=4, H=5, K=4, residual=True),
        net(rng, tanh, N=3, D=3, H=3, K=3, residual=True),
    ]


def small_nets(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets of two inputs, two hidden and two output units, with one example x and its target t.

    That of tanh has a unit below 0 and one above: the other activations are never negative.
    """
    found = []
    for phi in (logistic, tanh, relu):

        def draw(phi: Activation = phi) -> SimpleNamespace:
            probe = until(
                lambda: _unanswered(rng, phi, N=1, D=2, H=2, K=2),
                lambda probe: phi is not tanh or probe.Z1.min() < 0 < probe.Z1.max(),
            )
            x, t = probe.X[0], rng.standard_normal(2)
            small = SimpleNamespace(x=x, t=t, params=probe.params, phi=phi, sizes={})
            small.right = mlp_bars(SimpleNamespace(**vars(probe) | {"Y_bar": None}), target=t)
            return small

        found.append(until(draw, blocks_stand_out))
    return found


def loss_probes(rng: np.random.Generator, loss: str, far: bool) -> list[SimpleNamespace]:
    """Outputs and targets for a loss; with `far` also outputs of +-1000, where a careless formula overflows."""
    sizes: Iterable[tuple[int, int]] = ((7, 3), (5, 2), (6, 4), (1, 3), (3, 3))

    def draw(N: int, K: int) -> SimpleNamespace:
        V = 1.5 * rng.standard_normal((N, K))
        probe = SimpleNamespace(V=V, T=_targets(rng, loss, N, K), far=False, sizes=_loss_sizes(N, K))
        probe.right = loss_bars(loss, probe)
        return probe

    def good(probe: SimpleNamespace) -> bool:
        return bool(np.abs(probe.V).max() <= WIDEST) and largest_of(probe.right) > MARGIN

    found = [until(lambda N=N, K=K: draw(N, K), good) for N, K in sizes]
    if far:
        V = rng.permuted(
            np.array([[1e3, -1e3, 3.0], [-1e3, 0.0, 1e3], [1.0, 1e3, -1e3], [-1e3, -998.0, -1002.0]]), axis=1
        )
        probe = SimpleNamespace(V=V, T=_targets(rng, loss, *V.shape), far=True, sizes=_loss_sizes(*V.shape))
        probe.right = {f"far ({name})": value for name, value in loss_bars(loss, probe).items()}
        found.append(probe)
    return found


def _targets(rng: np.random.Generator, loss: str, N: int, K: int) -> np.ndarray:
    if loss == "squared_error":
        return rng.standard_normal((N, K))
    if loss == "logistic_ce":
        yes = rng.permutation(np.arange(N * K) % 2 == 0)  # as many yes as no
        return yes.reshape(N, K).astype(np.float64)
    return np.eye(K)[rng.permutation(np.arange(N) % K)]  # every class, where there are examples enough


def _loss_sizes(N: int, K: int) -> dict[str, int]:
    return {"the number of examples": N, "the number of outputs": K}
