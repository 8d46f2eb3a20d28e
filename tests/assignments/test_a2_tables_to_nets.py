"""Assignment a2: what holds of it beside what holds of every assignment."""

import pytest
from trials import examination, in_style, lost, verdicts

NAME = "a2_tables_to_nets"
EXAM = examination(NAME)


def test_a_net_for_a_table_needs_no_list_of_inputs():
    source = {**in_style(EXAM, "as_broadcasts"), "a2-inputs": "def all_inputs(D):\n    raise NotImplementedError\n"}
    own = "2.0 * np.indices((2,) * int(np.log2(T.shape[0]))).reshape(-1, len(T)).T - 1"
    source["a2-table"] = source["a2-table"].replace("all_inputs(int(np.log2(T.shape[0])))", own)
    assert verdicts(EXAM, source)["table_to_net"].outcome == "passed"


@pytest.mark.parametrize("scale", [0.01, 1.0, 300.0])
@pytest.mark.parametrize("place", [0.05, 0.5, 0.95])
def test_any_legal_bias_at_any_scale_is_right(place, scale):
    detector = f"def detector(p):\n    return {scale} * p, {scale} * (2 * {place} - len(p))\n"
    assert lost(verdicts(EXAM, {**EXAM.solution, "a2-detector": detector}).values()) == {}


def test_a_bias_at_an_end_of_the_legal_interval_loses_the_part_about_zero_only():
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label["detector-z-at-zero"],)))["detector"]
    assert [block.name for block in found.blocks if not block.passed] == ["no z at 0"]
