"""The same sanitiser and the same jail inside `nbgrader autograde`, formgrader and `nbgrader generate_feedback`.

Named in the course's nbgrader_config.py; every nbgrader option keeps working.  With the names taken out of the lists
stock nbgrader grades the same notebooks, only less safely.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Unicode

from autograder.course import Course, make_job, read_folder
from autograder.job import done_from, to_bytes
from autograder.original import read_original
from autograder.pool import grade_bytes
from autograder.records import NOTEBOOK_KEY, VERDICT_MIME
from autograder.sanitise import Sanitised, sanitise, without_hidden_tests
from autograder.submission import Read, fill_in, finish

SANITIZE = [
    "autograder.nbgrader_plugin.Rebuild",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.CheckCellMetadata",
]
AUTOGRADE = [
    "autograder.nbgrader_plugin.JailedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
FEEDBACK = [
    "autograder.nbgrader_plugin.HideTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

_courses: dict[str, Course] = {}


def configure(config: Any) -> None:
    """Plug the jail into a course: three lists and a template folder. Call it from nbgrader_config.py as configure(c)."""
    config.Autograde.sanitize_preprocessors = SANITIZE
    config.Autograde.autograde_preprocessors = AUTOGRADE
    config.GenerateFeedback.preprocessors = FEEDBACK


class Rebuild(NbGraderPreprocessor):
    """Rebuild locked and graded cells from the gradebook before anything runs."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as book:
            row = book.find_notebook(where["notebook"], where["assignment"])
            original = read_original(row, _source_notebook(resources))
        sanitised = sanitise(dict(nb), original)
        for repair in sanitised.repairs:
            self.log.warning("%s: %s", where["student"], repair)
        rebuilt = nbformat.from_dict(sanitised.notebook)
        rebuilt.metadata = nbformat.from_dict(
            {key: nb.metadata[key] for key in ("kernelspec", "language_info") if key in nb.metadata}
        )
        rebuilt.metadata[NOTEBOOK_KEY] = {"repairs": list(sanitised.repairs)}
        return rebuilt, resources


class JailedExecute(Execute):
    """Run the notebook with student code in the jail and the tests outside it."""

    isolation = Unicode("jail", help="'jail', or 'none' to run student code unprotected").tag(config=True)
    stderr_costs_all_points = Bool(
        False,
        help="Stock nbgrader's rule: anything on stderr makes a test cell worth 0. Off: it is kept and shown, not marked.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        if not _is_python(nb):
            return super().preprocess(nb, resources, km=km)  # another language: nbgrader's own road
        where = resources["nbgrader"]
        course = _course_of(resources)
        assignment = course.assignment(where["assignment"])
        folder = Path(resources["metadata"]["path"])
        files = {name: data for name, data in read_folder(folder).items() if not name.endswith(".ipynb")}
        repairs = tuple(nb.metadata.get(NOTEBOOK_KEY, {}).get("repairs", ()))
        seed = course.seed(where["assignment"], where["student"])
        nb.metadata.pop(NOTEBOOK_KEY, None)
        sanitised = Sanitised(_plain(nb), repairs)
        job = make_job(
            assignment, where["notebook"], sanitised, files, seed, collect=True, isolation=self.isolation,
            stderr_costs=self.stderr_costs_all_points,
        )  # fmt: skip
        job = self._with_timeout(job)
        done = fill_in(done_from(grade_bytes(to_bytes(job))))
        for name, data in done.files.items():
            _place(folder, name, data)
        for line in done.log:
            self.log.warning("%s: %s", where["student"], line)
        executed = nbformat.from_dict(finish(done, Read(where["notebook"], job, repairs), job.content_key()))
        return executed, resources

    def _with_timeout(self, job: Any) -> Any:
        """Let `c.Execute.timeout` and its kin shorten or lengthen the limit of a cell."""
        from dataclasses import replace

        if self.timeout is None or self.timeout < 0:
            return replace(job, limits=replace(job.limits, cell_seconds=3600.0, notebook_seconds=4 * 3600.0))
        if self.timeout != self.traits()["timeout"].default_value:
            whole = max(job.limits.notebook_seconds, 4.0 * self.timeout)
            return replace(job, limits=replace(job.limits, cell_seconds=float(self.timeout), notebook_seconds=whole))
        return job


class HideTests(Preprocessor):
    """Take out of the feedback what students must not see: hidden tests, and markup that could run in a reader's browser."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        from nbconvert.preprocessors.sanitize import SanitizeHTML

        for cell in nb.cells:
            cell.source = without_hidden_tests(cell.source)
            for output in cell.get("outputs", []):
                output.get("data", {}).pop(VERDICT_MIME, None)
            if cell.cell_type == "code":
                cell.outputs = [
                    output for output in cell.outputs if output.output_type in ("stream", "error") or output.get("data")
                ]
        nb.metadata.pop(NOTEBOOK_KEY, None)
        return SanitizeHTML(parent=self.parent, enabled=True).preprocess(nb, resources)


def _is_python(nb: Any) -> bool:
    name = nb.metadata.get("kernelspec", {}).get("name", "python3")
    return bool(re.fullmatch(r"python\d*", name))


def _plain(nb: Any) -> dict[str, Any]:
    if isinstance(nb, dict):
        return {key: _plain(value) for key, value in nb.items()}
    return [_plain(item) for item in nb] if isinstance(nb, list) else nb  # type: ignore[return-value]


def _course_of(resources: Any) -> Course:
    root = str(_root(resources))
    if root not in _courses:
        _courses[root] = Course(Path(root))
    return _courses[root]


def _root(resources: Any) -> Path:
    """nbgrader has changed into the course's root before it converts."""
    return Path(os.getcwd())


def _source_notebook(resources: Any) -> Path:
    where = resources["nbgrader"]
    return _root(resources) / "source" / where["assignment"] / f"{where['notebook']}.ipynb"


def _place(folder: Path, name: str, data: bytes) -> None:
    from autograder.submission import _place as place

    place(folder, name, data)
