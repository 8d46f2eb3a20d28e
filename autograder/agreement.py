"""Whether an examination and its notebooks agree: what `verify` reads before it tries anything.

A name that is spelled in two ways, points that differ, a probe that cannot be drawn: they are named here, by file and
line. From the jail they would come back as riddles, in sentences that are meant for students.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from autograder.assignment import Assignment
from autograder.errors import CourseError
from autograder.examination_files import load_examination, said
from autograder.original import OriginalCell
from autograder.tasks import Examination, Mistake, Source, Task


def ungradable(assignment: Assignment) -> list[str]:
    """Return what would cost every student marks that nobody lost: no examination, tasks and test cells that differ."""
    if not assignment.examination:
        asking = [name for name, cell in assignment.tests.items() if "autograder.examination" in cell.source]
        return [f"there is no folder examination/{assignment.name}, which {asking[0]} asks for"] if asking else []
    notebooks = assignment.notebooks.values()
    solution = {name: code for original in notebooks for name, code in original.solution.items()}
    return _tasks(load_examination(assignment.examination, solution), assignment.tests)


def disagreements(assignment: Assignment, examination: Examination, wrong: Mapping[str, Source]) -> list[str]:
    """Return a sentence for all that does not fit together; `wrong` are the programs without a name.

    The instructor's own code runs in this process: probes, references, and the solution at each probe.
    """
    found = []
    if examination.assignment != assignment.name:
        found.append(
            f"tasks.py says ASSIGNMENT = {examination.assignment!r}, and lies in the folder of {assignment.name!r}"
        )
    found += _tasks(examination, assignment.tests)
    found += _unlisted(assignment.examination)
    found += _twice("mistake", [mistake.label for mistake in examination.mistakes])
    for mistake in examination.mistakes:
        found += _mistake(mistake, examination)
    for kind, programs in (("style", examination.styles), ("wrong program", wrong)):
        for program, source in programs.items():
            found += _program(f"the {kind} {program!r}", source, examination)
    return found


def _tasks(examination: Examination, tests: Mapping[str, OriginalCell]) -> list[str]:
    found = _twice("task", [task.name for task in examination.tasks])
    for grade_id, cell in tests.items():
        found += _calls(grade_id, cell.source, examination)
    with contextlib.redirect_stdout(io.StringIO()):  # a solution may print
        for task in examination.tasks:
            found += _task(task, examination, tests)
    return found


def _twice(kind: str, names: list[str]) -> list[str]:
    return [f"there are {count} {kind}s by the name {name!r}" for name, count in Counter(names).items() if count > 1]


def _calls(cell: str, source: str, examination: Examination) -> Iterator[str]:
    """Hold the `grade("task", function=function)` of a test cell against the task it names."""
    if problem := _unreadable(source):
        yield f"the test cell {cell} is no Python: {problem}"
        return
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "grade"):
            continue
        if not (call.args and isinstance(call.args[0], ast.Constant)):
            continue
        try:
            task = examination.task(str(call.args[0].value))
        except CourseError as error:
            yield f"the test cell {cell} asks for a task that there is not: {error}"
            continue
        if task.test != cell:
            yield f"the test cell {cell} grades the task {task.name!r}, whose test is said to be {task.test}"
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and (missing := [one for one in task.functions if one not in given]):
            yield f"the test cell {cell} does not hand {', '.join(missing)} to the task {task.name!r}"


def _task(task: Task, examination: Examination, tests: Mapping[str, OriginalCell]) -> Iterator[str]:
    what, solution = f"the task {task.name!r}", examination.solution
    if unknown := [cell for cell in (task.cell, *task.cells) if cell not in solution]:
        yield f"{what} names {', '.join(unknown)}, where no solution cell is; there are {', '.join(solution)}"
        return
    if task.test not in tests:
        yield f"{what} names the test {task.test}, where no test cell is; there are {', '.join(tests)}"
    elif abs(tests[task.test].points - task.points) > 1e-9:
        yield f"{what} is worth {task.points:g} points, and its cell {task.test} {tests[task.test].points:g}"
    try:
        program = examination.program(only=(task.cell, *task.cells))
    except Exception as error:
        yield f"the solution of {what} cannot be run: {type(error).__name__}: {error}"
        return
    if missing := [function for function in task.functions if function not in program]:
        yield f"{what} asks for {', '.join(missing)}, which neither {task.cell} nor its other cells define"
        return
    try:
        if task.before is not None:
            task.before(program)
        yield from _at_probes(what, task, {function: program[function] for function in task.functions})
    except Exception as error:
        yield f"{what} cannot be asked: {said(error)}"


def _at_probes(what: str, task: Task, functions: Mapping[str, object]) -> Iterator[str]:
    probes, asked = task.draw(0), set()
    for probe in probes:
        blocks = {task.block(key) for key in task.reference(probe)}
        asked |= blocks
        if unknown := sorted(blocks - set(task.credit)):
            yield f"the reference of {what} gives {', '.join(unknown)}, which earns no points; {_blocks(task)} do"
            return
        task.evaluate(dict(functions), probe)  # type: ignore[arg-type]
    if unasked := [block for block in task.credit if block not in asked]:
        yield f"no probe of {what} asks for {', '.join(unasked)}: anybody would earn its points"


def _blocks(task: Task) -> str:
    return ", ".join(task.credit)


def _unlisted(files: Mapping[str, bytes]) -> Iterator[str]:
    listing = files.get("mistakes/__init__.py", b"").decode(errors="replace")
    for name, data in sorted(files.items()):
        folder, _, module = name.removesuffix(".py").rpartition("/")
        if (
            folder == "mistakes"
            and module != "__init__"
            and b"\nMISTAKES =" in data
            and not re.search(rf"\b{module}\b", listing)
        ):
            yield f"{name} holds MISTAKES that mistakes/__init__.py does not list"


def _mistake(mistake: Mistake, examination: Examination) -> Iterator[str]:
    known = {one.label for one in examination.mistakes}
    if strangers := [label for label in mistake.alike if label not in known]:
        yield f"the mistake {mistake.label} is said to be like {', '.join(strangers)}, which there is not"
    try:
        cell = examination.task(mistake.task).cell
        source = examination.sources((mistake,))[cell]
    except CourseError as error:
        yield f"the mistake {mistake.label} cannot be made: {error}"
        return
    if problem := _unreadable(source):
        yield f"the mistake {mistake.label} makes no Python of {cell}: {problem}"


def _program(what: str, source: Source, examination: Examination) -> Iterator[str]:
    if not source:
        yield f"{what} is empty: each part of it begins with a line '# %% ' and the grade_id of a solution cell"
    if unknown := [cell for cell in source if cell not in examination.solution]:
        yield f"{what} fills in {', '.join(unknown)}, where no solution cell is"
    for cell, code in source.items():
        if problem := _unreadable(code):
            yield f"{what} is no Python in {cell}: {problem}"


def _unreadable(source: str) -> str:
    try:
        compile(source, "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"{error.msg}, line {error.lineno}"
    return ""
