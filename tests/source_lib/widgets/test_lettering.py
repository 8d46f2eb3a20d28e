"""Texts pasted from their pictures look like texts that matplotlib sets, and PNGs give back their pixels."""

import io
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from source_lib.widgets.lettering import Lettering
from source_lib.widgets.png import png

WIDTH, HEIGHT = 200, 80
STYLES: list[dict[str, Any]] = [
    {},
    {"weight": "bold", "ha": "right", "va": "center"},
    {"color": "#D55E00", "ha": "center", "fontsize": 8},
    {"bbox": {"facecolor": "#DDEEFF", "edgecolor": "black", "hatch": "//"}},
    {"rotation": 90},
]


def written(text: Text) -> tuple[Lettering, np.ndarray, np.ndarray]:
    """Return the lettering that has set the text, the picture it made, and the one that matplotlib makes."""
    lettering, ours, theirs = (
        Lettering(WIDTH, HEIGHT, 100),
        RendererAgg(WIDTH, HEIGHT, 100),
        RendererAgg(WIDTH, HEIGHT, 100),
    )
    lettering.draw(ours, text)
    text.draw(theirs)
    return lettering, np.array(ours.buffer_rgba()), np.array(theirs.buffer_rgba())


def a_text(words: str = "z̄ = 0.25\nw₁ = −3", **style: Any) -> Text:
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    FigureCanvasAgg(figure)
    return figure.text(0.5, 0.5, words, **style)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_a_text_looks_as_matplotlib_sets_it(style: dict[str, Any]) -> None:
    _, ours, theirs = written(a_text(**style))
    assert theirs.any()
    assert np.abs(ours.astype(int) - theirs.astype(int)).max() <= 3  # the opacity is rounded once more


def test_a_text_moves_by_whole_pixels_without_being_set_again() -> None:
    text = a_text()
    lettering, first, _ = written(text)
    text.set_position((0.5 + 7 / WIDTH, 0.5 + 3 / HEIGHT))
    text.draw = None  # type: ignore[assignment]  # setting it again would fail
    again = RendererAgg(WIDTH, HEIGHT, 100)
    lettering.draw(again, text)
    assert (np.array(again.buffer_rgba()) == np.roll(first, (-3, 7), axis=(0, 1))).all()


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.set_text("b"),
        lambda t: t.set_color("red"),
        lambda t: t.set_fontweight("bold"),
        lambda t: t.set_alpha(0.3),
        lambda t: t.set_ha("right"),
        lambda t: t.set_fontsize(20),
        lambda t: t.get_bbox_patch().set_hatch("//"),
    ],
)
def test_a_changed_look_is_a_new_picture(change: Any) -> None:
    text = a_text("a", bbox={"facecolor": "white"})
    lettering, first, _ = written(text)
    change(text)
    renderer = RendererAgg(WIDTH, HEIGHT, 100)
    lettering.draw(renderer, text)
    _, fresh, _ = written(text)
    assert (np.array(renderer.buffer_rgba()) == fresh).all()
    assert (fresh != first).any()


def test_a_text_over_the_edge_is_still_drawn() -> None:
    text = a_text("reaches over the edge of the picture by far")
    _, ours, theirs = written(text)
    assert ours.any() and (ours == theirs).all()


def test_a_png_gives_back_every_pixel() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    assert (np.asarray(Image.open(io.BytesIO(png(pixels)))) == pixels).all()
