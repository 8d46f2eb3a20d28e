"""evidence: pictures of something else than the products, and sums that are not z."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES

taken_apart = partial(Mistake, task="evidence", lecture=FEATURES)
_PRODUCT = "product = (w * x).reshape(28, 28)\n"
_SUM = "z = product.sum() + b\n"
_PAIR = "return product, z\n"
_EACH = "Each pixel adds w_i x_i."


def summed(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that takes another sum."""
    return ((_SUM, f"z = {new}\n"),)


def multiplied(new: str) -> tuple[tuple[str, str], ...]:
    return ((_PRODUCT, f"product = {new}\n"),)


MISTAKES = (
    taken_apart(
        "evidence-row",
        "A row instead of a picture",
        edits=multiplied("w * x"),
        message="the products come as a row of 784.",
        hint="Reshape it: (28, 28).",
    ),
    taken_apart(
        "evidence-transposed",
        "Rows and columns swapped",
        edits=multiplied("(w * x).reshape(28, 28).T"),
        message="rows and columns of the picture are swapped.",
        hint="Entry 28 i + j is at row i, column j.",
    ),
    taken_apart(
        "evidence-weights-alone",
        "The weights alone",
        edits=multiplied("w.reshape(28, 28)") + summed("w @ x + b"),
        message="the picture shows the weights, whatever the image is.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-image-alone",
        "The image alone",
        edits=multiplied("x.reshape(28, 28)") + summed("w @ x + b"),
        message="the picture shows the image, whatever the weights are.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-masked-weights",
        "The weights where the image is not black",
        edits=multiplied("np.where(x > 0, w, 0.0).reshape(28, 28)") + summed("w @ x + b"),
        message="the grey values are lost: a dim pixel counts as much as a bright one.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-masked-sum",
        "Weights added up where the image is not black",
        edits=multiplied("np.where(x > 0, w, 0.0).reshape(28, 28)"),
        message="the grey values are lost, in the picture and in z.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-added",
        "w + x",
        edits=multiplied("(w + x).reshape(28, 28)"),
        message="weights and grey values are added instead of multiplied.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-sizes",
        "Signs lost",
        edits=multiplied("np.abs(w * x).reshape(28, 28)") + summed("w @ x + b"),
        message="the picture shows |w x|: for and against look the same.",
        hint=_EACH,
    ),
    taken_apart(
        "evidence-bias-in-each",
        "The bias in each pixel",
        edits=multiplied("(w * x + b).reshape(28, 28)") + summed("w @ x + b"),
        message="the bias is added in each pixel.",
        hint="The bias belongs to no pixel. It comes once, in z.",
    ),
    taken_apart(
        "evidence-bias-in-each-and-in-z",
        "The bias in each pixel and in z",
        edits=multiplied("(w * x + b).reshape(28, 28)"),
        message="the bias is added in each pixel, and so 785 times in z.",
        hint="The bias belongs to no pixel. It comes once, in z.",
    ),
    taken_apart(
        "evidence-bias-spread",
        "The bias spread over the pixels",
        edits=multiplied("(w * x + b / 784).reshape(28, 28)") + summed("product.sum()"),
        message="the bias is shared out among the pixels.",
        hint="The bias belongs to no pixel. It comes once, in z.",
    ),
    taken_apart(
        "evidence-scaled",
        "Scaled to 1",
        edits=multiplied("(w * x / np.abs(w * x).max()).reshape(28, 28)") + summed("w @ x + b"),
        message="the picture is divided by its largest entry, so it no longer adds up to z.",
        hint="Leave the products as they are: the limits of imshow do the scaling.",
    ),
    taken_apart(
        "z-no-bias", "No bias", edits=summed("product.sum()"), message="the bias is missing in z.", hint="z = w.x + b."
    ),
    taken_apart(
        "z-minus-bias",
        "The bias subtracted",
        edits=summed("product.sum() - b"),
        message="the bias is subtracted.",
        hint="z = w.x + b.",
    ),
    taken_apart(
        "z-mean",
        "The mean",
        edits=summed("product.mean() + b"),
        message="z uses the mean of the products.",
        hint="z = w.x + b: the products add up.",
    ),
    taken_apart(
        "z-after-relu",
        "After the ReLU",
        edits=summed("np.maximum(product.sum() + b, 0)"),
        message="it is h = relu(z) that comes, not z.",
        hint="Stop before the ReLU: how far below 0 a unit is tells you something too.",
    ),
    taken_apart(
        "z-positive-only",
        "Only what speaks for it",
        edits=summed("product[product > 0].sum() + b"),
        message="products below 0 are left out of z.",
        hint="z = w.x + b: all products add up.",
    ),
    taken_apart(
        "z-sizes",
        "Sizes added up",
        edits=summed("np.abs(product).sum() + b"),
        message="z adds up the sizes of the products.",
        hint="z = w.x + b, with signs.",
    ),
    taken_apart(
        "z-per-row",
        "A sum for each row",
        edits=summed("product.sum(axis=1) + b"),
        message="there is a sum for each row of the picture.",
        hint="z is one number: product.sum() + b.",
    ),
    taken_apart(
        "z-through-sigma",
        "Through sigma",
        edits=summed("1 / (1 + np.exp(-(product.sum() + b)))"),
        message="z has gone through the logistic function.",
        hint="z is the sum before any activation.",
    ),
    taken_apart(
        "evidence-swapped",
        "z first",
        edits=((_PAIR, "return z, product\n"),),
        message="z comes first and the picture last.",
        hint="Return product, z.",
    ),
    taken_apart(
        "evidence-no-z",
        "z not returned",
        edits=((_PAIR, "return product\n"),),
        message="z is not returned.",
        hint="Return product, z.",
    ),
)
