"""What is shown while a class is graded: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any


class _Count:
    """Counts what is done; enters as the function that is told of each submission."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.passed, self.look, self.run = total, 0, 0, 0, 0
        self.began = time.monotonic()

    def add(self, graded: Any) -> None:
        self.done += 1
        self.passed += graded.outcome == "passed"
        self.look += graded.needs_a_look
        self.run += not graded.unchanged

    def words(self) -> str:
        seconds = max(time.monotonic() - self.began, 1e-3)
        rate = self.run / seconds
        left = (self.total - self.done) / rate if rate else 0.0
        return f"{self.passed} passed, {self.look} need a look, {rate:.1f}/s, {left:.0f} s left"


class Silence:
    """Shows nothing."""

    def __enter__(self) -> Callable[[Any], None]:
        return lambda graded: None

    def __exit__(self, *error: object) -> None:
        pass


class Lines(_Count):
    """A plain line every few seconds, for logs."""

    def __enter__(self) -> Callable[[Any], None]:
        self.said = time.monotonic()
        return self._tell

    def _tell(self, graded: Any) -> None:
        self.add(graded)
        if time.monotonic() - self.said > 5 or self.done == self.total:
            self.said = time.monotonic()
            print(f"graded {self.done} of {self.total}: {self.words()}", file=sys.stderr, flush=True)

    def __exit__(self, *error: object) -> None:
        pass


class Bar(_Count):
    """A bar with done, passed, need a look, rate and remaining time."""

    def __enter__(self) -> Callable[[Any], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[words]}"))
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.bar.start()
        self.task = self.bar.add_task("grading", total=self.total, words="starting the jail")
        return self._tell

    def _tell(self, graded: Any) -> None:
        self.add(graded)
        self.bar.update(self.task, completed=self.done, words=self.words())

    def __exit__(self, *error: object) -> None:
        self.bar.stop()
