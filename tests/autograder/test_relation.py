"""How a wrong value relates to the right one, in words that are true and tell no number."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.relation import Look, relation


def said(*pairs, sizes=None):
    """Return what is said of values that came and values that were wanted, a pair per probe."""
    looks = []
    for place, (got, wanted) in enumerate(pairs):
        probe = SimpleNamespace(sizes={"the number of rows": sizes[place]} if sizes else {})
        wanted = np.array(wanted, dtype=float)
        looks.append(Look("y", np.array(got, dtype=float), wanted, float(np.abs(wanted).max()) or 1.0, probe))
    return relation(looks)


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([([-1, 2], [1, -2])], "Its sign is turned round."),
        ([([2, 4], [1, 2]), ([6, 2], [3, 1])], "It is 2 times the right one."),
        ([([2, 4], [1, 2]), ([9, 3], [3, 1])], "It is a multiple of the right one, by a factor that changes"),
        ([([1, 2], [1, 2]), ([9, 4], [3, 1])], "At other inputs it came out right."),
        ([([1.00001, 2], [1, 2])], "It is close, off by"),
        ([([[1, 2], [3, 4]], [[1, 3], [2, 4]])], "The values are right after a transpose."),
        ([([0, 1], [1, 1])], "Some of its entries are 0 where 1 is wanted"),
    ],
)
def test_it_says_what_is_so(pairs, sentence):
    assert sentence in said(*pairs)


def test_a_size_explains_the_factor():
    assert said(([3, 6], [1, 2]), ([5, 15], [1, 3]), sizes=[3, 5]) == "It is the number of rows times too large."


def test_single_numbers_are_no_multiples_of_each_other():
    assert "multiple" not in said((3.0, 2.0), (5.0, 1.0))
    assert said((4.0, 2.0), (2.0, 1.0)) == "It is 2 times the right one."


def test_a_flag_is_no_table():
    assert said((0.0, 1.0)) == "It is not right."


def test_what_should_be_zero_is_far_off():
    assert said(([0.0, 3.0], [0.0, 0.0])) == "It is far off."


def test_six_digits_are_not_called_one_times_the_right_one():
    assert "1 times" not in said(([0.333333, 0.666667], [1 / 3, 2 / 3 + 1e-5]))
