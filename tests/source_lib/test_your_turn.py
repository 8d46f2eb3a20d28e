"""The gentle check says what came and never stops a lecture."""

import numpy as np
import pytest

from source_lib.your_turn import your_turn


def said(capsys, *args, **kwargs):
    assert your_turn(*args, **kwargs) is None
    return capsys.readouterr().out


@pytest.mark.parametrize("got", [3, 3.0, np.float32(3), np.array(3), lambda: 3])
def test_a_right_answer_of_any_kind_is_right(capsys, got):
    assert said(capsys, "x", got, 3, hint="count") == "✓ x: right.\n"


@pytest.mark.parametrize("stub", [..., None, (..., 1), [1, [...]], lambda: ...])
def test_a_stub_gets_an_invitation(capsys, stub):
    assert said(capsys, "x", stub, [1, 2], hint="count").startswith("○ x: nothing here yet.")


@pytest.mark.parametrize(
    ("got", "wanted", "part"),
    [
        ([1, 2], [1, 3], "got [1., 2.], wanted [1, 3].\n  Hint: count."),
        ([1, 2, 3], [1, 2], "the shape is (3,), wanted (2,)"),
        ("three", 3, "these are not numbers: 'three'"),
        ([[1], [1, 2]], [1, 2], "these are not numbers"),
        (float("nan"), 3.0, "got nan"),
        (False, True, "got False, wanted True"),
        (lambda: 1 / 0, 3, "your code stopped with ZeroDivisionError: division by zero."),
        ("b", "a", "got 'b', wanted 'a'"),
    ],
)
def test_a_wrong_answer_is_told_what_came_and_what_was_wanted(capsys, got, wanted, part):
    line = said(capsys, "x", got, wanted, hint="count.")
    assert line.startswith("✗ x: ")
    assert part in line
