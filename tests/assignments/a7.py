"""The examination of a7, and what its functions are called, for the tests of this folder."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.examination_files import load_examination
from autograder.marking import mark
from autograder.records import Verdict
from autograder.tasks import Examination, Mistake

COURSE = Path(__file__).parents[2] / "assignments"
NOTEBOOK = COURSE / "source" / "a7_mlp_backprop" / "mlp_backprop.ipynb"


@cache
def examination() -> Examination:
    return load_examination(COURSE / "examination" / "a7_mlp_backprop")


def verdict(task: str, program: Mapping[str, Callable[..., Any]], seed: int = 0) -> Verdict:
    """Mark a program's functions by one task."""
    found = examination().task(task)
    return mark(examination(), found, {name: program[name] for name in found.functions}, seed)


def verdict_on(*mistakes: Mistake, task: str, seed: int = 0) -> Verdict:
    return verdict(task, examination().program(mistakes), seed)


def labels(found: Verdict) -> list[str]:
    return [mistake.label for mistake in found.mistakes]
