"""The class report for people (one HTML file), for programs (JSON) and for the terminal (rows).

The page loads nothing and runs only the sorting script whose hash its own policy names.  Every string passes
through `visible` and is then escaped, so that neither markup nor invisible characters of students take effect.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import unicodedata
from functools import cache
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from autograder import report_findings as findings
from autograder.records import Outcome, to_plain
from autograder.report_data import ClassReport, Marks, Submission, build_report
from autograder.report_headline import headline

__all__ = ["ClassReport", "Marks", "TableRow", "build_report", "class_table", "render_html", "to_json", "visible"]

LONGEST_STRING = 600
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode's controls, formats, surrogates, unassigned, separators


class TableRow(NamedTuple):
    """One line of the table that the command line prints."""

    student: str
    points: float
    outcome: str
    mistake: str


def class_table(report: ClassReport) -> list[TableRow]:
    """List the class by name: (student, points, outcome, named mistakes)."""
    return [
        TableRow(visible(s.student), s.points, _outcome_word(s), "; ".join(map(visible, _mistake_titles(s))))
        for s in report.submissions
    ]


def to_json(report: ClassReport) -> str:
    """Write the report and what was counted as strict JSON: no NaN, no lone surrogate."""
    plain = {
        **to_plain(report),
        "headline": headline(report),
        "spread": to_plain(findings.spread(report)),
        "mistakes": to_plain(findings.mistakes(report)),
        "unnamed": to_plain(findings.unnamed(report)),
        "question_results": to_plain(findings.question_results(report)),
        "histogram": to_plain(findings.histogram(report)),
    }
    return json.dumps(_finite(plain), indent=1, allow_nan=False)


def render_html(report: ClassReport, made_on: str = "") -> str:
    """Draw the report as one self-contained HTML page.

    The same report always gives the same bytes; `made_on` is the date to print, if one is wanted.
    """
    environment = _environment()
    style, script = (_raw(environment, name) for name in ("report_style.css.j2", "report_sort.js.j2"))
    return environment.get_template("report.html.j2").render(
        report=report,
        made_on=made_on,
        find=findings,
        headline=headline(report),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
    )


def visible(text: Any) -> Any:
    r"""Show what a reader cannot see, such as a mark that turns the text around, as its code point: \\u202e.

    Example:
        >>> print(visible("ada\u202ebob"))
        ada\u202ebob
    """
    if not isinstance(text, str) or isinstance(text, Markup):
        return text
    cut = text if len(text) <= LONGEST_STRING else text[:LONGEST_STRING] + " …"
    shown, stacked = [], 0
    for char in cut:
        # More than three marks on one letter climb over the lines above and below.
        stacked = stacked + 1 if unicodedata.combining(char) else 0
        hide = stacked > 3 or (unicodedata.category(char) in HIDDEN and char not in "\n\t")
        shown.append(_code_point(char) if hide else char)
    return "".join(shown)


def _code_point(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder", ""),
        autoescape=True,
        finalize=visible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=_number, percent=lambda share: f"{100 * share:.0f}%")
    environment.globals.update(outcome_word=_outcome_word, mistake_titles=_mistake_titles, standing=findings.standing)
    return environment


def _raw(environment: jinja2.Environment, name: str) -> Markup:
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])  # ours alone: nothing is filled in


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _outcome_word(submission: Submission) -> str:
    if not submission.handed_in:
        return "nothing handed in"
    if not submission.graded:
        return "not graded yet"
    partly = submission.outcome is Outcome.FAILED and submission.points > 0
    return "partly right" if partly else submission.outcome.value.replace("_", " ")


def _mistake_titles(submission: Submission) -> list[str]:
    named = [m.title for answer in submission.answers if answer.verdict for m in answer.verdict.mistakes]
    return list(dict.fromkeys(named))


def _finite(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _finite(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_finite(value) for value in plain]
    return None if isinstance(plain, float) and not math.isfinite(plain) else plain
