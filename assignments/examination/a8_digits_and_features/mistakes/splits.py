"""split: classes of unequal shares, images lost or in both parts, labels of others, chance in the wrong place."""

from functools import partial

from autograder.examination import Mistake

from .lectures import FEATURES

mistake = partial(Mistake, task="split", lecture=FEATURES)
_ORDER = "order = rng.permutation(len(labels))\n"
_LOOP = "for k in np.unique(labels):\n"
_ROWS = "rows = order[labels[order] == k]\n"
_COUNT = "n_test = round(share * len(rows))\n"
_TAKE = "test.extend(rows[:n_test])\n"
_TRAIN = "train = np.setdiff1d(order, test)\n"
_RETURN = "return X[train], labels[train], X[test], labels[test]\n"
_RNG = "rng = np.random.default_rng(rng)\n"
_CLASS = "Go through the classes: round(share * n_k) of the n_k rows of class k."
_SEED = "Make a generator of rng, once, and draw from it: rng = np.random.default_rng(rng)."
_REST = "What is not in the test is for training."


def counted(new: str) -> tuple[tuple[str, str], ...]:
    """Return the edit that puts another number of a class aside."""
    return ((_COUNT, f"n_test = {new}\n"),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((_RETURN, f"return {new}\n"),)


MISTAKES = (
    mistake(
        "split-not-by-class",
        "A share of all rows, not of each class",
        edits=((_LOOP, "for k in [None]:\n"), (_ROWS, "rows = order\n")),
        message="the share is right for all rows together, but not for each class.",
        hint=_CLASS,
    ),
    mistake(
        "split-same-number-of-each-class",
        "The same number of every class",
        edits=counted("round(share * len(labels) / len(np.unique(labels)))"),
        message="every class gives the same number of images, however many it has.",
        hint=_CLASS,
    ),
    mistake(
        "split-rounds-down",
        "Rounded down",
        edits=counted("int(share * len(rows))"),
        message="the number of test images is rounded down.",
        hint="int cuts off; round goes to the nearest whole number.",
    ),
    mistake(
        "split-rounds-up",
        "Rounded up",
        edits=counted("int(np.ceil(share * len(rows)))"),
        message="the number of test images is rounded up.",
        hint="np.ceil goes up; round goes to the nearest whole number.",
    ),
    mistake(
        "split-share-for-training",
        "The two parts the wrong way round",
        edits=counted("len(rows) - round(share * len(rows))"),
        message="the share went to the training part, and the rest to the test.",
        hint="`share` is what is put aside for the test. Return X_train, labels_train, X_test, labels_test.",
    ),
    mistake(
        "split-one-less",
        "One test image too few in each class",
        edits=counted("round(share * len(rows)) - 1"),
        message="each class gives one image too few.",
        hint="rows[:n] are n rows already: from 0 to n - 1.",
    ),
    mistake(
        "split-one-more",
        "One test image too many in each class",
        edits=counted("round(share * len(rows)) + 1"),
        message="each class gives one image too many.",
        hint="rows[:n] are n rows already: from 0 to n - 1.",
    ),
    mistake(
        "split-first-class-forgotten",
        "The first class left out",
        edits=((_LOOP, "for k in np.unique(labels)[1:]:\n"),),
        message="the smallest digit gives nothing to the test.",
        hint="Loop over all classes: for k in np.unique(labels).",
    ),
    mistake(
        "split-last-class-forgotten",
        "The last class left out",
        edits=((_LOOP, "for k in np.unique(labels)[:-1]:\n"),),
        message="the largest digit gives nothing to the test.",
        hint="Loop over all classes: for k in np.unique(labels).",
    ),
    mistake(
        "split-test-is-trained-on",
        "The test images in training as well",
        edits=((_TRAIN, "train = order\n"),),
        message="the test images are also in the training part: the net will have seen them.",
        hint=_REST,
    ),
    mistake(
        "split-rest-lost",
        "Training rows lost",
        edits=((_TRAIN, "train = np.setdiff1d(order, test)[:-1]\n"),),
        message="a row is in neither part.",
        hint=_REST,
    ),
    mistake(
        "split-with-replacement",
        "Drawn with replacement",
        edits=((_TAKE, "test.extend(rng.choice(rows, n_test))\n"),),
        message="some images are in the test twice.",
        hint="rng.choice draws with replacement unless you say replace=False.",
    ),
    mistake(
        "split-images-first",
        "Returned in another order",
        edits=returned("X[train], X[test], labels[train], labels[test]"),
        message="the four parts come in another order: both X first, then both labels.",
        hint="Return X_train, labels_train, X_test, labels_test.",
    ),
    mistake(
        "split-labels-of-others",
        "The labels of other rows",
        edits=((_RETURN, "labels = np.roll(labels, 1)\n    " + _RETURN),),
        message="images and labels do not belong together any more.",
        hint="Take the same row numbers for both: X[rows], labels[rows].",
    ),
    mistake(
        "split-first-rows",
        "The first images of each class",
        edits=((_ORDER, "order = np.arange(len(labels))\n"),),
        message="it is always the first images of a class that go to the test.",
        hint="Let chance choose: rng.permutation(len(labels)).",
    ),
    mistake(
        "split-chance-in-some-classes",
        "Chance in some classes only",
        edits=((_ROWS, "rows = order[labels[order] == k] if k == labels.min() else np.flatnonzero(labels == k)\n"),),
        message="chance decides in some classes only: of another class it is the same images whatever rng is.",
        hint="Shuffle the rows of every class before you take the first of them.",
    ),
    mistake(
        "split-own-seed",
        "A seed of its own",
        edits=((_RNG, "rng = np.random.default_rng(0)\n"),),
        message="the split is the same whatever rng is.",
        hint=_SEED,
    ),
    mistake(
        "split-no-seed",
        "rng not used",
        edits=((_RNG, "rng = np.random.default_rng()\n"),),
        message="the same rng gives another split each time, so nobody can repeat your run.",
        hint=_SEED,
    ),
)
