"""What a class report counts: weak spots first. Every function takes a ClassReport and returns plain values."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import mean, median, quantiles

from autograder.records import NamedMistake, Outcome
from autograder.report_data import TROUBLE, Answer, ClassReport, Question, Submission

MOST_BINS = 14
UNEXPLAINED = (Outcome.FAILED, Outcome.ERRORED)
STANDINGS = ("passed", "partly right", *(o.value.replace("_", " ") for o in Outcome if o != "passed"), "to be marked")


@dataclass(frozen=True)
class MistakeCount:
    """A named mistake, who made it, and in which questions."""

    mistake: NamedMistake
    students: tuple[str, ...]
    questions: tuple[int, ...]


@dataclass(frozen=True)
class Unnamed:
    """Wrong answers to one question that match no mistake of the catalogue, and where they first go wrong."""

    question: Question
    students: tuple[str, ...]
    first_wrong: tuple[tuple[str, int], ...]  # (compared value, how often)
    errors: tuple[tuple[str, int], ...]  # (sentence, how often), where the code raised


@dataclass(frozen=True)
class QuestionResult:
    """One question over the class: share of points earned, answers by standing, and each compared value."""

    question: Question
    share: float | None  # None: answers wait for marks, or there are none
    standings: tuple[tuple[str, int], ...]
    blocks: tuple[tuple[str, int, int], ...]  # (name, right, compared)


@dataclass(frozen=True)
class Bin:
    """One bar of the histogram: low <= points < high, the last one with its end."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Spread:
    """The middle of the class in points."""

    median: float
    low_quarter: float
    high_quarter: float


def mistakes(report: ClassReport) -> tuple[MistakeCount, ...]:
    """Rank the named mistakes by the number of students who made them, most first."""
    named: dict[str, NamedMistake] = {}
    who: dict[str, dict[str, None]] = defaultdict(dict)  # a dict keeps the order and holds each student once
    where: dict[str, set[int]] = defaultdict(set)
    for submission in report.graded:
        for question, answer in zip(report.questions, submission.answers, strict=True):
            for mistake in answer.verdict.mistakes if answer.verdict else ():
                named.setdefault(mistake.label, mistake)
                who[mistake.label][submission.student] = None
                where[mistake.label].add(question.number)
    counts = [MistakeCount(named[x], tuple(who[x]), tuple(sorted(where[x]))) for x in named]
    return tuple(sorted(counts, key=lambda count: (-len(count.students), count.mistake.title)))


def unnamed(report: ClassReport) -> tuple[Unnamed, ...]:
    """Collect, question by question, the answers that failed or raised and that no mistake explains; most first.

    Tests below one heading look at one function: a mistake named by one of them explains what the others refuse.
    """
    found = []
    explained = {
        (s.student, question.title)
        for s in report.graded
        for question, answer in zip(report.questions, s.answers, strict=True)
        if answer.verdict and answer.verdict.mistakes
    }
    for index, question in enumerate(report.questions):
        verdicts = [(s.student, s.answers[index].verdict) for s in report.graded]
        odd = {
            who: v
            for who, v in verdicts
            if v and v.outcome in UNEXPLAINED and not v.mistakes and (who, question.title) not in explained
        }
        firsts = Counter(next((b.name for b in v.blocks if not b.passed), "") for v in odd.values())
        firsts.pop("", None)
        errors = Counter(v.sentence for v in odd.values() if v.outcome is Outcome.ERRORED)
        if odd:
            found.append(Unnamed(question, tuple(odd), tuple(firsts.most_common(4)), tuple(errors.most_common(3))))
    return tuple(sorted(found, key=lambda item: -len(item.students)))


def standing(answer: Answer, question: Question) -> str:
    """Say in a word how an answer stands; a refused answer that earned points is 'partly right'."""
    if answer.points is None or answer.waits:
        return "to be marked"
    if answer.outcome is Outcome.FAILED and 0 < answer.points < question.max_points:
        return "partly right"
    return (answer.outcome or Outcome.PASSED).value.replace("_", " ")


def question_results(report: ClassReport) -> tuple[QuestionResult, ...]:
    """Work out each question's share of points earned, weakest first: sum of points / (answers x max_points).

    A question that still waits for marks has no share yet: the marks given so far need not be typical.
    """
    results = []
    for index, question in enumerate(report.questions):
        answers = [s.answers[index] for s in report.graded]
        earned = [a.points for a in answers if a.points is not None]
        whole = len(earned) == len(answers) > 0 and question.max_points > 0
        share = mean(earned) / question.max_points if whole else None
        counted = Counter(standing(a, question) for a in answers)
        standings = tuple((name, counted[name]) for name in STANDINGS if counted[name])
        results.append(QuestionResult(question, share, standings, _blocks(answers)))
    return tuple(sorted(results, key=lambda r: 2.0 if r.share is None else r.share))


def _blocks(answers: list[Answer]) -> tuple[tuple[str, int, int], ...]:
    right: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for block in (b for a in answers if a.verdict for b in a.verdict.blocks):
        compared[block.name] += 1
        right[block.name] += block.passed
    return tuple((name, right[name], count) for name, count in compared.items())


def histogram(report: ClassReport) -> tuple[Bin, ...]:
    """Sort the totals into bins of one round width, at most MOST_BINS of them: floor(points / width)."""
    totals = [max(0.0, s.points) for s in report.graded]
    if not totals or not report.max_points:
        return ()
    top = max(report.max_points, *totals)
    widths = (step * 10**power for power in range(-1, 9) for step in (1, 2, 2.5, 5))
    width = next(w for w in widths if top / w <= MOST_BINS)
    n_bins = max(1, math.ceil(top / width - 1e-9))
    counted = Counter(min(n_bins - 1, math.floor(total / width + 1e-9)) for total in totals)
    return tuple(Bin(k * width, min((k + 1) * width, top), counted[k]) for k in range(n_bins))


def spread(report: ClassReport) -> Spread | None:
    """Find the median and the quartiles of the totals; None for an empty class."""
    totals = [s.points for s in report.graded]
    if not totals:
        return None
    low, _, high = quantiles(totals, n=4, method="inclusive") if len(totals) > 1 else totals * 3
    return Spread(median(totals), low, high)


def trouble(report: ClassReport) -> tuple[tuple[Outcome, tuple[Submission, ...]], ...]:
    """Group the submissions that ended badly by how they ended: crashed, out of memory, timed out, not run."""
    groups = ((o, tuple(s for s in report.graded if s.outcome is o)) for o in TROUBLE)
    return tuple((outcome, group) for outcome, group in groups if group)


def repairs(report: ClassReport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group what the sanitiser mended by its sentence, most frequent first: (sentence, students)."""
    who: dict[str, dict[str, None]] = defaultdict(dict)
    for submission in report.submissions:
        for sentence in (repair for record in submission.notebooks for repair in record.repairs):
            who[sentence][submission.student] = None
    return tuple(sorted(((s, tuple(names)) for s, names in who.items()), key=lambda pair: -len(pair[1])))


def to_grade(report: ClassReport) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """List the questions that wait for a person, with the students whose answers wait."""
    waiting = (
        (question, tuple(s.student for s in report.graded if s.answers[index].points is None or s.answers[index].waits))
        for index, question in enumerate(report.questions)
    )
    return tuple((question, who) for question, who in waiting if who)
