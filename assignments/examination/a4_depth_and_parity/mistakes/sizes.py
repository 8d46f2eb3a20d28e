"""parity and count: other functions of the bits, and other things counted."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DEPTH

parity = partial(Mistake, task="parity", lecture=DEPTH)
count = partial(Mistake, task="count", lecture=DEPTH)
_PARITY = "return X.sum(axis=1) % 2\n"
_UNITS = "units = sum(len(b) for _, b in hidden)\n"
_WEIGHTS = "weights = sum(W.size + b.size for W, b in layers)\n"

MISTAKES = (
    parity(
        "parity-even",
        "1 for even",
        edits=((_PARITY, "return 1 - X.sum(axis=1) % 2\n"),),
        message="the answer is turned round: 1 where the number is even.",
        hint="f = 1 where an odd number of bits is on. One bit is odd.",
    ),
    parity(
        "parity-any",
        "OR instead of parity",
        edits=((_PARITY, "return (X.sum(axis=1) > 0).astype(float)\n"),),
        message="the answer is 1 as soon as one bit is on.",
        hint="Two bits that are on make 0 again.",
    ),
    parity(
        "parity-exactly-one",
        "Exactly one",
        edits=((_PARITY, "return (X.sum(axis=1) == 1).astype(float)\n"),),
        message="the answer is 1 only where exactly one bit is on.",
        hint="Three bits are odd as well. For two bits one does not see the difference.",
    ),
    parity(
        "parity-number",
        "The number itself",
        edits=((_PARITY, "return X.sum(axis=1)\n"),),
        message="this is the number of bits that are on, not whether it is odd.",
        hint="n % 2 is 1 for odd n and 0 for even n.",
    ),
    parity(
        "parity-of-columns",
        "Columns instead of rows",
        edits=((_PARITY, "return X.sum(axis=0) % 2\n"),),
        message="it adds up columns: one answer per bit, not per example.",
        hint="Rows are examples: add along axis 1.",
    ),
    parity(
        "parity-of-everything",
        "One answer for all",
        edits=((_PARITY, "return X.sum() % 2\n"),),
        message="there is one answer for all rows together.",
        hint="Every row has its own parity: axis=1.",
    ),
    parity(
        "parity-first-two",
        "Only the first two bits",
        edits=((_PARITY, "return X[:, :2].sum(axis=1) % 2\n"),),
        message="only the first two bits count.",
        hint="All D bits count, whatever D is.",
    ),
    parity(
        "parity-product",
        "The product, as for -1 and 1",
        edits=((_PARITY, "return X.prod(axis=1)\n"),),
        message="this is the product of the bits. With -1 and +1 the product tells the parity, with 0 and 1 it is AND.",
        hint="Add the bits up, or turn them into signs first: 1 - 2 x.",
    ),
    parity(
        "parity-half",
        "Divided by two",
        edits=((_PARITY, "return X.sum(axis=1) // 2\n"),),
        message="this is half the number, rounded down, not the remainder.",
        hint="The remainder is n % 2, with a percent sign.",
    ),
    count(
        "count-outputs-too",
        "Output units counted",
        edits=((_UNITS, "units = sum(len(b) for _, b in layers)\n"),),
        message="'units' counts the output units too.",
        hint="Hidden units only: leave the last layer out.",
    ),
    count(
        "count-inputs-too",
        "Inputs counted",
        edits=((_UNITS, "units = sum(W.shape[1] for W, _ in layers)\n"),),
        message="'units' counts the inputs too.",
        hint="Inputs compute nothing. A layer's units are the rows of its W.",
    ),
    count(
        "count-columns",
        "Columns for units",
        edits=((_UNITS, "units = sum(W.shape[1] for W, _ in hidden)\n"),),
        message="'units' counts what each layer reads, not the units it has.",
        hint="W is (units, units below): count the rows, or the biases.",
    ),
    count(
        "count-output-layer",
        "The output layer counted",
        edits=(('"layers": len(hidden)', '"layers": len(layers)'),),
        message="'layers' counts the output layer too.",
        hint="Hidden layers only: one less than there are pairs.",
    ),
    count(
        "count-all-layers",
        "The output counted, as units and as a layer",
        edits=(
            (_UNITS, "units = sum(len(b) for _, b in layers)\n"),
            ('"layers": len(hidden)', '"layers": len(layers)'),
        ),
        message="the output layer is counted, as units and as a layer.",
        hint="Hidden units and hidden layers only: leave the last pair out.",
    ),
    count(
        "count-no-biases",
        "Biases left out",
        edits=((_WEIGHTS, "weights = sum(W.size for W, _ in layers)\n"),),
        message="'weights' leaves the biases out.",
        hint="A bias is a number that has to be stored as well: W.size + b.size.",
    ),
    count(
        "count-no-zeros",
        "Weights of 0 left out",
        edits=((_WEIGHTS, "weights = sum(np.count_nonzero(W) + np.count_nonzero(b) for W, b in layers)\n"),),
        message="'weights' leaves out the weights that are 0.",
        hint="A layer is fully connected; a 0 is a weight too.",
    ),
    count(
        "count-hidden-weights",
        "Weights of the output left out",
        edits=((_WEIGHTS, "weights = sum(W.size + b.size for W, b in hidden)\n"),),
        message="'weights' leaves out those of the output layer.",
        hint="Weights are counted in all layers, also the last.",
    ),
    count(
        "count-widest",
        "The widest layer",
        edits=((_UNITS, "units = max([len(b) for _, b in hidden], default=0)\n"),),
        message="'units' is the number of units of the widest hidden layer.",
        hint="Add the hidden layers up.",
    ),
    count(
        "count-equal-once",
        "Layers of one width counted once",
        edits=((_UNITS, "units = sum({len(b) for _, b in hidden})\n"),),
        message="'units' counts hidden layers that are equally wide only once.",
        hint="A set keeps equal numbers once. Add the widths up in a list or in a loop.",
    ),
    count(
        "count-as-tuple",
        "A tuple instead of a dict",
        edits=(
            (
                'return {"units": units, "layers": len(hidden), "weights": weights}\n',
                "return units, len(hidden), weights\n",
            ),
        ),
        message="the numbers come as a tuple; a dict with their names is asked for.",
        hint='return {"units": ..., "layers": ..., "weights": ...}',
    ),
)
