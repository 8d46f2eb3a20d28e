"""collapse: matrices in the wrong order, and biases that do not pass through the layers above them."""

from functools import partial

from autograder.examination import Mistake

from .lectures import LINEAR

collapse = partial(Mistake, task="collapse", lecture=LINEAR)
_B, _W = "b = W_next @ b + b_next\n", "W = W_next @ W\n"
_THROUGH = "A bias of layer 1 is multiplied by W2, W3, ... on its way out, just like the inputs."

MISTAKES = (
    collapse(
        "collapse-order",
        "The matrices in the wrong order",
        edits=((_W, "W = W @ W_next\n"),),
        message="the matrices are multiplied in the order in which they are listed.",
        hint="The layer at the input acts first, so it stands next to x, on the right: W = W2 W1.",
    ),
    collapse(
        "collapse-no-biases",
        "The biases left out",
        edits=(("return W, b\n", "return W, np.zeros(len(b))\n"),),
        message="W is right, but b is 0.",
        hint=_THROUGH,
    ),
    collapse(
        "collapse-last-bias",
        "Only the last bias",
        edits=((_B, "b = b_next\n"),),
        message="W is right, but b is the last layer's alone.",
        hint=_THROUGH,
    ),
    collapse(
        "collapse-first-bias",
        "The later biases left out",
        edits=((_B, "b = W_next @ b\n"),),
        message="W is right, but only the bias of the first layer counts.",
        hint="Each layer adds its own bias: b = W_next b + b_next.",
    ),
    collapse(
        "collapse-bias-before-weights",
        "Biases added before the weights",
        edits=((_B, "b = W_next @ (b + b_next)\n"),),
        message="the bias of each layer is added before its weights, not after.",
        hint="A layer turns x into W x + b: weights first.",
    ),
    collapse(
        "collapse-biases-added",
        "Biases added up as they are",
        edits=((_B, "b = b + b_next\n"),),
        message="the biases are added up without passing through the layers above them.",
        hint=_THROUGH,
    ),
    collapse(
        "collapse-product-of-all",
        "The bias times the whole product",
        edits=((_B + "        " + _W, _W + "        b = W @ b + b_next\n"),),
        message="b is multiplied by the product of all layers so far, which runs only where all are equally wide.",
        hint="b goes through the next layer only: it has been through the others. Update b before W.",
    ),
    collapse(
        "collapse-elementwise",
        "* instead of @",
        edits=((_W, "W = W_next * W\n"),),
        message="the matrices are multiplied entry by entry.",
        hint="W2 W1 is a matrix product: W2 @ W1.",
    ),
    collapse(
        "collapse-two-layers",
        "Only the first two layers",
        edits=(("layers[1:]", "layers[1:2]"),),
        message="it stops after two layers.",
        hint="There may be any number of layers: also one, also five.",
    ),
    collapse(
        "collapse-last-layer",
        "The last layer alone",
        edits=((_B, "b = b_next\n"), (_W, "W = W_next\n")),
        message="what comes back is the last layer alone.",
        hint="Does the loop overwrite W where it should multiply onto it?",
    ),
    collapse(
        "collapse-transposed",
        "W transposed",
        edits=(("return W, b\n", "return W.T, b\n"),),
        message="W comes out transposed, (inputs, outputs).",
        hint="W is (units_out, units_in): y = W x + b.",
    ),
)
