"""The same sanitiser and the same jail inside `nbgrader autograde`, formgrader and `nbgrader generate_feedback`.

Named in the course's nbgrader_config.py; every nbgrader option keeps working.  With the names taken out of the lists
stock nbgrader grades the same notebooks, only less safely.
"""

from __future__ import annotations

import json
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import Preprocessor
from nbgrader import preprocessors
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Unicode

from autograder.hidden import outputs_for_feedback
from autograder.jail.confine import Limits
from autograder.job import Done, Job, done_from
from autograder.look_ahead import Batch, Unit, is_python, local, with_timeout
from autograder.markup import SHOWN, defuse, inert
from autograder.records import NOTEBOOK_KEY
from autograder.sanitise import Unreadable, parse, read_bytes, sanitise, untouched, without_hidden_tests
from autograder.submission import Read, doubted, fill_in, finish, laid_out, not_run_at_all, place

SANITIZE = [
    "autograder.nbgrader_plugin.Rebuild",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "autograder.nbgrader_plugin.CheckCellMetadata",
]
AUTOGRADE = [
    "autograder.nbgrader_plugin.JailedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "autograder.nbgrader_plugin.CheckCellMetadata",
]
FEEDBACK = [
    "autograder.nbgrader_plugin.HideTests",
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.FeedbackStyle",
]
# A sentence with its hint may be longer than the page is wide, and the heading of a test cell than a phone.
_STYLE = """
div.output_area pre, div.input_area pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
div.panel.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
"""

_batches: weakref.WeakKeyDictionary[Any, Batch] = weakref.WeakKeyDictionary()


def configure(config: Any) -> None:
    """Plug the jail into a course: a reader and three lists. Call it from nbgrader_config.py as configure(c)."""
    config.Autograde.exporter_class = "autograder.nbgrader_plugin.Reader"
    config.Autograde.sanitize_preprocessors = SANITIZE
    config.Autograde.autograde_preprocessors = AUTOGRADE
    config.GenerateFeedback.preprocessors = FEEDBACK


class Reader(NotebookExporter):
    """Read a submitted notebook without following links; one that cannot be read is marked so, and fails nothing."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        if not any(isinstance(one, Rebuild) for one in self._preprocessors):
            return super().from_filename(filename, resources=resources, **kw)
        path = Path(filename)
        resources = self._init_resources(resources)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        try:
            if path.parent.is_symlink():
                raise Unreadable("The submission's folder is a link, which is not followed.")
            resources["submitted"] = parse(read_bytes(path, Limits().notebook))
        except Unreadable as reason:
            resources["submitted"] = str(reason)
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources, **kw)


class Rebuild(NbGraderPreprocessor):
    """Rebuild locked and graded cells from the gradebook before anything runs."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        batch, unit = (
            _batch_of(self),
            Unit(*(resources["nbgrader"][key] for key in ("assignment", "student", "notebook"))),
        )
        if not JailedExecute(parent=self.parent).enabled:
            raise NbGraderException("with --no-execute the outputs that students saved would be their marks")
        batch.go_on(unit)
        original = batch.assignment(unit.assignment).notebooks[unit.notebook]
        submitted = resources.pop("submitted", nb)
        record: dict[str, Any] = {}
        if isinstance(submitted, str):
            record["unreadable"] = submitted
            submitted = untouched(original)
        sanitised = sanitise(dict(submitted), original)
        record["repairs"] = list(sanitised.repairs)
        for sentence in (*sanitised.repairs, *([record["unreadable"]] if "unreadable" in record else ())):
            self.log.warning("%s: %s", unit.student, sentence)
        rebuilt = nbformat.from_dict(sanitised.notebook)
        rebuilt.metadata = nbformat.from_dict(_kernel(submitted) | {NOTEBOOK_KEY: record})
        return rebuilt, resources


class JailedExecute(Execute):
    """Run the notebook with student code in the jail and the tests outside it; often it has run already."""

    isolation = Unicode("jail", help="'jail', or 'none' to run student code unprotected").tag(config=True)
    dask = Unicode("", help="The address of a Dask scheduler to run on, such as tcp://127.0.0.1:8786").tag(config=True)
    stderr_costs_all_points = Bool(
        False,
        help="Stock nbgrader's rule: stderr makes a test cell worth 0. Off: it is kept and shown, not marked.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        batch, unit = (
            _batch_of(self),
            Unit(*(resources["nbgrader"][key] for key in ("assignment", "student", "notebook"))),
        )
        original = batch.assignment(unit.assignment).notebooks[unit.notebook]
        record = nb.metadata.pop(NOTEBOOK_KEY, {})
        if not is_python(original.kernelspec):
            self.log.warning("%s is no Python: nbgrader runs it itself, without the jail", unit.notebook)
            return super().preprocess(nb, resources, km=km)
        if not original.kernelspec and not is_python(nb.metadata.get("kernelspec", {})):
            raise NbGraderException(
                f"{unit.student} asks for the kernel {nb.metadata.kernelspec.get('name')!r}; it is not run"
            )
        repairs = tuple(record.get("repairs", ()))
        if "unreadable" in record:
            read = Read(unit.notebook, None, repairs, record["unreadable"])
            done = not_run_at_all(original, record["unreadable"])
        else:
            job = batch.job(unit, _plain(nb.cells), repairs)
            read = Read(unit.notebook, job, repairs)
            done = doubted(fill_in(done_from(batch.done(unit, job))), read)
        self._place(Path(resources["metadata"]["path"]), batch, unit, done)
        done = replace(done, seconds=0.0)  # nbgrader's promise: the same submission gives the same file, byte for byte
        executed = nbformat.from_dict(finish(done, read, read.key()))
        executed.metadata = {**nb.metadata, **executed.metadata}
        return executed, resources

    def prepare(self, job: Job) -> Job:
        """Put into a job what the configuration says of the execution."""
        job = replace(job, isolation=self.isolation, stderr_costs=self.stderr_costs_all_points)
        return with_timeout(job, self.timeout, self.traits()["timeout"].default_value)

    def _place(self, folder: Path, batch: Batch, unit: Unit, done: Done) -> None:
        """Write what the notebook wrote into its autograded folder, where nbgrader has copied links and pages too."""
        submitted = batch.course.folder("submitted", unit.student, unit.assignment)
        assignment = batch.assignment(unit.assignment)
        ours = assignment.test_files.keys() - assignment.theirs
        for path in submitted.rglob("*"):
            name = path.relative_to(submitted).as_posix()
            if path.is_symlink() and name not in ours:
                self.log.warning("%s: The file %s is a link, which is not followed.", unit.student, name)
                (folder / name).unlink(missing_ok=True)
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            name = path.relative_to(folder).as_posix()
            if name not in ours and inert(name) != name:
                place(folder, inert(name), path.read_bytes())
                path.unlink()
        for name, data in laid_out(assignment, done.files).items():
            place(folder, name, data)
        for line in done.log:
            self.log.warning("%s: %s", unit.student, line)


class CheckCellMetadata(preprocessors.CheckCellMetadata):
    """nbgrader's check of its own metadata, once for all that are the same: 50 ms for each notebook of a class."""

    _passed: ClassVar[set[str]] = set()

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        marks = [[cell.cell_type, cell.metadata["nbgrader"]] for cell in nb.cells if "nbgrader" in cell.metadata]
        what = json.dumps(marks, sort_keys=True)
        if what not in self._passed:
            nb, resources = super().preprocess(nb, resources)
            self._passed.add(what)
        return nb, resources


class HideTests(Preprocessor):
    """Take out of the feedback what students must not see: hidden tests, and markup that could run in a browser."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        for cell in nb.cells:
            shown = outputs_for_feedback(cell)
            if shown is not None:
                cell.outputs = [nbformat.from_dict(output) for output in shown]
            cell.source = without_hidden_tests(cell.source)
            for output in cell.get("outputs", []):
                for kind in output.get("data", {}).keys() - SHOWN:
                    del output.data[kind]
            if cell.cell_type == "code":
                cell.outputs = [
                    output for output in cell.outputs if output.output_type in ("stream", "error") or output.get("data")
                ]
        nb.metadata.pop(NOTEBOOK_KEY, None)
        defuse(nb)  # the instructor's own text stays as it is: an escaped '>' would spoil its formulas
        return nb, resources


class FeedbackStyle(Preprocessor):
    """Let the feedback's long lines break where the page ends: nbconvert's exporter has put its own style there."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        resources["inlining"]["css"].append(_STYLE)
        return nb, resources


def _batch_of(preprocessor: Any) -> Batch:
    """Return the batch of the converter that this preprocessor works for."""
    converter = preprocessor.parent.parent
    if converter not in _batches:
        execute = JailedExecute(parent=preprocessor.parent)
        if execute.dask:
            from autograder.cluster import dask_executor

            executor, slots, _ = dask_executor(execute.dask)
        else:
            executor, slots = local()
        _batches[converter] = Batch(weakref.proxy(converter), execute.prepare, executor, slots)
    return _batches[converter]


def _kernel(submitted: Any) -> dict[str, Any]:
    """Return what the notebook says of its kernel, as far as it is well-formed; nbgrader puts the source's over it."""
    metadata = submitted.get("metadata")
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(spec, dict) or not all(isinstance(spec.get(key), str) for key in ("name", "display_name")):
        return {}
    return {
        "kernelspec": {key: spec[key] for key in ("name", "display_name", "language") if isinstance(spec.get(key), str)}
    }


def _plain(nb: Any) -> Any:
    if isinstance(nb, dict):
        return {key: _plain(value) for key, value in nb.items()}
    return [_plain(item) for item in nb] if isinstance(nb, list) else nb
