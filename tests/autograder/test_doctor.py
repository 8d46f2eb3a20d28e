"""The doctor: what it says of this machine is what happened, with the jail and without it."""

from collections.abc import Iterator

import pytest

from autograder import doctor
from autograder.job import Job
from autograder.supervisor import Supervisor

HARMLESS = ("no reading of the grader's files", "no environment of the grader", "no view of other processes")


@pytest.fixture(scope="module")
def findings() -> list[doctor.Finding]:
    return doctor.examine()


def test_every_protection_that_is_needed_holds_here(findings: list[doctor.Finding]) -> None:
    assert [finding for finding in findings if finding.needed and not finding.holds] == []
    assert len(findings) >= 15
    assert all(finding.seen for finding in findings)


def test_the_last_line_counts_what_holds_and_says_who_tried(findings: list[doctor.Finding]) -> None:
    needed = sum(finding.needed for finding in findings)
    assert doctor.format_findings(findings).splitlines()[-1].startswith(f"{needed} of {needed} protections hold")
    broken = [doctor.Finding("a wall", False, "got through", "Build it."), *findings]
    said = doctor.format_findings(broken)
    assert f"{needed} of {needed + 1} protections hold" in said
    assert said.startswith("NO   a wall") and "-> Build it." in said


class _Open(Supervisor):
    """A supervisor that has no jail, whatever is asked for."""

    def grade(self, job: Job) -> object:  # type: ignore[override]
        return super().grade(Job(job.notebook, limits=job.limits, isolation="none"))


@pytest.fixture(scope="module")
def without_a_jail() -> Iterator[Supervisor]:
    supervisor = _Open()
    yield supervisor
    supervisor.close()


@pytest.mark.parametrize("name", HARMLESS)
def test_where_there_is_no_jail_the_attempts_get_through(without_a_jail: Supervisor, name: str) -> None:
    places = {"secrets": [__file__], "environment": ["HOME"]}
    code = doctor._ATTEMPTS[name].format(**places)
    finding = doctor._verdict(name, doctor._ask(without_a_jail, code))
    assert not finding.holds
    assert finding.remedy
