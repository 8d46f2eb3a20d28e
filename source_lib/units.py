"""One unit: the smallest piece that a net is built from."""

from numpy.typing import ArrayLike

from source_lib.activations import Activation
from source_lib.errors import Array, as_float, shape_error


def unit(x: ArrayLike, w: ArrayLike, b: ArrayLike, phi: Activation) -> Array:
    """Return the activation of one unit, a = phi(sum_j w_j x_j + b).

    phi decides what the unit is: `identity` makes it linear regression, `hard_threshold` a binary linear classifier,
    `logistic` logistic regression.

    Shapes: x (D,) or (n_examples, D); w (D,); b (); the result () or (n_examples,).
    Raises: ValueError if the shapes do not fit.
    Example:
    >>> from source_lib.activations import hard_threshold
    >>> unit([[0, 0], [0, 1], [1, 1]], w=[1, 1], b=-1.5, phi=hard_threshold).tolist()  # AND
    [0.0, 0.0, 1.0]

    Lecture: 5, section 2, "Multilayer Perceptrons".
    """
    x, w, b = as_float("x", x), as_float("w", w), as_float("b", b)
    if w.ndim != 1:
        raise shape_error("w", "have shape (D,), one weight per input of the unit", w)
    if b.ndim != 0:
        raise shape_error("b", "be a single number, because one unit has one bias", b)
    if x.ndim not in (1, 2) or x.shape[-1] != len(w):
        must = f"have shape ({len(w)},) or (n_examples, {len(w)}), one input per weight of the unit"
        raise shape_error("x", must, x, "Did you pass examples as columns?" if x.ndim == 2 else "")
    return phi(x @ w + b)
