"""Read a reader's own formula into a graph, without ever letting Python run it.

The text is parsed to a syntax tree, and only what is listed here has a meaning: numbers, names, + - * / **,
six functions, and assignments separated by semicolons.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from source_lib import graph
from source_lib.graph_drawing import number
from source_lib.widgets.stations import Course, CourseBuilder

LONGEST, MOST_NODES, LARGEST = 200, 24, 1e6
EXAMPLE = "a = 2; b = -1; e = a*b; g = e + 3; e*g"

SIGNS: dict[type[ast.operator], tuple[str, Callable[..., graph.Node]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("−", operator.sub),
    ast.Mult: ("·", operator.mul),
    ast.Div: ("/", operator.truediv),
}
FUNCTIONS: dict[str, Callable[..., graph.Node]] = {
    "exp": graph.exp,
    "log": graph.log,
    "sigma": graph.logistic,
    "logistic": graph.logistic,
    "tanh": graph.tanh,
    "relu": graph.relu,
}


class ExpressionError(ValueError):
    """Say in one sentence what a reader's formula may not contain."""


@lru_cache(maxsize=64)
def parse(text: str) -> Course:
    """Read 'a = 2; b = a*a; b + 1' as a graph: a leaf per number given a name, a node per operation.

    Raises: ExpressionError, whose text is meant for the reader.
    Example:
        >>> [(s.name, float(s.value)) for s in parse("a = 2; b = a*a; b + 1").stations]
        [('a', 2.0), ('b', 4.0), ('1', 1.0), ('f', 5.0)]

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"The formula must have at most {LONGEST} characters (got {len(text)}).")
    try:
        with np.errstate(all="raise"):
            return _Reader().read(ast.parse(text.strip()).body)
    except (SyntaxError, RecursionError, MemoryError):
        raise ExpressionError(f'This is not a formula yet. Try "{EXAMPLE}".') from None
    except (FloatingPointError, ZeroDivisionError, OverflowError):
        raise ExpressionError("These numbers divide by zero, overflow or leave a function's domain.") from None


class _Reader:
    def __init__(self) -> None:
        self.build = CourseBuilder()
        self.names: dict[str, int] = {}
        self.unnamed = 0

    def read(self, statements: list[ast.stmt]) -> Course:
        if not statements:
            raise ExpressionError(f'The formula is empty. Try "{EXAMPLE}".')
        last = 0
        for statement in statements:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    if len(name) > 3:
                        raise ExpressionError(f"Names must have at most 3 letters (got '{name}').")
                    last = self.names[name] = self.value(value, name)
                case ast.Expr(value=value):
                    last = self.value(value, "f" if "f" not in self.names else "out")
                case _:
                    raise ExpressionError("Only assignments like a = 2 and a last formula may stand here.")
        if last != len(self.build.stations) - 1 or not self.build.stations[last].parents:
            raise ExpressionError("The last line must compute something, for example a*b.")
        return self._pruned(last)

    def value(self, tree: ast.expr, name: str = "") -> int:
        """Return the station of a piece of formula, adding what it needs."""
        match tree:
            case ast.Constant(value=int() | float() as x) if not isinstance(x, bool):
                return self._leaf(float(x), name)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as x)) if not isinstance(
                x, bool
            ):
                return self._leaf(-float(x), name)
            case ast.Name(id=used):
                if used not in self.names:
                    raise ExpressionError(f"'{used}' has no value yet. Write {used} = 1; before it is used.")
                return self.names[used]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._node(name, "−", [self.value(operand)], operator.neg)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(name, left, right)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
                sign, function = SIGNS[type(op)]
                return self._node(name, sign, [self.value(left), self.value(right)], function)
            case ast.Call(func=ast.Name(id=called), args=[argument], keywords=[]) if called in FUNCTIONS:
                return self._node(name, called, [self.value(argument)], FUNCTIONS[called])
        raise ExpressionError(f"'{ast.unparse(tree)[:30]}' is not allowed. Use + - * / ** and {', '.join(FUNCTIONS)}.")

    def _power(self, name: str, base: ast.expr, exponent: ast.expr) -> int:
        match exponent:
            case ast.Constant(value=int() | float() as p) if not isinstance(p, bool) and abs(p) <= 8:
                return self._node(name, f"^{number(p)}", [self.value(base)], lambda v: v**p)
        raise ExpressionError("The exponent must be a plain number of size 8 or less, as in a**2.")

    def _leaf(self, x: float, name: str) -> int:
        if abs(x) > LARGEST:
            raise ExpressionError(f"Numbers must be at most {LARGEST:.0f} in size (got {x:g}).")
        return self._counted(self.build.leaf(name or number(x), x, given=not name))

    def _node(self, name: str, sign: str, parents: list[int], function: Callable[..., graph.Node]) -> int:
        names = [self.build.stations[p].name for p in parents]
        formula = f" {sign} ".join(names) if len(names) == 2 else f"{sign}({names[0]})"
        return self._counted(self.build.compute(name or self._fresh(), parents, function, formula))

    def _fresh(self) -> str:
        """Name an operation that the reader left without a name: v₁, v₂, ..."""
        self.unnamed += 1
        return "v" + str(self.unnamed).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))

    def _counted(self, place: int) -> int:
        if len(self.build.stations) > MOST_NODES:
            raise ExpressionError(f"The graph must have at most {MOST_NODES} nodes, or nobody can read it.")
        if not np.isfinite(self.build.stations[place].value):
            raise ExpressionError("These numbers overflow or leave a function's domain.")
        return place

    def _pruned(self, root: int) -> Course:
        """Check that every station reaches the last one: what does not has no part in the answer."""
        used = {root}
        for i in range(root, -1, -1):
            if i in used:
                used.update(self.build.stations[i].parents)
        idle = [station.name for i, station in enumerate(self.build.stations) if i not in used]
        if idle:
            raise ExpressionError(f"'{idle[0]}' is not used by the last line. Use it or leave it out.")
        return self.build.course("your own expression")
