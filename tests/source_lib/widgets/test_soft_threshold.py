"""SoftThreshold: the crossing is the closed form, and the gradient is traded for accuracy."""

from itertools import pairwise

import numpy as np
import pytest

from source_lib.designs import scale_for
from source_lib.widgets.soft_threshold import FAINT, GRADIENT_BINS, SAMPLES, SCALES, Setting, SoftThreshold, Z

compute = SoftThreshold.compute


@pytest.mark.parametrize("margin", [0.05, 0.5, 2.0])
@pytest.mark.parametrize("error", [1e-6, 0.01, 0.3])
def test_the_error_curve_crosses_the_wanted_error_at_c_star(margin, error):
    at_c_star = compute(Setting(scale=scale_for(error, margin), margin=margin, error=error))
    assert at_c_star.error == pytest.approx(error)
    assert at_c_star.needed_scale == scale_for(error, margin)
    above, below = at_c_star.error_curve > error, at_c_star.needed_scale > SCALES
    np.testing.assert_array_equal(above, below)


@pytest.mark.parametrize("samples", SAMPLES)
def test_the_share_of_examples_with_a_gradient_falls_as_c_grows(samples):
    shares = [compute(Setting(scale=c, samples=samples)).share_alive for c in SCALES.tolist()]
    assert all(later <= earlier for earlier, later in pairwise(shares))
    assert shares[0] == 1.0
    assert shares[-1] < 0.5 * shares[0]


@pytest.mark.parametrize("scale", [3.0, 10.0, 50.0])
def test_the_area_under_the_gradient_is_one_and_its_peak_c_over_four(scale):
    frame = compute(Setting(scale=scale))
    assert frame.gradient.max() == pytest.approx(scale / 4)
    assert frame.soft[-1] - frame.soft[0] == pytest.approx(1, abs=1e-3)  # the area under a slope is the climb
    assert np.trapezoid(frame.gradient, Z) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("samples", SAMPLES)
@pytest.mark.parametrize("scale", [0.5, 20.0, 300.0])
def test_the_histogram_holds_every_example_and_splits_at_faint(samples, scale):
    frame = compute(Setting(scale=scale, samples=samples))
    assert frame.counts.sum() == pytest.approx(1)
    alive = frame.counts[GRADIENT_BINS[:-1] >= np.log10(FAINT) - 1e-9].sum()
    assert alive == pytest.approx(frame.share_alive)


def test_the_sentence_says_whether_c_is_enough():
    assert "more than the wanted 0.01; c* = 9.19 is where it becomes enough" in compute(Setting(scale=5.0)).sentence
    assert "within the wanted 0.01; every c from c* = 9.19 on is enough" in compute(Setting(scale=10.0)).sentence
    assert "peaks at c/4 = 2.5" in compute(Setting(scale=10.0)).sentence
