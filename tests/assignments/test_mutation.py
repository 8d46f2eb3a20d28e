"""The mutants of every assignment: those set aside exist; the smallest one's lose marks, or have a reason."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from trials import COURSE, examination, program_at, refused_by

from autograder.assignment import read_folder
from autograder.marking import mark
from autograder.mutants import Mutant, mutants_of
from autograder.mutation import SET_ASIDE, set_aside
from autograder.records import Outcome

SMALLEST = "a2_tables_to_nets"
NAMES = sorted(path.name for path in (COURSE / "source").iterdir() if path.is_dir())
SITE = Path(__file__).parent.parent.parent / "site"


def aside(name: str) -> dict[str, str]:
    return set_aside(read_folder(COURSE / "examination" / name), name)


@pytest.mark.parametrize("name", NAMES)
def test_there_are_sixty_and_those_set_aside_exist(name):
    keys = {mutant.key for mutant in mutants_of(examination(name).solution)}
    keys |= {f"{cell}: learnt by heart" for cell in examination(name).solution}
    assert len(keys) >= 60
    assert aside(name).keys() <= keys
    assert (COURSE / "examination" / name / SET_ASIDE).exists()


def loses(mutant: Mutant) -> bool:
    exam = examination(SMALLEST)
    source = {**exam.solution, mutant.cell: mutant.source}
    nameless = replace(exam, solution={})  # marks alone are asked for, no names
    try:
        for task in exam.tasks:
            program = program_at(exam, source, task.cell)
            said = mark(nameless, task, {name: program[name] for name in task.functions}, seed=0)
            if said.outcome is not Outcome.PASSED:
                return True
        return bool(refused_by(exam, source))
    except Exception:  # the cell itself does not run, and all that follows is lost with it
        return True


@pytest.mark.filterwarnings("ignore")
def test_every_mutant_of_the_smallest_assignment_loses_marks_or_has_a_reason():
    exam, reasons = examination(SMALLEST), aside(SMALLEST)
    survivors = {mutant.key for mutant in mutants_of(exam.solution) if not loses(mutant)}
    assert survivors == set(reasons)


def table(page: str, name: str) -> list[list[str]]:
    """Return the rows of an assignment's table in a page of the site, cell by cell."""
    text = (SITE / page).read_text(encoding="utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]
    return [[word.strip() for word in row.strip("|").split("|")] for row in text.splitlines() if row.startswith("| `")]


@pytest.mark.parametrize("name", NAMES)
def test_the_kill_table_on_the_site_lists_today_s_mistakes_and_cells(name):
    exam, rows = examination(name), table("kill_table.md", name)
    assert [row[0].strip("`") for row in rows] == [mistake.label for mistake in exam.mistakes], "run: make kill-table"
    tests = {task.name: task.test for task in exam.tasks}
    for row, mistake in zip(rows, exam.mistakes, strict=True):
        assert tests[mistake.task] in row[2].split(", "), f"{mistake.label}: run make kill-table"
        assert row[3] == "by its own label"


@pytest.mark.parametrize("name", NAMES)
def test_the_mutation_scores_on_the_site_are_those_of_today_s_reasons(name):
    text = (SITE / "mutation_scores.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{name}` \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) % \|$", text, re.MULTILINE)
    reasons = [key for key in aside(name) if not key.endswith(": learnt by heart")]
    assert int(row[2]) == len(reasons), "run: make mutants"
    assert float(row[3]) >= 99
    for key in reasons:
        assert f"`{key}`" in text, "run: make mutants"
