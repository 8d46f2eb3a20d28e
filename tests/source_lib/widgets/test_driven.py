"""Widgets of lecture 5, sections 4.1-4.4, driven through the extremes of their controls without a browser."""

from itertools import combinations, product

import ipywidgets
import pytest

from source_lib.widgets.bit_buttons import BitButtons
from source_lib.widgets.linear_collapse import LinearCollapse
from source_lib.widgets.lookup_builder import LookupBuilder
from source_lib.widgets.parity_depth import ParityDepth
from source_lib.widgets.soft_net import SoftNet
from source_lib.widgets.soft_threshold import SoftThreshold

WIDGETS = [LinearCollapse, LookupBuilder, ParityDepth, SoftNet, SoftThreshold]


def extremes(control):
    """The values a reader can push a control to: both ends of a slider, all options of a menu, none or all buttons."""
    if isinstance(control, ipywidgets.FloatLogSlider):
        return [control.base**control.min, control.base**control.max]
    if isinstance(control, (ipywidgets.IntSlider, ipywidgets.FloatSlider)):
        return [control.min, control.max]
    if isinstance(control, ipywidgets.Dropdown):
        return [value for _, value in control._options_full]
    if isinstance(control, ipywidgets.Checkbox):
        return [False, True]
    assert isinstance(control, BitButtons)
    return ["0" * len(control.value), "1" * len(control.value)]


@pytest.fixture(params=WIDGETS, ids=lambda cls: cls.__name__)
def explorer(request):
    return request.param()


def test_every_pair_of_extremes_can_be_set_and_is_shown(explorer):
    controls = explorer.controls_by_name
    assert set(controls) <= set(vars(explorer.State()))
    for first, second in combinations(controls, 2):
        for one, other in product(extremes(controls[first]), extremes(controls[second])):
            controls[first].value = one
            controls[second].value = other
            assert explorer.frame.sentence in explorer.sentence.value
            whole = isinstance(controls[second], ipywidgets.IntSlider)  # a smaller D leaves fewer rows to choose from
            assert getattr(explorer.state, second) == (min(other, controls[second].max) if whole else other)
    assert bytes(explorer.image.value).startswith(b"\x89PNG")


def test_the_whole_figure_is_drawn_once_and_nothing_piles_up(explorer):
    artists = sum(len(ax.get_children()) for ax in explorer.figure.axes)
    draws = explorer.full_draws
    name, control = next(iter(explorer.controls_by_name.items()))
    for value in extremes(control) * 10:
        control.value = value
    assert explorer.full_draws == draws == 1, name
    assert sum(len(ax.get_children()) for ax in explorer.figure.axes) == artists


def test_a_frame_is_small_enough_to_travel(explorer):
    for control in explorer.controls_by_name.values():
        for value in extremes(control):
            control.value = value
            assert len(explorer.image.value) < 150_000


def test_the_same_state_gives_the_same_picture(explorer):
    before = bytes(explorer.image.value)
    for control in explorer.controls_by_name.values():
        opening = control.value
        for value in extremes(control):
            control.value = value
        control.value = opening
    assert bytes(explorer.image.value) == before


def test_bit_buttons_hold_their_value_whichever_way_it_is_set():
    control = BitButtons(["x1", "x2", "x3"], "101")
    assert [button.value for button in control.children] == [True, False, True]
    control.children[1].value = True
    assert control.value == "111"
    seen = []
    control.observe(lambda change: seen.append(change["new"]), names="value")
    control.value = "00"
    assert control.value == "000"
    assert seen == ["000"]  # one change, however many buttons move
    assert [button.description for button in control.children] == ["x1 = 0", "x2 = 0", "x3 = 0"]
    control.shown = 2
    assert [button.layout.display for button in control.children] == [None, None, "none"]
