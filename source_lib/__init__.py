"""Nets by Hand: the numpy implementation behind the lectures, the assignments and their grading.

In reading order the modules are the course: activations, units, mlp, designs, losses, backprop, graph, gradcheck,
training, digits, plots, widgets. Each loads on first use, so `import source_lib` pulls in numpy and nothing else:

    >>> import source_lib
    >>> float(source_lib.activations.logistic(0.0))
    0.5
"""

from importlib import import_module
from types import ModuleType

import numpy as _numpy  # noqa: F401  (the one thing every module needs)

MODULES = (
    "activations",
    "units",
    "mlp",
    "designs",
    "losses",
    "backprop",
    "graph",
    "gradcheck",
    "training",
    "digits",
    "plots",
    "widgets",
)


def __getattr__(name: str) -> ModuleType:
    if name in MODULES:
        return import_module(f"source_lib.{name}")
    raise AttributeError(f"'source_lib' has no module {name!r}. It has: {', '.join(MODULES)}.")


def __dir__() -> list[str]:
    return sorted([*globals(), *MODULES])
