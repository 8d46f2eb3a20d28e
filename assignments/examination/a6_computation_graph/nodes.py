"""Looking at a student's nodes: which node is which, and what a node hands to each of its parents."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.comparison import Fault, Stopped, describe, plain, raised
from autograder.handles import Handle

Functions = Mapping[str, Callable[..., Any]]


def identity(node: Any) -> Any:
    """Return what is equal for one and the same node only, here or in the student's process; nothing is run for it."""
    return ("student", object.__getattribute__(node, "_number")) if isinstance(node, Handle) else id(node)


def attempt(name: str, ask: Callable[[], Any]) -> Any:
    """Return what `ask` returns, or a Fault that says how far it came."""
    try:
        return ask()
    except Stopped as stop:
        return stop.fault
    except RecursionError:
        return Fault("RecursionError", "", name)  # without its text, which depends on where the limit was met
    except Exception as error:
        return raised(error, name)


def gathered(seen: dict[str, Any]) -> dict[str, Any]:
    """Return what was seen, unless nothing but stubs was met. Raises: Stopped."""
    stubs = [value for value in seen.values() if isinstance(value, Fault) and value.kind == "NotImplementedError"]
    if len(stubs) == len(seen) or any(stub.function == "Node" for stub in stubs):
        raise Stopped(stubs[0])
    return seen


def share_of(made: Any, given: Any, bar: Any, name: str) -> Any:
    """Return what the node `made` hands to the node `given`: the sum over the edges between them of local(bar)."""
    parents, local = sequence(made.parents, name, "parents"), sequence(made.local, name, "local")
    if len(parents) != len(local):
        raise Stopped(
            Fault("structure", f"{name} has {len(parents)} parents, but {len(local)} functions in local.", name)
        )
    shares = [share(bar) for parent, share in zip(parents, local, strict=True) if identity(parent) == identity(given)]
    if not shares:
        raise Stopped(Fault("structure", f"{name} does not list the node that it was given among its parents.", name))
    first = plain(shares[0])
    if len(shares) == 1 or isinstance(first, Fault):
        return first
    return sum((np.asarray(plain(share)) for share in shares[1:]), first)


def sequence(value: Any, name: str, field: str) -> list[Any]:
    """Return a list or tuple as a list. Raises: Stopped if it is neither."""
    if not isinstance(value, (list, tuple)):
        raise Stopped(Fault("structure", f"The {field} of {name} must be a tuple (got {describe(value)}).", name))
    return list(value)
