"""How long `import source_lib` and the first use of its parts take in a fresh Python, beside numpy's own import.

python benchmarks/import_time.py [--rounds 15] [--write]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from rounds import report, table

PROJECT = Path(__file__).parent.parent
LIMIT = 150.0  # milliseconds for `import source_lib`
STATEMENTS = {
    "numpy": "import numpy",
    "source_lib": "import source_lib",
    "source_lib, all of its core": (
        "from source_lib import activations, backprop, gradcheck, graph, losses, mlp, training, units"
    ),
    "the first explorer": "from source_lib.widgets import explore_soft_threshold",
}


def once(statement: str, clock: str) -> float:
    """Return the milliseconds of a statement in a new process, without those of starting Python."""
    code = f"import time; began = time.{clock}(); {statement}; print(1000 * (time.{clock}() - began))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True)
    return float(ran.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cpu", action="store_true", help="processor time, for a busy machine")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/")
    options = parser.parse_args()
    clock = "process_time" if options.cpu else "perf_counter"
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(options.rounds):
        for name, statement in STATEMENTS.items():
            times[name].append(once(statement, clock))
    rows = [[name, f"{statistics.median(ms):.0f}", f"{max(ms):.0f}"] for name, ms in times.items()]
    got = statistics.median(times["source_lib"])
    verdict = f"- {'kept' if got < LIMIT else 'MISSED'}: import source_lib takes {got:.0f} ms (under {LIMIT:.0f})"
    report("import_time", "Import", f"{table(['import', 'median ms', 'worst ms'], rows)}\n\n{verdict}", options.write)


if __name__ == "__main__":
    main()
