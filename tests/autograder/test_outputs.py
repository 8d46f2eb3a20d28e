"""What the outputs of a test cell mean in points, and what of a candidate's outputs is kept."""

from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import determine_grade

from autograder.names import earns_by_value
from autograder.outputs import Collector, settle, verdict_output, verdicts_in
from autograder.records import VERDICT_MIME, Outcome, Verdict

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.binary(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=12), inner, max_size=3)),
    max_leaves=8,
)
KEYS = st.sampled_from(["text/plain", "text/html", "image/png", "application/json", VERDICT_MIME, "application/x+json"])
ANYTHING = st.fixed_dictionaries(
    {},
    optional={
        "output_type": st.one_of(st.sampled_from(["stream", "display_data", "execute_result", "error"]), JSON),
        "name": JSON, "text": JSON, "ename": JSON, "evalue": JSON, "traceback": JSON,
        "data": st.one_of(JSON, st.dictionaries(KEYS, JSON, max_size=3)),
    },
)  # fmt: skip


def result(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": None}


def error() -> dict[str, Any]:
    return {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}


def stream(name: str, text: str = "x") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def nbgraders_points(outputs: list[dict[str, Any]], points: float) -> float:
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.from_dict(output) for output in outputs])
    marks = {"grade": True, "solution": False, "points": points, "grade_id": "q", "schema_version": 3}
    cell.metadata["nbgrader"] = marks
    return determine_grade(cell)[0]


@given(st.lists(st.one_of(
    st.builds(result, st.sampled_from(["0", "1.5", "2", "'text'", "None", "array(0.5)", "np.float64(1.0)", "[1, 2]"])),
    st.just(error()), st.builds(stream, st.sampled_from(["stdout", "stderr"])),
), max_size=4))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_settled_outputs_mean_the_same_to_nbgrader(outputs: list[dict[str, Any]]) -> None:
    settled, points = settle(outputs, 2.0)
    results = [output for output in settled if output["output_type"] == "execute_result"]
    assert 0.0 <= points <= 2.0
    assert not any(output.get("name") == "stderr" for output in settled)
    if len(results) <= 1:
        assert nbgraders_points(settled, 2.0) == points


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "2.5", "1e9", "np.float64(3.0)", "array(-1)", "np.float64(nan)"])
def test_a_number_that_cannot_be_points_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="last value"):
        settle([result(text)], 2.0)


@pytest.mark.parametrize("text", ["np.float64(0.5)", "np.float32(0.5)", "array(0.5)", "array([0.5])", "0.5"])
def test_a_number_of_numpys_is_a_number(text: str) -> None:
    assert settle([result(text)], 2.0)[1] == 0.5


@pytest.mark.parametrize("text", ["'aa'", "(1+2j)", "[1, 1]", "None", "<student's object of type 'X'>"])
def test_arithmetic_that_ends_in_no_number_earns_nothing(text: str) -> None:
    assert settle([result(text)], 2.0)[1] == 2.0
    with pytest.raises(ValueError, match="no number of points"):
        settle([result(text)], 2.0, number_wanted=True)


@pytest.mark.parametrize("source, wanted", [
    ("2 * share(f)", True), ("round(2 * x, 1)", True), ("-x", True), ("f", False), ("plot(x)", False),
    ("assert f(2) == 4", False), ("x = 2", False), ("", False),
])  # fmt: skip
def test_a_last_line_of_arithmetic_means_points(source: str, wanted: bool) -> None:
    assert earns_by_value(source) is wanted


@given(st.lists(st.one_of(ANYTHING, JSON), max_size=5))
@settings(max_examples=60, deadline=None)
def test_whatever_a_candidate_shows_becomes_valid_outputs_or_nothing(shown: list[Any]) -> None:
    collector = Collector(10_000)
    for output in shown:
        collector(output)
    kept = collector.outputs()
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.from_dict(output) for output in kept])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
    assert verdicts_in(kept) == []


def test_a_verdict_counts_from_the_examiner_only() -> None:
    shown = verdict_output(Verdict("q", Outcome.PASSED, 2.0, 2.0, "Passed."), said=True)
    untrusted, trusted = Collector(10_000), Collector(10_000, trusted=True)
    untrusted(shown)
    trusted(shown)
    assert (len(untrusted.outputs()), len(verdicts_in(trusted.outputs()))) == (0, 1)


def test_printed_text_keeps_head_and_tail_within_the_cap() -> None:
    collector = Collector(3000)
    for number in range(5000):
        collector(stream("stdout", f"line {number}\n"))
    (kept,) = collector.outputs()
    assert kept["text"].startswith("line 0\n") and kept["text"].endswith("line 4999\n")
    assert len(kept["text"]) < 3200 and "left out" in kept["text"]


def test_a_picture_is_base64_or_nothing() -> None:
    collector = Collector(10_000)
    collector({"output_type": "display_data", "data": {"image/png": '"><script>', "text/plain": "figure"}})
    assert collector.outputs()[0]["data"] == {"text/plain": "figure"}
