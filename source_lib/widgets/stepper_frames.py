"""What BackpropStepper shows at one moment, as plain data: texts for each box, what is lit, and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from source_lib.graph_drawing import barred, number
from source_lib.widgets.expressions import EXAMPLE, ExpressionError, parse
from source_lib.widgets.graph_scene import Marks
from source_lib.widgets.stations import Course, Edge
from source_lib.widgets.stepper_sentences import say
from source_lib.widgets.visits import Step, right_bars, spoiled, walk
from source_lib.widgets.worked_graphs import doubling_chain, net_by_index, net_by_vector, running_example

OWN = "your own expression"
GRAPHS = ("running example", "2-2-2 net by index", "2-2-2 net in vectors", "doubling chain", OWN)
MODES = {"watch": "watch", "predict": "predict", "wrong order": "greedy", "run twice": "twice", "count paths": "paths"}
MOST_TERMS = 5  # of a sum written out
BUILDERS = (running_example, net_by_index, net_by_vector, doubling_chain)


@dataclass(frozen=True)
class StepperState:
    """What the reader has chosen: a graph, a mode, how far to step, and in predict mode a guess."""

    graph: str = "running example"
    mode: str = "watch"
    step: int = 0
    guess: str = ""
    expression: str = EXAMPLE


@dataclass(frozen=True, eq=False)
class StepperFrame:
    """One picture: the graph with its marks, title and equation, and the sentence that says it all."""

    sentence: str
    course: Course
    counting: bool
    step: int
    last: int
    title: str
    equation: str
    marks: Marks
    bar_values: tuple[NDArray[np.float64] | None, ...]


def course_of(state: StepperState) -> tuple[Course, str]:
    """Return the chosen graph, and what is wrong with the reader's own expression if anything is."""
    return _course_of(state.graph, state.expression if state.graph == OWN else "")


@lru_cache(maxsize=8)
def _course_of(graph: str, expression: str) -> tuple[Course, str]:
    if graph != OWN:
        return BUILDERS[GRAPHS.index(graph)](), ""
    try:
        return parse(expression), ""
    except ExpressionError as problem:
        return parse(EXAMPLE), f'{problem} The graph shown is that of "{EXAMPLE}".'


def compute_frame(state: StepperState) -> StepperFrame:
    """Turn a state into a frame, v_bar_i = sum over children of v_bar_j dv_j/dv_i; pure.

    Example:
        >>> frame = compute_frame(StepperState(step=11))
        >>> frame.equation
        'w̄ = z̄·x + R̄·w = 0.287 + 0.3 = 0.587'

    Lecture: 6, section 2.4, "Using the computation graph".
    """
    course, problem = course_of(state)
    steps = walk(course, MODES[state.mode])
    last = len(steps) - 1
    at = min(max(state.step, 0), last)
    step = steps[at]
    counting = state.mode == "count paths"
    hidden = state.mode == "predict" and step.kind == "bar" and not guessed(state.guess, step.bars[step.node])
    bad = frozenset() if counting else spoiled(course, step.bars)
    texts = [number(bar) if bar is not None else "" for bar in step.bars]
    if hidden:
        texts[step.node] = "?"
    numbers = {edge: i for i, edge in enumerate(course.edges)}
    lit, labels = _edges(course, step, numbers, counting)
    equation = _equation(course, step, hidden, counting)
    right = right_bars(course)
    said = say(course, step, equation, state.mode, state.guess, hidden, bad, right, at == last)
    part = {"start": "before we start", "value": "forward pass", "bar": "backward pass"}[step.kind]
    title = f"Step {at} of {last} · {part if not step.second else 'second backward pass, bars not reset'}"
    values = tuple(number(s.value) if i in step.known else "" for i, s in enumerate(course.stations))
    return StepperFrame(
        sentence=problem or f"Step {at} of {last}. {said}",
        course=course,
        counting=counting,
        step=at,
        last=last,
        title=title,
        equation=equation,
        marks=Marks(values, tuple(texts), -1 if step.kind == "start" else step.node, lit, labels, bad),
        bar_values=step.bars,
    )


def guessed(guess: str, bar: NDArray[np.float64] | None) -> bool:
    """Tell whether a guess, numbers separated by spaces or commas, is the bar to about one percent.

    Example:
        >>> guessed("0.59", np.array(0.5875)), guessed("1, 2", np.array([1.0, 2.0])), guessed("w", np.array(1.0))
        (True, True, False)

    Lecture: 6, section 2.3, "An alternative notation".
    """
    try:
        numbers = np.array([float(word) for word in guess.replace("−", "-").replace(",", " ").split()])
    except ValueError:
        return False
    right = np.ravel(bar if bar is not None else np.nan)
    return numbers.shape == right.shape and bool(np.all(np.abs(numbers - right) <= 0.005 + 0.01 * np.abs(right)))


def inline(value: NDArray[np.float64]) -> str:
    """Print a value on one line.

    Example:
        >>> inline(np.array([0.5, 1.0])), inline(np.eye(2))
        ('(0.5, 1)', '[1 0; 0 1]')

    Lecture: 6, section 3, "Backprop on a multilayer net".
    """
    value = np.asarray(value)
    if value.ndim == 1:
        return f"({', '.join(number(entry) for entry in value)})"
    if value.ndim == 2:
        return f"[{'; '.join(' '.join(number(entry) for entry in row) for row in value)}]"
    return number(value)


def _edges(
    course: Course, step: Step, numbers: dict[Edge, int], counting: bool
) -> tuple[tuple[int, ...], tuple[tuple[int, str], ...]]:
    if step.kind == "value":
        return tuple(i for edge, i in numbers.items() if edge[0] == step.node), ()
    if step.kind == "start":
        return (), ()
    lit = tuple(numbers[edge] for edge, _ in step.shares)
    return lit, tuple((numbers[edge], _local(course, edge, counting)) for edge, _ in step.shares)


def _local(course: Course, edge: Edge, counting: bool) -> str:
    """The label of an edge: its local derivative, or for arrays the share as the lecture writes it."""
    child, parent, _ = edge
    if counting:
        return "1"
    if course.stations[child].value.ndim == course.stations[parent].value.ndim == 0:
        return number(course.message(edge, np.array(1.0)))
    return _term(course, edge)


def _term(course: Course, edge: Edge) -> str:
    child, _, slot = edge
    station = course.stations[child]
    if station.terms:
        return station.terms[slot]
    local = _local(course, edge, False)
    return f"{barred(station.name)}·{local}" if local[0] != "−" else f"{barred(station.name)}·({local})"


def _equation(course: Course, step: Step, hidden: bool, counting: bool) -> str:
    if step.kind == "start":
        return ""
    station = course.stations[step.node]
    if step.kind == "value":
        return f"{station.name} = {station.formula} = {inline(station.value)}"
    bar = step.bars[step.node]
    assert bar is not None
    left = f"paths({station.name})" if counting else barred(station.name)
    result = "?" if hidden else inline(bar)
    if step.node == course.root:
        return f"{left} = 1"
    amounts = _sum([inline(amount) for _, amount in step.shares])
    if counting:
        return f"{left} = {amounts} = {result}".replace(f"= {result} = ", "= ")
    terms = _sum([_term(course, edge) for edge, _ in step.shares])
    left = f"{left} = old {barred(station.name)}" + " +" if step.second else f"{left} ="
    middle = f" = {amounts}" if len(step.shares) > 1 and not hidden and not step.second else ""
    return f"{left} {terms}{middle} = {result}".replace("+ −", "− ")


def _sum(terms: list[str]) -> str:
    """Add up in words; of a long sum only the first terms and the last, so that it fits under the picture."""
    return " + ".join(terms if len(terms) <= MOST_TERMS else [*terms[: MOST_TERMS - 2], "…", terms[-1]])
