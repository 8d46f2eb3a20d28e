"""The frozen records that cross stages, and their one strict form as JSON.

A **verdict** closes every test cell: what happened, the points, one sentence for the student and, where one
matches, the named mistake.  It is stored in the cell's outputs under a private MIME type, so that reports never
parse prose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec

VERDICT_MIME = "application/vnd.nets-by-hand.verdict+json"
NOTEBOOK_KEY = "nets_by_hand"  # where a GradedNotebook's own record stands in the notebook's metadata


class Outcome(StrEnum):
    """How a cell, or a whole submission, ended."""

    PASSED = "passed"
    FAILED = "failed"  # a check looked at the answer and refused it, in part or whole
    ERRORED = "errored"  # the student's code raised
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"  # the student's process ended: a signal, os._exit, a broken reply
    NOT_ATTEMPTED = "not_attempted"  # the stub is still there
    NOT_RUN = "not_run"  # nothing could be run: the file is unreadable, the time of the notebook is used up


@dataclass(frozen=True)
class NamedMistake:
    """A mistake of the catalogue as a student reads it. `label` is for us, the rest is for the learner."""

    label: str
    title: str
    message: str
    hint: str
    lecture: str


@dataclass(frozen=True)
class Block:
    """One compared value of one task, for example 'W1_bar': whether it is right, and what differs if not."""

    name: str
    passed: bool
    points: float
    max_points: float
    got: str = ""
    wanted: str = ""
    error: float | None = None


@dataclass(frozen=True)
class Verdict:
    """What a test cell says: outcome, points out of max_points, one sentence, and the named mistakes (0, 1 or 2)."""

    cell: str  # the grade_id
    outcome: Outcome
    points: float
    max_points: float
    sentence: str
    task: str | None = None
    hint: str | None = None
    mistakes: tuple[NamedMistake, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class GradedNotebook:
    """What is known of a whole submitted notebook; stands in the executed notebook's metadata."""

    outcome: Outcome  # the worst that happened: PASSED when nothing needs a look
    sentence: str  # one sentence for the TA
    repairs: tuple[str, ...] = ()  # what the sanitiser mended, one sentence each
    seconds: float = 0.0
    seed: int = 0
    content_key: str = ""
    isolation: str = "jail"
    weak_cells: tuple[str, ...] = ()  # test cells that ran beside the student's code
    log: tuple[str, ...] = ()  # for the TA: deaths, replays, limits that were hit
    extra: dict[str, Any] = field(default_factory=dict)


def to_plain(record: Any) -> Any:
    """Return a record as JSON-ready builtins: Verdict(cell="q1", ...) -> {"cell": "q1", ...}."""
    return msgspec.to_builtins(record)


def verdict_of(plain: Any) -> Verdict:
    """Read a verdict back, strictly. Raises: msgspec.ValidationError where a field is missing or of another type."""
    return msgspec.convert(plain, Verdict)


def graded_notebook_of(plain: Any) -> GradedNotebook:
    """Read a notebook's record back, strictly. Raises: msgspec.ValidationError."""
    return msgspec.convert(plain, GradedNotebook)
