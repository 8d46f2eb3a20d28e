"""What became of each attack, as a table of Markdown: on the page of the site, or on the screen."""

from __future__ import annotations

import html
from collections.abc import Iterable

from autograder.hostile import Fate

_LONGEST = 220  # letters of a TA's sentence; the longest quote what the student's code said
_PAGE = """# What became of each attack

Written by `make attacks` (`autograder attacks --stock --write site/attacks.md`). Every line is a small submission in
`tests/hostile/`, graded with all the others as one class on an assignment of three questions and 6 points. Honest right
answers earn 6; of a question whose answer is wrong, too late or broken nothing counts (2, 3 and 1 points), and the
other questions keep their points. An attack that earns 6 has gained nothing: what it did was allowed, or was undone.

The manual question is worth 5 more, which nobody gets unseen.

The column "stock nbgrader" shows what the same submission came to there, for the 22 attacks that we first saw work on
it ("nbgrader" and their number in the second column). Some of those are not after points: 11 reads hidden tests, 12 to
14 reach for the solution and the gradebook, 20 ends the batch, 21 puts a script into the feedback, 22 sees that it is
graded.

"""


def format_table(fates: Iterable[Fate], stock: dict[str, str] | None = None) -> str:
    """Return the table as Markdown: attack, stock nbgrader's result, ours, and the sentence that the TA sees."""
    lines = ["| attack | from | stock nbgrader | ours | what the TA reads |", "|---|---|---|---|---|"]
    held = total = 0
    for fate in fates:
        total, held = total + 1, held + (not fate.wrong)
        ours = "not graded" if fate.graded is None else f"{fate.graded.points:g}/6 {fate.graded.outcome}"
        sign = "" if not fate.wrong else "**BROKEN** "
        before = (stock or {}).get(fate.attack.name, "")
        said = cell(fate.graded.sentence if fate.graded else "")
        lines.append(f"| {sign}{cell(fate.attack.tries)} | {fate.attack.origin} | {before} | {ours} | {said} |")
    return "\n".join([*lines, "", f"{held} of {total} attacks met the fate that they should."])


def attack_page(fates: Iterable[Fate], stock: dict[str, str] | None = None) -> str:
    """Return the page of the site: what the columns mean, and the table."""
    return f"{_PAGE}{format_table(fates, stock)}\n"


def cell(text: str) -> str:
    """Return the text as one cell of a table, which neither ends the cell nor is taken for markup."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
    return "".join(f"\\{letter}" if letter in "\\`*_[]|$" else letter for letter in html.escape(line, quote=False))
