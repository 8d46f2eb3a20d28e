"""Digits: what comes from the package, from the cache and from MNIST's own files is the same thing."""

import gzip
import struct

import numpy as np
import pytest

from source_lib.digits import Digits, cache_folder, load_digits, load_idx, split, with_shifts


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def test_there_are_five_hundred_of_each(digits):
    assert digits.X.shape == (5000, 784)
    assert digits.X.dtype == np.float32
    assert (digits.X.min(), digits.X.max()) == (0, 1)
    np.testing.assert_array_equal(np.bincount(digits.labels), np.full(10, 500))


def test_targets_are_one_hot(digits):
    np.testing.assert_array_equal(digits.T.argmax(axis=1), digits.labels)
    np.testing.assert_array_equal(digits.T.sum(axis=1), 1)
    assert digits.T.dtype == np.float32


def test_the_cache_is_written_once_read_back_and_mended(tmp_path, digits, monkeypatch):
    first = load_digits(tmp_path)
    np.testing.assert_array_equal(first.X, digits.X)
    assert [file.name for file in tmp_path.iterdir()] == ["digits_5000.npz"]
    with monkeypatch.context() as patch:
        patch.setattr("source_lib.digits._read_csv", lambda: pytest.fail("read the text again"))
        np.testing.assert_array_equal(load_digits(tmp_path).labels, digits.labels)
    for broken in (b"", b"not a zip file", (tmp_path / "digits_5000.npz").read_bytes()[:1000]):
        (tmp_path / "digits_5000.npz").write_bytes(broken)
        np.testing.assert_array_equal(load_digits(tmp_path).X, digits.X)


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path, digits):
    (tmp_path / "file").write_text("in the way")
    np.testing.assert_array_equal(load_digits(tmp_path / "file").labels, digits.labels)


def test_the_cache_goes_where_it_is_told_or_where_caches_go(monkeypatch, tmp_path):
    monkeypatch.setenv("NETS_BY_HAND_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("NETS_BY_HAND_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "nets-by-hand"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache_folder() == tmp_path / "local" / "nets-by-hand"
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_folder().parts[-3:] == ("Library", "Caches", "nets-by-hand")


def test_a_split_loses_nothing_and_is_fair_to_every_class(digits):
    training, test = split(digits, 1000, np.random.default_rng(3))
    assert (len(training), len(test)) == (4000, 1000)
    np.testing.assert_array_equal(np.bincount(test.labels), np.full(10, 100))
    together = np.concatenate([training.X, test.X]).sum(axis=0, dtype=np.float64)
    np.testing.assert_allclose(together, digits.X.sum(axis=0, dtype=np.float64))
    rows = {row.tobytes() for row in training.X}
    assert not any(row.tobytes() in rows for row in test.X)
    assert (np.diff(training.labels) != 0).mean() > 0.8  # shuffled, not sorted by class


def test_a_split_depends_on_its_seed_alone(digits):
    one, again, other = (split(digits, 1000, np.random.default_rng(seed))[1] for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.X, again.X)
    assert (one.labels != other.labels).any()


@pytest.mark.parametrize("n_test", [0, 5000, -1])
def test_a_split_with_an_empty_side_is_refused(digits, n_test):
    with pytest.raises(ValueError, match=rf"'n_test' must lie between 1 and 4999 \(got {n_test}\)"):
        split(digits, n_test, np.random.default_rng(0))


def test_shifts_move_by_one_pixel_each_way():
    picture = np.zeros((1, 28, 28), np.float32)
    picture[0, 10, 20] = 1
    moved = with_shifts(Digits(picture.reshape(1, 784), np.array([7])))
    places = {tuple(np.argwhere(x.reshape(28, 28))[0].tolist()) for x in moved.X}
    assert places == {(10, 20), (11, 20), (9, 20), (10, 21), (10, 19)}
    assert moved.labels.tolist() == [7] * 5


def write_idx(folder, name, array, packed):
    header = struct.pack(">I", 0x0800 + array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    content = header + array.astype(np.uint8).tobytes()
    if packed:
        (folder / f"{name}.gz").write_bytes(gzip.compress(content))
    else:
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("joint", ["-", "."])
def test_a_folder_of_idx_files_is_read(tmp_path, packed, joint):
    rng = np.random.default_rng(0)
    parts = {
        name: (rng.integers(0, 256, (n, 28, 28)), rng.integers(0, 10, n)) for name, n in (("train", 6), ("t10k", 3))
    }
    for name, (images, labels) in parts.items():
        write_idx(tmp_path, f"{name}-images{joint}idx3-ubyte", images, packed)
        write_idx(tmp_path, f"{name}-labels{joint}idx1-ubyte", labels, packed)
    for got, (images, labels) in zip(load_idx(tmp_path), parts.values(), strict=True):
        np.testing.assert_allclose(got.X * 255, images.reshape(-1, 784), rtol=1e-6)
        np.testing.assert_array_equal(got.labels, labels)


def test_idx_files_that_are_missing_or_wrong_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"must hold train-images-idx3-ubyte or train-images-idx3-ubyte\.gz"):
        load_idx(tmp_path)
    write_idx(tmp_path, "train-images-idx3-ubyte", np.zeros((2, 28, 28)), packed=False)
    write_idx(tmp_path, "train-labels-idx1-ubyte", np.zeros(3), packed=False)
    with pytest.raises(ValueError, match="got 2 images, 3 labels"):
        load_idx(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(b"oops")
    with pytest.raises(ValueError, match="must start with the bytes 00000801"):
        load_idx(tmp_path)
    write_idx(tmp_path, "train-labels-idx1-ubyte", np.zeros(2), packed=False)
    path = tmp_path / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(ValueError, match="after its header"):
        load_idx(tmp_path)
