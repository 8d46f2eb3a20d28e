"""filter_grid: tiles in another order, weights that are scaled, limits of another kind."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES

grid = partial(Mistake, task="filter_grid", lecture=FEATURES)
_SHOWN = "shown = W1[: k * k]\n"
_TILES = "tiles = shown.reshape(k, k, 28, 28)\n"
_GRID = "grid = tiles.transpose(0, 2, 1, 3).reshape(28 * k, 28 * k)\n"
_RETURN = "return grid, np.abs(shown).max()\n"
_AXES = "The axes of tiles are tile row, tile column, i, j. In the picture they come as tile row, i, tile column, j."
_LIMIT = "The largest |w| of the units that are shown: np.abs(shown).max()."


def placed(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that puts the tiles elsewhere."""
    return ((_GRID, f"grid = {new}\n"),)


def limited(new: str) -> tuple[tuple[str, str], ...]:
    return ((_RETURN, f"return grid, {new}\n"),)


MISTAKES = (
    grid(
        "grid-only-reshaped",
        "Reshaped without moving axes",
        edits=placed("tiles.reshape(28 * k, 28 * k)"),
        message="the numbers are only reshaped, so each filter is smeared over whole rows of the picture.",
        hint=_AXES,
    ),
    grid(
        "grid-column-by-column",
        "Tiles down the columns",
        edits=placed("tiles.transpose(1, 2, 0, 3).reshape(28 * k, 28 * k)"),
        message="the tiles go down the columns instead of along the rows.",
        hint="Unit 1 is to the right of unit 0.",
    ),
    grid(
        "grid-tiles-transposed",
        "Each tile transposed",
        edits=placed("tiles.transpose(0, 3, 1, 2).reshape(28 * k, 28 * k)"),
        message="rows and columns are swapped within each tile.",
        hint=f"Weight 28 i + j belongs to row i, column j. {_AXES}",
    ),
    grid(
        "grid-transposed",
        "The whole picture transposed",
        edits=placed("tiles.transpose(0, 2, 1, 3).reshape(28 * k, 28 * k).T"),
        message="rows and columns of the whole picture are swapped.",
        hint="Unit 1 is to the right of unit 0, and weight 28 i + j at row i, column j.",
    ),
    grid(
        "grid-upside-down",
        "Tiles upside down",
        edits=placed("tiles[:, :, ::-1].transpose(0, 2, 1, 3).reshape(28 * k, 28 * k)"),
        message="each tile stands on its head.",
        hint="Row 0 of an image is its top row, and imshow draws row 0 at the top.",
    ),
    grid(
        "grid-from-below",
        "The first row at the bottom",
        edits=placed("tiles[::-1].transpose(0, 2, 1, 3).reshape(28 * k, 28 * k)"),
        message="the rows of tiles begin at the bottom.",
        hint="Unit 0 is at the top left.",
    ),
    grid(
        "grid-last-units",
        "The last units",
        edits=((_SHOWN, "shown = W1[-k * k :]\n"),),
        message="the last k^2 units are shown instead of the first.",
        hint="W1[: k * k].",
    ),
    grid(
        "grid-first-unit-only",
        "One unit in all tiles",
        edits=((_SHOWN, "shown = np.repeat(W1[:1], k * k, axis=0)\n"),),
        message="all tiles show unit 0.",
        hint="Tile number n shows row n of W1.",
    ),
    grid(
        "grid-columns-of-w",
        "Columns of W1",
        edits=((_SHOWN, "shown = W1.T.reshape(W1.shape)[: k * k]\n"),),
        message="the weights are read down the columns of W1, so a tile mixes all units.",
        hint="Row k of W1 holds the weights of unit k.",
    ),
    grid(
        "grid-without-sign",
        "Signs lost",
        edits=placed("np.abs(tiles).transpose(0, 2, 1, 3).reshape(28 * k, 28 * k)"),
        message="the picture shows |w|: for and against look the same.",
        hint="The absolute value is for the limit only.",
    ),
    grid(
        "grid-scaled",
        "Scaled to 1",
        edits=placed("tiles.transpose(0, 2, 1, 3).reshape(28 * k, 28 * k) / np.abs(shown).max()"),
        message="the picture is divided by its limit.",
        hint="Leave the weights as they are: the limits of imshow do the scaling.",
    ),
    grid(
        "grid-each-scaled",
        "Each tile scaled to 1",
        edits=((_TILES, "tiles = (shown / np.abs(shown).max(axis=1, keepdims=True)).reshape(k, k, 28, 28)\n"),),
        message="each tile is divided by its own largest |w|, so that weak units look strong.",
        hint="Leave the weights as they are, with one limit for all.",
    ),
    grid(
        "grid-zero-to-one",
        "Weights moved to 0 ... 1",
        edits=placed(
            "((tiles - shown.min()) / (shown.max() - shown.min())).transpose(0, 2, 1, 3).reshape(28 * k, 28 * k)"
        ),
        message="the weights are moved to lie between 0 and 1, so that nobody can see which are 0.",
        hint="Leave the weights as they are.",
    ),
    grid(
        "limit-largest",
        "The largest w",
        edits=limited("shown.max()"),
        message="the limit is the largest weight; a negative one may be larger in size.",
        hint=_LIMIT,
    ),
    grid(
        "limit-smallest",
        "The size of the smallest w",
        edits=limited("-shown.min()"),
        message="the limit looks at negative weights only.",
        hint=_LIMIT,
    ),
    grid(
        "limit-of-all",
        "The largest |w| of all units",
        edits=limited("np.abs(W1).max()"),
        message="the limit looks at units that are not shown.",
        hint=_LIMIT,
    ),
    grid(
        "limit-of-first-unit",
        "The largest |w| of the first unit",
        edits=limited("np.abs(shown[0]).max()"),
        message="the limit looks at unit 0 only.",
        hint=_LIMIT,
    ),
    grid(
        "limit-mean",
        "The mean |w|",
        edits=limited("np.abs(shown).mean()"),
        message="the limit is the mean of |w|.",
        hint=_LIMIT,
    ),
    grid(
        "limit-deviation",
        "The standard deviation",
        edits=limited("shown.std()"),
        message="the limit is the standard deviation of the weights.",
        hint=_LIMIT,
    ),
    grid(
        "limit-range",
        "The range",
        edits=limited("shown.max() - shown.min()"),
        message="the limit is the range from the smallest to the largest weight.",
        hint=_LIMIT,
    ),
    grid(
        "limit-pair",
        "Two limits",
        edits=limited("(shown.min(), shown.max())"),
        message="two limits are returned, the smallest and the largest weight: then white is not 0.",
        hint=_LIMIT,
    ),
    grid(
        "limit-missing",
        "No limit",
        edits=((_RETURN, "return grid\n"),),
        message="the limit is missing.",
        hint="Return grid, limit.",
    ),
)
