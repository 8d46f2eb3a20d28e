"""Assignment a1: what holds of it beside what holds of every assignment."""

import pytest
from trials import examination, lost, verdicts

NAME = "a1_gates_and_xor"
EXAM = examination(NAME)


def test_a_wrong_gate_does_not_cost_the_others():
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label["nor-is-or"],)))["gate"]
    assert [block.name for block in found.blocks if not block.passed] == ["NOR"]


def test_a_gate_that_stops_does_not_cost_the_others():
    code = EXAM.solution["a1-gate"].replace(
        "w, b = units", 'if name == "NAND":\n        raise ValueError\n    w, b = units'
    )
    found = verdicts(EXAM, {**EXAM.solution, "a1-gate": code})["gate"]
    assert [block.name for block in found.blocks if not block.passed] == ["NAND"]


def test_a_net_that_never_fires_earns_nothing():
    code = 'def xor_mlp():\n    return {"W1": np.ones((2, 2)), "b1": -np.ones(2), "W2": np.ones((1, 2)), "b2": [-9]}\n'
    assert verdicts(EXAM, {**EXAM.solution, "a1-xor": code})["xor_mlp"].points == 0


@pytest.mark.parametrize("hidden", ["OR, NAND", "NOR, AND", "first, second"])
def test_any_pair_of_hidden_units_that_solves_xor_is_right(hidden):
    W1, b1, W2, b2 = {
        "OR, NAND": ([[3, 2], [-1, -1]], [-1, 1.2], [[1, 1]], [-1.9]),
        "NOR, AND": ([[-1, -1], [8, 9]], [0.1, -16], [[-1, -1]], [0.3]),
        "first, second": ([[1, -5], [-5, 1]], [-0.2, -0.2], [[7, 7]], [-1]),
    }[hidden]
    code = f'def xor_mlp():\n    return {{"W1": {W1}, "b1": {b1}, "W2": {W2}, "b2": {b2}}}\n'
    assert lost([verdicts(EXAM, {**EXAM.solution, "a1-xor": code})["xor_mlp"]]) == {}
