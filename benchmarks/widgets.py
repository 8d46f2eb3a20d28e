"""How long one move of a control takes in every explorer at its default size, and SoftThreshold's computation alone.

    python benchmarks/widgets.py [--moves 150] [--cpu] [--write]

A move is what a reader's hand does: one control gets another value, chosen at random over the control's whole range;
the time runs from there until the new PNG and the new sentence are in their widgets.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from typing import Any

import ipywidgets
import numpy as np
from rounds import report, table

from source_lib import widgets
from source_lib.widgets.bit_buttons import BitButtons

LIMIT, COMPUTE_LIMIT = 50.0, 16.0  # milliseconds, at the 95th percentile


def values(control: Any) -> list[Any]:
    """Return what a control can be set to by hand; of free text only what it says now."""
    if isinstance(control, ipywidgets.FloatLogSlider):
        return [control.base**power for power in np.linspace(control.min, control.max, 40)]
    if isinstance(control, (ipywidgets.FloatSlider, ipywidgets.BoundedFloatText)):
        return np.linspace(control.min, control.max, 40).round(6).tolist()
    if isinstance(control, (ipywidgets.IntSlider, ipywidgets.Play, ipywidgets.BoundedIntText)):
        return list(range(control.min, control.max + 1))
    if hasattr(control, "_options_full"):
        return [value for _, value in control._options_full]
    if isinstance(control, (ipywidgets.Checkbox, ipywidgets.ToggleButton)):
        return [False, True]
    if isinstance(control, BitButtons):
        length = len(control.value)
        return [f"{code:0{length}b}" for code in range(min(2**length, 64))]
    return [control.value]


def milliseconds(explorer: Any, moves: int, clock: Callable[[], float], rng: random.Random) -> list[float]:
    """Return the time of each move that was answered by a new picture."""
    controls = [control for control in explorer.controls_by_name.values() if len(values(control)) > 1]
    times = []
    while len(times) < moves:
        control = rng.choice(controls)
        value, renders = rng.choice(values(control)), explorer.renders
        began = clock()
        control.value = value
        took = 1000 * (clock() - began)
        if explorer.renders > renders:
            times.append(took)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=150)
    parser.add_argument("--only", help="one explorer, such as explore_soft_threshold")
    parser.add_argument("--cpu", action="store_true", help="processor time, for a busy machine")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    options = parser.parse_args()
    clock = time.process_time if options.cpu else time.perf_counter
    rows, said = [], []
    for name in [options.only] if options.only else widgets.EXPLORERS:
        explorer = getattr(widgets, name)()
        times = milliseconds(explorer, options.moves, clock, random.Random(0))
        median, late, worst = (float(np.percentile(times, share)) for share in (50, 95, 100))
        rows.append([name, f"{median:.1f}", f"{late:.1f}", f"{worst:.1f}", f"{len(explorer.image.value) / 1000:.0f}"])
        said.append((late, name))
    slowest = max(said)
    word = "kept" if slowest[0] < LIMIT else "MISSED"
    lines = [f"- {word}: the slowest, {slowest[1]}, {slowest[0]:.1f} ms (under {LIMIT:.0f})"]
    soft = widgets.explore_soft_threshold
    times = []
    for scale in np.logspace(-0.5, 2.5, options.moves):
        state = soft.State(scale=float(scale))
        began = clock()
        soft.compute(state)
        times.append(1000 * (clock() - began))
    late = float(np.percentile(times, 95))
    word = "kept" if late < COMPUTE_LIMIT else "MISSED"
    lines.append(f"- {word}: SoftThreshold's computation, {late:.2f} ms (under {COMPUTE_LIMIT:.0f})")
    header = ["explorer", "median ms", "95th percentile", "worst", "kB per picture"]
    text = table(header, rows) + "\n\n" + "\n".join(lines)
    report("widgets", f"One move of a control, {options.moves} moves each", text, options.write)


if __name__ == "__main__":
    main()
