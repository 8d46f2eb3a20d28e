"""The commands of instructors: prove an assignment, mutate it, simulate a class of it, bundle the course."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from autograder.options import course_option, fail, jobs_option, json_option, open_course

_every = click.option("--all", "every", is_flag=True, help="Take every assignment of the course.")
_write = click.option(
    "--write", "page", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write the page to a file."
)


def _chosen(course: Any, assignment: str | None, every: bool) -> list[str]:
    if every == bool(assignment):
        raise click.UsageError("Name one assignment, or give --all.")
    return course.assignments() if every else [str(assignment)]


def _tell(results: Sequence[Any], as_json: bool, words: Sequence[str], page: Path | None, text: str) -> None:
    """Print results, write their page, and end with 0 if all of them hold."""
    if page is not None:
        try:
            page.write_text(text, encoding="utf-8")
        except OSError as error:
            fail(f"The page cannot be written to {page} ({error.strerror}). Name another file with --write.", 2)
    if as_json:
        click.echo(json.dumps([one.to_plain() for one in results], indent=1))
    else:
        click.echo("\n".join(words))
    sys.exit(0 if all(one.holds for one in results) else 1)


@click.command()
@click.argument("assignment", required=False)
@_every
@course_option
@jobs_option
@_write
@json_option
def verify(
    assignment: str | None, every: bool, course_dir: Path | None, jobs: int | None, page: Path | None, as_json: bool
) -> None:
    """Prove that the tests of ASSIGNMENT are good, and print the kill table."""
    from autograder.kill_table import format_proof, kill_page
    from autograder.verify import verify_assignment

    course = open_course(course_dir)
    proofs = [verify_assignment(course, name, jobs) for name in _chosen(course, assignment, every)]
    _tell(proofs, as_json, [format_proof(proof) for proof in proofs], page, kill_page(proofs))


@click.command()
@click.argument("assignment", required=False)
@_every
@course_option
@jobs_option
@_write
@json_option
def mutate(
    assignment: str | None, every: bool, course_dir: Path | None, jobs: int | None, page: Path | None, as_json: bool
) -> None:
    """Change the solution of ASSIGNMENT mechanically, and list the changes that no test notices."""
    from autograder.kill_table import mutant_page
    from autograder.mutation import format_score, mutate_assignment

    course = open_course(course_dir)
    scores = [mutate_assignment(course, name, jobs) for name in _chosen(course, assignment, every)]
    _tell(scores, as_json, [format_score(score) for score in scores], page, mutant_page(scores))


@click.command()
@click.argument("assignment")
@click.option("--students", "number", type=click.IntRange(1, 100_000), default=24, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--forget", "gone", is_flag=True, help="Take the simulated class out again, gradebook rows and all.")
@course_option
@json_option
def simulate(assignment: str, number: int, seed: int, gone: bool, course_dir: Path | None, as_json: bool) -> None:
    """Write a class of submissions for ASSIGNMENT: right, wrong, crashing and hostile ones."""
    from autograder.simulate import simulate_class
    from autograder.simulated import forget

    course = open_course(course_dir)
    if gone:
        if assignment not in course.assignments():
            fail(course.unknown(assignment), 2)
        click.echo(f"Took {forget(course, assignment)} simulated students of {assignment} out of the course.")
        return
    written = simulate_class(course, assignment, number, seed)
    if as_json:
        click.echo(json.dumps(written, indent=1))
    else:
        click.echo(f"Wrote {len(written)} submissions of {assignment} to {course.root / 'submitted'}.")


@click.command()
@course_option
def clean(course_dir: Path | None) -> None:
    """Remove the release, the simulated classes and all that was graded; refuse where real students are."""
    from autograder import simulated

    course = open_course(course_dir)
    simulated.clean(course)
    click.echo(f"Removed from {course.root} what was made there; the source and the examination stay.")


@click.command()
@course_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("nets-by-hand.zip"),
    show_default=True,
)
def bundle(course_dir: Path | None, output: Path) -> None:
    """Write the archive that students get: lectures, released assignments, source_lib."""
    from autograder.bundle import write_bundle

    course = open_course(course_dir)
    try:
        names = write_bundle(course, output)
    except OSError as error:
        fail(f"The bundle cannot be written to {output} ({error.strerror}). Name another file with -o.", 2)
    click.echo(f"{output}: {len(names)} files.")


INSTRUCTORS = (verify, mutate, simulate, clean, bundle)
