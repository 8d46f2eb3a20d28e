"""table_to_net: the table in the output weights, turned, cut or out of step with the hidden units."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

table = partial(Mistake, task="table_to_net", lecture=UNIVERSAL)
_W2 = "W2 = T.T.copy()\n"
_B2 = "b2 = np.zeros(T.shape[1])\n"
_W1 = "W1 = np.array([w for w, _ in units])\n"
_LEFT_OUT = "Only a row that is 0 in every column may go without a unit: T.any(axis=1) are those that stay."
_EXACTLY_ONE = "Exactly one hidden unit is 1, so y is its column of W2, plus b2."


def left_out(stays: str) -> tuple[tuple[str, str], ...]:
    """Return the edits that give hidden units to some rows of the table only."""
    units = f"units = [unit for unit, row in zip(units, T) if {stays}]\n    "
    return (
        (_W1, units + "W1 = np.reshape([w for w, _ in units], (-1, D))\n"),
        (_W2, f"W2 = np.reshape([row for row in T if {stays}], (-1, T.shape[1])).T\n"),
    )


MISTAKES = (
    table(
        "table-not-transposed",
        "T instead of its transpose",
        edits=((_W2, "W2 = T.copy()\n"),),
        message="W2 is T, of shape (2**D, K); wanted is (K, 2**D).",
        hint="A row per output, a column per hidden unit: T.T.",
    ),
    table(
        "table-outputs-swapped",
        "The outputs in the opposite order",
        edits=((_W2, "W2 = T.T[::-1].copy()\n"),),
        message="the outputs come in the opposite order.",
        hint="Row c of W2 belongs to output c, and so to column c of T.",
    ),
    table(
        "table-first-column",
        "The first output for all",
        edits=((_W2, "W2 = np.tile(T[:, 0], (T.shape[1], 1))\n"),),
        message="every output says what the first one should.",
        hint="Is there an index 0 left over? Each output has its own column of T.",
    ),
    table(
        "table-as-zero-one",
        "1 for every entry above 0",
        edits=((_W2, "W2 = (T.T > 0).astype(float)\n"),),
        message="the outputs are 1 where the table is positive and 0 elsewhere.",
        hint=f"{_EXACTLY_ONE} So the entry itself belongs there; the output unit has no threshold.",
    ),
    table(
        "table-all-ones",
        "Output weights of 1",
        edits=((_W2, "W2 = np.ones(T.T.shape)\n"),),
        message="all output weights are 1, so the output does not depend on the table.",
        hint=f"{_EXACTLY_ONE} The table has to go in there.",
    ),
    table(
        "table-output-bias-up",
        "An output bias of 1/2",
        edits=((_B2, "b2 = np.full(T.shape[1], 0.5)\n"),),
        message="every output is too large by 1/2.",
        hint=f"{_EXACTLY_ONE} A linear output needs no bias here.",
    ),
    table(
        "table-output-bias-down",
        "An output bias of -1/2",
        edits=((_B2, "b2 = np.full(T.shape[1], -0.5)\n"),),
        message="every output is too small by 1/2, as if a threshold came after it.",
        hint=f"{_EXACTLY_ONE} The output units are linear: nothing has to be got over.",
    ),
    table(
        "table-output-and",
        "An output bias as for AND",
        edits=((_B2, "b2 = np.full(T.shape[1], 0.5 - len(T))\n"),),
        message="every output is too small by 2**D - 1/2, as if all hidden units had to fire.",
        hint=_EXACTLY_ONE,
    ),
    table(
        "table-mean-as-bias",
        "The mean counted twice",
        edits=((_B2, "b2 = T.mean(axis=0)\n"),),
        message="the mean of each column is added to every output.",
        hint=f"{_EXACTLY_ONE} If the bias holds the mean, only what is left of T belongs into W2.",
    ),
    table(
        "table-last-row-missing",
        "The last row left out",
        edits=(("for p in all_inputs(D)]", "for p in all_inputs(D)[:-1]]"), (_W2, "W2 = T[:-1].T.copy()\n")),
        message="there is no hidden unit for the last row, so the answer there is 0.",
        hint="Each row that is not 0 needs its unit. Does a loop stop one short?",
    ),
    table(
        "table-first-half",
        "Only the first half of the rows",
        edits=(
            ("for p in all_inputs(D)]", "for p in all_inputs(D)[: 2 ** (D - 1)]]"),
            (_W2, "W2 = T[: 2 ** (D - 1)].T.copy()\n"),
        ),
        message="there are hidden units for the first half of the rows only.",
        hint="There are 2**D rows, not 2**(D - 1).",
    ),
    table(
        "table-positive-rows",
        "Units for positive rows only",
        edits=((_W2, "W2 = np.maximum(T.T, 0)\n"),),
        message="negative entries of the table come out as 0.",
        hint="The entries may be any numbers: also negative ones go into W2 as they are.",
    ),
    table(
        "table-stuck-on-zero",
        "Stopped by a table of 0",
        edits=(
            (
                _W1,
                "units = [unit for unit, row in zip(units, T) if row.any()]\n"
                "    W1 = np.stack([w for w, _ in units])\n",
            ),
            (_W2, "W2 = T[T.any(axis=1)].T.copy()\n"),
        ),
        message="the net leaves out the rows of 0, and then stops at a table that is all 0.",
        hint="With no unit left, W1 must have shape (0, D). np.reshape(..., (-1, D)) sees to that. Or keep all units.",
    ),
    table(
        "table-first-entry-asked",
        "Rows left out by their first entry",
        edits=left_out("row[0] != 0"),
        message="rows whose first entry is 0 have no unit, also where another entry is not 0.",
        hint=_LEFT_OUT,
    ),
    table(
        "table-sum-asked",
        "Rows left out by their sum",
        edits=left_out("row.sum() != 0"),
        message="rows that add up to 0 have no unit, also where they are not 0.",
        hint=f"1.5 and -1.5 add up to 0. {_LEFT_OUT}",
    ),
    table(
        "table-all-entries-asked",
        "Rows left out for one 0 in them",
        edits=left_out("row.all()"),
        message="rows with a 0 in them have no unit, also where another entry is not 0.",
        hint=_LEFT_OUT,
    ),
    table(
        "table-column-scaled",
        "Every output divided by its largest entry",
        edits=((_W2, "W2 = T.T / np.maximum(1e-9, np.abs(T.T).max(axis=1, keepdims=True))\n"),),
        message="each output is divided by its largest entry.",
        hint="The outputs must be the entries of the table themselves.",
    ),
)
