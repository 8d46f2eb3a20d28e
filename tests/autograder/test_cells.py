"""A cell of plain Python is run past IPython's machinery: it must show what IPython would have shown."""

import pytest
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell

from autograder.jail.cells import CellRunner
from autograder.jail.shell import Hook, Shell

pytestmark = pytest.mark.filterwarnings("always")

CELLS = {
    "a value": "x = 2\nx + 1",
    "a value in several lines": "(\n1 +\n2\n)",
    "a semicolon": "x = 2\nx + 1;",
    "None": "x = 2\nNone",
    "printed": "print('a')\nprint('b')\n'c'",
    "on stderr": "import sys\nprint('a', file=sys.stderr)",
    "a docstring": "'what it is'\nx = 1",
    "two strings": "'first'\n'second'",
    "displayed": "from IPython.display import display, HTML\ndisplay(HTML('<b>b</b>'))\n1",
    "an exception": "x = 1\ndef f():\n    raise ValueError('no')\nf()",
    "an exception after a print": "print('before')\n1 / 0\nprint('after')",
    "a stub": "def f(x):\n    raise NotImplementedError\nf(1)",
    "no Python": "x = 1\nx = = 2",
    "indented": "    x = 1\n    x",
    "badly indented": "x = 1\n  y = 2",
    "a return outside": "print('before')\nreturn 3",
    "an await": "import asyncio\nawait asyncio.sleep(0)\n'slept'",
    "a magic": "x = 1\n%who_ls int",
    "a cell magic": "%%capture caught\nprint('a')",
    "help": "x = 1\nx?",
    "a future": "from __future__ import annotations\ndef f(x: unknown): pass\nf.__annotations__",
    "after a future": "def f(x: unknown_too): pass\nf.__annotations__",
    "prompts": ">>> x = 3\n>>> x\n",
    "numbered prompts": "In [1]: x = 3\nIn [2]: x\n",
    "an exit": "print('before')\nraise SystemExit(3)",
    "a warning of the compiler": "x = '\\\\d' is '\\\\e'\nprint('ran')",
    "an event": "get_ipython().events.register('post_run_cell', lambda result: print('ended', result.success))\n1",
    "a name of the notebook": "x = 41\n__name__, x + 1",
    "nothing but a comment": "# one\n# two",
    "a class": "class A:\n    def __repr__(self):\n        return 'an A'\nA()",
    "a bad repr": "class A:\n    def __repr__(self):\n        raise RuntimeError\nA()",
    "a float": "x = 0.1\nx + 0.2",
    "not a number": "x = float('nan')\nx",
    "a truth": "x = 2\nx > 1",
    "a number of numpy": "import numpy as np\nnp.float64(2.5)",
    "a precision": "get_ipython().run_line_magic('precision', '3')\n2 / 3",
    "a printer of integers": "text = get_ipython().display_formatter.formatters['text/plain']\n"
    "text.for_type(int, lambda x, p, cycle: p.text('seven'))\n7",
    "a page of floats": "html = get_ipython().display_formatter.formatters['text/html']\n"
    "html.for_type(float, '<b>{}</b>'.format)\n2.5",
    "displayed by itself": "own = get_ipython().display_formatter.ipython_display_formatter\n"
    "own.for_type(int, lambda x: print('by itself'))\n7",
    "from exec": "code = compile('1 + 1', 'f', 'eval')\neval(code)",
}


def shown(cells, plain, monkeypatch):
    with monkeypatch.context() as patch:
        if not plain:
            patch.setattr(Shell, "run_cell", InteractiveShell.run_cell)
            patch.setattr(Hook, "compute_format_data", DisplayHook.compute_format_data)
        runner, outputs = CellRunner(), []
        patch.setattr("sys.stdout", runner.streams[0])
        patch.setattr("sys.stderr", runner.streams[1])
        patch.setitem(runner.namespace, "__name__", "__main__")
        errors = [type(runner.run(cell, outputs.append)) for cell in cells]
    return errors, outputs


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_cell_shows_what_ipython_shows(cell, monkeypatch):
    again = "try:\n    print('x is', x)\nexcept NameError:\n    print('no x')"
    assert shown([cell, again], True, monkeypatch) == shown([cell, again], False, monkeypatch)


def test_what_a_cell_leaves_behind_is_there_for_the_next(monkeypatch):
    assert shown(CELLS.values(), True, monkeypatch) == shown(CELLS.values(), False, monkeypatch)


def test_most_cells_are_plain():
    shell = CellRunner().shell
    assert [name for name, cell in CELLS.items() if shell.compiled(cell) is None] == [
        "no Python", "indented", "badly indented", "a return outside", "an await", "a magic", "a cell magic", "help",
        "a future", "prompts", "numbered prompts", "a warning of the compiler",
    ]  # fmt: skip
