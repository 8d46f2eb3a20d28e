"""Assignment a4: what holds of it beside what holds of every assignment."""

import pytest
from trials import examination, verdicts

NAME = "a4_depth_and_parity"
EXAM = examination(NAME)


@pytest.mark.parametrize(
    ("label", "lost_blocks"),
    [
        ("tree-is-count", ["two wires"]),
        ("tree-is-table", ["units", "two wires"]),
        ("tree-is-chain", ["layers", "units"]),
        ("tree-loses-odd-one", ["outputs, other D", "layers", "units", "two wires", "no z at 0"]),
    ],
)
def test_a_tree_that_is_none_loses_only_what_it_lacks(label, lost_blocks):
    found = verdicts(EXAM, EXAM.sources((EXAM.by_label[label],)))["parity_tree"]
    assert [block.name for block in found.blocks if not block.passed] == lost_blocks


def test_a_small_net_earns_nothing_for_its_size_where_its_outputs_are_wrong():
    code = "def parity_tree(D):\n    return [(np.eye(D)[:1], np.array([-0.5]))]\n"
    assert verdicts(EXAM, {**EXAM.solution, "a4-tree": code})["parity_tree"].points == 0
