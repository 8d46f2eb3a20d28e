"""The process that runs one student's cells. It answers requests; it holds no test, no expected value, no secret."""

from __future__ import annotations

import operator
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import wire
from .cells import CellRunner, Output
from .shared import find_shared, name_shared
from .values import decode, encode

OPERATORS: dict[str, Callable[..., Any]] = {
    "call": lambda f, *args, **kwargs: f(*args, **kwargs),
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "iter": iter,
    "next": next,
    **{name: getattr(operator, name) for name in (
        "getitem", "setitem", "delitem", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul",
        "neg", "pos", "abs", "invert", "and_", "or_", "xor", "lshift", "rshift",
        "iadd", "isub", "imul", "itruediv", "imatmul", "ipow",
    )},
    # Asked for by name only: a proxy never calls these behind a test's back.
    "eq": operator.eq, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "len": len, "float": float, "int": int, "bool": bool, "str": str, "repr": repr, "array": np.asarray,
    "contains": operator.contains,
}  # fmt: skip


class Candidate:
    """Serves one connection: `files`, `run`, `lookup`, `bind`, `seed` and the operators above."""

    def __init__(self, connection: socket.socket, runner: CellRunner) -> None:
        self.connection = connection
        self.runner = runner
        self.objects: list[Any] = []  # what the examiner holds a handle of
        self.numbers: dict[int, int] = {}  # id(object) -> its place in `objects`

    def serve(self) -> None:
        """Answer until the examiner hangs up."""
        while True:
            try:
                request = wire.receive(self.connection)
            except wire.Closed:
                return
            self.answer(request)

    def answer(self, request: dict[str, Any]) -> None:
        act = getattr(self, f"do_{request['do']}")
        try:
            reply = act(**{key: value for key, value in request.items() if key != "do"})
        except wire.WireError as error:
            reply = {"refused": str(error)}
        except BaseException as error:
            reply = {"error": self.report(error)}
        self.runner.flush()
        try:
            wire.send(self.connection, {"reply": reply})
        except wire.WireError as error:
            wire.send(self.connection, {"reply": {"refused": str(error)}})

    # ---- requests ---------------------------------------------------------------------------------------------
    def do_files(self, files: dict[str, bytes]) -> dict[str, Any]:
        """Lay out the files that came with the submission, in this candidate's own folder."""
        for name, content in files.items():
            path = Path(os.getcwd(), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return {}

    def do_collect(self, limit: int) -> dict[str, Any]:
        """Return the regular files that the notebook left in its folder, up to `limit` bytes in all."""
        files: dict[str, bytes] = {}
        for path in sorted(Path(os.getcwd()).rglob("*")):
            if path.is_file() and not path.is_symlink():
                limit -= path.stat().st_size
                if limit < 0:
                    break
                files[str(path.relative_to(os.getcwd()))] = path.read_bytes()
        return {"files": files}

    def do_seed(self, numpy: Any = None, python: Any = None) -> dict[str, Any]:
        if numpy is not None:
            np.random.seed(decode(numpy, self.resolve))
        if python is not None:
            random.seed(decode(python, self.resolve))
        return {}

    def do_run(self, source: str) -> dict[str, Any]:
        """Run one cell. Its outputs go out while it runs."""
        error = self.runner.run(source, self.show)
        return {"error": self.report(error)} if error is not None else {}

    def do_lookup(self, names: list[str]) -> dict[str, Any]:
        """Return, of these names, those that the student's namespace has, with their values."""
        space, found, refused = self.runner.namespace, {}, {}
        for name in names:
            if name in space:
                try:
                    found[name] = encode(space[name], self.refer)
                except wire.WireError as error:
                    refused[name] = str(error)
        return {"found": found, "refused_names": refused}

    def do_bind(self, bound: dict[str, Any], unbound: list[str]) -> dict[str, Any]:
        """Rebind and delete names, as a test cell did on its side."""
        for name, value in bound.items():
            self.runner.namespace[name] = decode(value, self.resolve)
        for name in unbound:
            self.runner.namespace.pop(name, None)
        return {}

    def do_apply(self, op: str, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Apply an operator to values and to objects of this side, and say what changed in the arguments."""
        self.runner.emit = self.show
        values = [decode(arg, self.resolve) for arg in args]
        named = {name: decode(arg, self.resolve) for name, arg in kwargs.items()}
        result = OPERATORS[op](*values, **named)
        reply: dict[str, Any] = {"value": encode(result, self.refer)}
        written = self.changes(args, values)
        written_named = self.changes(list(kwargs.values()), list(named.values()))
        if written:
            reply["written"] = written
        if written_named:
            names = list(kwargs)
            reply["written_named"] = {names[place]: value for place, value in written_named.items()}
        return reply

    def changes(self, before: list[Any], after: list[Any]) -> dict[int, Any]:
        """Return the arguments that the call changed in place, by position."""
        changed = {}
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            if isinstance(was, list) and was and was[0] in ("a", "l", "d", "t", "S"):
                try:
                    encoded = encode(now, self.refer)
                except wire.WireError:
                    continue
                if encoded != was:
                    changed[place] = encoded
        return changed

    # ---- what has no plain value ------------------------------------------------------------------------------
    def refer(self, value: Any) -> list:
        """Return the reference of an object: a shared one by its name, a subclass of a builtin by its content too."""
        shared = name_shared(value, functions=False)
        if shared is not None:
            return shared
        if isinstance(value, np.ndarray):
            return encode(np.ndarray.view(value, np.ndarray), self.refer)
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        handle: list[Any] = ["h", number, type(value).__name__[:80], callable(value)]
        if isinstance(value, (dict, list, tuple)):
            base = next(kind for kind in (dict, list, tuple) if isinstance(value, kind))
            content = dict(dict.items(value)) if base is dict else base(base.__iter__(value))  # type: ignore[arg-type]
            handle.append(encode(content, self.refer))
        elif isinstance(value, (float, int, str)):
            base_type: Any = next(kind for kind in (float, int, str) if isinstance(value, kind))
            plain = str.__str__(value) if base_type is str else base_type.__add__(value, base_type())
            return encode(plain, self.refer)
        return handle

    def resolve(self, reference: list) -> Any:
        tag = reference[0]
        if tag == "h":
            return self.objects[reference[1]]
        if tag == "c":
            return self.callback(reference[1])
        return find_shared(reference)

    def callback(self, number: int) -> Callable[..., Any]:
        """Return a function that asks the examiner to call one of its own."""

        def ask(*args: Any, **kwargs: Any) -> Any:
            self.runner.flush()
            encoded = [encode(arg, self.refer) for arg in args]
            named = {name: encode(arg, self.refer) for name, arg in kwargs.items()}
            wire.send(self.connection, {"callback": number, "args": encoded, "kwargs": named})
            while "answer" not in (message := wire.receive(self.connection)):
                self.answer(message)
            if "error" in message["answer"]:
                raise RuntimeError(message["answer"]["error"])
            return decode(message["answer"]["value"], self.resolve)

        ask.__name__ = ask.__qualname__ = "function_of_the_test"
        return ask

    # ---- reports ----------------------------------------------------------------------------------------------
    def show(self, output: Output) -> None:
        wire.send(self.connection, {"output": output})

    def report(self, error: BaseException) -> dict[str, Any]:
        """Describe an exception: its name, the builtin exceptions that it is, its text and the lines that raised it."""
        lines = [cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins"]
        try:
            text = str(error)[:2000]
        except BaseException:
            text = ""
        try:
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/jail/" not in frame.filename][
                -8:
            ]
            trace = [f"{frame.name}, line {frame.lineno}: {(frame.line or '').strip()[:200]}" for frame in frames]
        except BaseException:
            trace = []
        return {"name": type(error).__name__[:80], "bases": lines, "text": text, "trace": trace}


def serve(connection: socket.socket, runner: CellRunner) -> None:
    """Be the candidate on this connection until it closes."""
    sys.stdout, sys.stderr = runner.streams
    builtins = sys.modules["builtins"]
    builtins.input = _no_input  # type: ignore[attr-defined]
    Candidate(connection, runner).serve()


def _no_input(*args: object) -> str:
    raise EOFError("input() cannot be answered while a notebook is graded")
