"""Ways to spoil a submitted notebook: at any level of the JSON, or in its bytes."""

import json
import random
from collections.abc import Callable
from typing import Any

JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 2.5, 10**30, float("nan"), "", "x", "\ud800", "\x00", "\u202e", [], {}, [[]], [None], {"a": 1},
    ["x"] * 50, "x" * 5000, {"nbgrader": 5}, {"nbgrader": {"grade_id": []}}, "../../x", -(2**63),
)  # fmt: skip


def _places(value: Any, path: tuple = ()) -> list[tuple]:
    """Return the paths of everything below a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ((*path, key), *_places(item, (*path, key)))]


def _parent(notebook: Any, path: tuple) -> Any:
    for key in path[:-1]:
        notebook = notebook[key]
    return notebook


def _replace(notebook: Any, rng: random.Random) -> None:
    path = rng.choice(_places(notebook))
    _parent(notebook, path)[path[-1]] = json.loads(json.dumps(rng.choice(JUNK)))


def _delete(notebook: Any, rng: random.Random) -> None:
    path = rng.choice(_places(notebook))
    del _parent(notebook, path)[path[-1]]


def _cells(change: Callable[[list, random.Random], Any]) -> Callable[[Any, random.Random], None]:
    def spoil(notebook: Any, rng: random.Random) -> None:
        if isinstance(notebook.get("cells"), list) and notebook["cells"]:
            change(notebook["cells"], rng)

    return spoil


def _retype(cells: list, rng: random.Random) -> None:
    cell = rng.choice(cells)
    if isinstance(cell, dict):
        cell["cell_type"] = rng.choice(["code", "markdown", "raw", "heading", "evil", 3])


def _split(cells: list, rng: random.Random) -> None:
    place = rng.randrange(len(cells))
    cell = cells[place]
    if isinstance(cell, dict) and isinstance(cell.get("source"), str):
        half = len(cell["source"]) // 2
        cells.insert(place + 1, {**cell, "source": cell["source"][half:]})
        cell["source"] = cell["source"][:half]


def _nest(notebook: Any, rng: random.Random) -> None:
    value: Any = 0
    for _ in range(rng.choice([5, 50, 90, 150, 400])):
        value = [value]
    notebook["metadata"] = value


CHANGES: tuple[Callable[[Any, random.Random], Any], ...] = (
    _replace, _replace, _replace, _delete, _delete, _nest,
    _cells(lambda cells, rng: cells.pop(rng.randrange(len(cells)))),
    _cells(lambda cells, rng: cells.append(rng.choice(cells))),
    _cells(lambda cells, rng: rng.shuffle(cells)),
    _cells(_retype),
    _cells(_split),
)  # fmt: skip


def _truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _flip(data: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(max(1, len(data)))
    return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    lambda data, rng: data, lambda data, rng: data, lambda data, rng: data, _truncate, _flip, _flip,
    lambda data, rng: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data, rng: b"\xef\xbb\xbf" + data,
    lambda data, rng: data.replace(b"\n", b"\r\n"),
    lambda data, rng: data + data,
    lambda data, rng: b"",
    lambda data, rng: b"[" * 5000 + data,
    lambda data, rng: data.replace(b'"nbformat": 4', b'"nbformat": 3'),
)  # fmt: skip


def spoilt(released: dict[str, Any], rng: random.Random) -> bytes:
    """Return a notebook spoilt one to four times, as bytes."""
    notebook = json.loads(json.dumps(released))
    for _ in range(rng.randint(1, 4)):
        if _places(notebook) and isinstance(notebook, dict):
            rng.choice(CHANGES)(notebook, rng)
    text = json.dumps(notebook, indent=rng.choice([None, 1]), ensure_ascii=rng.random() < 0.5)
    return rng.choice(BYTES)(text.encode("utf-8", "surrogatepass"), rng)
