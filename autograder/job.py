"""The unit of work: one sanitised notebook with all that its grading depends on, and what comes back.

Grading is a pure function from Job to Done. The same job gives the same marks in any process, on any machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import msgspec

from autograder.jail.confine import Limits
from autograder.records import Outcome, Verdict

GRADER_VERSION = 2  # raise it when the same submission may be graded otherwise than before


@dataclass(frozen=True)
class Job:
    """Everything that decides the marks of one notebook. Holds no student's name."""

    notebook: dict[str, Any]  # rebuilt by the sanitiser: graded cells are the instructor's
    files: dict[str, bytes] = field(default_factory=dict)  # what lies beside the notebook, for the candidate
    examination: dict[str, bytes] = field(default_factory=dict)  # tasks, mistakes, reference: for the examiner only
    solution: dict[str, str] = field(default_factory=dict)  # the instructor's solution cells, by grade_id
    test_files: dict[str, bytes] = field(default_factory=dict)  # the instructor's data files, for the examiner
    student_names: tuple[str, ...] = ()  # names that the instructor's own solution defines
    operators: tuple[str, ...] = ()  # arithmetic methods that the instructor's own classes define: "__add__"
    definitions: tuple[str, ...] = ()  # what the instructor's open cells import and define, for the examiner
    withheld: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    seed: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    isolation: str = "jail"
    stderr_costs: bool = False
    assignment: str = ""
    collect: bool = False  # bring back the files that the notebook wrote

    def content_key(self) -> str:
        """Return the hash of all that the marks depend on."""
        return hashlib.sha256(msgspec.msgpack.encode([GRADER_VERSION, self], order="deterministic")).hexdigest()


@dataclass(frozen=True)
class Done:
    """The executed notebook and what is to be known of it."""

    notebook: dict[str, Any]
    verdicts: tuple[Verdict, ...] = ()
    outcome: Outcome = Outcome.PASSED
    sentence: str = ""
    log: tuple[str, ...] = ()
    weak_cells: tuple[str, ...] = ()
    seconds: float = 0.0
    files: dict[str, bytes] = field(default_factory=dict)
    timed_out_cell: int | None = None
    fault: bool = False  # the grader's own: worth another try, and never taken for graded


def to_bytes(record: Job | Done) -> bytes:
    return msgspec.msgpack.encode(record)


def job_from(data: bytes) -> Job:
    return msgspec.msgpack.decode(data, type=Job)


def done_from(data: bytes) -> Done:
    return msgspec.msgpack.decode(data, type=Done)
