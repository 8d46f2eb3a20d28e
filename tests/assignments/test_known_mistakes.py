"""Each wrong gradient and wrong net that this course set out to name is in a catalogue, or could not occur.

1-78 are wrong gradients, U wrong units for tables, S wrong softening, P wrong nets for XOR and parity. A row is the
number, where to find the mistake, and in words what it is; a row with a dash says why no student can make it here.
"""

import pytest
from trials import COURSE, examination

KNOWN = """
1   a7 squared-bar-undivided        no 1/N
2   a7 squared-bar-doubled          a factor 2
3   a7 squared-mean-of-all          1/(N K)
4   a7 squared-n-minus-one          1/(N - 1)
5   a7 backward-mean-below          a second 1/N in the hidden layer
6   a7 backward-mean-undone         1/N dropped below the last layer
7   a7 backward-bias-mean           biases averaged once more
8   a7 backward-bias-undivided      biases without 1/N
9   a7 backward-last-example        the last example only
10  a7 backward-first-example       the first example only
11  a7 backward-w1-of-means         an outer product of means for W1
12  a7 backward-w2-of-means         an outer product of means for W2
13  a8 train-no-rate                the learning rate at the wrong place
14  a7 backward-descent             the descent direction
15  a7 backward-normalised          normalised
16  a7 backward-clipped             clipped
17  a7 backward-accumulates         not cleared between calls
18  a7 squared-bar-sign             t - y
19  a7 squared-no-target            the target not subtracted
20  a7 squared-sign-only            the sign of the residual
21  a7 squared-residual-squared     the residual squared
22  a7 phi-at-output                a slope at a linear output
23  a5 bars-z-no-slope              no slope at a logistic output with the squared error
24  a7 logistic-slope-kept          the slope kept with the cross-entropy
25  a7 softmax-bar-of-y             no Jacobian of the softmax
26  a7 softmax-diagonal             the diagonal of the Jacobian alone
27  a7 softmax-log-in-bar           log y - t
28  a7 softmax-wrong-axis           softmax over the wrong axis
29  a8 accuracy-one-off             labels off by one
30  a7 softmax-no-shift             overflow
31  a7 softmax-naive-log            log of 0
32  a7 phi-derivative-missing       no slope in the hidden layer
33  a7 phi-derivative-at-h          the slope at h
34  a7 phi-logistic-of-z            z (1 - z)
35  a7 phi-tanh-only                the slope of another activation
36  a7 phi-value                    the value for the slope
37  a7 phi-without-bias             the slope at z without the bias
38  a7 phi-derivative-twice         the slope twice
39  -                               the z of the output layer is not in the cache
40  a7 phi-relu-value               ReLU's value for its slope
41  a7 phi-leaky                    a leaky slope
42  a7 phi-guided                   negative bars thrown away
43  a7 phi-spoils-z                 the slope written over z
44  a7 w2-bar-from-z                W2_bar from z
45  a7 w1-bar-from-h                W1_bar from h
46  -                               biases are blocks of their own; a column too many is refused by its shape
47  a7 w2-already-updated           W2 after its update
48  a7 w2-bar-for-w2                W2_bar for W2
49  a7 w2-skipped                   W2 left out
50  a7 w2-sign-only                 the signs of W2
51  a7 w2-transposed                W2 turned round
52  a7 star-for-matmul              * for @
53  a7 matmul-for-star              @ for *
54  a7 w1-bar-transposed            W_bar transposed
55  a7 layers-swapped               the layers swapped
56  a7 bias-not-summed              biases not summed
57  a7 bias-wrong-axis              biases summed over the wrong axis
58  a7 bias-one-number              biases summed over everything
59  a7 bias-zero                    biases forgotten
60  a7 bias-as-row                  (1, H) for (H,)
61  -                               outputs and targets are handed over in one shape, (N, K)
62  a7 decay-not-in-bars            no regulariser
63  a7 decay-doubled                2 lam W
64  a7 decay-halved                 lam/2 W
65  a8 decay-over-batch             lam/N W
66  a7 decay-sign                   -lam W
67  a7 decay-squared                lam W^2
68  a7 decay-sign-of-w              lam sign(W)
69a a7 decay-first-layer            the first layer only
69b a7 decay-last-layer             the last layer only
70  a7 decay-on-biases              biases too
71  a7 decay-summed                 lam times the sum of W
72  a7 decay-normalised             lam W / |W|
73  a6 backward-overwrites          = for += where a value is used twice
74  a6 backward-too-early           recursion without order
75  a6 order-preorder               each node as soon as it is met
76  a6 backward-forwards            the order not reversed
77a a6 mul-own-value                swapped factors in the product rule
77b a6 backward-first-share-only    the first path only
77c a6 backward-no-seed             not seeded
77d a6 backward-no-reset            bars not cleared
78  a6 order-by-levels              level by level
U1  a2 detector-never-fires         -D
U2  a2 detector-hears-neighbours    neighbours fire
U3  a2 detector-bias-half           -1/2
U4  a2 detector-bias-sign           the bias with the wrong sign
U5  a2 detector-two-and-a-half      -2.5 for every D
U6  a4 lookup-bias-plus-minus-one   the bias of -1 and 1 for bits
U7  a2 detector-only-ones           0 for the places that are -1
U8  a2 detector-for-zero-one        the unit for bits, at inputs of -1 and 1
U9  a2 detector-counts-ones         a bias that counts the ones
U10 a2 detector-mirrored            weights of -x
U11 a4 lookup-even-inputs           units for the rows that are 0
U12 a4 lookup-output-and            an output that waits for all
U13 a4 lookup-output-always         an output that always fires
U14 a4 lookup-output-and            an output that never fires: no value tells it from U12
U15 a2 table-last-row-missing       a part of the rows
S1  a3 soften-weights-only          weights only
S2  a3 soften-biases-only           biases only
S3  a3 soften-hidden-only           the hidden layer only
S4  a3 soften-divided               1/c
S5  a3 soften-nothing               right at c = 1 only
S6  -                               an overflow in exp is a warning, and costs nothing
P1  a4 tree-of-xnors                XNOR
P2  a4 tree-of-ors                  OR
P3a a4 parity-first-two             the first two inputs only
P3b a4 tree-loses-odd-one           the odd one out lost
P4  a4 tree-odd-one-turned          the odd one out padded with 1
P5  -                               a net without a hidden layer is refused by its shape
P6a a4 count-outputs-too            units one off
P6b a4 count-output-layer           layers one off
P7  a4 tree-for-plus-minus-one      -1 and 1 mixed up with bits
"""
ROWS = [row.split(maxsplit=3) if row.split()[1] != "-" else row.split(maxsplit=2) for row in KNOWN.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_it_is_in_a_catalogue_or_cannot_occur(row):
    number, where, *rest = row
    if where == "-":
        assert len(rest[0].split()) > 5, f"{number} needs a reason"
    else:
        (name,) = (path.name for path in (COURSE / "source").glob(f"{where}_*"))
        assert rest[0] in examination(name).by_label


def test_no_number_is_left_out():
    numbers = {row[0].rstrip("abcd") for row in ROWS}
    counts = (("", 78), ("U", 15), ("S", 6), ("P", 7))
    assert numbers == {f"{letter}{k}" for letter, count in counts for k in range(1, count + 1)}
