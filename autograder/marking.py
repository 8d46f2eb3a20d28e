"""From a student's functions to a verdict: observe at every probe, compare block by block, name the mistake.

What a student reads of a hidden test says which block, its shape and how large the error is, never an expected number
and never a probe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.comparison import (
    EVERYTHING,
    Array,
    Fault,
    Observation,
    largest_of,
    plain,
)
from autograder.diagnosis import Diagnosis, diagnose
from autograder.observation import observe, spoilers
from autograder.records import Block, Outcome, Verdict
from autograder.relation import Look, is_table, off_by, relation
from autograder.tasks import Examination, Task

SPOILT_INPUTS = 0.5  # the share that is left of a right answer which changes the caller's arrays


def mark(examination: Examination, task: Task, functions: Mapping[str, Callable[..., Any]], seed: int) -> Verdict:
    """Return the verdict on a student's functions by a task, at the probes of a seed."""
    probes = task.draw(seed)
    seen = [observe(task.evaluate, functions, probe) for probe in probes]
    stubs = [fault for observation in seen if (fault := _stub(observation)) is not None]
    if stubs and len(stubs) == len(seen):
        return _not_attempted(task, stubs[0])
    looks = [look for probe, observation in zip(probes, seen, strict=True) for look in _looks(task, probe, observation)]
    charged = examination.charged(task) | {""}
    spoilt = [name for observation in seen for name in spoilers(observation, functions) if name in charged]
    blocks = tuple(_block(task, name, [look for look in looks if task.block(look.key) == name]) for name in task.credit)
    points = sum(block.points for block in blocks) * (SPOILT_INPUTS if spoilt else 1.0)
    if all(block.passed for block in blocks) and not spoilt:
        return Verdict(
            task.test, Outcome.PASSED, task.points, task.points, f"{task.name} is right.", task.name, blocks=blocks
        )
    found = diagnose(examination, task, probes, seen)
    outcome = Outcome.ERRORED if all(EVERYTHING in observation for observation in seen) else Outcome.FAILED
    return Verdict(
        task.test, outcome, _clean(points), task.points, _sentence(task, found, looks, spoilt), task.name,
        found.mistakes[0].hint if found.mistakes else None,
        tuple(mistake.named() for mistake in found.mistakes), blocks,
    )  # fmt: skip


def _clean(points: float) -> float:
    return float(round(points, 2))


def _stub(observation: Observation) -> Fault | None:
    fault = observation.get(EVERYTHING)
    return fault if isinstance(fault, Fault) and fault.kind == "NotImplementedError" else None


def _not_attempted(task: Task, fault: Fault) -> Verdict:
    sentence = f"{task.name} is not attempted yet: the stub still raises NotImplementedError."
    if fault.function not in ("", task.name):
        sentence = f"{task.name} calls {fault.function}, which is not attempted yet."
    return Verdict(task.test, Outcome.NOT_ATTEMPTED, 0.0, task.points, sentence, task.name)


def _looks(task: Task, probe: SimpleNamespace, observation: Observation) -> list[Look]:
    wanted = {key: plain(value) for key, value in task.reference(probe).items()}
    largest = largest_of(wanted)
    keys = [*wanted, *(key for key in observation if key not in wanted and task.block(key) in wanted)]
    missing = observation.get(EVERYTHING, Fault("missing", "It was not returned."))
    looks = []
    for key in keys:
        target = wanted.get(key, wanted.get(task.block(key)))
        assert isinstance(target, np.ndarray)
        looks.append(Look(key, observation.get(key, missing), target, largest, probe))
    return looks


def _block(task: Task, name: str, looks: Sequence[Look]) -> Block:
    wrong = [look for look in looks if not look.passed]
    points = task.credit[name]
    if not wrong:
        return Block(name, True, points, points)
    look = next(
        (look for look in wrong if isinstance(look.got, Fault) or look.got.shape != look.wanted.shape), wrong[0]
    )
    if isinstance(look.got, Fault):
        return Block(name, False, 0.0, points, got=_fault_text(look.got), wanted=f"shape {look.wanted.shape}")
    error = max(look.error for look in wrong)
    got = f"shape {look.got.shape}" + _finite_text(look.got) + _second_call(looks)
    wanted = f"shape {look.wanted.shape}"
    if look.wanted.ndim and look.got.shape == look.wanted.shape and is_table(look.got, look.wanted):
        return Block(name, False, 0.0, points, f"{got}, with some 0 and 1 the wrong way round", wanted)
    return Block(name, False, 0.0, points, got, wanted, float(f"{error:.1e}") if np.isfinite(error) else None)


def _fault_text(fault: Fault) -> str:
    if fault.kind[:1].isupper():
        return f"{fault.function} raised {fault.kind}"
    return fault.text


def _finite_text(got: Array) -> str:
    bad = int(np.size(got) - np.count_nonzero(np.isfinite(got)))
    return f", {bad} of {np.size(got)} entries not finite" if bad else ""


def _second_call(looks: Sequence[Look]) -> str:
    wrong = [look for look in looks if not look.passed]
    return ", right at first, wrong at the second call" if all("(second call)" in look.key for look in wrong) else ""


def _sentence(task: Task, found: Diagnosis, looks: Sequence[Look], spoilt: Sequence[str]) -> str:
    if found.ambiguous:
        titles = " or ".join(dict.fromkeys(m.title for group in (found.mistakes, *found.others) for m in group))
        return f"{task.name}: this is one of several mistakes that look alike: {titles}."
    if found.mistakes:
        return f"{task.name}: {' And: '.join(mistake.message for mistake in found.mistakes)}"
    wrong = [look for name in task.credit for look in looks if task.block(look.key) == name and not look.passed]
    who = spoilt[0] if spoilt and spoilt[0] else f"a function of {task.name}"
    costs = f"{who} changes the arrays that it is given, which costs half of the points: work on copies."
    if not wrong:
        return f"{task.name} gives right values, but {costs}"
    first = wrong[0]
    name = task.block(first.key)
    besides = f" Besides, {costs}" if spoilt else ""
    if isinstance(first.got, Fault):
        return f"{task.name}: {name} is the first to look at. {_fault_sentence(first.got)}{besides}"
    same_block = [look for look in looks if task.block(look.key) == name]
    return f"{task.name}: {name} is the first to look at, from the output side. {relation(same_block)}{besides}"


def _fault_sentence(fault: Fault) -> str:
    """Say what stopped it. An exception's own text stays out: it could carry a probe to its author."""
    if fault.kind[:1].isupper():
        return (
            f"{fault.function} stopped with {fault.kind}. Where its visible check passes, "
            "try other sizes, other signs and a second call."
        )
    return fault.text


def feedback(verdict: Verdict) -> str:
    """Return a verdict as lines for the student."""
    lines = [f"{verdict.task}: {verdict.points:g} of {verdict.max_points:g} points."]
    for block in verdict.blocks:
        if block.passed:
            lines.append(f"  ✓ {block.name}")
        else:
            lines.append(f"  ✗ {block.name}: {_block_text(block)}")
    if verdict.outcome is not Outcome.PASSED:
        lines.append(verdict.sentence)
        lines += [f"  Hint: {mistake.hint} (Lecture {mistake.lecture})" for mistake in verdict.mistakes]
    return "\n".join(lines)


def _block_text(block: Block) -> str:
    if not block.got.startswith("shape "):
        return block.got
    if not block.got.startswith(block.wanted):
        return f"{block.got}, wanted {block.wanted}"
    text = block.got.removeprefix("shape (), ").replace("shape ()", "not right")
    return f"{text}, {off_by(block.error)}" if block.error is not None and block.wanted != "shape ()" else text
