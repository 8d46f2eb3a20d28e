"""Measuring side by side: every round runs all roads once, in turn, so that a slow moment is slow for all of them."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
# Seconds between two roads: the threads of one road's BLAS wait busily for more work, in the next one's way.
_QUIET = 0.2


@dataclass(frozen=True)
class Target:
    """A promise about two roads: the first takes at most `limit` times what the second takes."""

    road: str
    other: str
    limit: float


def interleaved(roads: dict[str, Callable[[], object]], rounds: int, cpu: bool = False) -> dict[str, list[float]]:
    """Return the seconds that each road took in each round; with cpu, those of the processor, whoever else is busy."""
    clock = time.process_time if cpu else time.perf_counter
    seconds: dict[str, list[float]] = {name: [] for name in roads}
    for road in roads.values():
        road()  # the first time is for caches and imports
    for number in range(rounds):
        names = list(roads)[:: -1 if number % 2 else 1]  # no road is always first after the same other one
        for name in names:
            gc.collect()
            time.sleep(_QUIET)
            began = clock()
            roads[name]()
            seconds[name].append(clock() - began)
    return seconds


def ratios(seconds: dict[str, list[float]], road: str, other: str) -> list[float]:
    """Return how many times as long a road took as another, within each round."""
    return [a / b for a, b in zip(seconds[road], seconds[other], strict=True)]


def ratio(seconds: dict[str, list[float]], road: str, other: str) -> float:
    """Return how many times as long a road takes as another: the median of the ratios within one round."""
    return statistics.median(ratios(seconds, road, other))


def quartiles(seconds: dict[str, list[float]], road: str, other: str) -> tuple[float, float, float]:
    """Return the three quartiles of these ratios: far apart, they tell of a machine that others use as well."""
    low, middle, high = statistics.quantiles(ratios(seconds, road, other), n=4, method="inclusive")
    return low, middle, high


def verdicts(seconds: dict[str, list[float]], targets: list[Target]) -> list[str]:
    """Say of each promise whether it was kept; a road that was not to be had is passed over."""
    said = []
    for target in targets:
        if target.road in seconds and target.other in seconds:
            got = ratio(seconds, target.road, target.other)
            word = "kept" if got <= target.limit else "MISSED"
            low, _, high = quartiles(seconds, target.road, target.other)
            spread = f"half of the rounds between {low:.2f} and {high:.2f}"
            said.append(f"{word}: {got:.2f} of {target.other} (at most {target.limit}); {spread}")
    return said


def table(header: list[str], rows: list[list[str]]) -> str:
    """Write a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def report(name: str, title: str, text: str, write: bool) -> None:
    """Print a result, and keep it as benchmarks/results/<name>.md if that is wanted."""
    print(f"{title}\n\n{text}\n")
    if write:
        RESULTS.mkdir(exist_ok=True)
        command = " ".join([f"python benchmarks/{name}.py", *sys.argv[1:]])
        (RESULTS / f"{name}.md").write_text(f"# {title}\n\n`{command}`\n\n{text}\n", encoding="utf-8")
