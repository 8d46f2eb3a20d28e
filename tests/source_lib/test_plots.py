"""Pictures: colours that stay apart, a panel of their own, and words for those who cannot see them."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from source_lib import plots
from source_lib.plots import GREY, INK, PALETTE, PAPER, axes, filter_image, row_of_axes, show

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHT = {
    "everyone": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    t = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089]
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    light, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_stay_apart_for_every_kind_of_sight(sight):
    seen = [lab(SIGHT[sight] @ linear(colour)) for colour in (*PALETTE, INK)]
    nearest = min(np.linalg.norm(one - other) for one, other in combinations(seen, 2))
    assert nearest > 15  # 2.3 is what can just be told apart side by side


def test_a_bad_palette_would_be_noticed():
    red, green = "#D62728", "#5A8F1E"
    seen = [lab(SIGHT["deuteranopia"] @ linear(colour)) for colour in (red, green)]
    assert np.linalg.norm(seen[0] - seen[1]) < 15


def test_lines_and_words_stand_out_from_the_paper():
    assert contrast(INK, PAPER) > 7
    assert all(contrast(colour, PAPER) >= 3 for colour in (*PALETTE[:3], GREY))


def test_every_colour_has_a_marker_of_its_own():
    assert len(set(plots.MARKERS)) == len(PALETTE)


def test_a_picture_is_shown_with_its_words(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    ax = axes(4, 2)
    ax.plot([0, 1], [0, 1])
    show(ax, "A line that climbs from left to right.")
    show(ax.figure, "The same line once more, by its figure.")
    data, metadata = shown[0]._repr_mimebundle_()
    assert data["image/png"]
    assert metadata["image/png"]["alt"] == "A line that climbs from left to right."
    assert len(shown) == 2


def test_a_picture_without_words_is_refused():
    with pytest.raises(ValueError, match=r"'alt' must say what is seen, in four words or more \(got 'a line'\)"):
        show(axes(), "a line")


def test_drawing_leaves_pyplot_alone():
    from matplotlib import pyplot

    for ax in row_of_axes(2):
        ax.plot([0, 1])
    assert pyplot.get_fignums() == []


def test_every_figure_brings_its_own_white_panel():
    from matplotlib import rc_context

    with rc_context({"figure.facecolor": "black", "axes.facecolor": "black"}):
        ax = axes()
    assert ax.figure.get_facecolor()[:3] == (1, 1, 1)
    assert ax.get_facecolor()[:3] == (1, 1, 1)


def test_filters_are_drawn_row_by_row_and_symmetrically():
    w = np.arange(784.0) - 100
    image = filter_image(axes(), w).images[0]
    np.testing.assert_array_equal(image.get_array(), w.reshape(28, 28))
    assert image.get_clim() == (-683, 683)


def test_weights_that_are_no_square_are_refused():
    with pytest.raises(ValueError, match="got 10 numbers"):
        filter_image(axes(), np.zeros(10))
