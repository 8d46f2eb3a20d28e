"""What an assignment's examination holds: its tasks, its mistakes, its right styles and the instructor's solution."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType, SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import Evaluate
from autograder.errors import CourseError
from autograder.records import NamedMistake

Edit = tuple[str, str]
Source = dict[str, str]  # grade_id of a solution cell -> its code


@dataclass(frozen=True)
class Task:
    """What one hidden test asks: functions, probes, what is looked at, what is right, and the points of each block."""

    name: str
    points: float
    cell: str  # the solution cell that the student fills in
    test: str  # the hidden test cell
    functions: tuple[str, ...]
    probes: Callable[[np.random.Generator], list[SimpleNamespace]]
    evaluate: Evaluate  # (functions, probe) -> {block: value}; "W1_bar (second call)" belongs to the block W1_bar
    reference: Callable[[SimpleNamespace], dict[str, Any]]  # probe -> {block: right value}, never from the solution
    credit: Mapping[str, float]  # block -> points, from the output side to the input side
    cells: tuple[str, ...] = ()  # other solution cells whose functions this task calls
    lecture: str = ""
    before: Callable[[Mapping[str, Callable[..., Any]]], None] | None = None  # what an earlier cell does with them

    def __post_init__(self) -> None:
        total = sum(self.credit.values())
        if abs(total - self.points) > 1e-9:
            raise CourseError(
                f"The blocks of task {self.name!r} add up to {total:g}, not to its {self.points:g} points."
            )

    def block(self, key: str) -> str:
        """Return the block that an observed key belongs to: 'W1_bar (second call)' -> 'W1_bar'."""
        return key.split(" (")[0]

    def draw(self, seed: int) -> list[SimpleNamespace]:
        """Return the probes of a seed: always the same for the same seed."""
        tag = int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:4], "big")
        return self.probes(np.random.default_rng([seed, tag]))


@dataclass(frozen=True)
class Mistake:
    """A wrong program with words around it: the solution of `task` with each `old` of the edits replaced by `new`."""

    label: str
    title: str
    task: str
    edits: tuple[Edit, ...]
    message: str
    hint: str
    lecture: str
    alike: tuple[str, ...] = ()  # labels of mistakes that no probe can tell from this one
    remembers: bool = False  # what it gives depends on the calls before

    def named(self) -> NamedMistake:
        """Return what a student reads of it."""
        return NamedMistake(self.label, self.title, self.message, self.hint, self.lecture)


@dataclass(frozen=True)
class Examination:
    """The examination of one assignment, with the instructor's solution cells."""

    assignment: str
    tasks: tuple[Task, ...]
    mistakes: tuple[Mistake, ...]
    styles: Mapping[str, Source] = field(default_factory=dict)
    solution: Source = field(default_factory=dict)
    setup: str = "import numpy as np"  # what the notebook's locked first cell gives the solution cells
    withheld: tuple[str, ...] = ()
    limits: dict[str, Any] = field(default_factory=dict)
    _compiled: dict[str, CodeType] = field(default_factory=dict, repr=False, compare=False)

    def task(self, name: str) -> Task:
        """Return a task by name. Raises: CourseError."""
        found = next((task for task in self.tasks if task.name == name), None)
        if found is None:
            known = ", ".join(task.name for task in self.tasks)
            raise CourseError(f"The examination of {self.assignment} has no task {name!r}. It has: {known}.")
        return found

    def charged(self, task: Task) -> set[str]:
        """Return the functions whose manners a task marks: those that no earlier task asks for."""
        earlier = self.tasks[: self.tasks.index(task)] if task in self.tasks else ()
        return set(task.functions) - {name for one in earlier for name in one.functions}

    @cached_property
    def by_label(self) -> dict[str, Mistake]:
        return {mistake.label: mistake for mistake in self.mistakes}

    def sources(self, mistakes: tuple[Mistake, ...] = ()) -> Source:
        """Return the solution cells with these mistakes made in them.

        Raises: CourseError where the text to be replaced does not occur exactly once.
        """
        source = dict(self.solution)
        for mistake in mistakes:
            cell = self.task(mistake.task).cell
            for old, new in mistake.edits:
                count = source.get(cell, "").count(old)
                if count != 1:
                    raise CourseError(
                        f"{mistake.label}: {old!r} occurs {count} times in the solution of {cell}, not once."
                    )
                source[cell] = source[cell].replace(old, new)
        return source

    def program(
        self, mistakes: tuple[Mistake, ...] = (), source: Source | None = None, only: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Run the solution cells with these mistakes in them (or other sources) and return their fresh namespace.

        With `only`, no other cells are run.
        """
        cells = self.sources(mistakes) if source is None else source
        cells = {name: code for name, code in cells.items() if name in only} if only else cells
        namespace: dict[str, Any] = {"__name__": "solution"}
        for name, code in {"setup": self.setup, **cells}.items():
            exec(self._code(name, code), namespace)
        return namespace

    def _code(self, name: str, code: str) -> CodeType:
        if code not in self._compiled:
            self._compiled[code] = compile(code, f"<{name}>", "exec", dont_inherit=True)
        return self._compiled[code]

    def compile_ahead(self) -> bool:
        """Compile what a diagnosis runs, for the processes that are forked afterwards. False the second time."""
        if self._compiled:
            return False
        for mistakes in ((), *((mistake,) for mistake in self.mistakes)):
            with contextlib.suppress(CourseError, SyntaxError, ValueError):  # whoever runs the program is told
                for name, code in {"setup": self.setup, **self.sources(mistakes)}.items():
                    self._code(name, code)
        return True
