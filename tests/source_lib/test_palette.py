"""The palette, seen by everyone: colours that meet in a picture stay apart for every common kind of colour blindness.

Sight is simulated by the matrices of Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; distances are
those of CIE Lab, where 2.3 can just be told apart side by side.
"""

import ast
import io
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

import source_lib
from source_lib import plots, widgets
from source_lib.plots import GREY, INK, PALETTE, PAPER
from source_lib.widgets.feature_lens import AGAINST, FOR

PACKAGE = Path(source_lib.__file__).parent
LECTURES = PACKAGE.parent / "lectures"
APART = 15.0
NAMES = ("BLUE", "ORANGE", "GREEN", "PURPLE", "INK", "GREY", "PAPER")
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


def nearest(colours, sight):
    """Return the smallest distance of two of the colours, as that sight has them."""
    seen = [lab(SIGHT[sight] @ linear(colour)) for colour in colours]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


def contrast(one, other):
    """Return the contrast ratio of the accessibility guidelines: 3 for lines and marks, 4.5 for words."""
    light, dark = sorted((linear(c) @ [0.2126, 0.7152, 0.0722] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sources():
    """Yield each module that draws, and each lecture's code, under its name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted(LECTURES.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield path.name, "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def drawn_with(text):
    """Return the palette's names that a source imports, plus those that every picture has: ink and paper."""
    imports = [part for part in ast.walk(ast.parse(text)) if isinstance(part, ast.ImportFrom)]
    names = {name.name for part in imports if part.module == "source_lib.plots" for name in part.names}
    return {*names.intersection(NAMES), "INK", "PAPER"} if names else set()


TOGETHER = {name: colours for name, text in sources() if len(colours := drawn_with(text)) > 2}


def test_the_simulated_sights_are_sane():
    np.testing.assert_allclose(lab(linear("#FFFFFF")), [100, 0, 0], atol=0.05)
    np.testing.assert_allclose(lab(linear("#FF0000")), [53.24, 80.09, 67.20], atol=0.1)  # a published value
    for matrix in SIGHT.values():
        np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=1e-5)  # grey is grey to everyone


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", TOGETHER)
def test_colours_that_meet_in_a_picture_stay_apart(name, sight):
    assert nearest([getattr(plots, colour) for colour in sorted(TOGETHER[name])], sight) > APART


@pytest.mark.parametrize("sight", SIGHT)
def test_even_the_whole_palette_stays_apart(sight):
    assert {"widgets/parity_depth.py", "05_2_xor_by_hand.ipynb"} <= set(TOGETHER)
    assert nearest([*PALETTE, INK, GREY, PAPER], sight) > APART


@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_for_and_against_stay_apart_from_what_stands_beside_them(sight):
    assert nearest([FOR[:3], AGAINST[:3], GREY, plots.BLUE, INK], sight) > APART


@pytest.mark.parametrize(
    ("pair", "sight"),
    [
        (("#9467BD", "#1F77B4"), "protanopia"),  # violet and blue
        (("#D62728", "#2CA02C"), "deuteranopia"),  # the red and green that everybody uses
        (("#8A8A8A", "#009E73"), "deuteranopia"),  # the grey that this library had at first
        (("#C2185B", "#C0392B"), "tritanopia"),  # pink and red
    ],
)
def test_a_bad_palette_is_noticed_by_the_sight_that_it_fails(pair, sight):
    assert nearest(pair, "everyone") > 2 * APART
    assert nearest(pair, sight) < APART


def test_words_and_lines_stand_out_from_the_paper():
    assert contrast(INK, PAPER) > 7
    assert contrast(GREY, PAPER) > 4.5
    assert min(contrast(colour, PAPER) for colour in PALETTE) >= 3
    assert contrast("#FFD92F", PAPER) < 3  # yellow would not do


@pytest.mark.parametrize("page", ["#111111", "#FFFFFF"], ids=["dark", "light"])
def test_every_explorer_brings_the_paper_that_its_colours_are_made_for(page):
    for name in widgets.EXPLORERS:
        picture = Image.open(io.BytesIO(bytes(getattr(widgets, name)().image.value)))
        on_page = Image.new("RGBA", picture.size, page)
        on_page.alpha_composite(picture.convert("RGBA"))
        width, height = picture.size
        for corner in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)):
            assert on_page.getpixel(corner) == (255, 255, 255, 255), (name, corner)
