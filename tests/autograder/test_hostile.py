"""The attack corpus, graded as one class: every attack meets the fate on its first line, and no neighbour feels it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import hostile, pool
from autograder.attack_table import cell, format_table
from autograder.errors import CourseError

CORPUS = Path(__file__).parent.parent / "hostile"
ATTACKS = hostile.read_attacks(CORPUS)
TRACES = [
    f"{folder}/{name}" for folder in ("/tmp", "/dev/shm") for name in ("pickled", "by-the-shell", "been-here", "x")
]
THERE_BEFORE = {path for path in TRACES if os.path.exists(path)}


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, hostile.Fate]]:
    root, scratch = tmp_path_factory.mktemp("hostile") / "course", tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))  # where supervisors put what they need for a while
        patch.setattr("tempfile.tempdir", None)
        found = hostile.run_attacks(root, CORPUS, ATTACKS)
        pool.close_all()
    left = [path.name for path in scratch.iterdir() if not path.name.startswith("nets-by-hand-")]
    assert left == []
    yield {fate.attack.name: fate for fate in found}


@pytest.mark.parametrize("name", [attack.name for attack in ATTACKS])
def test_the_attack_meets_its_fate(fates: dict[str, hostile.Fate], name: str) -> None:
    assert fates[name].wrong == ()


def test_nothing_is_left_behind_outside_the_jail(fates: dict[str, hostile.Fate]) -> None:
    assert fates
    assert {path for path in TRACES if os.path.exists(path)} <= THERE_BEFORE


def test_the_corpus_holds_every_entry_of_both_lists_and_thirty_of_our_own() -> None:
    origins = [attack.origin for attack in ATTACKS]
    assert {f"autograders {number}" for number in range(1, 65)} <= set(origins)
    assert {f"nbgrader {number}" for number in range(1, 23)} <= set(origins)
    assert origins.count("our own") >= 30


def test_a_wrong_fate_is_noticed(fates: dict[str, hostile.Fate]) -> None:
    """The corpus's own check: an attack that had gained its points would be reported."""
    honest = fates["a21-hard-coded"]
    assert honest.graded is not None
    for points, gradebook in ((6.0, 4.0), (4.0, 6.0)):
        gained = hostile.replace(honest.graded, points=points)
        assert hostile._judge(honest.attack, gained, gradebook).wrong
    assert hostile._judge(honest.attack, None, None).wrong


def test_the_table_has_a_line_for_each_attack(fates: dict[str, hostile.Fate]) -> None:
    table = format_table(fates.values(), {"n01-displayhook": "6/6"})
    assert table.count("\n| ") == len(ATTACKS)
    assert "| nbgrader 1 | 6/6 | 4/6 failed |" in table


def test_an_attack_without_a_fate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.attack"
    path.write_text("# tries: something\n")
    with pytest.raises(CourseError, match="expect"):
        hostile.read_attack(path)


PAGE = (CORPUS.parent.parent / "site" / "attacks.md").read_text(encoding="utf-8")


def _rows(page: str) -> dict[str, tuple[str, str, str]]:
    """Return what the page says of each attack: where it is from, what it came to on stock nbgrader and here."""
    rows = [re.split(r"(?<!\\) \| ", line[2:]) for line in page.splitlines() if re.match(r"\| (?!attack \|)", line)]
    return {tries: (origin, stock, " ".join(ours.split()[:2])) for tries, origin, stock, ours, _ in rows}


def _wanted(attacks: list[hostile.Attack]) -> dict[str, tuple[str, str]]:
    return {cell(one.tries): (one.origin, f"{one.points:g}/6 {one.outcome}") for one in attacks}


def test_the_page_has_each_attack_with_the_fate_that_its_file_states() -> None:
    """Cheap, so that it runs always: an attack that was added or changed asks for `make attacks`."""
    assert {tries: (origin, ours) for tries, (origin, _, ours) in _rows(PAGE).items()} == _wanted(ATTACKS)
    assert f"{len(ATTACKS)} of {len(ATTACKS)} attacks met the fate that they should." in PAGE
    changed = [hostile.replace(ATTACKS[0], points=6.0), *ATTACKS[1:]]
    assert _wanted(changed) != _wanted(ATTACKS)


def test_the_page_shows_what_stock_nbgrader_made_of_each_of_its_own() -> None:
    stock = {origin: result for origin, result, _ in _rows(PAGE).values() if origin.startswith("nbgrader")}
    assert set(stock) == {f"nbgrader {number}" for number in range(1, 23)}
    for number in (*range(1, 13), 16, 17):  # a wrong answer, and yet full marks there
        assert stock[f"nbgrader {number}"] == "6/6", number
