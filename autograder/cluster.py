"""Grade on a cluster: the same unit of work, sent to the workers of a Dask scheduler.

What travels is the bytes of a Job to a worker and the bytes of a Done back, through the scheduler's own connections;
nothing is written to a shared disk.  A worker grades with supervisors and a jail of its own, and needs this package in
the same versions.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from autograder.errors import JailMissing

_PATIENCE = "10s"  # for the scheduler to answer and its first worker to be there


def dask_executor(address: str) -> tuple[Executor, int, Callable[[], None]]:
    """Return the Executor of a Dask scheduler, how many jobs its workers run at once, and what lets go of it.

    A job whose worker is lost runs again on another one: grading is a pure function, so nothing is lost but time.
    Raises: JailMissing where there is no dask.distributed, no scheduler or no worker, or another version of ours there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise JailMissing("dask.distributed is missing. Run: python -m pip install 'nets-by-hand[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise JailMissing(f"there is no Dask scheduler at {address}. Start one with: dask scheduler") from error
    try:
        slots = _threads(client, address)
    except BaseException:
        client.close()
        raise
    executor = client.get_executor(pure=False)

    def close() -> None:
        executor.shutdown(wait=False)
        client.close()

    return executor, slots, close


def _threads(client: Any, address: str) -> int:
    """Return how many threads all workers have, after a look at whether they grade as this machine does."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise JailMissing(
            f"the Dask scheduler at {address} has no workers. Start one with: dask worker {address}"
        ) from error
    here = versions()
    for worker, there in client.run(versions, on_error="return").items():
        if there != here:
            said = f"cannot run this package ({there})" if isinstance(there, Exception) else f"has {there}"
            raise JailMissing(f"the worker {worker} {said}; here is {here}. Install the same there and grade again")
    return max(1, sum(client.nthreads().values()))


def versions() -> str:
    """Return what has to be the same on all machines, for the same marks."""
    import sys

    import numpy

    from autograder.job import GRADER_VERSION

    return f"Python {sys.version_info[0]}.{sys.version_info[1]}, numpy {numpy.__version__}, grader {GRADER_VERSION}"
