"""Lecture 6: every formula of the notes stands in a notebook, runs there, and agrees with the library."""

import contextlib
import io
import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from test_turns import run, solutions

from source_lib import graph
from source_lib.backprop import backward, naive_derivatives, running_example, running_example_bars
from source_lib.losses import squared_error
from source_lib.mlp import MLP, forward

LECTURES = Path(__file__).parents[2] / "lectures"
PAGES = {path.stem[:4]: path for path in sorted(LECTURES.glob("06_*.ipynb"))} | {"conv": LECTURES / "conventions.ipynb"}
CHAIN, SIGNALS, GRAPHS, MLPS, HELD = (PAGES[f"06_{k}"] for k in range(1, 6))


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


@lru_cache
def names_of(path):
    """Run a notebook's cells in order, all but those that only show something, and return what they define."""
    namespace = {}
    for cell in cells(path):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not re.search(r"explore_\w+\(|show\(", source):
            with contextlib.redirect_stdout(io.StringIO()), np.printoptions():
                exec(compile(source, cell["id"], "exec"), namespace)
    return namespace


def points(rng, count=20):
    return rng.normal(size=(count, 5)) * [1.5, 1.0, 1.5, 0.5, 0.5]


FORMULAS = {
    CHAIN: [
        r"z = wx + b",
        r"y = \sigma(z)",
        r"\mathcal{L} = \tfrac12 (y - t)^2",
        r"\mathcal{R} = \tfrac12 w^2",
        r"\mathcal{L}_\text{reg} = \mathcal{L} + \lambda\mathcal{R}",
        r"\frac{\partial}{\partial w}\Big[\tfrac12\big(\sigma(wx+b)-t\big)^2 + \tfrac{\lambda}{2}w^2\Big]",
        r"\tfrac12\frac{\partial}{\partial w}\big(\sigma(wx+b)-t\big)^2"
        r" + \tfrac{\lambda}{2}\frac{\partial}{\partial w}w^2",
        r"\big(\sigma(wx+b)-t\big)\,\frac{\partial}{\partial w}\big(\sigma(wx+b)-t\big) + \lambda w",
        r"\big(\sigma(wx+b)-t\big)\,\sigma'(wx+b)\,\frac{\partial}{\partial w}(wx+b) + \lambda w",
        r"\big(\sigma(wx+b)-t\big)\,\sigma'(wx+b)\,x + \lambda w",
        r"(\sigma(wx+b)-t)\frac{\partial}{\partial b}(\sigma(wx+b)-t) + 0",
        r"(\sigma(wx+b)-t)\,\sigma'(wx+b)\frac{\partial}{\partial b}(wx+b)",
    ],
    SIGNALS: [
        r"\frac{d}{dt}f(g(t)) = f'(g(t))\,g'(t)",
        r"\frac{\partial f}{\partial x}\frac{dx}{dt} + \frac{\partial f}{\partial y}\frac{dy}{dt}",
        r"\bar v := \frac{\partial \mathcal{L}}{\partial v}",
        r"\bar t = \bar x\,\frac{dx}{dt} + \bar y\,\frac{dy}{dt}",
        r"\overline{\mathcal L_\text{reg}} = 1",
        r"\overline{\mathcal L_\text{reg}}\,\lambda",
        r"\bar{\mathcal L}\,(y-t)",
        r"\bar y\,\sigma'(z)",
        r"\bar z\,x + \bar{\mathcal R}\,w",
        r"\bar b = \bar z\,\frac{\partial z}{\partial b} = \bar z",
    ],
    GRAPHS: [
        r"compute $v_i$ as a function of $\mathrm{Pa}(v_i)$",
        r"\bar v_N = 1",
        r"\bar v_i = \sum_{j \in \mathrm{Ch}(v_i)} \bar v_j\,\dfrac{\partial v_j}{\partial v_i}",
    ],
    MLPS: [
        r"z_i = \sum_j w^{(1)}_{ij}x_j + b^{(1)}_i",
        r"y_k = \sum_i w^{(2)}_{ki}h_i + b^{(2)}_k",
        r"\mathcal L = \tfrac12\sum_k (y_k - t_k)^2",
        r"\bar y_k = \bar{\mathcal L}\,(y_k - t_k)",
        r"\overline{w^{(2)}_{ki}} = \bar y_k\,h_i",
        r"\overline{b^{(2)}_k} = \bar y_k",
        r"\bar h_i = \sum_k \bar y_k\,w^{(2)}_{ki}",
        r"\bar z_i = \bar h_i\,\sigma'(z_i)",
        r"\overline{w^{(1)}_{ij}} = \bar z_i\,x_j",
        r"\overline{b^{(1)}_i} = \bar z_i",
        r"\mathcal L = \tfrac12\lVert\mathbf t - \mathbf y\rVert^2",
        r"\overline{W^{(2)}} = \bar{\mathbf y}\mathbf h^\top",
        r"\bar{\mathbf h} = W^{(2)\top}\bar{\mathbf y}",
        r"\bar{\mathbf z} = \bar{\mathbf h}\circ\sigma'(\mathbf z)",
        r"\overline{W^{(1)}} = \bar{\mathbf z}\mathbf x^\top",
        r"(\bar Y^\top H)_{ki}",
    ],
    HELD: [
        r"\mathcal L_\text{reg}(\mathcal L, w) = \mathcal L + \frac\lambda2 w^2",
        r"\frac{\partial\mathcal L_\text{reg}}{\partial w} = \lambda w",
        r"\frac{\partial\mathcal L_\text{reg}}{\partial w} = (\sigma(wx+b)-t)\,\sigma'(wx+b)\,x + \lambda w",
    ],
}


@pytest.mark.parametrize("path", FORMULAS, ids=lambda path: path.stem)
def test_every_formula_of_the_section_is_on_the_page(path):
    text = "".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown")
    missing = [formula for formula in FORMULAS[path] if formula not in text]
    assert not missing


def test_the_running_example_and_its_expanded_derivatives_are_the_librarys(rng):
    page = names_of(CHAIN)
    for point in points(rng):
        assert page["example"](*point) == pytest.approx(running_example(*point))
        assert page["dcost_dw"](*point) == pytest.approx(naive_derivatives(*point)[0])
        assert page["dcost_db"](*point) == pytest.approx(naive_derivatives(*point)[1])
        assert page["both_staged"](*point) == pytest.approx(naive_derivatives(*point))


def test_the_seven_bars_are_the_librarys(rng):
    for point in points(rng):
        assert names_of(SIGNALS)["seven_bars"](*point) == pytest.approx(list(running_example_bars(*point).values()))


def test_the_algorithm_of_the_page_gives_the_librarys_bars():
    page = names_of(GRAPHS)
    v, library = page["v"], page["library"]
    assert library == running_example_bars(v["w"], v["b"], v["x"], v["t"], v["lam"])
    for name, bar in library.items():
        assert page["bar"][name.removesuffix("_bar")] == pytest.approx(bar)


def test_the_engine_of_the_page_agrees_with_the_library_on_random_graphs(rng):
    page = names_of(GRAPHS)
    for _ in range(20):
        numbers = rng.normal(size=3)
        mine, theirs = [page["Node"](a) for a in numbers], [graph.node(a) for a in numbers]
        leaves = list(zip(mine, theirs, strict=True))
        for _ in range(12):
            kind, i, j = rng.integers(3), *rng.integers(len(mine), size=2)
            if kind == 2:
                mine.append(page["sigma"](mine[i]))
                theirs.append(graph.logistic(theirs[i]))
            else:
                mine.append(mine[i] + mine[j] if kind else mine[i] * mine[j])
                theirs.append(theirs[i] + theirs[j] if kind else theirs[i] * theirs[j])
        ours, library = page["backward"](mine[-1]), graph.backward(theirs[-1])
        for one, other in leaves:
            assert ours.get(one, 0.0) == pytest.approx(float(library.get(other, 0.0)), rel=1e-9, abs=1e-12)


def chain_of(node, length):
    start = end = node(1.0)
    for _ in range(length):
        end = end + node(0.0)
    return start, end


def test_the_engine_of_the_page_is_short_and_leaves_long_chains_to_the_library():
    ids = ("engine-node", "engine-functions", "engine-topological", "engine-backward")
    sources = ["".join(cell["source"]) for cell in cells(GRAPHS) if cell["id"] in ids]
    assert len(sources) == len(ids)
    assert sum(bool(line.strip()) for source in sources for line in source.splitlines()) <= 40
    page = names_of(GRAPHS)
    start, end = chain_of(page["Node"], 100)
    assert page["backward"](end)[start] == 1.0
    with pytest.raises(RecursionError):
        page["backward"](chain_of(page["Node"], 20_000)[1])
    start, end = chain_of(graph.node, 20_000)
    assert graph.backward(end)[start] == 1.0


def random_net(rng, units_in, hidden, units_out):
    shapes = {"W1": (hidden, units_in), "b1": (hidden,), "W2": (units_out, hidden), "b2": (units_out,)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@pytest.mark.parametrize("sizes", [(2, 2, 2), (3, 4, 2), (1, 1, 1), (5, 2, 3)])
@pytest.mark.parametrize("n_examples", [1, 2, 6])
def test_backprop_by_index_by_vector_and_by_batch_is_the_librarys(rng, sizes, n_examples):
    page, params = names_of(MLPS), random_net(rng, *sizes)
    X, T = rng.normal(size=(n_examples, sizes[0])), rng.normal(size=(n_examples, sizes[2]))
    net = MLP.from_params(params)
    trace = forward(net, X)
    bars = backward(net, trace, squared_error(trace.Y, T)[1])
    library = {"W1": bars.W[0], "W2": bars.W[1], "b1": bars.b[0], "b2": bars.b[1]}
    batch = page["bars_by_batch"](X, T, **params)
    for name, bar in library.items():
        np.testing.assert_allclose(batch[name], bar, atol=1e-12)
    total = {name: np.zeros_like(value) for name, value in params.items()}
    for x, t in zip(X, T, strict=True):
        z, h, y = page["forward_by_index"](x, **params)
        vector = page["bars_by_vector"](x, t, **params)
        _, W2_bar, b2_bar, h_bar = page["second_layer_by_index"](y, t, h, params["W2"])
        _, W1_bar, b1_bar = page["first_layer_by_index"](h_bar, z, x)
        for name, bar in {"W1": W1_bar, "b1": b1_bar, "W2": W2_bar, "b2": b2_bar}.items():
            np.testing.assert_allclose(vector[name], bar, atol=1e-12)
            total[name] += np.array(bar) / n_examples
    for name, bar in library.items():
        np.testing.assert_allclose(total[name], bar, atol=1e-12)


def test_the_two_readings_are_the_graph_local_and_the_librarys_derivative(rng):
    page = names_of(HELD)
    for w, b, x, t, lam in points(rng):
        bars = running_example_bars(w, b, x, t, lam)
        assert page["d_holding_L"](w, lam) == pytest.approx(bars["R_bar"] * w)
        assert page["d_holding_b"](w, b, x, t, lam) == pytest.approx(bars["w_bar"])


def test_every_dialect_is_executed():
    names = names_of(PAGES["conv"])
    assert {"W_bar", "weight_grad", "dw", "w_g", "dJ_dW", "dl_dOmega"} <= set(names)


@pytest.mark.parametrize("path", PAGES.values(), ids=lambda path: path.stem)
def test_the_collapsed_solutions_tick_every_check(path):
    asked = {cell["id"] for cell in cells(path) if cell["id"].endswith("-answer")}
    assert asked and asked == set(solutions(path))
    for name, text in run(path, fill=True).items():
        lines = text.strip().splitlines()
        assert lines and all(line.startswith("✓") for line in lines), (name, text)


@pytest.mark.parametrize("path", PAGES.values(), ids=lambda path: path.stem)
def test_unfilled_cells_invite_and_do_not_break(path):
    for name, text in run(path, fill=False).items():
        assert text.startswith("○"), (name, text)
        assert "✗" not in text and "✓" not in text
