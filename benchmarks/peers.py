"""The libraries we are measured against, in an environment of the benchmarks' own (benchmarks/.venv, not committed)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
HOME = Path(__file__).parent / ".venv"
# What pip calls it and what Python calls it. On Linux only a CPU build of PyTorch will do: the other one is gigabytes.
PEERS = {
    "torch==2.13.0+cpu; sys_platform == 'linux'": "torch",
    "torch==2.13.0; sys_platform != 'linux'": "torch",
    "scikit-learn": "sklearn",
    "autograd": "autograd",
    "micrograd": "micrograd",
}


def interpreter(home: Path) -> Path:
    """Return the Python that has the peers and our numpy; what is missing is installed, what cannot be is named."""
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
    if not installed(python, "numpy"):
        install(python, "numpy")  # the release that constraints.txt pins, so that every road has the same BLAS
    for requirement, module in PEERS.items():
        if not installed(python, module) and not install(python, requirement):
            print(f"pip could not get {requirement!r}: its rows stay empty.", file=sys.stderr)
    return python


def installed(python: Path, module: str) -> bool:
    """Say whether an interpreter has a module, without importing it."""
    question = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", question], check=False).returncode == 0


def install(python: Path, requirement: str) -> bool:
    """Ask pip for one requirement; a requirement that is for another system counts as met."""
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["-c", PROJECT / "constraints.txt", requirement]
    return subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def inside(python: Path, script: str, *arguments: str, threads: int) -> str:
    """Run a script of this folder by that Python, every library with so many threads, and return what it printed."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | dict.fromkeys(names, str(threads)) | {"PYTHONPATH": str(PROJECT)}
    command = [python, Path(__file__).parent / script, *arguments]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
