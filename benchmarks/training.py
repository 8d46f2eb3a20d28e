"""An epoch of a 784-300-100-10 net (float32, batches of 128, ReLU, softmax) by us, by peers, and its bare products.

    python benchmarks/training.py [--threads 1 2] [--rounds 15] [--momentum 0.9] [--cpu] [--write]

All roads see the same examples in one process and take turns. The bare products are the eight matrix products of a
forward and a backward pass and nothing else: nobody who multiplies with the same BLAS can be faster than that.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
from peers import HOME, inside, interpreter
from rounds import Target, interleaved, quartiles, report, table, verdicts

SIZES, BATCH, RATE = (784, 300, 100, 10), 128, 0.05
TARGETS = [Target("source_lib", "bare products", 1.4), Target("source_lib", "PyTorch", 0.8)]
Road = tuple[Callable[[], object], Callable[[], float]]  # an epoch, and the mean cost of the last one


def examples(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random pictures and the class that a random linear map gives each, which a net can learn."""
    rng = np.random.default_rng(0)
    X = rng.random((number, SIZES[0]), dtype=np.float32)
    return X, ((X - 0.5) @ rng.standard_normal((SIZES[0], SIZES[-1]))).argmax(axis=1)


def bare(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    rng = np.random.default_rng(1)
    batches = [X[start : start + BATCH] for start in range(0, len(X), BATCH)]
    Ws = [rng.standard_normal((o, i), dtype=np.float32) for i, o in itertools.pairwise(SIZES)]
    activations = [rng.random((BATCH, n), dtype=np.float32) for n in SIZES]

    def epoch() -> None:
        for batch in batches:
            Hs = [batch, *(H[: len(batch)] for H in activations[1:])]  # the last batch may be smaller
            for H, W in zip(Hs, Ws, strict=False):
                H @ W.T
            for k in (2, 1, 0):
                Hs[k + 1].T @ Hs[k]
                if k:
                    Hs[k + 1] @ Ws[k]

    return epoch, lambda: float("nan")


def plain(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    """The same steps as anybody would write them in numpy, for this one net, with no checks."""
    rng = np.random.default_rng(2)
    pairs, last = list(itertools.pairwise(SIZES)), [0.0]
    Ws = [rng.standard_normal((o, i), dtype=np.float32) * np.float32((2 / i) ** 0.5) for i, o in pairs]
    bs = [np.zeros(o, np.float32) for _, o in pairs]
    velocities = [np.zeros_like(p) for p in (*Ws, *bs)]
    T = np.eye(SIZES[-1], dtype=np.float32)[labels]

    def epoch() -> None:
        order, total = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), BATCH):
            rows = order[start : start + BATCH]
            Hs, targets = [X[rows]], T[rows]
            for W, b in zip(Ws, bs, strict=True):
                Z = Hs[-1] @ W.T + b
                Hs.append(np.maximum(Z, 0))
            exps = np.exp(Z - Z.max(axis=1, keepdims=True))
            Y = exps / exps.sum(axis=1, keepdims=True)
            Z_bar, W_bars, b_bars = (Y - targets) / len(rows), [], []
            for k in (2, 1, 0):
                W_bars.insert(0, Z_bar.T @ Hs[k])
                b_bars.insert(0, Z_bar.sum(axis=0))
                if k:
                    Z_bar = (Z_bar @ Ws[k]) * (Hs[k] > 0)
            for p, v, bar in zip((*Ws, *bs), velocities, (*W_bars, *b_bars), strict=True):
                if momentum:
                    v *= momentum
                    v += bar
                    bar = v
                p -= RATE * bar
            total -= float((targets * np.log(Y)).sum())
        last[0] = total / len(X)

    return epoch, lambda: last[0]


def ours(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    from source_lib.losses import one_hot
    from source_lib.training import init, train

    rng = np.random.default_rng(2)
    T = one_hot(labels, SIZES[-1]).astype(np.float32)
    step = {"learning_rate": RATE, "batch_size": BATCH, "momentum": momentum}
    records = train(init(SIZES, rng), X, T, rng, epochs=10**6, **step)
    last = [next(records)]

    def epoch() -> None:
        last[0] = next(records)

    return epoch, lambda: last[0].cost


def pytorch(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    import torch
    from torch import nn

    torch.manual_seed(2)
    layers = itertools.chain.from_iterable((nn.Linear(i, o), nn.ReLU()) for i, o in itertools.pairwise(SIZES))
    net = nn.Sequential(*list(layers)[:-1])
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE, momentum=momentum)
    inputs, targets, last = torch.from_numpy(X), torch.from_numpy(labels), [0.0]

    def epoch() -> None:
        total = 0.0
        for rows in torch.randperm(len(inputs)).split(BATCH):
            optimizer.zero_grad()
            cost = nn.functional.cross_entropy(net(inputs[rows]), targets[rows])
            cost.backward()
            optimizer.step()
            total += cost.item() * len(rows)
        last[0] = total / len(inputs)

    return epoch, lambda: last[0]


def sklearn(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    from sklearn.neural_network import MLPClassifier

    step = {"solver": "sgd", "learning_rate_init": RATE, "batch_size": BATCH, "momentum": momentum}
    net = MLPClassifier(SIZES[1:-1], alpha=0.0, nesterovs_momentum=False, random_state=2, **step)
    net.partial_fit(X, labels, classes=np.arange(SIZES[-1]))
    return lambda: net.partial_fit(X, labels), lambda: net.loss_


def autograd(X: np.ndarray, labels: np.ndarray, momentum: float) -> Road:
    import autograd.numpy as anp
    from autograd import value_and_grad

    rng = np.random.default_rng(2)
    pairs = list(itertools.pairwise(SIZES))
    parameters = [rng.standard_normal((o, i), dtype=np.float32) * np.float32((2 / i) ** 0.5) for i, o in pairs]
    parameters += [np.zeros(o, np.float32) for _, o in pairs]
    velocities, last = [np.zeros_like(p) for p in parameters], [0.0]
    T = np.eye(SIZES[-1], dtype=np.float32)[labels]

    def cost_of(parameters: list[np.ndarray], X: np.ndarray, T: np.ndarray):  # one of autograd's boxes
        H = X
        for k in range(3):
            Z = anp.dot(H, parameters[k].T) + parameters[3 + k]
            H = anp.maximum(Z, 0)
        shifted = Z - anp.max(Z, axis=1, keepdims=True)
        return anp.mean(anp.log(anp.sum(anp.exp(shifted), axis=1)) - anp.sum(T * shifted, axis=1))

    gradient = value_and_grad(cost_of)

    def epoch() -> None:
        order, total = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), BATCH):
            rows = order[start : start + BATCH]
            cost, bars = gradient(parameters, X[rows], T[rows])
            for p, v, bar in zip(parameters, velocities, bars, strict=True):
                v *= momentum
                v += RATE * bar
                p -= v
            total += float(cost) * len(rows)
        last[0] = total / len(X)

    return epoch, lambda: last[0]


ROADS = {
    "bare products": bare,
    "source_lib": ours,
    "plain numpy": plain,
    "PyTorch": pytorch,
    "scikit-learn": sklearn,
    "HIPS autograd": autograd,
}


def measured(number: int, rounds: int, momentum: float, cpu: bool) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Return each road's seconds per round and its mean cost at the end."""
    X, labels = examples(number)
    epochs, costs = {}, {}
    for name, make in ROADS.items():
        try:
            epochs[name], costs[name] = make(X, labels, momentum)
        except ImportError:
            continue
    seconds = interleaved(epochs, rounds, cpu)
    return seconds, {name: cost() for name, cost in costs.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--examples", type=int, default=8192)
    parser.add_argument("--momentum", type=float, default=0.0)
    parser.add_argument("--cpu", action="store_true", help="processor time, for a busy machine (one thread only)")
    parser.add_argument("--peers", type=Path, default=HOME, help="environment of the peers; filled if need be")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measured(options.examples, options.rounds, options.momentum, options.cpu)))
        return
    python, parts = interpreter(options.peers), []
    passed = [f"--{name}={getattr(options, name)}" for name in ("examples", "rounds", "momentum")]
    for threads in options.threads:
        flags = [*passed, "--inside", *["--cpu"] * options.cpu]
        seconds, costs = json.loads(inside(python, "training.py", *flags, threads=threads))
        rows = []
        for name in ROADS:
            if name not in seconds:
                rows.append([name, "not installed", "", "", "", ""])
                continue
            best, middle = min(seconds[name]), statistics.median(seconds[name])
            cost = f"{costs[name]:.3f}" if costs[name] == costs[name] else "–"
            low, times, high = (f"{part:.2f}" for part in quartiles(seconds, name, "bare products"))
            rows.append([name, f"{1000 * middle:.0f}", f"{1000 * best:.0f}", times, f"{low} to {high}", cost])
        header = ["road", "median ms", "best ms", "times the bare products", "half of the rounds"]
        header.append(f"cost after {options.rounds + 1} epochs")
        said = "".join(f"- {line}\n" for line in verdicts(seconds, TARGETS))
        parts.append(f"## {threads} thread{'s' * (threads > 1)}\n\n{table(header, rows)}\n\n{said}")
    title = f"An epoch of {options.examples} examples, {'-'.join(map(str, SIZES))}, momentum {options.momentum:g}"
    report("training", title, "\n".join(parts).rstrip(), options.write)


if __name__ == "__main__":
    main()
