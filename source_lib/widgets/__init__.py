"""Twelve explorers, one per idea that is understood best by moving it.

Each is made by a function and shown by being the last line of a cell:

    from source_lib.widgets import explore_soft_threshold
    explore_soft_threshold()

Explorers load on first use, so a notebook waits only for those that it asks for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

EXPLORERS = {
    "explore_unit": ("unit_explorer", "UnitExplorer"),
    "explore_gates": ("gate_designer", "GateDesigner"),
    "explore_forward_three_ways": ("forward_three_ways", "ForwardThreeWays"),
    "explore_linear_collapse": ("linear_collapse", "LinearCollapse"),
    "explore_lookup": ("lookup_builder", "LookupBuilder"),
    "explore_soft_threshold": ("soft_threshold", "SoftThreshold"),
    "explore_soft_net": ("soft_net", "SoftNet"),
    "explore_parity_depth": ("parity_depth", "ParityDepth"),
    "explore_chain_rule": ("chain_rule_bench", "ChainRuleBench"),
    "explore_backprop_stepper": ("backprop_stepper", "BackpropStepper"),
    "explore_nudge": ("nudge_probe", "NudgeProbe"),
    "explore_feature_lens": ("feature_lens", "FeatureLens"),
}


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in EXPLORERS:
        raise AttributeError(f"'source_lib.widgets' has no explorer {name!r}. It has: {', '.join(EXPLORERS)}.")
    module, explorer = EXPLORERS[name]
    return getattr(import_module(f"source_lib.widgets.{module}"), explorer)


def __dir__() -> list[str]:
    return sorted([*globals(), *EXPLORERS])
