"""Run notebook cells in an IPython shell and collect what they show, as nbformat outputs.

The same runner serves both sides: in the jail it runs the student's cells, outside it runs the test cells.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .shell import Hook, Publisher, Shell, formatters

Output = dict[str, Any]
Emit = Callable[[Output], None]

_CHUNK = 8192
_PATIENCE = 0.2  # seconds that printed text may wait before it is sent on


class _Stream(io.TextIOBase):
    """A text stream that hands on what is written, in chunks, through whatever `emit` the runner has now."""

    def __init__(self, runner: CellRunner, name: str) -> None:
        self.runner, self.name = runner, name
        self._parts: list[str] = []
        self._size, self._sent = 0, 0.0

    encoding = "utf-8"  # type: ignore[assignment]
    errors = "backslashreplace"  # type: ignore[assignment]

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self is self.runner.streams[0]:
            self.runner.streams[1].hand_on()
        else:
            self.runner.streams[0].hand_on()
        self._parts.append(text)
        self._size += len(text)
        if self._size >= _CHUNK or time.monotonic() - self._sent > _PATIENCE:
            self.hand_on()
        return len(text)

    def flush(self) -> None:
        self.hand_on()

    def hand_on(self) -> None:
        if self._size:
            text = "".join(self._parts)
            self._parts, self._size, self._sent = [], 0, time.monotonic()
            self.runner.emit({"output_type": "stream", "name": self.name, "text": text})


class CellRunner:
    """An IPython shell whose outputs go to `emit`, one after the other, in order.

    Without `tracebacks` an exception is returned and not shown: laying one out costs more than most cells.
    """

    def __init__(self, *, tracebacks: bool = True) -> None:
        self.tracebacks = tracebacks
        self.emit: Emit = lambda output: None
        self.streams = (_Stream(self, "stdout"), _Stream(self, "stderr"))
        no_history = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})  # a file would be shared
        self.shell = Shell(config=no_history, display_pub_class=Publisher, displayhook_class=Hook, user_module=None)
        self.shell.autoindent = False
        self.shell.colors = "nocolor"
        hook: Any = self.shell.displayhook
        parts: tuple[Any, ...] = (self.shell, self.shell.display_pub, hook)
        for part in parts:
            part.runner = self
        printers = formatters(self.shell)[0].type_printers
        hook.printers = {kind: printers[kind] for kind in (int, float)}
        for kind in (InteractiveShell, Shell):
            kind._instance = self.shell  # type: ignore[assignment]

    @property
    def namespace(self) -> dict[str, Any]:
        return self.shell.user_ns

    def show_figures_inline(self) -> None:
        """Import matplotlib, and show open figures at the end of each cell, as a notebook does.

        matplotlib's own import does the same in a notebook that comes upon it unforeseen.
        """
        import matplotlib.pyplot  # noqa: F401
        from matplotlib_inline.backend_inline import configure_inline_support

        configure_inline_support(self.shell, "module://matplotlib_inline.backend_inline")

    def run(self, source: str, emit: Emit) -> BaseException | None:
        """Run one cell; every output goes to `emit`. Returns the exception that ended the cell, or None."""
        self.emit = emit
        try:
            result = self.shell.run_cell(source, store_history=False)
        finally:
            self.flush()
            for name in ("last_type", "last_value", "last_traceback", "last_exc"):
                sys.__dict__.pop(name, None)  # IPython keeps the frames of the last error, and all that they hold
        return result.error_before_exec or result.error_in_exec

    def flush(self) -> None:
        for stream in self.streams:
            stream.hand_on()
