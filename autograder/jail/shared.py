"""Objects that both sides own a copy of, and so travel by name: modules, dtypes, what numpy and source_lib define."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

import numpy as np

from .values import ARRAY_KINDS, dtype_of
from .wire import WireError

SHARED_PACKAGES = ("numpy", "math", "source_lib")
HARMLESS_MODULES = (
    "numpy", "math", "cmath", "random", "itertools", "functools", "collections", "statistics", "fractions", "decimal",
    "string", "time", "matplotlib",
)  # fmt: skip


def name_shared(value: Any, *, functions: bool) -> list | None:
    """Return the reference of a module, or of an object that a shared package defines under its own name; else None.

    Functions, and whatever else can be called, go by name into the jail only. Out of it a name would be a way to pass
    off a function of the examiner's own as one's answer.
    """
    if isinstance(value, ModuleType):
        return ["m", value.__name__] if isinstance(value.__name__, str) else None
    if isinstance(value, type) and value.__module__ == "builtins":
        return ["o", "builtins", value.__name__]
    if isinstance(value, np.dtype):
        return ["y", value.str] if value.kind in ARRAY_KINDS else None
    if not functions and not (isinstance(value, type) and issubclass(value, np.generic)):
        return None
    if is_function(value) or isinstance(value, type) or hasattr(type(value), "__dataclass_fields__"):
        module = _home(value)
        name = getattr(value, "__name__", None) or getattr(value, "name", None)
        if module and isinstance(name, str) and getattr(sys.modules.get(module), name, None) is value:
            return ["o", module, name]
    return None


def is_function(value: Any) -> bool:
    """Tell whether calling `value` would compute something."""
    return callable(value) and not (isinstance(value, type) and issubclass(value, np.generic))


def _home(value: Any) -> str | None:
    module = getattr(value, "__module__", None) or getattr(type(value), "__module__", None)
    if isinstance(value, np.ufunc):
        module = "numpy"
    if isinstance(module, str) and module.split(".")[0] in SHARED_PACKAGES and module in sys.modules:
        return module
    return None


def find_harmless(reference: list) -> Any:
    """Return what a reference that comes out of the jail may name: a type of numbers, a dtype, a module of mathematics.

    Never a function, an object of the examiner's, or a module that is not imported already. Raises: WireError.
    """
    tag, *names = reference
    if tag == "y":
        return dtype_of(names[0])
    if not all(isinstance(name, str) for name in names):
        raise WireError("what came is no reference")
    if tag == "m" and names[0].split(".")[0] in HARMLESS_MODULES and names[0] in sys.modules:
        return sys.modules[names[0]]
    known = vars(sys.modules[names[0]]) if tag == "o" and names[0] in ("builtins", "numpy") else {}
    found = known.get(names[1])  # not getattr, by which numpy imports a part of itself that nobody asked for
    if isinstance(found, type) and (names[0] == "builtins" or issubclass(found, np.generic)):
        return found
    raise WireError(f"{'.'.join(names)[:80]} of the examiner's own was given as the student's")


def find_shared(reference: list) -> Any:
    """Return this side's own copy of what `name_shared` named, in the jail. Raises: WireError if there is none."""
    tag = reference[0]
    if tag == "y":
        return dtype_of(reference[1])
    if tag not in "mo":
        raise WireError("what came is no reference")
    module = reference[1]
    if not isinstance(module, str) or not (
        module == "builtins" or module in sys.modules or module.split(".")[0] in SHARED_PACKAGES
    ):
        raise WireError(f"the module {module!r} is not shared")
    try:
        home = importlib.import_module(module)
    except ImportError as error:
        raise WireError(str(error)) from error
    if tag == "m":
        return home
    found = getattr(home, str(reference[2]), None)
    if found is None or (module == "builtins" and not isinstance(found, type)):
        raise WireError(f"{module}.{reference[2]} is not shared")
    return found
