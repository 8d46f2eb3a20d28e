"""SoftNet: past the needed scale the worst error only falls, and the named worst input is the worst."""

from itertools import pairwise

import numpy as np
import pytest

from source_lib.designs import soften
from source_lib.mlp import forward
from source_lib.widgets.soft_net import SoftNet
from source_lib.widgets.soft_net_frame import FLOOR, NETS, SCALES, Setting, worst_errors

compute = SoftNet.compute


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("error", [0.1, 0.01, 0.001])
def test_past_the_needed_scale_the_worst_error_only_falls(net, error):
    needed = compute(Setting(net=net, error=error)).needed_scale
    worst = [compute(Setting(net=net, c1=c)).worst for c in np.geomspace(needed, 100, 40).tolist()]
    assert worst[0] == pytest.approx(error, rel=0.02)
    assert all(later <= earlier for earlier, later in pairwise(worst))


def test_xor_at_ten_is_within_a_hundredth():
    frame = compute(Setting(net="XOR", c1=10.0))
    np.testing.assert_allclose(frame.outputs, [0.0072, 0.9924, 0.9924, 0.0072], atol=2e-4)
    assert "within the wanted 0.01" in frame.sentence


def test_the_centred_bias_needs_a_smaller_scale_than_the_lecture_s():
    notes, centred = (compute(Setting(net=name)).needed_scale for name in NETS if name.startswith("table"))
    assert centred < 0.7 * notes


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("scales", [(1.0, 1.0, 1.0), (12.0, 3.0, 40.0), (100.0, 100.0, 100.0)])
def test_the_worst_input_named_is_the_worst(net, scales):
    state = Setting(net=net, together=False, c1=scales[0], c2=scales[1], c3=scales[2])
    frame = compute(state)
    hard, X = NETS[net]
    off = np.abs(forward(soften(hard, frame.scales), X).Y - forward(hard, X).Y).max()
    assert frame.worst == off == np.abs(frame.outputs - frame.targets).max()
    worst = frame.labels[int(np.argmax(np.abs(frame.outputs - frame.targets)))]
    assert f"({worst})" in frame.sentence


@pytest.mark.parametrize("net", NETS)
def test_a_layer_is_at_its_best_with_exact_inputs_in_the_first_layer(net):
    frame = compute(Setting(net=net, c1=8.0))
    assert frame.own_errors[0] == frame.layer_errors[0]
    assert len(frame.layer_errors) == len(frame.own_errors) == len(NETS[net][0].layers)


def test_one_c_for_all_layers_ignores_the_other_sliders():
    together = compute(Setting(net="parity tree of 8 bits", c1=9.0, c2=50.0, c3=80.0))
    assert together.scales == (9.0, 9.0, 9.0)
    np.testing.assert_array_equal(together.outputs, compute(Setting(net="parity tree of 8 bits", c1=9.0)).outputs)


@pytest.mark.parametrize("net", NETS)
def test_the_curve_passes_through_the_current_error(net):
    k = 60
    frame = compute(Setting(net=net, c1=float(SCALES[k])))
    assert worst_errors(net)[k] == pytest.approx(max(frame.worst, FLOOR))


@pytest.mark.parametrize(("net", "together", "shown"), [
    ("XOR", True, 1),
    ("XOR", False, 2),
    ("table, centred bias -2", False, 1),
    ("parity tree of 8 bits", False, 3),
    ("parity tree of 8 bits", True, 1),
])  # fmt: skip
def test_there_is_a_slider_for_each_scale_of_the_net(net, together, shown):
    explorer = SoftNet()
    explorer.update(net=net, together=together)
    sliders = [explorer.controls_by_name[name] for name in ("c1", "c2", "c3")]
    assert [slider.layout.display != "none" for slider in sliders] == [k < shown for k in range(3)]
