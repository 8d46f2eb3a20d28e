"""IPython as a grader needs it: no history, no terminal, plain cells compiled once, what is shown given to a runner."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Coroutine
from types import CodeType
from typing import TYPE_CHECKING, Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

if TYPE_CHECKING:
    from .cells import CellRunner, Output


class Publisher(DisplayPublisher):
    """Gives what `display` shows to the runner."""

    runner: CellRunner

    def publish(self, data, metadata=None, **kwargs):  # type: ignore[no-untyped-def,override]
        self.runner.flush()
        self.runner.emit({"output_type": "display_data", "data": _plain(data), "metadata": _plain(metadata)})

    def clear_output(self, wait: bool = False) -> None:
        pass


class Hook(DisplayHook):
    """Gives the value that a cell ends in to the runner."""

    runner: CellRunner
    printers: dict[type, Any]  # what IPython itself shows a number by

    def compute_format_data(self, result):  # type: ignore[no-untyped-def,override]
        """Return what shows a value. A plain number, which is what most tests end in, is not put to ten formatters."""
        if type(result) in self.printers and self._shown_by_repr(type(result)):
            return {"text/plain": repr(result)}, {}
        return super().compute_format_data(result)

    def _shown_by_repr(self, kind: type) -> bool:
        """Tell whether the notebook has left alone how this kind of number is shown."""
        text, *others = formatters(self.shell)
        if text.float_format != "%r" or text.type_printers.get(kind) is not self.printers[kind]:
            return False
        return not any(kind in formatter.type_printers for formatter in others)

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:  # type: ignore[no-untyped-def]
        self.runner.flush()
        self.runner.emit({"output_type": "execute_result", "data": _plain(format_dict), "metadata": _plain(md_dict)})

    def log_output(self, format_dict) -> None:  # type: ignore[no-untyped-def]
        pass

    def update_user_ns(self, result: Any) -> None:
        pass  # nothing of a cell's value stays behind: no Out, no _


class Shell(InteractiveShell):
    """An IPython shell without history, without a terminal, whose errors go to its runner."""

    runner: CellRunner

    def __init__(self, **options: Any) -> None:
        self._transformed: dict[str, str] = {}
        self._compiled: dict[tuple[str, int], list[CodeType] | None] = {}
        super().__init__(**options)
        self._own_rewriters = self._rewriters()

    def _rewriters(self) -> list[Any]:
        """Return all that rewrites a cell before it runs; a notebook may add to it, as some extensions do."""
        manager = self.input_transformer_manager
        lists = (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
        return [*map(list, lists), list(self.input_transformers_post), list(self.ast_transformers)]

    def init_io(self) -> None:
        pass

    def transform_cell(self, raw_cell: str) -> str:
        """Return the cell as Python. A test cell comes once for each submission; a single line depends on names."""
        if raw_cell not in self._transformed:
            python = super().transform_cell(raw_cell)
            if "\n" not in raw_cell.strip() or len(self._transformed) > 500:
                return python
            self._transformed[raw_cell] = python
        return self._transformed[raw_cell]

    def run_cell(self, raw_cell: str, *args: Any, **kwargs: Any) -> ExecutionResult:
        """Run a cell. Plain Python is compiled here and executed; IPython looks only at what needs it."""
        codes = self.compiled(raw_cell)
        if codes is None:
            return super().run_cell(raw_cell, *args, **kwargs)
        info = ExecutionInfo(raw_cell, False, False, True, None)
        result = ExecutionResult(info)
        result.execution_count = self.execution_count
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        try:
            with self.builtin_trap, self.display_trap:
                for code in codes:
                    if _finished(self.run_code(code, result)):
                        break
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return result

    def compiled(self, cell: str) -> list[CodeType] | None:
        """Return a cell's code, its last expression by itself; None for what is not plain Python.

        A test cell comes once for each submission and is compiled once. What does not compile, waits at top level,
        changes the compiler, or stands on one line, which may be the name of a magic, is IPython's.
        """
        if self._rewriters() != self._own_rewriters:
            return None
        key = (cell, self.compile.flags)
        if key in self._compiled:
            return self._compiled[key]
        codes = None if "\n" not in cell.strip() or "__future__" in cell or _like_a_prompt(cell) else self._codes(cell)
        if len(self._compiled) < 500:
            self._compiled[key] = codes
        return codes

    def _codes(self, cell: str) -> list[CodeType] | None:
        cell = cell if cell.endswith("\n") else f"{cell}\n"  # as IPython would make it
        name = self.compile.cache(cell, self.execution_count)
        with warnings.catch_warnings(record=True) as said:  # IPython compiles again, and says it again
            try:
                tree: Any = self.compile.ast_parse(cell, name)
                last = [tree.body.pop()] if tree.body and isinstance(tree.body[-1], ast.Expr) else []
                codes = [compile(tree, name, "exec", self.compile.flags, True)]
                codes += [compile(ast.Interactive([node]), name, "single", self.compile.flags, True) for node in last]
            except (SyntaxError, ValueError, TypeError, OverflowError, RecursionError, MemoryError):
                return None
        return None if said else codes

    def init_sys_modules(self) -> None:
        pass  # `__main__` stays what it is

    def showtraceback(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def,override]
        if self.runner.tracebacks:
            super().showtraceback(*args, **kwargs)

    def _showtraceback(self, etype, evalue, stb) -> None:  # type: ignore[no-untyped-def,override]
        self.runner.flush()
        self.runner.emit(error_output(evalue, stb))

    def enable_gui(self, gui: str | None = None) -> None:
        pass


def formatters(shell: Any) -> list[Any]:
    """Return what makes texts, pictures and pages of a value, plain text first."""
    display = shell.display_formatter
    return [
        *sorted(display.formatters.values(), key=lambda one: one.format_type != "text/plain"),
        display.ipython_display_formatter,
        display.mimebundle_formatter,
    ]


def _finished(coroutine: Coroutine[Any, Any, bool]) -> bool:
    """Run to its end what never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return bool(end.value)
    raise RuntimeError("a cell without top-level await waited")


def _like_a_prompt(cell: str) -> bool:
    """Tell whether a cell may have been pasted with the prompts of a shell, which IPython takes away."""
    return cell.lstrip().startswith((">>>", "...", "In ["))


def error_output(error: BaseException, traceback: list[str]) -> Output:
    """Return an exception as a notebook's error output."""
    try:
        text = str(error)
    except BaseException:
        text = "(the exception has no readable message)"
    return {"output_type": "error", "ename": type(error).__name__, "evalue": text, "traceback": list(traceback)}


def _plain(data: Any) -> dict[str, Any]:
    """Keep of a MIME bundle what JSON can hold: base64 for bytes, text for the rest that is no JSON."""
    import base64
    import json

    bundle: dict[str, Any] = {}
    for key, value in dict(data or {}).items():
        if type(value) is str and value.isprintable():
            bundle[str(key)] = value
            continue
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode("ascii")
        try:
            bundle[str(key)] = json.loads(json.dumps(value, allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            bundle[str(key)] = str(value)
    return bundle
