"""Nets whose weights are written down by hand: gates, tables, parity, and their soft versions.

Every function returns an ordinary `MLP`, so `forward`, `backward` and the plots work on it. Inputs are coded 0/1 for
gates and parity and -1/+1 for table nets, as in the lecture; `as_zero_one` translates.
"""

from source_lib.designs.codes import as_zero_one, binary_inputs
from source_lib.designs.gates import GATES, SEPARABLE_GATES, gate, gate_unit, truth_table, xnor, xor
from source_lib.designs.linear import collapse
from source_lib.designs.parity import (
    PARITY_NETS,
    parity,
    parity_chain,
    parity_counting,
    parity_detectors,
    parity_lookup,
    parity_tree,
)
from source_lib.designs.search import fewest_hidden_units, pairs_told_apart, threshold_functions
from source_lib.designs.sizes import Size, size
from source_lib.designs.soft import margins, scale_for, scales_for, soften
from source_lib.designs.tables import (
    centred_bias,
    detector,
    legal_biases,
    notes_bias,
    prune,
    recall_net,
    table_net,
)

__all__ = [
    "GATES",
    "PARITY_NETS",
    "SEPARABLE_GATES",
    "Size",
    "as_zero_one",
    "binary_inputs",
    "centred_bias",
    "collapse",
    "detector",
    "fewest_hidden_units",
    "gate",
    "gate_unit",
    "legal_biases",
    "margins",
    "notes_bias",
    "pairs_told_apart",
    "parity",
    "parity_chain",
    "parity_counting",
    "parity_detectors",
    "parity_lookup",
    "parity_tree",
    "prune",
    "recall_net",
    "scale_for",
    "scales_for",
    "size",
    "soften",
    "table_net",
    "threshold_functions",
    "truth_table",
    "xnor",
    "xor",
]
