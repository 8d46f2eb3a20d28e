"""An assignment of one function that `verify` proves, as files and cells: to be spoiled in every way."""

from small_course import hidden

TASKS = """from types import SimpleNamespace
from autograder.examination import Task

ASSIGNMENT = "a0"
SETUP = "import numpy as np"
WITHHELD = ("source_lib.backprop",)
LIMITS = {"cell_seconds": 5.0}

def probes(rng):
    return [SimpleNamespace(x=rng.uniform(2, 3, n)) for n in (3, 4, 5)]

def evaluate(f, p):
    return {"y": f["line"](p.x)}

def right(p):
    return {"y": 2 * p.x + 1}

TASKS = (Task("line", 2.0, "a0-line", "a0-line-test", ("line",), probes, evaluate, right, {"y": 2.0}),)
"""
MISTAKES = """from autograder.examination import Mistake

def entry(label, old, new):
    return Mistake(label, label.title(), "line", ((old, new),), f"{label}!", f"no {label}", '6, section 1')

MISTAKES = (
    entry("no-slope", "slope = 2", "slope = 1"),
    entry("no-offset", "offset = 1", "offset = 0"),
    entry("squared", "slope * x + offset", "slope * x**2 + offset"),
)
"""
STYLE = '''"""A loop."""

# %% a0-line
def line(x):
    return np.array([2 * v + 1 for v in np.ravel(x)]).reshape(np.shape(x))
'''
TEST = 'from autograder.examination import grade\n\ngrade("line", line=line)'
CELLS = {
    "a0-setup": "import numpy as np",
    "a0-line": (
        "def line(x):\n    ### BEGIN SOLUTION\n    slope = 2\n    offset = 1\n    return slope * x + offset\n"
        "    ### END SOLUTION"
    ),
    "a0-line-check": "assert line(np.array([1.0])).tolist() == [3.0], 'line([1]) should be [3]'",
    "a0-line-test": hidden(TEST),
}
FILES = {"tasks.py": TASKS, "mistakes.py": MISTAKES, "styles/loop.py": STYLE}
