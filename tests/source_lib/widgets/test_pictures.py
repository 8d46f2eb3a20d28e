"""What is drawn is what was computed: the artists of the explorers of sections 4.1-4.4 hold the frame's numbers."""

import numpy as np
import pytest

from source_lib.designs import PARITY_NETS
from source_lib.widgets.linear_collapse import LinearCollapse
from source_lib.widgets.lookup_builder import LookupBuilder
from source_lib.widgets.net_sketch import MOST_WIRES
from source_lib.widgets.parity_depth import ParityDepth
from source_lib.widgets.soft_net import SoftNet
from source_lib.widgets.soft_threshold import FAINT, SoftThreshold


def test_soft_threshold_marks_the_present_scale_and_the_needed_one():
    explorer = SoftThreshold(scale=20.0, margin=0.25, error=0.001)
    frame, artists = explorer.frame, explorer.artists
    assert artists["now"].get_xydata().tolist() == [[20.0, frame.error]]
    assert set(artists["needed"].get_xdata()) == {frame.needed_scale}
    assert artists["peak"].get_xydata().tolist() == [[0, 5.0]]
    np.testing.assert_array_equal(artists["soft"].get_ydata(), frame.soft)


def test_soft_threshold_parts_the_histogram_at_faint():
    explorer = SoftThreshold(scale=30.0)
    alive, dead = (explorer.artists[name].get_data().values for name in ("alive", "dead"))
    edges = explorer.artists["alive"].get_data().edges
    assert not (alive[edges[1:] <= np.log10(FAINT) + 1e-9]).any()
    np.testing.assert_allclose(alive + dead, explorer.frame.counts)
    assert alive.sum() == pytest.approx(explorer.frame.share_alive)


@pytest.mark.parametrize("net", ["XOR", "parity tree of 8 bits"])
def test_soft_net_draws_every_output_beside_its_target(net):
    explorer = SoftNet(net=net)
    for name, wanted in (("targets", explorer.frame.targets), ("outputs", explorer.frame.outputs)):
        np.testing.assert_array_equal(explorer.artists[name].get_ydata(), wanted)
    ends = np.array(explorer.artists["gaps"].get_segments())[:, :, 1]
    np.testing.assert_array_equal(ends, np.c_[explorer.frame.targets, explorer.frame.outputs])


def test_soft_net_shows_the_scales_that_count():
    explorer = SoftNet(net="parity tree of 8 bits")
    scales = [explorer.controls_by_name[name] for name in ("c1", "c2", "c3")]
    assert [slider.layout.display for slider in scales] == [None, "none", "none"]
    explorer.controls_by_name["together"].value = False
    assert [slider.layout.display for slider in scales] == [None, None, None]
    assert scales[0].description == "c, first layer"


def test_the_table_marks_right_and_wrong_seen_and_unseen_rows():
    explorer = LookupBuilder(units_in=4, bias=-1.0, hide=5)
    frame = explorer.frame
    right = frame.answers == frame.table
    drawn = {kind: len(marks.get_xdata()) for kind, marks in explorer.table.marks.items()}
    assert drawn == {
        (r, s): int(((right == r) & (frame.seen == s)).sum()) for r in (True, False) for s in (True, False)
    }
    assert sum(drawn.values()) == 16
    assert min(drawn[True, True] + drawn[False, True], drawn[True, False] + drawn[False, False]) > 0


def test_the_activation_matrix_is_drawn_as_it_is():
    explorer = LookupBuilder(bias=-0.5)
    np.testing.assert_array_equal(explorer.matrix.get_array()[::4, ::4], explorer.frame.fires)


@pytest.mark.parametrize("name", PARITY_NETS)
@pytest.mark.parametrize("units_in", [4, 9])
def test_a_net_is_drawn_with_every_unit_and_not_too_many_wires(name, units_in):
    explorer = ParityDepth(units_in=units_in, construction=name)
    sketch, picture = explorer.net, explorer.frame.picture
    dots = len(sketch.dots.get_offsets()) + len(sketch.crowd.get_xdata())
    assert dots == units_in + explorer.frame.size.units + 1
    wires = len(sketch.plus.get_segments()) + len(sketch.minus.get_segments())
    total = sum(np.count_nonzero(layer.W) for layer in PARITY_NETS[name](units_in).layers)
    assert wires + picture.hidden_wires == total
    assert wires <= MOST_WIRES
    assert explorer.here.get_xydata().tolist() == [[units_in, explorer.frame.size.units]]


def test_linear_collapse_draws_one_cloud_per_layer_and_hides_the_rest():
    explorer = LinearCollapse(depth=6)
    explorer.update(depth=4)
    assert [sum(len(part.get_xdata()) for part in cloud[-2:]) for cloud in explorer.clouds[:5]] == [81] * 5
    shown = [[artist.get_visible() for artist in cloud] for cloud in explorer.clouds]
    assert shown == [[True] * 5] * 5 + [[False] * 5] * 2
    assert len(explorer.ranks.get_segments()) == 4
