"""What comes from a student is compared by its type and its numbers, and never trusted."""

from typing import Any

import numpy as np
import pytest

from autograder.comparison import (
    Fault,
    Stopped,
    entries,
    error_of,
    parts,
    plain,
    right,
    same,
    tolerance_of,
)


class Liar:
    """Agrees with everything, and is an array if asked."""

    def __eq__(self, other: object) -> bool:
        return True

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise AssertionError("a student's conversion was run")

    __float__ = __array__  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


def test_the_error_is_relative_to_the_largest_entry_of_the_block() -> None:
    assert error_of(np.array([10.0, 0.001]), np.array([10.0, 0.0]), largest=10.0) == pytest.approx(1e-4)


def test_a_small_block_is_measured_against_a_millionth_of_the_largest() -> None:
    assert error_of(np.array([1e-9]), np.array([0.0]), largest=1.0) == pytest.approx(1e-3)


def test_double_precision_must_agree_to_a_millionth_and_single_to_ten() -> None:
    wanted = np.array([1.0, 1 / 3])
    assert right(wanted * (1 + 5e-7), wanted, 1.0)
    assert not right(wanted * (1 + 5e-6), wanted, 1.0)
    assert right((wanted * (1 + 5e-6)).astype(np.float32), wanted, 1.0)
    assert right((wanted * (1 + 5e-6)).astype(np.float32).astype(np.float64), wanted, 1.0)
    assert not right((wanted * (1 + 5e-5)).astype(np.float32), wanted, 1.0)
    assert tolerance_of(wanted) == 1e-6


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_entry_that_is_not_finite_spoils_a_block(bad: float) -> None:
    assert not right(np.array([1.0, bad]), np.array([1.0, 2.0]), 2.0)
    assert same(np.array([1.0, bad]), np.array([1.0, bad]), 2.0)
    assert not same(np.array([1.0, bad]), np.array([1.0, 2.0]), 2.0)


def test_right_values_in_another_shape_are_not_right() -> None:
    assert not right(np.ones((1, 3)), np.ones(3), 1.0)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Liar(), "type"),
        (None, "type"),
        ("1.0", "type"),
        (True, "type"),
        (np.array([True]), "dtype"),
        (np.array([1j]), "dtype"),
        (np.array([None]), "dtype"),
        ([1.0, Liar()], "type"),
        ([[1.0], [1.0, 2.0]], "ragged"),
        (10**400, "dtype"),
        ([0.0] * 20_000, "type"),
    ],
)
def test_what_is_no_array_of_floats_is_a_fault(value: Any, kind: str) -> None:
    fault = plain(value)
    assert isinstance(fault, Fault)
    assert fault.kind == kind


def test_lists_subclasses_and_integers_become_base_arrays() -> None:
    masked = np.ma.masked_array([1.0, 2.0], mask=[False, True])
    for value in ([1, 2], (1.0, 2.0), np.array([1, 2]), masked):
        array = plain(value)
        assert type(array) is np.ndarray
        assert array.tolist() == [1.0, 2.0]
        assert array.dtype == np.float64


def test_a_wrong_structure_stops_with_a_sentence() -> None:
    with pytest.raises(Stopped, match="f must return the pair Y, cache"):
        parts(Liar(), 2, "f", "the pair Y, cache")
    with pytest.raises(Stopped, match=r"got a tuple of 3"):
        parts((1, 2, 3), 2, "f", "the pair Y, cache")
    with pytest.raises(Stopped, match="f must return a dict with a, b"):
        entries([1], "f", ("a", "b"))
    found = entries({"a": 1.0}, "f", ("a", "b"))
    assert found["a"] == 1.0
    assert isinstance(found["b"], Fault)
