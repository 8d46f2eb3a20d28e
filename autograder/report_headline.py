"""The class in a few sentences, before any picture."""

from __future__ import annotations

from autograder import report_findings as findings
from autograder.report_data import ClassReport


def headline(report: ClassReport) -> list[str]:
    """Say the most important things first: how many, how well, what was weakest, what was misunderstood."""
    graded = len(report.graded)
    if not graded:
        return ["There is nothing to report yet: no submission has been graded."]
    said = [_how_many(report), _how_well(report), _weakest(report), _commonest(report), _trouble(report)]
    return [sentence for sentence in said if sentence] + _waiting(report)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 submission, 2 submissions.

    Example:
        >>> counted(1, "student"), counted(3, "student")
        ('1 student', '3 students')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _how_many(report: ClassReport) -> str:
    absent = sum(not s.handed_in for s in report.submissions)
    waiting = sum(s.handed_in and not s.graded for s in report.submissions)
    parts = [f"{counted(len(report.graded), 'submission')} {'was' if len(report.graded) == 1 else 'were'} graded"]
    parts += [f"{waiting:,} {'waits' if waiting == 1 else 'wait'} for grading"] * bool(waiting)
    parts += [f"{counted(absent, 'student')} handed nothing in"] * bool(absent)
    return ", ".join(parts) + "."


def _how_well(report: ClassReport) -> str:
    middle = findings.spread(report)
    if middle is None:
        return ""
    full = sum(s.points >= report.max_points > 0 for s in report.graded)
    low, half, high = (f"{round(x, 1):g}" for x in (middle.low_quarter, middle.median, middle.high_quarter))
    all_points = f", and {full:,} {'has' if full == 1 else 'have'} all of them" if full else ""
    return (
        f"Half of them have {half} or more of {report.max_points:g} points, the middle half lies between {low} "
        f"and {high}{all_points}."
    )


def _weakest(report: ClassReport) -> str:
    results = [r for r in findings.question_results(report) if r.share is not None]
    if not results or results[0].share is None or results[0].share >= 0.995:
        return ""
    weakest, share = results[0].question, results[0].share
    return f"The weakest question is number {weakest.number}, “{weakest.title}”: {share:.0%} of its points were earned."


def _commonest(report: ClassReport) -> str:
    ranked = findings.mistakes(report)
    if not ranked:
        return ""
    who = counted(len(ranked[0].students), "student")
    return f"The most common mistake is “{ranked[0].mistake.title}”, made by {who}."


def _trouble(report: ClassReport) -> str:
    groups = findings.trouble(report)
    if not groups:
        return ""
    parts = [f"{len(group):,} {outcome.value.replace('_', ' ')}" for outcome, group in groups]
    total = sum(len(group) for _, group in groups)
    return f"{counted(total, 'submission')} {'needs' if total == 1 else 'need'} a look: {', '.join(parts)}."


def _waiting(report: ClassReport) -> list[str]:
    answers = sum(len(students) for _, students in findings.to_grade(report))
    if not answers:
        return []
    wait = "waits" if answers == 1 else "wait"
    return [f"{counted(answers, 'answer')} still {wait} to be marked by hand, so totals can rise."]
