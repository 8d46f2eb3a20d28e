"""Which names a cell uses and which it defines, read from its source."""

from __future__ import annotations

import ast
from functools import lru_cache

_COUNTING = ("round", "float", "int", "min", "max", "sum", "grade")


@lru_cache(1000)
def used_names(source: str) -> frozenset[str]:
    """Return every name that the code mentions anywhere; empty where it is no Python."""
    tree = _parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    deep = (name for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names)
    return frozenset(names) | set(deep)


@lru_cache(1000)
def assigned_names(source: str) -> frozenset[str]:
    """Return the names that the code binds at its top level: `x = 1`, `def f`, `import numpy as np`, `for i in ...`."""
    names: set[str] = set()
    pending: list[ast.AST] = list(_parse(source).body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            pending += ast.iter_child_nodes(node)
    return frozenset(names - {"*"})


def bound_modules(source: str) -> set[str]:
    """Return the names that `import` statements at the top level bind to modules: `import numpy as np` -> np."""
    nodes = (node for node in _parse(source).body if isinstance(node, ast.Import))
    return {(alias.asname or alias.name).split(".")[0] for node in nodes for alias in node.names}


def defining_statements(source: str, *, modules_only: bool) -> list[str]:
    """Return the top-level statements that import, or define a function or a class; lines for IPython are left out."""
    kinds = (ast.Import,) if modules_only else (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    plain = "\n".join(line for line in source.split("\n") if not line.startswith(("%", "!")))
    return [ast.unparse(node) for node in _parse(plain).body if isinstance(node, kinds)]


@lru_cache(1000)
def earns_by_value(source: str) -> bool:
    """Tell whether a test's last line is arithmetic, so that its value can only be meant as points: `2 * share`."""
    body = _parse(source).body
    value = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    counting = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _COUNTING
    return counting or isinstance(value, (ast.BinOp, ast.UnaryOp))


@lru_cache(1000)
def imported_modules(source: str) -> tuple[str, ...]:
    """Return the modules that the code imports: `from a.b import c` -> a.b and, in case it is a module, a.b.c."""
    modules: list[str] = []
    for node in ast.walk(_parse(source)):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(modules)


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])
