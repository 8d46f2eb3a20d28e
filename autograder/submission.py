"""One student's submission on disk: read without trust, written as the autograded folder in one piece."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import msgspec

from autograder.assignment import Assignment, make_job, read_folder
from autograder.course import Course
from autograder.job import Done, Job
from autograder.markup import defuse, inert
from autograder.original import Original
from autograder.records import NOTEBOOK_KEY, GradedNotebook, Outcome, Verdict, to_plain
from autograder.sanitise import UNRECOGNISED, Unreadable, parse, read_bytes, sanitise, untouched
from autograder.verdicts import not_run


@dataclass(frozen=True)
class Read:
    """One notebook of a submission as it was read: a job to run, or one sentence why there is none."""

    notebook: str
    job: Job | None
    repairs: tuple[str, ...] = ()
    unreadable: str | None = None

    def key(self) -> str:
        return self.job.content_key() if self.job else f"unreadable: {self.unreadable}"


def read_submission(course: Course, assignment: Assignment, student: str, **options: Any) -> dict[str, Read | None]:
    """Return what a student handed in for each notebook of the assignment; None where there is nothing."""
    folder = course.folder("submitted", student, assignment.name)
    files = read_files(course, assignment, student)
    paths, renamed = _notebook_files(folder, list(assignment.notebooks))
    seed = course.seed(assignment.name, student)
    read: dict[str, Read | None] = {}
    for name, original in assignment.notebooks.items():
        path = paths.get(name)
        if path is None:
            read[name] = None
            continue
        said = (f"The notebook was named {path.name!r}; it is {name}.ipynb.",) if name in renamed else ()
        try:
            sanitised = sanitise(parse(read_bytes(path, assignment.limits.notebook)), original)
        except Unreadable as reason:
            read[name] = Read(name, None, said, str(reason))
            continue
        job = make_job(assignment, name, sanitised, files, seed, collect=True, **options)
        read[name] = Read(name, job, (*said, *sanitised.repairs))
    return read


def read_files(course: Course, assignment: Assignment, student: str) -> dict[str, bytes]:
    """Return what was handed in beside the notebooks, less what nbgrader's exchange put there."""
    files = _handed_in(course, assignment, student)
    put_there = ("timestamp.txt", "submission_secret.txt")
    return {name: data for name, data in files.items() if not name.endswith(".ipynb") and name not in put_there}


def _handed_in(course: Course, assignment: Assignment, student: str) -> dict[str, bytes]:
    """Return all files of a submission but those that the course ignores, such as `*.pyc`."""
    files = read_folder(course.folder("submitted", student, assignment.name), assignment.limits.files)
    ignore = course.app.coursedir.ignore
    return {
        name: data
        for name, data in files.items()
        if not any(fnmatch(part, pattern) for part in Path(name).parts for pattern in ignore)
    }


def _notebook_files(folder: Path, expected: list[str]) -> tuple[dict[str, Path], set[str]]:
    """Match the notebooks in a folder with the expected ones; the only stranger stands in for the only one missing."""
    present = {path.stem: path for path in sorted(folder.glob("*.ipynb"))} if not folder.is_symlink() else {}
    found = {name: present[name] for name in expected if name in present}
    missing = [name for name in expected if name not in found]
    strangers = [path for stem, path in present.items() if stem not in expected]
    if len(missing) == 1 and len(strangers) == 1:
        found[missing[0]] = strangers[0]
        return found, {missing[0]}
    return found, set()


def not_run_at_all(original: Original, sentence: str) -> Done:
    """Return the executed form of a notebook that could not be read: no cell ran, every test says why."""
    notebook = untouched(original)
    tests = [cell for cell in notebook["cells"] if _is_test(cell)]
    verdicts = tuple(_refuse(cell, sentence) for cell in tests)
    return Done(notebook, verdicts, Outcome.NOT_RUN, sentence)


def fill_in(done: Done) -> Done:
    """Give every test cell that has no outputs, since its examiner was lost, a verdict and no points."""
    verdicts = list(done.verdicts)
    for cell in done.notebook["cells"]:
        if (
            _is_test(cell)
            and not cell["outputs"]
            and not any(verdict.cell == cell["metadata"]["nbgrader"]["grade_id"] for verdict in verdicts)
        ):
            verdicts.append(_refuse(cell, done.sentence))
    return dataclasses.replace(done, verdicts=tuple(verdicts))


def doubted(done: Done, read: Read) -> Done:
    """Return what came of a notebook; one in which no graded cell was recognised needs a look, not a zero unseen."""
    wrong = done.outcome in (Outcome.NOT_ATTEMPTED, Outcome.ERRORED, Outcome.FAILED)
    if UNRECOGNISED not in read.repairs or not wrong:
        return done
    return dataclasses.replace(done, outcome=Outcome.NOT_RUN, sentence=UNRECOGNISED)


def _is_test(cell: dict[str, Any]) -> bool:
    marks = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(marks.get("grade")) and not marks.get("solution")


def _refuse(cell: dict[str, Any], sentence: str) -> Verdict:
    from autograder.outputs import verdict_output

    marks = cell["metadata"]["nbgrader"]
    verdict = not_run(marks["grade_id"], float(marks.get("points", 0)), sentence)
    error = {"output_type": "error", "ename": "NotRun", "evalue": sentence, "traceback": [sentence]}
    cell["outputs"] = [error, verdict_output(verdict, said=True)]
    return verdict


def finish(done: Done, read: Read, key: str) -> dict[str, Any]:
    """Return the executed notebook with its own record in its metadata."""
    notebook = dict(done.notebook)
    record = GradedNotebook(
        outcome=done.outcome,
        sentence=done.sentence,
        repairs=read.repairs,
        seconds=round(done.seconds, 3),
        seed=read.job.seed if read.job else 0,
        content_key=key,
        isolation=read.job.isolation if read.job else "jail",
        weak_cells=done.weak_cells,
        log=done.log,
    )
    defuse(notebook)
    notebook["metadata"] = {**notebook["metadata"], NOTEBOOK_KEY: to_plain(record)}
    return notebook


def laid_out(assignment: Assignment, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return what lies beside an autograded notebook: the student's files, none of them a page that runs, and ours."""
    ours = assignment.test_files.keys() - assignment.theirs
    return {name if name in ours else inert(name): data for name, data in assignment.beside(files).items()}


def write_autograded(
    course: Course, assignment: Assignment, student: str, notebooks: dict[str, dict], files: dict[str, bytes]
) -> None:
    """Write autograded/<student>/<assignment> as a whole: either the new folder is there or the old one."""
    target = course.folder("autograded", student, assignment.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = f"+{target.name}"  # no assignment's name has a plus in it
    for left in target.parent.glob(f".new-*{mark}"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", suffix=mark, dir=target.parent))
    try:
        submitted = _handed_in(course, assignment, student)
        kept = {
            name: data for name, data in submitted.items() if not name.endswith(".ipynb") or Path(name).parent.parts
        }
        for name, notebook in notebooks.items():  # before a folder of the same name can stand there
            (fresh / f"{name}.ipynb").write_bytes(_as_json(notebook))
        for name, data in laid_out(assignment, {**kept, **files}).items():
            place(fresh, name, data)
        fresh.chmod(0o755)
        old = target.with_name(f".old-{target.name}")
        shutil.rmtree(old, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            os.rename(target, old)
        os.rename(fresh, target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _as_json(notebook: dict[str, Any]) -> bytes:
    """Return the text of a notebook file. Python's own encoder, twenty times slower, takes what is no UTF-8 too."""
    try:
        return msgspec.json.format(msgspec.json.encode(notebook), indent=1) + b"\n"
    except (ValueError, OverflowError):  # half a surrogate pair, an integer of more than 64 bits
        return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode(errors="backslashreplace")


def place(folder: Path, name: str, data: bytes) -> None:
    """Write one file below `folder`; a name that leads out of it, or that cannot be written, is left out."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: a NUL in the name
        path = (folder / name).resolve()
        if folder.resolve() in path.parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
