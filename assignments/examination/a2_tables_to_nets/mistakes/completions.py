"""complete_from: what the net says of rows that it was not told, and which rows these are."""

from functools import partial

from autograder.examination import Mistake

from .lectures import UNIVERSAL

complete = partial(Mistake, task="complete_from", lecture=UNIVERSAL)
_UNSEEN = "unseen = np.array([x for x in all_inputs(D) if tuple(x) not in told])\n"
_PREDICT = "predictions = H @ W2.T + b2\n"
_W2 = "W2 = values.T.copy()\n"
_B2 = "b2 = np.zeros(values.shape[1])\n"

MISTAKES = (
    complete(
        "complete-told-rows",
        "Predictions on the told rows",
        edits=((_UNSEEN, "unseen = np.array([x for x in all_inputs(D) if tuple(x) in told])\n"),),
        message="the predictions are those on the rows it was told.",
        hint="Wanted are the rows that are not in `rows`: there the net has to guess.",
    ),
    complete(
        "complete-all-rows",
        "Predictions on all rows",
        edits=((_UNSEEN, "unseen = all_inputs(D)\n"),),
        message="there is a prediction for every input, also for those it was told.",
        hint="Leave the told rows out.",
    ),
    complete(
        "complete-by-answer",
        "Rows with the answer 0 taken for unseen ones",
        edits=(
            (_UNSEEN, "unseen = all_inputs(D)\n"),
            (_PREDICT, "Y = H @ W2.T + b2\n    predictions = Y[~Y.any(axis=1)]\n"),
        ),
        message="rows are taken for unseen because the answer there is 0; a value that was told may be 0 too.",
        hint="Whether a row was told is a question about the inputs: is it one of `rows`?",
    ),
    complete(
        "complete-guesses-mean",
        "The mean of what it was told",
        edits=((_PREDICT, "predictions = np.tile(values.mean(axis=0), (len(unseen), 1))\n"),),
        message="the predictions are the mean of the told values; your net does not say that.",
        hint="Run your net on the unseen rows. What fires there?",
    ),
    complete(
        "complete-mean-as-bias",
        "The mean as output bias",
        edits=((_B2, "b2 = values.mean(axis=0)\n"),),
        message="b2 holds the mean of the told values, which is then added on every row.",
        hint="The task asks for b2 = 0.",
    ),
    complete(
        "complete-nearest",
        "The value of the row most alike",
        edits=((_PREDICT, "predictions = values[np.argmax(unseen @ rows.T, axis=1)]\n"),),
        message="the predictions are the values of the told row that is most alike; your net does not say that.",
        hint="That would be learning, after a fashion. But run your net on the unseen rows: what does it say?",
    ),
    complete(
        "complete-not-transposed",
        "values instead of their transpose",
        edits=((_W2, "W2 = values.copy()\n"), (_PREDICT, "predictions = H @ W2 + b2\n")),
        message="W2 is values, of shape (M, K); wanted is (K, M).",
        hint="A row per output, a column per hidden unit: values.T.",
    ),
    complete(
        "complete-last-row-missing",
        "The last told row left out",
        edits=(("for p in rows]", "for p in rows[:-1]]"), (_W2, "W2 = values[:-1].T.copy()\n")),
        message="there is no hidden unit for the last row that it was told.",
        hint="Does a loop stop one short?",
    ),
    complete(
        "complete-sorted-rows",
        "Rows sorted, values not",
        edits=(("for p in rows]", "for p in rows[np.lexsort(rows.T[::-1])]]"),),
        message="the rows are put in order, but the values are left as they were.",
        hint="Row m and values m belong together: sort both, or neither.",
    ),
    complete(
        "complete-first-rows",
        "The first M inputs",
        edits=(("for p in rows]", "for p in all_inputs(D)[: len(rows)]]"),),
        message="the hidden units recognise the first inputs of the list, not the rows it was told.",
        hint="The rows come in any order, and any of them may be missing: make a detector for each of `rows`.",
    ),
    complete(
        "complete-only-net",
        "The net alone",
        edits=(('"b2": b2}, predictions\n', '"b2": b2}\n'),),
        message="the net comes back alone; wanted is the pair params, predictions.",
        hint="End with: return params, predictions",
    ),
)
