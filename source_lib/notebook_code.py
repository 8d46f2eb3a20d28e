"""What the code of a notebook's cell defines, read without running it: it may be text, or no Python."""

import ast


def functions(code: str) -> set[str]:
    """Return the functions and classes that code defines; none where it is text, or no Python.

    Example:
    >>> functions("def f(x):\\n    return x"), functions("Because it is so.")
    ({'f'}, set())

    Lecture: 5, section 1.1, "Learning Goals".
    """
    return {node.name for node in _parsed(code).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def bound(code: str) -> set[str]:
    """Return the names that code gives a value anywhere: `def f`, `f = g`, `from m import f`.

    Example:
    >>> sorted(bound("from math import exp as e\\nf = g"))
    ['e', 'f']

    Lecture: 5, section 1.1, "Learning Goals".
    """
    nodes = list(ast.walk(_parsed(code)))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    return names | {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _parsed(code: str) -> ast.Module:
    return ast.Module([], []) if breaks_off(code) else ast.parse(_plain_python(code))


def _plain_python(code: str) -> str:
    """Return the code with lines for IPython (%, !) made into nothing."""
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in code.splitlines())


def breaks_off(code: str) -> int:
    """Return the line at which Python cannot go on reading, or 0.

    Example:
    >>> breaks_off("%matplotlib inline\\nx = 1"), breaks_off("x = 1\\ny = = 2")
    (0, 2)

    Lecture: 5, section 1.1, "Learning Goals".
    """
    try:
        ast.parse(_plain_python(code))
    except (SyntaxError, ValueError) as error:
        return int(getattr(error, "lineno", 1) or 1)
    return 0
