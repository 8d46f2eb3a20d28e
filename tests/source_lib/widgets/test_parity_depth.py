"""ParityDepth: all five nets agree on all inputs, and the counts shown are their formulas."""

import numpy as np
import pytest

from source_lib.designs import PARITY_NETS
from source_lib.widgets.parity_depth import SCOPE, ParityDepth, Setting

compute = ParityDepth.compute


@pytest.mark.parametrize("units_in", [2, 3, 5, 7])
def test_all_five_nets_agree_with_parity_on_all_inputs(units_in):
    for number in range(2**units_in):
        bits = format(number, f"0{units_in}b").ljust(12, "0")
        frames = [compute(Setting(units_in=units_in, construction=name, bits=bits)) for name in PARITY_NETS]
        assert {frame.answer for frame in frames} == {number.bit_count() % 2} == {frames[0].wanted}


@pytest.mark.parametrize("units_in", [2, 5, 12])
def test_the_counts_in_the_sentence_are_the_formulas(units_in):
    D = units_in
    waiting = {2: 0, 5: 2, 12: 1}[D]
    units = {
        "lookup": 2**D,
        "detectors": 2 ** (D - 1),
        "counting": D,
        "chain": 2 * (D - 1) + (D - 1) * (D - 2) // 2,
        "tree": 2 * (D - 1) + waiting,
    }
    for name, count in units.items():
        frame = compute(Setting(units_in=D, construction=name))
        assert frame.size.units == count
        assert f"{count:,} hidden units" in frame.sentence


@pytest.mark.parametrize("name", PARITY_NETS)
@pytest.mark.parametrize("units_in", [2, 4, 12])
def test_the_picture_shows_every_unit_inside_the_square(name, units_in):
    frame = compute(Setting(units_in=units_in, construction=name))
    assert len(frame.picture.dots) == units_in + frame.size.units + 1
    assert np.all((frame.picture.dots >= -0.05) & (frame.picture.dots <= 1.05))
    assert len(np.unique(frame.picture.dots.round(6), axis=0)) == len(frame.picture.dots)


def test_wires_are_left_out_only_when_there_are_many_and_this_is_said():
    assert compute(Setting(units_in=5, construction="tree")).picture.hidden_wires == 0
    crowded = compute(Setting(units_in=12, construction="lookup"))
    assert crowded.picture.hidden_wires > 0
    assert f"{crowded.picture.hidden_wires:,} wires of silent units are not drawn" in crowded.sentence


def test_every_net_has_a_scope_card_and_the_claims_are_not_mixed_up():
    assert set(SCOPE) == set(PARITY_NETS)
    assert "false" in SCOPE["counting"]
    assert "odd inputs only" in SCOPE["detectors"]


def test_bits_past_d_are_not_read():
    few = Setting(units_in=3, bits="110" + "0" * 9)
    assert compute(few).answer == compute(Setting(units_in=3, bits="110" + "1" * 9)).answer
