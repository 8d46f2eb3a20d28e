"""The graph engine: the same gradients by HIPS autograd, and the same net of single numbers by micrograd.

    python benchmarks/graph.py [--rounds 30] [--cpu] [--write]

Everything that a reader waits for is counted: building the graph, the order, the backward pass. Both roads of a pair
run the same formula, written once; before the clock starts, their gradients are compared.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from peers import HOME, inside, interpreter
from rounds import Target, interleaved, ratio, report, table, verdicts

from source_lib import graph

NETS = {"2-2-2, one example": ((2, 2, 2), 1), "64-32-10, batch 32": ((64, 32, 10), 32)}
NETS["784-300-100-10, batch 128"] = ((784, 300, 100, 10), 128)
RUNNING = "running example of lecture 6"
SINGLE, OWN = "4-16-16-1 in single numbers", "the example of micrograd's README"
PAIRS = [
    *[(name, "HIPS autograd", 0.8) for name in (RUNNING, *NETS)],
    *[(name, "micrograd", 1.0) for name in (SINGLE, OWN)],
]
Road = Callable[[], list[Any]]  # work out the gradient and return it


def running_example(logistic: Any, w: Any, b: Any, x: float, t: float, lam: float) -> Any:
    y = logistic(w * x + b)
    return 0.5 * (y - t) ** 2 + lam * (0.5 * w**2)


def net_cost(tanh: Any, parameters: list[Any], X: np.ndarray, T: np.ndarray) -> Any:
    half = len(parameters) // 2
    H = X
    for W, b in zip(parameters[:half], parameters[half:], strict=True):
        Z = H @ W.T + b
        H = tanh(Z)
    return ((Z - T) ** 2).sum() * (0.5 / len(X))


def single_numbers(relu: Any, layers: list[Any], h: list[Any]) -> Any:
    for k, layer in enumerate(layers):
        sums = []
        for weights, bias in layer:
            total = bias
            for w, x in zip(weights, h, strict=True):
                total = total + w * x
            sums.append(total if k == len(layers) - 1 else relu(total))
        h = sums
    return h[0] * h[0]


def readme_example(relu: Any, a: Any, b: Any) -> Any:
    c = a + b
    d = a * b + b**3
    c = c + c + 1
    c = c + 1 + c + (-a)
    d = d + d * 2 + relu(b + a)
    d = d + 3 * d + relu(b - a)
    f = (c - d) ** 2
    return f / 2.0 + 10.0 / f


def running_roads() -> dict[str, Road]:
    point = (0.7, -0.3, 1.5, 1.0, 0.1)

    def ours() -> list[Any]:
        w, b = graph.node(point[0]), graph.node(point[1])
        bars = graph.backward(running_example(graph.logistic, w, b, *point[2:]))
        return [bars[w], bars[b]]

    roads = {"source_lib": ours}
    try:
        import autograd.numpy as anp
        from autograd import grad
    except ImportError:
        return roads
    gradient = grad(lambda two, *rest: running_example(lambda z: 1 / (1 + anp.exp(-z)), *two, *rest))
    return roads | {"HIPS autograd": lambda: list(gradient(point[:2], *point[2:]))}


def net_roads(sizes: tuple[int, ...], n_examples: int) -> dict[str, Road]:
    rng = np.random.default_rng(0)
    parameters = [rng.standard_normal((o, i)) / i**0.5 for i, o in pairwise(sizes)]
    parameters += [rng.standard_normal(o) for o in sizes[1:]]
    X, T = rng.standard_normal((n_examples, sizes[0])), rng.standard_normal((n_examples, sizes[-1]))

    def ours() -> list[Any]:
        nodes = [graph.node(p) for p in parameters]
        bars = graph.backward(net_cost(graph.tanh, nodes, X, T))
        return [bars[v] for v in nodes]

    roads = {"source_lib": ours}
    try:
        import autograd.numpy as anp
        from autograd import grad
    except ImportError:
        return roads
    gradient = grad(lambda parameters: net_cost(anp.tanh, parameters, X, T))
    return roads | {"HIPS autograd": lambda: gradient(parameters)}


def single_roads(sizes: tuple[int, ...] = (4, 16, 16, 1)) -> dict[str, Road]:
    rng = np.random.default_rng(0)
    numbers = [[(rng.normal(size=i).tolist(), float(rng.normal())) for _ in range(o)] for i, o in pairwise(sizes)]
    inputs = rng.normal(size=sizes[0]).tolist()

    def formula(variable: Any, relu: Any) -> tuple[Any, list[Any]]:
        layers = [[([variable(w) for w in weights], variable(bias)) for weights, bias in layer] for layer in numbers]
        h = [variable(x) for x in inputs]
        return single_numbers(relu, layers, h), h

    return beside_micrograd(formula)


def readme_roads() -> dict[str, Road]:
    def formula(variable: Any, relu: Any) -> tuple[Any, list[Any]]:
        a, b = variable(-4.0), variable(2.0)
        return readme_example(relu, a, b), [a, b]

    return beside_micrograd(formula)


def beside_micrograd(formula: Callable[[Any, Any], tuple[Any, list[Any]]]) -> dict[str, Road]:
    def ours() -> list[Any]:
        root, variables = formula(graph.node, graph.relu)
        bars = graph.backward(root)
        return [bars[x] for x in variables]

    roads = {"source_lib": ours}
    try:
        from micrograd.engine import Value
    except ImportError:
        return roads

    def micrograd() -> list[Any]:
        root, variables = formula(Value, Value.relu)
        root.backward()
        return [x.grad for x in variables]

    return roads | {"micrograd": micrograd}


def measured(rounds: int, cpu: bool) -> dict[str, dict[str, list[float]]]:
    """Return for each gradient each road's seconds in each round; small ones are worked out many times a round."""
    seconds = {}
    for name, _, _ in PAIRS:
        special = {RUNNING: running_roads, SINGLE: single_roads, OWN: readme_roads}
        roads = special[name]() if name in special else net_roads(*NETS[name])
        results = [road() for road in roads.values()]
        for other in results[1:]:
            for one, two in zip(results[0], other, strict=True):
                np.testing.assert_allclose(one, two, rtol=1e-8, atol=1e-12)
        times = {RUNNING: 200, OWN: 200, SINGLE: 5, "784-300-100-10, batch 128": 1}.get(name, 50)

        def repeated(road: Road, times: int = times) -> Callable[[], None]:
            def repeat() -> None:
                for _ in range(times):
                    road()

            return repeat

        taken = interleaved({road: repeated(run) for road, run in roads.items()}, rounds, cpu)
        seconds[name] = {road: [s / times for s in each] for road, each in taken.items()}
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--cpu", action="store_true", help="processor time, for a busy machine")
    parser.add_argument("--peers", type=Path, default=HOME, help="environment of the peers; filled if need be")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measured(options.rounds, options.cpu)))
        return
    flags = [f"--rounds={options.rounds}", "--inside", *["--cpu"] * options.cpu]
    seconds = json.loads(inside(interpreter(options.peers), "graph.py", *flags, threads=1))
    rows, said = [], []
    for name, peer, limit in PAIRS:
        taken = seconds[name]
        micro = [
            f"{1e6 * statistics.median(taken[road]):.0f}" if road in taken else "–" for road in ("source_lib", peer)
        ]
        times = f"{ratio(taken, 'source_lib', peer):.2f}" if peer in taken else "not installed"
        rows.append([name, micro[0], peer, micro[1] if peer in taken else "–", times])
        said += [f"- {line}, {name}" for line in verdicts(taken, [Target("source_lib", peer, limit)])]
    header = ["gradient", "source_lib µs", "peer", "peer µs", "times the peer"]
    report("graph", "Gradients by the graph, one thread", table(header, rows) + "\n\n" + "\n".join(said), options.write)


if __name__ == "__main__":
    main()
