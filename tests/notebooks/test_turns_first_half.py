"""The "Your turn" cells of lecture 5, sections 1 to 3: empty they ask, with the collapsed solution they tick."""

import pytest
from test_turns import LECTURES, cells, run, solutions

FIRST_HALF = sorted(LECTURES.glob("05_[1234]_*.ipynb"))


@pytest.mark.parametrize("path", FIRST_HALF, ids=lambda path: path.stem)
def test_every_your_turn_has_a_solution(path):
    asked = {cell["id"] for cell in cells(path) if cell["id"].endswith("-answer")}
    assert len(asked) >= 2
    assert asked == set(solutions(path))


@pytest.mark.parametrize("path", FIRST_HALF, ids=lambda path: path.stem)
def test_empty_answers_ask_and_solutions_tick(path):
    for fill, mark in ((False, "○"), (True, "✓")):
        for name, text in run(path, fill).items():
            lines = [line for line in text.strip().splitlines() if not line.startswith("  Hint:")]
            assert lines, name
            assert all(line.startswith(mark) for line in lines), (name, text)
