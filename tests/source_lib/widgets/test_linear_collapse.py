"""LinearCollapse: deep equals collapsed exactly as long as nothing bends, and rank never rises."""

import numpy as np
import pytest

from source_lib.widgets.linear_collapse import GRID, LIMIT, LinearCollapse, Setting

compute = LinearCollapse.compute


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("depth", range(1, 7))
@pytest.mark.parametrize("bottleneck", [1, 2])
def test_deep_and_collapsed_agree_exactly_when_nothing_bends(seed, depth, bottleneck):
    straight = compute(Setting(depth=depth, bottleneck=bottleneck, seed=seed))
    assert straight.difference < 1e-10
    np.testing.assert_allclose(straight.points[-1], straight.collapsed, atol=1e-10)
    bent = compute(Setting(depth=depth, bottleneck=bottleneck, seed=seed, activation="relu"))
    assert (bent.difference < 1e-10) == (depth == 1)


@pytest.mark.parametrize("depth", range(1, 7))
@pytest.mark.parametrize("bottleneck", [1, 2])
def test_rank_never_rises_and_is_the_narrowest_width_so_far(depth, bottleneck):
    ranks = compute(Setting(depth=depth, bottleneck=bottleneck)).ranks
    assert list(ranks) == sorted(ranks, reverse=True)
    assert ranks[-1] == (bottleneck if depth > 1 else 2)


@pytest.mark.parametrize("seed", range(1, 21))
def test_most_of_the_grid_stays_in_the_picture(seed):
    frame = compute(Setting(depth=6, seed=seed))
    assert np.mean(np.abs(np.concatenate(frame.points)) < LIMIT) > 0.95
    np.testing.assert_array_equal(frame.points[0], GRID)
