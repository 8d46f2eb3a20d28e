"""What a training run gives away of itself: its steps, how much every example counted, and in which order they came.

A student may shuffle in any way. So nothing here depends on which random numbers were drawn: with all rows in one batch
their order is of no account; after a short way the change is a sum of the examples' gradients, whose factors tell how
often each was used; and with three rows, one at a time, all orders can be tried.
"""

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, entries, parts, plain
from source_lib.activations import relu
from source_lib.backprop import backward
from source_lib.losses import softmax_cross_entropy
from source_lib.mlp import MLP, forward

from .probes import Params, small_net

FULL, DECAY, OFTEN, BATCHES, ORDER = "full batch", "weight decay", "decay in batches", "batches", "order"
RUNS = 11  # runs whose order is looked at: that chance makes all 22 epochs rotations happens once in 2^22
NAMES = ("W2", "b2", "W1", "b1")  # from the output side to the input side
GRAIN = 24  # factors are told in 24ths: 1/3, 1/2 and 1 are such, and the short way leaves errors far below one of them
ORDERS = tuple(permutations(range(3)))
ROTATIONS = tuple(number for number, (a, b, _) in enumerate(ORDERS) if b == (a + 1) % 3)
UNKNOWN = (-1, -1)
SPREAD = 8.0  # the condition number: errors of the short way grow by this factor at most
RATE = 0.3
AGAIN = 4  # runs that are repeated: without a seed, all of them come out alike once in 36^4
APART, CLOSE = 1e-3, 1e-4  # single precision leaves some 1e-6


def outputs(params: Params, X: np.ndarray) -> np.ndarray:
    return forward(MLP.from_params(params, hidden=relu), X).Y


def cost_and_bars(params: Params, X: np.ndarray, T: np.ndarray) -> tuple[float, Params]:
    net = MLP.from_params(params, hidden=relu)
    trace = forward(net, X)
    cost, Z_bar = softmax_cross_entropy(trace.Y, T)
    bars = backward(net, trace, Z_bar)
    return float(cost), {"W1": bars.W[0], "b1": bars.b[0], "W2": bars.W[1], "b2": bars.b[1]}


def stepped(params: Params, X: np.ndarray, T: np.ndarray, learning_rate: float, lam: float = 0.0) -> Params:
    """Return the parameters one step further: W - learning_rate (W_bar + lam W), b - learning_rate b_bar."""
    _, bars = cost_and_bars(params, X, T)
    decay = {name: lam if name.startswith("W") else 0.0 for name in params}
    return {name: value - learning_rate * (bars[name] + decay[name] * value) for name, value in params.items()}


def trainings(rng: np.random.Generator) -> list[SimpleNamespace]:
    """All rows in one batch, without and with decay; rows in threes, black ones and a short way; three one by one."""
    found = []
    for kind, N, epochs, spare, lam in ((FULL, 7, 3, 0, 0.0), (DECAY, 5, 3, 3, 0.3), (DECAY, 6, 2, 0, 0.7)):
        D, H, K = 5, 4, 3
        T = np.eye(K)[rng.permutation(np.arange(N) % K)]
        found.append(
            SimpleNamespace(
                kind=kind, params=small_net(rng, D, H, K), X=rng.standard_normal((N, D)), T=T,
                learning_rate=float(rng.uniform(0.2, 0.4)), epochs=epochs, batch_size=N + spare, lam=lam,
                seed=int(rng.integers(10**6)),
            )
        )  # fmt: skip
    found += [_overshooting(rng), _black_rows(rng), _spread_rows(rng)]
    found.append(SimpleNamespace(kind=ORDER, case=int(rng.integers(10**6)), seed=int(rng.integers(10**6))))
    return found


def _overshooting(rng: np.random.Generator) -> SimpleNamespace:
    """All rows in one batch, and a learning rate at which the last cost is not the lowest."""
    while True:
        T = np.eye(3)[rng.permutation(np.arange(6) % 3)]
        probe = SimpleNamespace(
            kind=FULL, params=small_net(rng, 5, 4, 3), X=rng.standard_normal((6, 5)), T=T,
            learning_rate=float(rng.uniform(1, 2)), epochs=2, batch_size=6, seed=int(rng.integers(10**6)),
        )  # fmt: skip
        history = right_train(probe)[f"history ({FULL})"]
        if history[-1] > 1.05 * history.min():
            return probe


def _black_rows(rng: np.random.Generator) -> SimpleNamespace:
    """Rows of zeros, which give W1 no gradient: it shrinks by the decay alone, once for each batch."""
    T = np.eye(3)[rng.permutation(np.arange(7) % 3)]
    return SimpleNamespace(
        kind=OFTEN, params=small_net(rng, 5, 4, 3), X=np.zeros((7, 5)), T=T, learning_rate=RATE, epochs=1,
        batch_size=3, lam=0.5, seed=int(rng.integers(10**6)),
    )  # fmt: skip


def _spread_rows(rng: np.random.Generator) -> SimpleNamespace:
    """Rows whose gradients are far from being combinations of each other, so that a step tells what each counted."""
    N, D, H, K = 7, 9, 6, 3
    while True:
        X = 2 * np.eye(N, D) + 0.1 * rng.standard_normal((N, D))
        T = np.eye(K)[rng.permutation(np.arange(N) % K)]
        params = {name: 0.5 * value for name, value in small_net(rng, D, H, K).items()} | {"b1": np.full(H, 1.0)}
        probe = SimpleNamespace(
            kind=BATCHES, params=params, X=X, T=T, learning_rate=5e-4, epochs=1, batch_size=3,
            seed=int(rng.integers(10**6)),
        )  # fmt: skip
        if np.linalg.cond(_slopes(probe)) < SPREAD:
            return probe


def train(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Ask for one run, or for several where the order is looked at, and tell what they give away."""
    if p.kind == ORDER:
        return _orders(f, p)
    arguments = (p.params, p.X, p.T, p.learning_rate, p.epochs, p.batch_size, p.seed)
    run = f["train"](*arguments, p.lam) if p.kind in (DECAY, OFTEN) else f["train"](*arguments)
    after, history = _read_run(run, p.params)
    if p.kind == BATCHES:
        return {"batches": _factors(p, after)}
    if p.kind == OFTEN:
        return {"decay (in every batch)": float(_decays(p, after) > 1.5)}
    block = "steps" if p.kind == FULL else "decay"
    return {**{f"{block} ({name})": after[name] for name in NAMES}, f"history ({p.kind})": history}


def right_train(p: SimpleNamespace) -> dict[str, Any]:
    if p.kind == ORDER:
        return {"order (each row once)": 1.0, "order (shuffled)": 1.0, "order (new each epoch)": 1.0, **_CHANCE}
    if p.kind == OFTEN:
        return {"decay (in every batch)": 1.0}
    if p.kind == BATCHES:
        return {"batches": np.array([GRAIN / 3] * 6 + [GRAIN])}
    params, history = p.params, [cost_and_bars(p.params, p.X, p.T)[0]]
    lam = p.lam if p.kind == DECAY else 0.0
    for _ in range(p.epochs):
        params = stepped(params, p.X, p.T, p.learning_rate, lam)
        history.append(cost_and_bars(params, p.X, p.T)[0])
    block = "steps" if p.kind == FULL else "decay"
    return {**{f"{block} ({name})": params[name] for name in NAMES}, f"history ({p.kind})": np.array(history)}


_CHANCE = {"order (no rotation)": 1.0, "order (same seed)": 1.0, "order (other seeds)": 1.0}


def _read_run(run: Any, params: Params) -> tuple[dict[str, Any], Any]:
    after, history = parts(run, 2, "train", "the pair params, history")
    return entries(after, "train", tuple(params)), history


def _numbers(after: dict[str, Any], params: Params) -> np.ndarray:
    """Return all parameters of a run in one row. Raises: Stopped where a block is missing or has another shape."""
    found = []
    for name in NAMES:
        value = plain(after[name])
        if isinstance(value, Fault) or value.shape != params[name].shape:
            raise Stopped(value if isinstance(value, Fault) else Fault("structure", f"{name} has another shape."))
        found.append(np.ravel(value))
    return np.concatenate(found)


def _decays(p: SimpleNamespace, after: dict[str, Any]) -> float:
    """Return how often W1 has decayed: the k of  |W1 after| = (1 - learning_rate lam)^k |W1|."""
    _numbers(after, p.params)  # all blocks are there, in their shapes
    with np.errstate(all="ignore"):
        shrunk = np.linalg.norm(np.asarray(plain(after["W1"]))) / np.linalg.norm(p.params["W1"])
        return float(np.log(shrunk) / np.log(1 - p.learning_rate * p.lam))


def _factors(p: SimpleNamespace, after: dict[str, Any]) -> np.ndarray:
    """Return how much each example counted, sorted, in 24ths: the c of  change = -learning_rate sum_n c_n bar_n."""
    change = _numbers(after, p.params) - _numbers(dict(p.params), p.params)
    table = _slopes(p)
    if not np.all(np.isfinite(change)):
        return np.full(len(p.X), np.nan)
    c = np.linalg.lstsq(table, -change / p.learning_rate, rcond=None)[0]
    rest = np.linalg.norm(table @ c + change / p.learning_rate) / max(np.linalg.norm(change / p.learning_rate), 1e-9)
    return np.sort(np.round(GRAIN * c)) if rest < 0.1 else np.full(len(p.X), np.inf)


def _slopes(p: SimpleNamespace) -> np.ndarray:
    """Return the bars of each example alone, a column each."""
    pairs = zip(p.X, p.T, strict=True)
    return np.array([_numbers(cost_and_bars(p.params, x[None], t[None])[1], p.params) for x, t in pairs]).T


@dataclass(frozen=True)
class Case:
    """A tiny net, three rows, and where two epochs end in every pair of orders; the ends are well apart."""

    params: Params
    X: np.ndarray
    T: np.ndarray
    ends: np.ndarray
    orders: tuple[tuple[int, int], ...]


@cache
def case_of(number: int) -> Case:
    """Return the first case from this number's random stream whose ends are well apart."""
    rng = np.random.default_rng([8, number])
    while True:
        params = small_net(rng, 4, 3, 3)
        params["b1"] = np.abs(params["b1"]) + 0.5
        X, T = rng.standard_normal((3, 4)), np.eye(3)[rng.permutation(3)]
        ends, orders = [], []
        for first, half in _epoch(params, X, T):
            for second, end in _epoch(half, X, T):
                ends.append(_numbers(end, params))
                orders.append((first, second))
        table = np.array(ends)
        gaps = np.abs(table[:, None] - table[None]).max(axis=2) + np.eye(len(table))
        if gaps.min() > APART:
            return Case(params, X, T, table, tuple(orders))


def _epoch(params: Params, X: np.ndarray, T: np.ndarray) -> list[tuple[int, Params]]:
    """Return where an epoch of single rows ends, for each order of the three."""
    found = []
    for number, order in enumerate(ORDERS):
        end = params
        for row in order:
            end = stepped(end, X[[row]], T[[row]], RATE)
        found.append((number, end))
    return found


def _orders(f: Any, p: SimpleNamespace) -> dict[str, Any]:
    """Find the orders of two epochs in several runs."""
    case = case_of(p.case)

    def run(seed: int) -> np.ndarray:
        params = {name: value.copy() for name, value in case.params.items()}
        answer = f["train"](params, case.X.copy(), case.T.copy(), RATE, 2, 1, seed)
        return _numbers(_read_run(answer, params)[0], case.params)

    ends = [run(p.seed + k) for k in range(RUNS)]
    again = [run(p.seed + k) for k in range(AGAIN)]
    found = []
    for end in ends:
        gaps = np.abs(case.ends - end).max(axis=1)
        found.append(case.orders[int(gaps.argmin())] if gaps.min() < CLOSE else UNKNOWN)
    new = any(first != second for first, second in found) or UNKNOWN in found
    rotated = all(number in ROTATIONS for pair in found for number in pair)
    return {
        "order (each row once)": float(UNKNOWN not in found),
        "order (shuffled)": float(any(pair != (0, 0) for pair in found)),
        "order (new each epoch)": float(new),
        "order (no rotation)": float(not (new and rotated)),
        "order (same seed)": float(all(np.abs(a - b).max() < CLOSE for a, b in zip(again, ends, strict=False))),
        "order (other seeds)": float(any(np.abs(end - ends[0]).max() > CLOSE for end in ends)),
    }
