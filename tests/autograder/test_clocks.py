"""Fair clocks and the memory of a family of processes."""

import os
import subprocess
import sys

from autograder.clocks import Clock, host_pid, memory_of, queued


def test_a_clock_counts_and_expires() -> None:
    clock = Clock(0.0, os.getpid())
    assert clock.expired()
    patient = Clock(1000.0, os.getpid())
    assert not patient.expired()
    assert 0.0 <= patient.elapsed() < 1000.0


def test_a_clock_cannot_be_held_back_for_ever() -> None:
    """However long the process says that it waited, a sixth of the wall time counts."""
    clock = Clock(0.01, os.getpid())
    clock.began -= 60.0
    clock.queued_before = -1e6
    assert clock.elapsed() >= 10.0 and clock.expired()


def test_a_process_that_is_gone_has_waited_for_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    assert queued(child.pid) == 0.0
    assert memory_of(child.pid, 10**12) == 0


def test_the_memory_of_children_counts() -> None:
    hoard = "x = bytearray(60_000_000); print(1, flush=True); input()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hoard!r}])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None and parent.stdin is not None
        parent.stdout.readline()
        assert memory_of(parent.pid, 1) > 60_000_000
        parent.stdin.write(b"\n")


def test_memory_shared_among_processes_counts() -> None:
    hoard = "import mmap; m = mmap.mmap(-1, 60_000_000); m.write(bytes(60_000_000)); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hoard], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdin is not None
        child.stdout.readline()
        assert memory_of(child.pid, 10**12) > 60_000_000  # by the rough count
        assert memory_of(child.pid, 1) > 60_000_000  # by the exact one
        child.stdin.write(b"\n")


def test_a_pidfd_names_its_process() -> None:
    descriptor = os.pidfd_open(os.getpid())
    assert host_pid(descriptor) == os.getpid()
    os.close(descriptor)
