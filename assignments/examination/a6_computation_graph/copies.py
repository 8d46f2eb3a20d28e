"""How unbroadcast is examined: on shapes of every kind that broadcasting makes copies of."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from .nodes import Functions, attempt, gathered

SUMS = (
    ("in front", (7, 3), (3,)), ("in front", (2, 4, 3), (4, 3)), ("in front", (2, 4, 3), (3,)),
    ("in front", (3, 3), (3,)), ("in front", (4, 3), (4, 3)),
    ("size 1", (7, 3), (1, 3)), ("size 1", (7, 3), (7, 1)), ("size 1", (2, 4, 3), (4, 1)), ("size 1", (3, 3), (3, 1)),
    ("size 1", (5, 3), (1, 1)), ("size 1", (5, 1), (5, 1)),
    ("number", (7, 3), ()), ("number", (4,), ()), ("number", (), ()),
)  # fmt: skip


def unbroadcast_probes(rng: np.random.Generator) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            cases={f"{block} ({shape}, {like})": rng.standard_normal(shape) + 2.0 for block, shape, like in SUMS}
        )
        for _ in range(2)
    ]


def unbroadcast(f: Functions, p: SimpleNamespace) -> dict[str, Any]:
    return gathered(
        {
            f"{block} ({shape}, {like})": attempt(
                "unbroadcast",
                lambda g=p.cases[f"{block} ({shape}, {like})"], like=like: f["unbroadcast"](g, like),  # type: ignore[misc]
            )
            for block, shape, like in SUMS
        }
    )


def unbroadcast_reference(p: SimpleNamespace) -> dict[str, Any]:
    """Add every entry of g to the entry that it was copied from, one by one."""
    wanted = {}
    for block, shape, like in SUMS:
        g = p.cases[f"{block} ({shape}, {like})"]
        total = np.zeros(like)
        source = np.broadcast_to(np.arange(total.size).reshape(like), shape)
        np.add.at(total.reshape(-1), source.reshape(-1), np.reshape(g, -1))
        wanted[f"{block} ({shape}, {like})"] = total
    return wanted
