"""An examination of one function, y = 2 x + 1, small enough to be read at a glance; as files, as it travels."""

TASKS = b"""
from types import SimpleNamespace
import numpy as np
from autograder.examination import Task

ASSIGNMENT = "a0"
WITHHELD = ("source_lib.backprop",)
LIMITS = {"cell_seconds": 5.0}

def probes(rng):
    return [SimpleNamespace(x=rng.uniform(1, 2, n), sizes={"the number of examples": n}) for n in (3, 4, 5)]

def evaluate(f, p):
    y = f["line"](p.x)
    return {"y": y, "y (second call)": f["line"](p.x)}

TASKS = (
    Task("line", 2.0, "a0-line", "a0-line-test", ("line",), probes, evaluate, lambda p: {"y": 2 * p.x + 1}, {"y": 2.0}),
)
"""
MISTAKES = b"""
from autograder.examination import Mistake

def entry(label, old, new, alike=()):
    return Mistake(label, label.title(), "line", ((old, new),), f"{label}!", f"no {label}", '6, section 1', alike)

MISTAKES = (
    entry("no-slope", "slope = 2", "slope = 1"),
    entry("no-offset", "offset = 1", "offset = 0"),
    entry("double-offset", "offset = 1", "offset = 2"),
    entry("crash", "return slope", "return undefined * slope"),
    entry("half", "return slope * x + offset", "return (slope * x + offset) / 2"),
    entry("half-again", "slope = 2", "slope, x = 2, x / 2 - 1 / 4"),
)
"""
STYLE = b'''"""A loop."""

# %% a0-line
def line(x):
    return [2 * v + 1 for v in x]
'''
FILES = {"tasks.py": TASKS, "mistakes.py": MISTAKES, "styles/loop.py": STYLE}
SOLUTION = {
    "a0-line": """def line(x):
    ### BEGIN SOLUTION
    slope = 2
    offset = 1
    return slope * x + offset
    ### END SOLUTION
"""
}
