"""Widgets of lecture 5, sections 2 and 3: their oracles, and all pairs of extremes with warnings as errors."""

from dataclasses import replace
from itertools import combinations, product

import ipywidgets
import numpy as np
import pytest

from source_lib.activations import ACTIVATIONS
from source_lib.designs import GATES, SEPARABLE_GATES
from source_lib.widgets.feature_lens import FeatureLens
from source_lib.widgets.forward_three_ways import ForwardThreeWays
from source_lib.widgets.gate_designer import HIDDEN, OUTPUT, GateDesigner, solution
from source_lib.widgets.gate_designer import Setting as GateSetting
from source_lib.widgets.unit_explorer import PHIS, POINTS, UnitExplorer


def extremes(control):
    if isinstance(control, (ipywidgets.IntSlider, ipywidgets.FloatSlider)):
        return [control.min, control.max]
    if isinstance(control, ipywidgets.Dropdown):
        values = [value for _, value in control._options_full]
        return [values[0], values[len(values) // 2], values[-1]]
    assert isinstance(control, ipywidgets.Checkbox)
    return [False, True]


@pytest.fixture(params=[UnitExplorer, GateDesigner, ForwardThreeWays, FeatureLens], ids=lambda cls: cls.__name__)
def explorer(request):
    return request.param()


def test_all_pairs_of_extremes_are_drawn_once_each_and_stay_small(explorer):
    artists = sum(len(ax.get_children()) for ax in explorer.figure.axes)
    cap = 260_000 if isinstance(explorer, FeatureLens) else 150_000  # 32 filters of pure noise do not pack well
    for first, second in combinations(explorer.controls_by_name, 2):
        controls = explorer.controls_by_name
        for one, other in product(extremes(controls[first]), extremes(controls[second])):
            explorer.update(**{first: one, second: other})
            for name, value in ((first, one), (second, other)):  # fewer terms than asked for: the step is the last one
                assert getattr(explorer.state, name) == min(value, getattr(controls[name], "max", value))
            assert explorer.frame.sentence
            assert len(explorer.image.value) < cap
    assert explorer.full_draws == 1
    assert sum(len(ax.get_children()) for ax in explorer.figure.axes) == artists


@pytest.mark.parametrize("phi", PHIS)
@pytest.mark.parametrize("weights", [(1.0, 1.0, -0.5), (-4.0, 4.0, 4.0), (0.0, 0.0, 0.0), (0.25, 0.0, -4.0)])
def test_a_unit_is_phi_of_w_x_plus_b(phi, weights):
    w1, w2, b = weights
    frame = UnitExplorer.compute(UnitExplorer.State(w1, w2, b, phi))
    expected = ACTIVATIONS[phi](w1 * POINTS[:, 0] + w2 * POINTS[:, 1] + b)
    np.testing.assert_allclose(frame.a, expected, atol=1e-12)
    if w1 or w2:
        np.testing.assert_allclose(frame.line @ [w1, w2] + b, 0, atol=1e-12)
    else:
        assert np.isnan(frame.line).all()


def test_the_arrow_points_to_where_z_grows():
    for w1, w2 in [(1.0, 1.0), (-2.0, 0.5), (0.0, -3.0)]:
        start, end = UnitExplorer.compute(UnitExplorer.State(w1, w2, 0.0)).arrow
        assert (end - start) @ [w1, w2] > 0


def test_the_arrow_is_seen():
    explorer = UnitExplorer()
    with_arrow = explorer._picture(explorer.frame)
    hidden = explorer._picture(replace(explorer.frame, arrow=np.full((2, 2), np.nan)))
    assert with_arrow == bytes(explorer.image.value) != hidden


def test_the_unit_says_what_it_computed():
    text = UnitExplorer.compute(UnitExplorer.State(w1=-2.0, w2=0.5, b=1.0, phi="hard_threshold", point=3)).sentence
    assert text.startswith("At point 3, x = (−1, 0.5): z = −2·(−1) + 0.5·0.5 + 1 = 3.25")
    assert "a = hard threshold(z) = 1." in text


@pytest.mark.parametrize("name", GATES)
@pytest.mark.parametrize("hidden", [False, True])
def test_solved_is_said_exactly_when_the_table_agrees(name, hidden):
    rng = np.random.default_rng(7)
    settings = [
        GateSetting(name, hidden, **dict(zip(HIDDEN + OUTPUT, (rng.integers(-6, 7, 9) / 2).tolist(), strict=True)))
        for _ in range(40)
    ]
    if hidden or name in SEPARABLE_GATES:
        settings.append(GateSetting(name, hidden, **solution(name, hidden)))
        assert GateDesigner.compute(settings[-1]).solved
    for setting in settings:
        frame = GateDesigner.compute(setting)
        assert frame.solved == (frame.got.tolist() == list(GATES[name]))
        assert frame.sentence.startswith("Solved") == frame.solved


def test_no_single_unit_on_the_sliders_solves_xor():
    ticks = np.arange(-3, 3.5, 0.5).tolist()
    best = max(
        int((frame.got == frame.wanted).sum())
        for v1, v2, c in product(ticks, ticks, ticks)
        for frame in [GateDesigner.compute(GateSetting("xor", False, v1=v1, v2=v2, c=c))]
    )
    assert best == 3


def test_the_buttons_reveal_and_start_again():
    explorer = GateDesigner(hidden=True)
    top = explorer.widget.children[0].children
    reveal, again = top[2], top[3]
    reveal.click()
    assert explorer.frame.solved
    assert len(np.unique(explorer.frame.H, axis=0)) == 3  # two inputs have merged
    again.click()
    assert explorer.state == GateSetting("xor", True)
    explorer.controls_by_name["hidden"].value = False
    assert reveal.disabled  # there is nothing to reveal
    explorer.controls_by_name["gate"].value = "nand"
    assert not reveal.disabled


def test_a_gate_whose_inputs_merged_wrongly_is_called_lost():
    frame = GateDesigner.compute(GateSetting("xor", True, w11=0.0, w12=0.0, w21=0.0, w22=0.0))
    assert "merged for good" in frame.sentence


@pytest.mark.parametrize("sizes", list(product((1, 2, 3, 4), repeat=3)))
def test_sum_vector_and_batch_agree_for_every_size(sizes):
    N, D, H = sizes
    for step in range(1, N * D * H + 1):
        frame = ForwardThreeWays.compute(ForwardThreeWays.State(N, D, H, step))
        n, i, j = frame.entry
        np.testing.assert_array_equal(frame.scalar, frame.vector)
        np.testing.assert_array_equal(frame.scalar, frame.batch[n])
        if j == D - 1:
            assert frame.scalar[i] == max(frame.running[-1] + frame.b[i], 0)


def test_the_step_ends_at_the_last_term_of_the_last_sum():
    explorer = ForwardThreeWays()
    step = explorer.controls_by_name["step"]
    for N, D, H in product((1, 2, 4), repeat=3):
        explorer.update(n_examples=N, units_in=D, units_out=H, step=N * D * H)
        assert step.max == step.value == explorer.state.step == N * D * H
        assert explorer.frame.entry == (N - 1, H - 1, D - 1)
    explorer.update(n_examples=1)
    assert step.value == explorer.state.step == 16
    assert ForwardThreeWays(n_examples=4, units_in=4, units_out=4, step=64).state.step == 64


def test_a_forgotten_transpose_is_caught_by_shapes_unless_w_is_square():
    for D, H in product((1, 2, 3, 4), repeat=2):
        frame = ForwardThreeWays.compute(ForwardThreeWays.State(3, D, H, 1, forgotten=True))
        assert (frame.batch is None) == (D != H)
        assert ("NumPy refuses" in frame.sentence) == (D != H)
        assert ("nothing complains" in frame.sentence) == (D == H > 1)


def test_the_pixels_of_the_product_add_up_to_z():
    state = FeatureLens.State()
    for digit, unit, checkpoint, sort in product((0, 9), (1, 32), (0, 7), ("length of w", "selectivity")):
        frame = FeatureLens.compute(replace(state, digit=digit, unit=unit, checkpoint=checkpoint, sort=sort))
        assert frame.product.sum() + frame.b == pytest.approx(frame.z, abs=1e-12)
        assert frame.plus + frame.minus + frame.b == pytest.approx(frame.z, abs=1e-12)
        np.testing.assert_array_equal(frame.product, frame.weights * frame.image)
        assert frame.h == max(frame.z, 0)


def test_the_evidence_fits_its_scale_for_every_unit_and_digit():
    from source_lib.widgets.feature_lens import EVIDENCE

    explorer = FeatureLens()
    for digit, unit in product(range(10), (1, 16, 32)):
        explorer.update(digit=digit, unit=unit)
        assert -EVIDENCE < explorer.frame.minus <= 0 <= explorer.frame.plus < EVIDENCE + 4


def test_the_best_of_one_unit_so_far_is_kept_for_each_gate_but_not_what_was_revealed():
    gates = GateDesigner(gate="and")
    gates.update(v1=1.0, v2=1.0, c=-0.5)
    assert gates.frame.right == 2 and gates.frame.best == 2
    gates.update(v1=1.0, v2=0.0, c=-0.5)
    assert gates.frame.right == 3
    gates.update(v1=-1.0, v2=-1.0, c=1.5)
    assert gates.frame.right == 0
    assert "The best so far is 3 of 4." in gates.sentence.value
    assert gates.verdict.get_text() == "0 of 4 right, best so far 3"
    gates.update(gate="nor")
    assert "best so far" not in gates.verdict.get_text()
    gates.update(gate="and")
    gates.widget.children[0].children[2].click()
    assert gates.frame.solved and gates.frame.best == 3
    gates.update(v1=-1.0, v2=-1.0, c=1.5)
    assert gates.frame.best == 3
    gates.update(hidden=True)
    assert gates.frame.best == 0
