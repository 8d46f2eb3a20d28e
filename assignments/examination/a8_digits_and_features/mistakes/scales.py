"""scale: another divisor, one that depends on the batch, or the arithmetic of bytes."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES

mistake = partial(Mistake, task="scale", lecture=FEATURES)
_RETURN = "return pixels / 255\n"
_FIXED = "Divide by 255, which is white whatever the batch holds."


def returned(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that returns something else."""
    return ((_RETURN, f"return {new}\n"),)


MISTAKES = (
    mistake(
        "scale-by-own-largest",
        "By the largest value of the batch",
        edits=returned("pixels / pixels.max()"),
        message="white is the brightest pixel of the batch, so a dark batch becomes bright.",
        hint=_FIXED,
    ),
    mistake(
        "scale-by-own-range",
        "By the range of the batch",
        edits=returned("(pixels.astype(float) - pixels.min()) / (int(pixels.max()) - int(pixels.min()))"),
        message="the darkest pixel of the batch is made 0 and the brightest 1.",
        hint=_FIXED,
    ),
    mistake(
        "scale-by-row",
        "By the largest value of each image",
        edits=returned("pixels / pixels.max(axis=1, keepdims=True)"),
        message="each image has a white of its own.",
        hint=_FIXED,
    ),
    mistake(
        "scale-by-pixel",
        "By the largest value of each pixel",
        edits=returned("pixels / pixels.max(axis=0)"),
        message="each pixel has a white of its own, taken from the batch.",
        hint=_FIXED,
    ),
    mistake(
        "scale-by-row-sum",
        "Each image adds up to 1",
        edits=returned("pixels / pixels.sum(axis=1, keepdims=True)"),
        message="each image is divided by the sum of its pixels.",
        hint=_FIXED,
    ),
    mistake(
        "scale-standardised",
        "Standardised",
        edits=returned("(pixels - pixels.mean()) / pixels.std()"),
        message="the values are standardised, mean 0 and standard deviation 1, instead of lying between 0 and 1.",
        hint=_FIXED,
    ),
    mistake(
        "scale-standardised-by-pixel",
        "Each pixel standardised",
        edits=returned("(pixels - pixels.mean(axis=0)) / pixels.std(axis=0)"),
        message="each pixel is standardised by itself; one that never changes becomes nan.",
        hint=_FIXED,
    ),
    mistake(
        "scale-by-256",
        "Divided by 256",
        edits=returned("pixels / 256"),
        message="the values are divided by 256, so white is a little below 1.",
        hint="Bytes go from 0 to 255: the largest is 255.",
    ),
    mistake(
        "scale-whole-numbers",
        "Whole numbers",
        edits=returned("pixels // 255"),
        message="only whole numbers are left, so that nearly everything is 0.",
        hint="// cuts off, and so does turning the result back into bytes. Use /, and leave it.",
    ),
    mistake(
        "scale-black-and-white",
        "Only 0 and 1",
        edits=returned("np.where(pixels > 127, 1.0, 0.0)"),
        message="the greys are lost: only 0 and 1 are left.",
        hint="Divide; do not compare.",
    ),
    mistake(
        "scale-turned-over",
        "Black and white swapped",
        edits=returned("1 - pixels / 255"),
        message="0 is white and 1 is black.",
        hint="A byte of 255 becomes 1.",
    ),
    mistake(
        "scale-around-zero",
        "From -1 to 1",
        edits=returned("pixels / 127.5 - 1"),
        message="the values go from -1 to 1.",
        hint="A byte of 0 stays 0.",
    ),
    mistake(
        "scale-centred",
        "Shifted by a half",
        edits=returned("pixels / 255 - 0.5"),
        message="the values go from -1/2 to 1/2.",
        hint="A byte of 0 stays 0.",
    ),
    mistake(
        "scale-in-percent",
        "In percent",
        edits=returned("100 * (pixels / 255)"),
        message="the values go from 0 to 100.",
        hint="A byte of 255 becomes 1.",
    ),
    mistake(
        "scale-bytes-wrap",
        "Bytes that wrap around",
        edits=returned("(pixels * np.uint8(100)) / 25500"),
        message="the bytes are multiplied before they are floats, and wrap around at 256.",
        hint="Divide first, or turn them into floats first: pixels.astype(float).",
    ),
    mistake(
        "scale-not-at-all",
        "Not scaled",
        edits=returned("pixels.astype(float)"),
        message="the values are still those of the bytes.",
        hint="Divide by 255.",
    ),
)
