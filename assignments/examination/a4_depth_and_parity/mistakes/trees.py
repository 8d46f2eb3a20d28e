"""parity_tree: blocks of the wrong kind, bits that get lost or turned on the way, trees that are none."""

from functools import partial

from autograder.examination import Mistake

from .lectures import DEPTH

tree = partial(Mistake, task="parity_tree", lecture=DEPTH)
_PAIRS = "pairs, left = divmod(width, 2)\n"
_AND = "b1[2 * k + 1] = -1.5\n"
_MINUS = "W2[k, 2 * k + 1] = -1\n"
_B1 = "b1 = np.full(2 * pairs + left, -0.5)\n"
_B2 = "b2 = np.full(pairs + left, -0.5)\n"
_PASS_IN = "W1[2 * pairs :, 2 * pairs :] = np.eye(left)\n"
_PASS_OUT = "W2[pairs:, 2 * pairs :] = np.eye(left)\n"
_RETURN = "return layers\n"

MISTAKES = (
    tree(
        "tree-loses-odd-one",
        "The odd one out is lost",
        edits=((_PASS_IN, "\n"), (_PASS_OUT, "\n")),
        message="the bit that has no partner is not passed on. For 2, 4 and 8 bits one does not see it.",
        hint="A layer reads the layer just below it and nothing else: the odd one out needs a unit in both layers.",
    ),
    tree(
        "tree-loses-odd-one-halfway",
        "The odd one out is lost halfway",
        edits=((_PASS_OUT, "W2[pairs:, 2 * pairs - 1] = 1\n"),),
        message="the bit that has no partner gets into the hidden layer of the blocks, but not out of it.",
        hint="It needs a unit in the second layer, too, that reads the first one: weight 1, bias -1/2.",
    ),
    tree(
        "tree-odd-one-turned",
        "The odd one out turned round",
        edits=((_PASS_IN, "W1[2 * pairs :, 2 * pairs :] = -np.eye(left)\n        b1[2 * pairs :] = 0.5\n"),),
        message="the bit that has no partner is passed on as its opposite, as if it were paired with a 1.",
        hint="A bit stays the same when its partner is 0. Pass it on as it is, or pad with 0.",
    ),
    tree(
        "tree-of-ors",
        "A tree of ORs",
        edits=((_MINUS, "\n"),),
        message="the blocks are ORs: the tree says whether any bit is on.",
        hint="The output of a block listens to AND as well, with a weight of -1.",
    ),
    tree(
        "tree-of-xnors",
        "A tree of XNORs",
        edits=(
            ("W2[k, 2 * k] = 1\n", "W2[k, 2 * k] = -1\n            b2[k] = 0.5\n"),
            (_MINUS, "W2[k, 2 * k + 1] = 1\n"),
        ),
        message="each block says the opposite of XOR. With an even number of blocks that cancels out.",
        hint="Turn the output unit of the block round: change the sign of its weights and of its bias.",
    ),
    tree(
        "tree-of-quiet-blocks",
        "Blocks that never fire",
        edits=((_AND, "b1[2 * k + 1] = -0.5\n"),),
        message="both hidden units of a block are OR, so they cancel, and the tree never fires.",
        hint="The second one is AND: its bias is -1.5.",
    ),
    tree(
        "tree-of-loud-blocks",
        "Blocks that always fire",
        edits=((_B2, "b2 = np.full(pairs + left, 0.5)\n"),),
        message="the output units of the blocks always fire: their bias is positive.",
        hint="On 00 both hidden units are quiet, and z of the output is its bias alone.",
    ),
    tree(
        "tree-for-plus-minus-one",
        "Blocks for inputs of -1 and 1",
        edits=((_AND, "b1[2 * k] = 1\n            b1[2 * k + 1] = -1\n"),),
        message="the blocks would be right for inputs of -1 and +1; here bits are 0 and 1.",
        hint="Work out the four z of OR and AND anew: a bit that is off brings nothing.",
    ),
    tree(
        "tree-z-at-zero",
        "Right only by what happens at 0",
        edits=((_B2, "b2 = np.zeros(pairs + left)\n"),),
        message="the outputs are right, but there is a z that is exactly 0.",
        hint="Give the output units of the blocks the bias -1/2, and those that pass a bit on as well.",
    ),
    tree(
        "tree-pairs-overlap",
        "Pairs that overlap",
        edits=(
            ("W1[2 * k, [2 * k, 2 * k + 1]] = 1\n", "W1[2 * k, [k, k + 1]] = 1\n"),
            ("W1[2 * k + 1, [2 * k, 2 * k + 1]] = 1\n", "W1[2 * k + 1, [k, k + 1]] = 1\n"),
        ),
        message="the pairs are bits 1 and 2, 2 and 3, ...: some bits count twice and some not at all.",
        hint="Block k reads bits 2 k and 2 k + 1.",
    ),
    tree(
        "tree-first-pair",
        "Only the first pair",
        edits=(("for k in range(pairs):", "for k in range(1):"),),
        message="only the first block of each level has weights.",
        hint="There is a block for every pair: range(pairs).",
    ),
    tree(
        "tree-one-level",
        "Only one level",
        edits=(("while width > 1:", "if width > 1:"),),
        message="there is one level of blocks only, so several outputs are left.",
        hint="Go on with the answers until one bit is left: a loop, or a function that calls itself.",
    ),
    tree(
        "tree-is-chain",
        "A chain instead of a tree",
        edits=((_PAIRS, "pairs, left = 1, width - 2\n"),),
        message="the outputs are right, but this is a chain: it takes in one bit per level.",
        hint="Pair up all the bits of a level at once, so that each level halves their number.",
    ),
    tree(
        "tree-is-count",
        "The net that counts",
        edits=(
            (
                _RETURN,
                "k = np.arange(D)\n"
                "    return [(np.ones((D, D)), -k - 0.5), ((-1.0) ** k[None, :], np.array([-0.5]))]\n",
            ),
        ),
        message="the outputs are right, but this is the net that counts: its units read all bits.",
        hint="Here a unit may have two weights that are not 0. Build it from blocks.",
    ),
    tree(
        "tree-is-compact",
        "The tree of half as many layers",
        edits=(
            (
                _RETURN,
                "merged, read = [], np.eye(D)\n"
                "    for (W1, b1), (W2, _) in zip(layers[::2], layers[1::2]):\n"
                "        merged.append((W1 @ read, b1))\n"
                "        read = W2\n"
                "    return [*merged, (read, np.array([-0.5]))]\n",
            ),
        ),
        message="the outputs are right, but units read up to four others: this is the tree of the bonus.",
        hint="Here a unit may have two weights that are not 0. Give each block a layer of its own for its output unit.",
    ),
    tree(
        "tree-is-table",
        "The table",
        edits=(
            (
                _RETURN,
                "odd = np.array([x for x in all_bits(D) if sum(x) % 2 == 1])\n"
                "    detectors = (2 * odd - 1, 0.5 - odd.sum(axis=1))\n"
                "    return [detectors, (np.ones((1, len(odd))), np.array([-0.5]))]\n",
            ),
        ),
        message="the outputs are right, but this is the table of part 2, with exponentially many units.",
        hint="Build it from blocks: a pair of layers for each level.",
    ),
    tree(
        "tree-upside-down",
        "The layers from the top down",
        edits=((_RETURN, "return layers[::-1]\n"),),
        message="the layers are listed from the output down to the input.",
        hint="The layer at the input comes first.",
    ),
    tree(
        "tree-last-layer-missing",
        "The last layer missing",
        edits=((_RETURN, "return layers[:-1]\n"),),
        message="the last layer is missing: the net ends with OR and AND of the last pair.",
        hint="Each level has two layers, also the last one.",
    ),
)
