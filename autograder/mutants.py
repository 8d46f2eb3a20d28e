"""Mutants of a program: one small mechanical change each, in the order of the text, the same ones every time.

A mutant is a text edit of one cell, so that its diff is one readable line. What changes nothing that Python sees is
left out; what changes nothing that anybody could see has to be set aside by hand, with a reason.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from autograder.tasks import Source

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,), ast.FloorDiv: (ast.Mod,), ast.Mod: (ast.FloorDiv,), ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,), ast.BitXor: (ast.BitOr,), ast.LShift: (ast.RShift,), ast.RShift: (ast.LShift,),
}  # fmt: skip
_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}  # fmt: skip
# Answers may be lists or arrays, ints or floats: without one of these an answer is as right as before.
_CONVERSIONS = {"array", "asarray", "float", "int", "list", "tuple"}


@dataclass(frozen=True)
class Mutant:
    """One changed solution cell. The key names the cell, the change, and which of several like it: no line numbers."""

    key: str
    cell: str
    source: str
    diff: str


def mutants_of(solution: Source) -> list[Mutant]:
    """Return all mutants of the solution cells, cell by cell in the order of the text.

    >>> [mutant.key for mutant in mutants_of({"c": "def f(x):\\n    return x + 1\\n"})]
    ['c: return x + 1 -> pass', 'c: x + 1 -> x - 1', 'c: x + 1 -> x', 'c: x + 1 -> 1', 'c: 1 -> 2', 'c: 1 -> 0']
    """
    return [mutant for cell, code in solution.items() for mutant in _mutants(cell, code)]


def _mutants(cell: str, code: str) -> Iterator[Mutant]:
    tree = ast.parse(code)
    seen, count = {ast.dump(tree)}, Counter[str]()
    for node, new in _changes(tree):
        start, end = _span(code, node)
        changed = code[:start] + new + code[end:]
        try:
            shape = ast.dump(ast.parse(changed))
        except SyntaxError:
            continue
        if shape in seen:
            continue
        seen.add(shape)
        change = f"{cell}: {_one_line(code[start:end])} -> {_one_line(new)}"
        count[change] += 1
        key = change if count[change] == 1 else f"{change} (no. {count[change]})"
        yield Mutant(key, cell, changed, _diff(code, changed))


def _span(code: str, node: ast.AST) -> tuple[int, int]:
    lines = code.encode().splitlines(keepends=True)

    def place(line: int, column: int) -> int:  # ast counts bytes
        return len(b"".join([*lines[: line - 1], lines[line - 1][:column]]).decode())

    assert isinstance(node, (ast.expr, ast.stmt, ast.keyword)) and node.end_lineno and node.end_col_offset is not None
    return place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _diff(before: str, after: str) -> str:
    """Return the changed lines alone, the old ones after '-', the new ones after '+'."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "\n".join([*(f"- {line.strip()}" for line in old), *(f"+ {line.strip()}" for line in new)])


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield (what is replaced, the text in its place), outer things before inner ones."""
    keys = _string_keys(tree)
    for node in _in_order(tree):
        for new in (*_expressions(node, keys), *_statements(node)):
            text = ast.unparse(new)
            yield (
                node,
                f"({text})"
                if isinstance(new, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp)) and (not _same_kind(node, new))
                else text,
            )


def _same_kind(node: ast.AST, new: ast.AST) -> bool:
    """Return whether the new text binds as tightly as the old one, so that it needs no brackets."""
    same_operator = isinstance(node, ast.BinOp) and isinstance(new, ast.BinOp) and type(node.op) is type(new.op)
    additive = isinstance(node, ast.BinOp) and isinstance(new, ast.BinOp) and {type(node.op), type(new.op)} <= {
        ast.Add, ast.Sub
    }  # fmt: skip
    return same_operator or additive or (isinstance(node, ast.Compare) and isinstance(new, ast.Compare))


def _in_order(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield expressions and statements that do something: no annotations, no docstrings, no imports."""
    waiting: list[ast.AST] = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text(node):
            continue
        if isinstance(node, (ast.expr, ast.stmt)):
            yield node
        inside = list(ast.iter_child_nodes(node))
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            inside = [*node.args.defaults, *(node.body if isinstance(node, ast.FunctionDef) else [node.body])]
        elif isinstance(node, ast.AnnAssign):
            inside = [node.value] if node.value else []
        elif isinstance(node, (ast.JoinedStr, ast.Raise)):
            inside = []
        waiting += reversed(inside)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _string_keys(tree: ast.Module) -> dict[str, str]:
    """Return for every string that is used as a key the next one: "W1" -> "b1"."""
    found = dict.fromkeys(
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    )
    return dict(pairwise([*found, *list(found)[:1]])) if len(found) > 1 else {}


# ---- expressions ---------------------------------------------------------------------------------------------------
def _with(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _expressions(node: ast.AST, keys: dict[str, str]) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            yield from (_with(node, op=other()) for other in _ARITHMETIC.get(type(op), ()))
            if isinstance(op, ast.MatMult):
                yield _with(node, left=_transposed(left))
                yield _with(node, right=_transposed(right))
                yield _with(node, left=right, right=left)
            else:
                yield left  # the other term or factor is dropped
            if isinstance(op, (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)):
                yield right
            if isinstance(op, (ast.Sub, ast.Div, ast.Pow)):
                yield _with(node, left=right, right=left)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(ops=[op]):
            yield from (_with(node, ops=[other()]) for other in _COMPARISON[type(op)])
        case ast.BoolOp(op=op, values=values):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            yield from values
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Constant(value=value):
            yield from _constants(value, keys)
        case ast.Attribute(value=value, attr="T"):
            yield value
        case ast.Call():
            yield from _calls(node)
        case ast.Subscript(slice=ast.Tuple(elts=[first, second])):
            yield _with(node, slice=ast.Tuple([second, first], ast.Load()))
        case ast.Tuple(elts=[*_, _, _] as elements, ctx=ast.Load()) if not any(map(_is_slice, elements)):
            yield _with(node, elts=[elements[1], elements[0], *elements[2:]])
        case (
            ast.ListComp(generators=[ast.comprehension(ifs=[_, *_]) as one])
            | ast.GeneratorExp(generators=[ast.comprehension(ifs=[_, *_]) as one])
        ):
            yield _with(node, generators=[_with(one, ifs=[])])


def _is_slice(node: ast.AST) -> bool:
    return isinstance(node, ast.Slice)


def _transposed(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else ast.Attribute(node, "T", ast.Load())


def _constants(value: object, keys: dict[str, str]) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(new) for new in (value + 1, value - 1) if new >= 0)
    elif isinstance(value, float):
        yield ast.Constant(value + 1.0)
    elif isinstance(value, str) and value in keys:
        yield ast.Constant(keys[value])


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """Yield the call with arguments swapped, dropped or with another axis, and its first argument alone."""
    plain = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        stop = node.args[1] if len(node.args) > 1 else node.args[0]
        if len(node.args) == 1:
            yield _with(node, args=[ast.Constant(1), stop])
        yield _with(node, args=[*node.args[: len(node.args) > 1], ast.BinOp(stop, ast.Sub(), ast.Constant(1))])
    elif len(plain) > 1 and len(plain) == len(node.args):
        yield _with(node, args=[plain[1], plain[0], *plain[2:]])
    if len(node.args) == 1 and plain and ast.unparse(node.func).removeprefix("np.") not in _CONVERSIONS:
        yield plain[0]
    for k, keyword in enumerate(node.keywords):
        if keyword.arg == "dtype":
            continue
        rest = [*node.keywords[:k], *node.keywords[k + 1 :]]
        yield _with(node, keywords=rest)
        if keyword.arg == "axis" and isinstance(keyword.value, (ast.Constant, ast.UnaryOp)):
            other = 0 if ast.unparse(keyword.value) != "0" else 1
            yield _with(node, keywords=[*rest, ast.keyword("axis", ast.Constant(other))])


# ---- statements ----------------------------------------------------------------------------------------------------
def _statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Assign([target], value, lineno=node.lineno)
            yield from (_with(node, op=other()) for other in _ARITHMETIC.get(type(op), ()))
            yield ast.Pass()
        case ast.Assign() | ast.Expr() | ast.Return(value=ast.expr()) | ast.Continue() | ast.Break() | ast.Raise():
            yield ast.Pass()
