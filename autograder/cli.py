"""The command `autograder`: thin commands over the package; the words are made by format_* functions.

Exit code 0: done. 1: done, but some submissions need a look. 2: wrong usage. 3: the machine lacks something.
"""

from __future__ import annotations

import atexit
import errno
import gc
import json
import sys
from pathlib import Path
from typing import Any

import click

from autograder.errors import GraderError
from autograder.grade_command import grade, left_out_lines
from autograder.instructing import INSTRUCTORS
from autograder.options import course_option, fail, json_option, open_course

# nbformat brings jsonschema, which builds 38 grammars for IRIs when it finds this: over a second at every start, for a
# format that no notebook's schema has.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
atexit.register(gc.freeze)  # nobody needs what is left at the end to be looked through: a third of a second


_MEND = "See to its permissions, to room on the disk and to what stands there, and run this again; what is done stays."


class _Group(click.Group):
    """Commands whose errors are one sentence, with the exit code of the exception."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            fail(str(error), error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who read what is printed has left
            where = error.filename or "A file of the course"
            fail(f"{where} cannot be read or written ({error.strerror or error}). {_MEND}", 2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nets-by-hand")
def main() -> None:
    """Grade notebooks in a jail: student code and test code never share a process."""


@main.command()
@click.argument("assignment")
@course_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write."
)
@json_option
def report(assignment: str, course_dir: Path | None, output: Path | None, as_json: bool) -> None:
    """Write the class report of ASSIGNMENT: one HTML file, weak spots first."""
    from autograder import report as pages
    from autograder.left_out import left_out
    from autograder.marks import marks_of

    course = open_course(course_dir)
    course.assignment(assignment)
    built = pages.build_report(course.root, assignment, marks_of(course, assignment))
    if as_json:
        click.echo(pages.to_json(built))
        return
    path = output or course.root / "reports" / f"{assignment}.html"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages.render_html(built), encoding="utf-8")
    except OSError as error:
        fail(f"The report cannot be written to {path} ({error.strerror}). Name another file with -o.", 2)
    click.echo(f"Class report: {path}")
    for line in left_out_lines(left_out(course, assignment)):
        click.echo(line)


@main.command()
@click.argument("corpus", type=click.Path(path_type=Path, file_okay=False, exists=True), default="tests/hostile")
@click.option("--stock", is_flag=True, help="Try on stock nbgrader, too, what is known to work there.")
@click.option("--write", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write the page to a file.")
def attacks(corpus: Path, stock: bool, page: Path | None) -> None:
    """Grade every attack of CORPUS and print the table of what became of each."""
    import tempfile

    from autograder import attack_table, hostile, pool

    known = hostile.read_attacks(corpus)
    if not known:
        fail(f"There is no attack (NAME.attack) in {corpus}. The project's own lie in tests/hostile.", 2)
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        before = hostile.run_stock(Path(folder, "stock"), corpus, [one for one in known if one.stock]) if stock else {}
        fates = hostile.run_attacks(Path(folder, "course"), corpus, known)
        pool.close_all()
    if page is not None:
        try:
            page.write_text(attack_table.attack_page(fates, before), encoding="utf-8")
        except OSError as error:
            fail(f"The page cannot be written to {page} ({error.strerror}). Name another file with --write.", 2)
    click.echo(attack_table.format_table(fates, before))
    sys.exit(1 if any(fate.wrong for fate in fates) else 0)


@main.command()
@json_option
def doctor(as_json: bool) -> None:
    """Say which protections are in force on this machine, by trying each."""
    from autograder.doctor import examine, format_findings

    findings = examine()
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], indent=1))
    else:
        click.echo(format_findings(findings))
    sys.exit(0 if all(finding.holds for finding in findings if finding.needed) else 3)


@main.command()
@click.argument("assignment")
@course_option
def feedback(assignment: str, course_dir: Path | None) -> None:
    """Write each student's feedback for ASSIGNMENT with nbgrader: without hidden tests, without live markup."""
    import subprocess

    course = open_course(course_dir)
    course.assignment(assignment)
    graded = course.folder("autograded", "*", assignment)
    if not any(course.root.glob(str(graded.relative_to(course.root)))):
        fail(f"Nothing of {assignment} is graded yet: there is no {graded}. Run: autograder grade {assignment}", 2)
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", assignment, "--force", "--log-level=ERROR"]
    ran = subprocess.run(command, cwd=course.root, check=False)
    if ran.returncode:
        fail(f"nbgrader could not write all feedback of {assignment}; its messages stand above.", 1)
    click.echo(f"Feedback: {course.folder('feedback', '.', assignment).parent}")


@main.command()
@click.argument("assignment")
@course_option
@click.option(
    "--to", "form", type=click.Choice(["csv", "canvas", "moodle", "gradescope"]), required=True, help="Who reads it."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write; else it is printed.",
)
def export(assignment: str, course_dir: Path | None, form: str, output: Path | None) -> None:
    """Write the marks of ASSIGNMENT for a learning management system."""
    from autograder.export import marks_for_lms, to_csv

    course = open_course(course_dir)
    course.assignment(assignment)
    text = to_csv(form, assignment, marks_for_lms(course, assignment))
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"The marks cannot be written to {output} ({error.strerror}). Name another file with -o.", 2)


for _command in (grade, *INSTRUCTORS):
    main.add_command(_command)

if __name__ == "__main__":
    main()
