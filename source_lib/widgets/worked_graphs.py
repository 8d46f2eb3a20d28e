"""The four worked graphs of lecture 6 for BackpropStepper: running example, 2-2-2 net twice, doubling chain."""

from __future__ import annotations

from functools import lru_cache

from source_lib import graph
from source_lib.widgets.stations import Course, CourseBuilder

RUNNING = {"w": 0.75, "b": -0.5, "x": 2.0, "t": 0.0, "λ": 0.4}
W1, B1 = ((0.5, -0.5), (1.0, 0.5)), (0.5, -1.0)
W2, B2 = ((1.0, -2.0), (2.0, 1.0)), (0.0, -1.0)
X, T = (1.0, 2.0), (0.0, 1.0)
LOW, HIGH = "₁₂", ("⁽¹⁾", "⁽²⁾")


@lru_cache(maxsize=1)
def running_example() -> Course:
    """Build z = wx + b, y = σ(z), L = ½(y − t)², R = ½w², L_reg = L + λR, where w has two children.

    Example:
        >>> [station.name for station in running_example().stations if station.parents]
        ['z', 'y', 'L', 'R', 'L_reg']

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    build = CourseBuilder()
    for name, value in RUNNING.items():
        build.leaf(name, value, given=name in "xtλ")
    build.compute("z", "w x b", lambda w, x, b: w * x + b, "wx + b", ("z̄·x", "z̄·w", "z̄"))
    build.compute("y", "z", graph.logistic, "σ(z)", ("ȳ·σ′(z)",))
    build.compute("L", "y t", lambda y, t: 0.5 * (y - t) ** 2, "½(y − t)²", ("L̄·(y − t)", "L̄·(t − y)"))
    build.compute("R", "w", lambda w: 0.5 * w**2, "½w²", ("R̄·w",))
    build.compute("L_reg", "L R λ", lambda loss, r, lam: loss + lam * r, "L + λR", ("L̄_reg", "L̄_reg·λ", "L̄_reg·R"))
    return build.course("running example", "L_reg R L y z w b")


@lru_cache(maxsize=1)
def net_by_index() -> Course:
    """Build the 2-2-2 net one number at a time: z_i, h_i, y_k and L, where each h_i has two children.

    Example:
        >>> len(net_by_index().stations)
        23

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    build = CourseBuilder()
    for j in range(2):
        build.leaf(f"x{LOW[j]}", X[j], given=True)
        build.leaf(f"t{LOW[j]}", T[j], given=True)
    for layer, (weights, biases) in enumerate(((W1, B1), (W2, B2))):
        for i in range(2):
            for j in range(2):
                build.leaf(f"w{HIGH[layer]}{LOW[i]}{LOW[j]}", weights[i][j])
            build.leaf(f"b{HIGH[layer]}{LOW[i]}", biases[i])
    for layer, (inside, outside) in enumerate((("x", "z"), ("h", "y"))):
        for i in range(2):
            w = [f"w{HIGH[layer]}{LOW[i]}{LOW[j]}" for j in range(2)]
            ins, bar = [f"{inside}{LOW[j]}" for j in range(2)], f"{outside}̄{LOW[i]}"
            build.compute(
                f"{outside}{LOW[i]}",
                f"{w[0]} {ins[0]} {w[1]} {ins[1]} b{HIGH[layer]}{LOW[i]}",
                lambda w0, x0, w1, x1, b: w0 * x0 + w1 * x1 + b,
                f"{w[0]}{ins[0]} + {w[1]}{ins[1]} + b{HIGH[layer]}{LOW[i]}",
                (f"{bar}·{ins[0]}", f"{bar}·{w[0]}", f"{bar}·{ins[1]}", f"{bar}·{w[1]}", bar),
            )
        for i in range(2 if layer == 0 else 0):
            build.compute(f"h{LOW[i]}", f"z{LOW[i]}", graph.logistic, f"σ(z{LOW[i]})", (f"h̄{LOW[i]}·σ′(z{LOW[i]})",))
    build.compute(
        "L",
        "y₁ t₁ y₂ t₂",
        lambda y1, t1, y2, t2: 0.5 * ((y1 - t1) ** 2 + (y2 - t2) ** 2),
        "½ Σ (y − t)²",
        tuple(f"L̄·({a}{LOW[k]} − {b}{LOW[k]})" for k in range(2) for a, b in ("yt", "ty")),
    )
    second = "w⁽²⁾₁₁ w⁽²⁾₁₂ w⁽²⁾₂₁ w⁽²⁾₂₂ b⁽²⁾₁ b⁽²⁾₂"
    first = second.replace("²", "¹")
    return build.course("2-2-2 net by index", f"L y₁ y₂ {second} h₁ h₂ z₁ z₂ {first}")


@lru_cache(maxsize=1)
def net_by_vector() -> Course:
    """Build the same net in vectors: z = W⁽¹⁾x + b⁽¹⁾, h = σ(z), y = W⁽²⁾h + b⁽²⁾, L = ½‖y − t‖².

    Example:
        >>> [station.value.shape for station in net_by_vector().stations if station.name in ("W⁽¹⁾", "z")]
        [(2, 2), (2,)]

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    build = CourseBuilder()
    build.leaf("x", X, given=True)
    build.leaf("t", T, given=True)
    for name, value in (("W⁽¹⁾", W1), ("b⁽¹⁾", B1), ("W⁽²⁾", W2), ("b⁽²⁾", B2)):
        build.leaf(name, value)
    build.compute("z", "W⁽¹⁾ x b⁽¹⁾", lambda W, x, b: W @ x + b, "W⁽¹⁾x + b⁽¹⁾", ("z̄xᵀ", "W⁽¹⁾ᵀz̄", "z̄"))
    build.compute("h", "z", graph.logistic, "σ(z)", ("h̄∘σ′(z)",))
    build.compute("y", "W⁽²⁾ h b⁽²⁾", lambda W, h, b: W @ h + b, "W⁽²⁾h + b⁽²⁾", ("ȳhᵀ", "W⁽²⁾ᵀȳ", "ȳ"))
    build.compute("L", "y t", lambda y, t: (0.5 * (y - t) ** 2).sum(), "½‖y − t‖²", ("L̄·(y − t)", "L̄·(t − y)"))
    return build.course("2-2-2 net in vectors", "L y W⁽²⁾ b⁽²⁾ h z W⁽¹⁾ b⁽¹⁾")


@lru_cache(maxsize=1)
def doubling_chain(links: int = 6) -> Course:
    """Build b = a + a, c = b + b, ...: two edges per link, 2^links paths from end to start.

    Example:
        >>> float(doubling_chain().stations[-1].value)
        64.0

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    build = CourseBuilder()
    build.leaf("a", 1.0)
    for letter, before in zip("bcdefgh"[:links], "abcdefg", strict=False):
        bar = f"{letter}\u0304"
        build.compute(letter, f"{before} {before}", lambda u, v: u + v, f"{before} + {before}", (bar, bar))
    return build.course("doubling chain")
