"""What the hidden tests of a8 ask for: rows that can be told apart, tiny nets, pictures with no symmetry."""

from types import SimpleNamespace

import numpy as np

Params = dict[str, np.ndarray]
SEEDS = 6  # splits drawn of each set of rows


def labelled_rows(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Rows in mixed order, classes of different sizes, some digits missing; no share of a class ends in .5."""
    found = []
    for sizes, share in (((7, 14, 11, 9), 0.3), ((8, 13, 6), 0.2), ((12, 9, 8, 11), 0.6)):
        digits = rng.permutation(10)[: len(sizes)]
        labels = rng.permutation(np.repeat(digits, sizes))
        X = rng.uniform(size=(len(labels), 3))
        X[:, 0] = rng.permutation(len(labels)) / len(labels)  # tells the rows apart, also in float32
        found.append(SimpleNamespace(X=X, labels=labels, share=share, seed=int(rng.integers(10**6))))
    return found


def grey_values(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Bytes, with black and white and without; in one of them a pixel that is the same in all rows."""
    found = []
    for low, high in ((0, 256), (20, 180), (0, 90)):
        pixels = rng.integers(low, high, (5, 8)).astype(np.uint8)
        pixels[0, :2] = low, high - 1
        if high == 90:
            pixels[:, 3] = 40
        found.append(SimpleNamespace(pixels=pixels))
    return found


def small_net(rng: np.random.Generator, D: int, H: int, K: int) -> Params:
    shapes = {"W1": (H, D), "b1": (H,), "W2": (K, H), "b2": (K,)}
    return {name: rng.uniform(0.4, 1.2, shape) * rng.choice([-1, 1], shape) for name, shape in shapes.items()}


def nets_and_labels(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Nets that are right on a share of the rows, neither tiny nor near all of them, and one that is always right.

    The third says little that is positive, so that a ReLU on its outputs shows.
    """
    found = []
    for N, D, H, K, shift in ((20, 6, 5, 4, 0), (13, 4, 6, 3, 0), (30, 5, 4, 6, 5), (8, 5, 6, 3, 0)):
        params, X = small_net(rng, D, H, K), rng.standard_normal((N, D))
        params["b2"] -= shift
        Y = np.maximum(X @ params["W1"].T + params["b1"], 0) @ params["W2"].T + params["b2"]
        says = Y.argmax(axis=1)
        wrong = rng.permutation(N) < (0 if N == 8 else round(N * rng.uniform(0.3, 0.42)))
        wrong[-1] = False  # so that the last row counts
        labels = np.where(wrong, (says + rng.integers(1, K, N)) % K, says)
        found.append(SimpleNamespace(params=params, X=X, labels=labels))
    return found


def weight_tables(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Weights of more units than are shown, the largest in one that is not, and the largest shown not in unit 0."""
    found = []
    for H, k, sign in ((11, 3, -1), (7, 2, 1), (4, 1, -1)):
        W1 = rng.uniform(0.1, 1, (H, 784)) * rng.choice([-1, 1], (H, 784))
        W1[rng.integers(min(1, k * k - 1), k * k), rng.integers(784)] = 2 * sign  # in unit 0 where it is alone
        W1[-1, rng.integers(784)] = 3
        found.append(SimpleNamespace(W1=W1, k=k))
    return found


def units_and_images(rng: np.random.Generator) -> list[SimpleNamespace]:
    """Images with black pixels, and units with a bias of either sign; one unit that stays off."""
    found = []
    for bias in (1.5, -2.5, -60.0):
        x = np.maximum(rng.uniform(-1, 1, 784), 0)
        found.append(SimpleNamespace(x=x, w=rng.standard_normal(784), b=float(bias + rng.uniform(-0.3, 0.3))))
    return found
