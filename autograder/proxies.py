"""The connection to a candidate: what the examiner asks of a student's objects, and what it takes them for.

Plain values come by value, everything else as a handle.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.carried_back import StudentError, exception_of, write_back
from autograder.handles import ARITHMETIC, CallableHandle, Handle, refused
from autograder.jail import wire
from autograder.jail.shared import find_harmless, name_shared
from autograder.jail.values import decode, encode

MAX_REQUESTS = 100_000  # per test cell


class CandidateGone(BaseException):
    """The candidate ended. No `except Exception` of a test cell may swallow this."""


class Student:
    """One connection to a candidate, and the tables of both sides' references."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.show: Callable[[dict[str, Any]], None] = lambda output: None
        self.functions: list[Callable[..., Any]] = []  # the test's own functions that the candidate may call back
        self.origins: dict[int, tuple[Any, list, Any]] = {}  # id(content) -> (content, its handle, its first encoding)
        self.requests = 0
        self.before_request: Callable[[], None] | None = None
        self.operators: frozenset[str] = frozenset()  # the arithmetic that the instructor's own classes define
        self.gone = False  # it has ended, or what it sent was no message
        self.broke = ""  # what was wrong with what it sent

    # ---- conversation -----------------------------------------------------------------------------------------
    def request(self, do: str, **parts: Any) -> dict[str, Any]:
        """Ask, and serve what comes before the answer. Raises: CandidateGone, and the student's exception."""
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise StudentError(f"the test asked the student's code more than {MAX_REQUESTS} times")
        try:
            wire.send(self.connection, {"do": do, **parts})
            while True:
                message = wire.receive(self.connection)
                if not isinstance(message, dict):
                    raise wire.WireError("a message is no mapping")
                if "reply" in message:
                    return self._checked(message["reply"])
                if "output" in message:
                    self._show(message["output"])
                elif "callback" in message:
                    self._answer(message)
                else:
                    raise wire.WireError("a message of no known kind")
        except wire.Closed as end:
            self.gone = True
            raise CandidateGone("the student's process ended") from end
        except wire.WireError as error:
            message = None  # it may be huge, and the traceback would keep it
            self.gone, self.broke = True, str(error)
            self.connection.close()
            raise CandidateGone(f"the student's process sent a broken reply: {error}") from error

    def _checked(self, reply: Any) -> dict[str, Any]:
        if not isinstance(reply, dict):
            raise wire.WireError("a reply is no mapping")
        if "refused" in reply:
            raise StudentError(f"the answer cannot be looked at: {str(reply['refused'])[:500]}")
        return reply

    def _show(self, output: Any) -> None:
        try:
            self.show(output)
        except (RecursionError, MemoryError, TypeError, ValueError) as error:
            raise wire.WireError("an output is not of the schema") from error

    def _answer(self, message: dict[str, Any]) -> None:
        """Call a function of the test on the candidate's behalf."""
        try:
            function = self.functions[int(message["callback"])]
            plain, named = list(message["args"]), dict(message["kwargs"])
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise wire.WireError("a call back is not of the schema") from error
        try:
            args = [self.decode(arg) for arg in plain]
            kwargs = {str(name): self.decode(arg) for name, arg in named.items()}
            answer: dict[str, Any] = {"value": self.encode(function(*args, **kwargs))}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {str(error)[:500]}"}
        wire.send(self.connection, {"answer": answer})

    # ---- values -----------------------------------------------------------------------------------------------
    def encode(self, value: Any) -> Any:
        origin = self.origins.get(id(value))
        if origin is not None and origin[0] is value and encode(value, self.refer) == origin[2]:
            return origin[1]
        return encode(value, self.refer)

    def refer(self, value: Any) -> list:
        if isinstance(value, Handle):
            return ["h", object.__getattribute__(value, "_number")]
        shared = name_shared(value, functions=True)
        if shared is not None:
            return shared
        if isinstance(value, np.ndarray):
            return encode(value.view(np.ndarray), self.refer)
        if callable(value):
            self.functions.append(value)
            return ["c", len(self.functions) - 1]
        raise StudentError(f"a {type(value).__name__} of the test cannot be handed to the student's code")

    def decode(self, plain: Any) -> Any:
        return decode(plain, self.resolve)

    def resolve(self, reference: list) -> Any:
        if reference[0] != "h":
            return find_harmless(reference)
        number, kind, is_callable = int(reference[1]), str(reference[2])[:80], bool(reference[3])
        if len(reference) > 4:  # a namedtuple, an OrderedDict: its content as the builtin that it is
            content = decode(reference[4], self.resolve)
            self.origins[id(content)] = (content, ["h", number], encode(content, self.refer))
            return content
        return (CallableHandle if is_callable else Handle)(self, number, kind)

    def apply(self, op: str, *args: Any, **kwargs: Any) -> Any:
        """Carry out an operator in the candidate; changes that it made to mutable arguments are made here too."""
        if op in ARITHMETIC and not {f"__{ARITHMETIC[op]}__", f"__r{ARITHMETIC[op]}__"} & self.operators:
            refused("used as a number")(next(arg for arg in args if isinstance(arg, Handle)))
        if self.before_request is not None:
            self.before_request()
        encoded = [self.encode(arg) for arg in args]
        named = {name: self.encode(arg) for name, arg in kwargs.items()}
        reply = self.request("apply", op=op, args=encoded, kwargs=named)
        if "error" in reply:
            error = exception_of(reply["error"])
            if isinstance(error, (StopIteration, StopAsyncIteration)) and op != "next":
                # In the test it would end the test's own loop: `zip(map(f, xs), wanted)` would look at nothing more.
                stopped = RuntimeError(f"the code raised {type(error).__name__}")
                stopped.student_trace = error.student_trace  # type: ignore[attr-defined, union-attr]
                raise stopped
            raise error
        try:
            for place, written in (reply.get("written") or {}).items():
                if 0 <= int(place) < len(args):
                    write_back(args[int(place)], self.decode(written))
            for name, written in (reply.get("written_named") or {}).items():
                write_back(kwargs[name], self.decode(written))
            return self.decode(reply["value"])
        except (wire.WireError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise StudentError(f"the answer cannot be looked at: {error}") from error
