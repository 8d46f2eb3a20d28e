"""The one live sentence of BackpropStepper: what the picture shows, in words, for eyes and screen readers alike."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from source_lib.graph_drawing import barred, number
from source_lib.widgets.stations import Course
from source_lib.widgets.visits import Bars, Step


def say(
    course: Course,
    step: Step,
    equation: str,
    mode: str,
    guess: str,
    hidden: bool,
    bad: frozenset[int],
    right: Bars,
    end: bool,
) -> str:
    """Say what happens at a step, in the voice of its mode.

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    stations = course.stations
    name = stations[step.node].name
    if step.kind == "start":
        few = len(step.known) <= 8
        leaves = listed(stations[i].name for i in sorted(step.known)) if few else f"{len(step.known)} values"
        return f"{leaves} {_are(len(step.known))} there from the start; the rest must be computed. Press Next."
    if step.kind == "value":
        return f"Forward: {equation}, computed from {_parents(course, step.node)}."
    if mode == "count paths":
        return _paths(course, step, equation, end)
    if step.node == course.root:
        return f"Backward: {barred(name)} = 1, because a nudge of {name} moves {name} one to one."
    if mode == "predict":
        return _predict(course, step, equation, guess, hidden)
    if mode == "wrong order":
        return _greedy(course, step, equation, bad, end)
    if mode == "run twice" and step.second:
        return _twice(course, step, equation, right, end)
    text = f"Backward: {equation}. {_reported(course, step)}"
    return text + (" All bars are there." if end and mode == "watch" else "")


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does.

    Example:
        >>> listed(["w", "b", "x"]), listed(["w"])
        ('w, b and x', 'w')

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nothing"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _parents(course: Course, node: int) -> str:
    names = [course.stations[p].name for p in dict.fromkeys(course.stations[node].parents)]
    return f"its parent{'s' if len(names) > 1 else ''} {listed(names)}"


def _children(course: Course, step: Step) -> list[str]:
    return [course.stations[edge[0]].name for edge, _ in step.shares]


def _reported(course: Course, step: Step) -> str:
    names = _children(course, step)
    if len(names) == 1:
        return f"Its only child, {names[0]}, has reported."
    if len(set(names)) == 1:
        return f"Its child {names[0]} uses it {len(names)} times, so it reports {len(names)} times, and the shares add."
    return f"All its children, {listed(names)}, have reported, and their shares add."


def _predict(course: Course, step: Step, equation: str, guess: str, hidden: bool) -> str:
    bar = barred(course.stations[step.node].name)
    if not hidden:
        return f"Right: {equation}. {_reported(course, step)} Press Next."
    shape = course.stations[step.node].value.shape
    how = "" if not shape else f" Write its {int(np.prod(shape))} numbers row by row."
    start = f"{guess.strip()} is not it. Look again" if guess.strip() else f"Your turn: what is {bar}? Look"
    return f"{start} at {equation[: -len(' = ?')]}, and type the number in 'your guess'.{how}"


def _greedy(course: Course, step: Step, equation: str, bad: frozenset[int], end: bool) -> str:
    names = [station.name for station in course.stations]
    name = names[step.node]
    told = _children(course, step)
    text = f"Backward: {equation}. "
    if step.missing:
        waiting = [names[e[0]] for e in course.child_edges[step.node] if names[e[0]] not in told]
        text += f"{name} speaks too early: {listed(told)} has reported, {listed(waiting or told)} has not. "
    if step.late:
        late = listed(names[i] for i in step.late)
        text += f"{name} now reports to {late}, too late: {late} {'has' if len(step.late) == 1 else 'have'} spoken. "
    if end:
        spoiled = listed(names[i] for i in sorted(bad))
        good = "Nothing is spoiled: no node that hands something on has spoken too early."
        text += f"Spoiled for good: {spoiled}." if bad else good
    return text.strip()


def _twice(course: Course, step: Step, equation: str, right: Bars, end: bool) -> str:
    now, once = step.bars[step.node], right[step.node]
    assert now is not None and once is not None
    text = f"Again, with the old bars still there: {equation}."
    shares = np.asarray(now)[np.abs(once) > 1e-12] / np.asarray(once)[np.abs(once) > 1e-12]
    if shares.size and np.allclose(shares, shares.flat[0]):
        text += f" That is {number(shares.flat[0])} times what it should be."
    return text + (" The further from the end, the worse." if end else "")


def _paths(course: Course, step: Step, equation: str, end: bool) -> str:
    last, name = course.stations[course.root].name, course.stations[step.node].name
    if step.node == course.root:
        return f"Counting: one path leads from {last} to itself, the path of no steps."
    bar = step.bars[step.node]
    assert bar is not None
    count = int(bar)
    text = f"Counting: {equation}. {count} path{'s' if count != 1 else ''} from {last} back to {name}."
    if end:
        total = sum(int(c) for c in step.bars if c is not None)
        used = sum(not course.stations[edge[1]].given for edge in course.edges)
        text += f" In all {total} paths, walked one by one if nodes do not wait; but only {used} edges."
    return text
