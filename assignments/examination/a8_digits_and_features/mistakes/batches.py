"""train: rows left out or used twice, targets of other rows, orders that are none or always the same."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DESCENT

mistake = partial(Mistake, task="train", lecture=DESCENT)
_RNG = "rng = np.random.default_rng(rng)\n"
_EPOCHS = "    for _ in range(epochs):\n"
_ORDER = "        order = rng.permutation(len(X))\n"
_LOOP = "for first in range(0, len(X), batch_size):\n"
_ROWS = "rows = order[first : first + batch_size]\n"
_BARS = "cost_and_bars(params, X[rows], T[rows])[1]\n"
_MOVE = "params[name] -= learning_rate * step\n"
_CUT = "Batches start at 0, batch_size, 2 batch_size, ..., and the last one takes what is left."
_NEW = "Draw rng.permutation(len(X)) at the start of each epoch."

MISTAKES = (
    mistake(
        "batch-last-dropped",
        "The last, smaller batch left out",
        edits=((_LOOP, "for first in range(0, len(X) - batch_size + 1, batch_size):\n"),),
        message="rows that do not fill a batch are never used.",
        hint=_CUT,
    ),
    mistake(
        "batch-first-only",
        "One batch per epoch",
        edits=((_LOOP, "for first in [0]:\n"),),
        message="an epoch ends after its first batch.",
        hint=_CUT,
    ),
    mistake(
        "batch-always-the-first",
        "The same batch again and again",
        edits=((_ROWS, "rows = order[:batch_size]\n"),),
        message="all batches of an epoch are its first one.",
        hint=f"order[first : first + batch_size]. {_CUT}",
    ),
    mistake(
        "batch-to-the-end",
        "Batches that reach to the end",
        edits=((_ROWS, "rows = order[first:]\n"),),
        message="each batch holds all rows that are left.",
        hint=f"order[first : first + batch_size]. {_CUT}",
    ),
    mistake(
        "batch-grows",
        "Batches that grow",
        edits=((_ROWS, "rows = order[: first + batch_size]\n"),),
        message="each batch holds the earlier ones as well.",
        hint=f"order[first : first + batch_size]. {_CUT}",
    ),
    mistake(
        "batch-slice-ends-early",
        "A slice that ends at batch_size",
        edits=((_ROWS, "rows = order[first:batch_size]\n"),),
        message="from the second batch on there are no rows in it.",
        hint="A slice names its end, not its length: order[first : first + batch_size].",
    ),
    mistake(
        "batch-overlaps",
        "Batches that overlap",
        edits=((_LOOP, "for first in range(0, len(X), max(1, batch_size - 1)):\n"),),
        message="batches share rows with their neighbours.",
        hint=_CUT,
    ),
    mistake(
        "batch-one-more",
        "Batches of one row more",
        edits=((_ROWS, "rows = order[first : first + batch_size + 1]\n"),),
        message="each batch has one row too many, which is the first of the next.",
        hint="order[a:b] ends before b: order[first : first + batch_size].",
    ),
    mistake(
        "batch-evened-out",
        "Batches of nearly equal size",
        edits=(
            (_LOOP, "for rows in np.array_split(order, -(-len(X) // batch_size)):\n"),
            ("            " + _ROWS, ""),
        ),
        message="the rows are shared out evenly instead of in batches of batch_size.",
        hint=_CUT,
    ),
    mistake(
        "batch-with-replacement",
        "Drawn with replacement",
        edits=((_ROWS, "rows = rng.integers(0, len(X), len(order[first : first + batch_size]))\n"),),
        message="each batch is drawn anew from all rows, so some are used twice and others never.",
        hint="Shuffle all rows once per epoch, and cut: each row is used exactly once.",
    ),
    mistake(
        "batch-of-all-rows",
        "All rows in every batch",
        edits=((_BARS, "cost_and_bars(params, X, T)[1]\n"),),
        message="the bars are those of all rows, in every batch.",
        hint="Pass the rows of the batch: X[rows], T[rows].",
    ),
    mistake(
        "batch-row-by-row",
        "A step for every row",
        edits=((_LOOP, "for first in range(len(X)):\n"), (_ROWS, "rows = order[first : first + 1]\n")),
        message="every row makes a step of its own, whatever batch_size is.",
        hint=_CUT,
    ),
    mistake(
        "batch-other-targets",
        "Targets of other rows",
        edits=((_BARS, "cost_and_bars(params, X[rows], T[first : first + batch_size])[1]\n"),),
        message="the images are shuffled and their targets are not.",
        hint="Take the same rows of both: X[rows], T[rows].",
    ),
    mistake(
        "order-as-given",
        "Not shuffled",
        edits=((_ORDER, "        order = np.arange(len(X))\n"),),
        message="the rows are used in the order in which they come: sorted digits would make batches of one class.",
        hint=_NEW,
    ),
    mistake(
        "order-rotated",
        "Rotated, not shuffled",
        edits=((_ORDER, "        order = np.roll(np.arange(len(X)), rng.integers(len(X)))\n"),),
        message="chance decides only where the round begins: after each row comes the one that follows it in X.",
        hint=_NEW,
    ),
    mistake(
        "order-once",
        "Shuffled once",
        edits=((_EPOCHS, _ORDER[4:] + _EPOCHS), (_EPOCHS + _ORDER, _EPOCHS)),
        message="the rows are shuffled once, and come in the same order in every epoch.",
        hint=f"{_NEW} The generator itself is made once, before the first epoch.",
    ),
    mistake(
        "order-own-seed",
        "A seed of its own",
        edits=((_RNG, "rng = np.random.default_rng(0)\n"),),
        message="the order is the same whatever rng is.",
        hint="Make a generator of rng, once: rng = np.random.default_rng(rng).",
    ),
    mistake(
        "order-no-seed",
        "rng not used",
        edits=((_RNG, "rng = np.random.default_rng()\n"),),
        message="the same rng gives another run each time, so nobody can repeat yours.",
        hint="Make a generator of rng, once: rng = np.random.default_rng(rng).",
    ),
)
