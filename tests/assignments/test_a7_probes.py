"""The probes of a7 meet the rule, and the right answers are right: hand, graph and imaginary steps agree."""

from types import SimpleNamespace

import numpy as np
import pytest
from a7 import examination

from autograder.comparison import EVERYTHING, largest_of, right
from autograder.observation import observe, spoilers
from source_lib.gradcheck.differences import complex_step_gradient, numerical_gradient

TASKS = examination().tasks
SEEDS = (0, 1, 20260)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_agrees_with_the_solution_to_twelve_digits(task, seed: int) -> None:  # type: ignore[no-untyped-def]
    program = examination().program()
    for probe in task.draw(seed):
        seen = observe(task.evaluate, {name: program[name] for name in task.functions}, probe)
        assert EVERYTHING not in seen
        assert spoilers(seen, task.functions) == []
        wanted = {key: np.asarray(value) for key, value in task.reference(probe).items()}
        for key, value in wanted.items():
            if task.name == "grad_check":  # differences on one side, so six digits at most
                assert right(seen[key], value, largest_of(wanted)), key
            else:
                assert np.abs(seen[key] - value).max() <= 1e-12 * max(1.0, largest_of(wanted)), key


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reference_of_the_net_agrees_with_steps(seed: int) -> None:
    for probe in examination().task("mlp_backward").draw(seed):
        smooth = probe.phi.name != "relu"

        def cost(value: np.ndarray, name: str, probe: SimpleNamespace = probe) -> complex:
            params = {**probe.params, name: value}
            H = probe.phi(probe.X @ params["W1"].T + params["b1"])
            return (probe.Y_bar * (H @ params["W2"].T + params["b2"])).sum()

        for name, value in probe.params.items():
            slopes = complex_step_gradient if smooth else numerical_gradient
            found = slopes(lambda v, name=name: cost(v, name), value)
            bar = probe.right[f"{name}_bar"]
            assert np.abs(found - bar).max() <= (1e-12 if smooth else 1e-7) * np.abs(bar).max()


@pytest.mark.parametrize("seed", SEEDS)
def test_net_probes_meet_the_rule(seed: int) -> None:
    probes = examination().task("mlp_backward").draw(seed)
    distinct = [p for p in probes if len(p.X) >= 3 and len({*p.X.shape, *p.params["W2"].shape}) == 4]
    assert len(distinct) == 3
    assert {p.phi.name for p in distinct} == {"logistic", "tanh", "relu"}
    assert any(len(p.X) == 1 for p in probes)
    assert any(len({*p.X.shape, *p.params["W2"].shape}) == 1 for p in probes)
    for p in probes:
        Z = p.X @ p.params["W1"].T + p.params["b1"]
        peaks = [np.abs(block).max() for block in p.right.values()]
        assert 1e-2 <= np.abs(Z).min() <= np.abs(Z).max() <= 4
        assert min(peaks) >= 1e-2 * max(peaks)
        assert np.abs(p.params["b1"]).min() > 0 < np.abs(p.params["b2"]).min()


@pytest.mark.parametrize("name", ["logistic_ce", "softmax_ce"])
def test_losses_are_looked_at_far_from_zero_and_with_every_class(name: str) -> None:
    probes = examination().task(name).draw(0)
    assert any(probe.far and np.abs(probe.V).max() >= 1000 for probe in probes)
    for probe in probes:
        if len(probe.T) >= probe.T.shape[1]:
            assert (probe.T.sum(axis=0) >= 1).all() or name == "logistic_ce"
        assert np.isfinite(np.concatenate([np.ravel(v) for v in probe.right.values()])).all()


def test_weight_decay_is_looked_at_with_telling_strengths() -> None:
    assert {probe.lam for probe in examination().task("add_weight_decay").draw(0)} == {0.3, 0.7}
