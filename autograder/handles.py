"""A handle stands for one object of the candidate, and runs nothing by itself.

Calls, attributes, items and arithmetic are carried out in the candidate and what comes back is plain data again;
comparisons, truth, length and conversion to numbers are refused, since those would let the student's own code decide
what a test sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.proxies import Student

# Arithmetic would hand the wanted value to the student's own code: `abs(f(2) - 4)` is then whatever that code likes.
ARITHMETIC = {name: name.rstrip("_") for name in (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and_", "or_", "xor",
)}  # fmt: skip


def refused(what: str) -> Callable[..., Any]:
    """Return what raises TypeError for a handle that was, for example, compared."""

    def refuse(self: Handle, *args: Any) -> Any:
        kind = object.__getattribute__(self, "_kind")
        raise TypeError(f"a student's object of type {kind!r} was {what}; a test looks at its plain data instead")

    return refuse


def _remote(op: str) -> Callable[..., Any]:
    def ask(self: Handle, *args: Any) -> Any:
        return object.__getattribute__(self, "_student").apply(op, self, *args)

    return ask


def _reflected(op: str) -> Callable[[Handle, Any], Any]:
    return lambda self, other: object.__getattribute__(self, "_student").apply(op, other, self)


class Handle:
    """Stands for one object of the candidate."""

    __slots__ = ("_kind", "_number", "_student")
    __array_ufunc__ = None  # numpy leaves arithmetic with a handle to the handle

    def __init__(self, student: Student, number: int, kind: str) -> None:
        object.__setattr__(self, "_student", student)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_kind", kind)

    def __repr__(self) -> str:
        return f"<student's object of type {object.__getattribute__(self, '_kind')!r}>"

    __str__ = __repr__
    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__name__", "__doc__", "__class_name__"):
            raise AttributeError(name)
        return object.__getattribute__(self, "_student").apply("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "_student").apply("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        object.__getattribute__(self, "_student").apply("delattr", self, name)

    def __iter__(self) -> Iterator[Any]:
        student = object.__getattribute__(self, "_student")
        iterator = student.apply("iter", self)
        while True:
            try:
                yield student.apply("next", iterator)
            except StopIteration:
                return

    __next__ = _remote("next")
    __getitem__ = _remote("getitem")
    __setitem__ = _remote("setitem")
    __delitem__ = _remote("delitem")
    __neg__, __pos__, __abs__, __invert__ = _remote("neg"), _remote("pos"), _remote("abs"), _remote("invert")

    __eq__ = refused("compared")
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = refused("compared")
    __bool__ = refused("used as true or false")
    __len__ = refused("asked for its length")
    __contains__ = refused("searched")
    __float__ = __int__ = __index__ = __complex__ = __round__ = refused("used as a number")
    __array__ = refused("used as an array")
    __format__ = lambda self, spec: repr(self)  # noqa: E731


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift"):
    setattr(Handle, f"__{_name}__", _remote(_name))
    setattr(Handle, f"__r{_name}__", _reflected(_name))
for _name in ("and", "or", "xor"):
    setattr(Handle, f"__{_name}__", _remote(f"{_name}_"))
    setattr(Handle, f"__r{_name}__", _reflected(f"{_name}_"))


class CallableHandle(Handle):
    """Stands for a function or a class of the candidate."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return object.__getattribute__(self, "_student").apply("call", self, *args, **kwargs)
