"""An answer read by the readers of the visible checks: what they refuse becomes a fault, in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.comparison import Fault, Stopped
from source_lib.checks.answers import CheckFailed


def read(reader: Callable[..., Any], function: str, *args: Any, **kwargs: Any) -> Any:
    """Return what a reader of source_lib.checks makes of the answer of a function.

    Raises: Stopped with a fault of kind "structure" where the reader refuses it.
    """
    try:
        return reader(function, *args, **kwargs)
    except CheckFailed as refusal:
        lines = [" ".join(line.split()) for line in str(refusal).splitlines()]
        kept = [line.removeprefix("got: ").rstrip(".") for line in lines if not line.startswith("hint:")]
        raise Stopped(Fault("structure", f"{kept[0]}: got {', '.join(kept[1:])}.", function)) from refusal


def each(asked: dict[str, Callable[[], dict[str, Any]]]) -> dict[str, Any]:
    """Return what all the questions find, under their own keys; a question that fails costs its own keys only.

    A question that fails is answered by its fault under its name. Where all of them fail, the first fault is raised.
    Raises: Stopped.
    """
    seen: dict[str, Any] = {}
    faults: list[Stopped] = []
    for name, question in asked.items():
        try:
            seen |= question()
        except Stopped as stop:
            faults.append(stop)
            seen[name] = stop.fault
    if faults and len(faults) == len(asked):
        raise faults[0]
    return seen
