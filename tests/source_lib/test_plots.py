"""Pictures: a panel of their own, and words for those who cannot see them; test_palette looks at the colours."""

import numpy as np
import pytest

from source_lib import plots
from source_lib.designs import xor
from source_lib.plots import PALETTE, axes, draw_units, filter_image, row_of_axes, show


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

    before = pyplot.get_fignums()
    for ax in row_of_axes(2):
        ax.plot([0, 1])
    assert pyplot.get_fignums() == before


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


def test_a_net_is_drawn_with_a_line_per_weight_and_its_numbers():
    net = xor()
    ax = draw_units(axes(), [["x1", "x2"], ["h1", "h2"], ["y"]], into=(2, 0), net=net)
    assert len(ax.lines) == sum(layer.W.size for layer in net.layers)
    assert sum(line.get_linestyle() == "--" for line in ax.lines) == 1  # h2 speaks against y
    words = [text.get_text() for text in ax.texts]
    assert words.count("+1") == 5 and words.count("−1") == 1
    assert [word for word in words if "bias" in word] == ["bias −0.5", "bias −1.5", "bias −0.5"]
    assert [line.get_linewidth() > 2 for line in ax.lines] == [False] * 4 + [True] * 2
