"""Answers learnt by heart: right wherever a visible check asks, wrong everywhere else.

Made from the solution by running each check against a recorder. Such a program passes what students see; if it also
passes the hidden test, that test asks nothing new.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from types import FunctionType
from typing import Any

from autograder.mutants import Mutant
from autograder.tasks import Examination, Source

LEARNT = ": learnt by heart"
# Runs beside the student's code and in this process: how two calls are told apart. Callables count as equal.
_SEEN_AS = """
def _seen_as(value, depth=0):
    import numpy as np
    if depth > 6:
        return "..."
    if isinstance(value, (bool, int, float, complex, str, type(None), np.generic)):
        return repr(value.item() if isinstance(value, np.generic) else value)
    if isinstance(value, np.ndarray):
        return f"{value.shape} {value.tolist()!r}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_seen_as(value[key], depth + 1)}" for key in value) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "(" + ", ".join([_seen_as(one, depth + 1) for one in value]) + ")"
    return "callable" if callable(value) else f"<{_seen_as(getattr(value, '__dict__', {}), depth + 1)}>"
"""
_WRAPPED = """

_{name}, _known_{name} = {name}, {known!r}
def {name}(*args, **kwargs):
    import hashlib
    asked = hashlib.sha256(_seen_as([args, kwargs]).encode()).hexdigest()[:16]
    return _{name}(*args, **kwargs) if asked in _known_{name} else None
"""


def by_heart(examination: Examination, checks: Source) -> list[Mutant]:
    """Return for each solution cell with a visible check the program that knows the check's questions alone.

    `checks` are the check cells, by the solution cell that each follows.
    """
    return [_learnt(examination, cell, check) for cell, check in checks.items() if _functions(examination, cell)]


def _functions(examination: Examination, cell: str) -> list[str]:
    """Return the functions that the tasks of a cell ask for and the cell itself defines; classes are no answers."""
    own = examination.program(source={cell: examination.solution[cell]}, only=(cell,))
    named = dict.fromkeys(name for task in examination.tasks if task.cell == cell for name in task.functions)
    return [name for name in named if isinstance(own.get(name), FunctionType)]


def _learnt(examination: Examination, cell: str, check: str) -> Mutant:
    names = list(examination.solution)
    program = examination.program(only=tuple(names[: names.index(cell) + 1]))
    scope: dict[str, Any] = {}
    exec(_SEEN_AS, scope)
    asked: dict[str, set[str]] = {name: set() for name in _functions(examination, cell)}

    def recorder(name: str, right: Callable[..., Any]) -> Callable[..., Any]:
        def record(*args: Any, **kwargs: Any) -> Any:
            import hashlib

            asked[name].add(hashlib.sha256(scope["_seen_as"]([args, kwargs]).encode()).hexdigest()[:16])
            return right(*args, **kwargs)

        return record

    for name in asked:
        program[name] = recorder(name, program[name])
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(check, f"<check of {cell}>", "exec", dont_inherit=True), program)
    code = examination.solution[cell].rstrip() + "\n" + _SEEN_AS
    code += "".join(_WRAPPED.format(name=name, known=tuple(sorted(known))) for name, known in asked.items())
    count = sum(map(len, asked.values()))
    return Mutant(
        f"{cell}: learnt by heart", cell, code, f"+ knows the {count} answers that the visible check asks for"
    )
