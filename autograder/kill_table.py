"""A proof in words: for the terminal, and as the page that is kept beside the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.mutation import Score
from autograder.verify import Kill, Proof


def format_proof(proof: Proof) -> str:
    """Return the proof as text: the claims, the kill table, and what speaks against it."""
    lines = [f"{proof.assignment}: {'proved' if proof.holds else 'NOT proved'}"]
    lines += [f"  {name:<9} {said}" for name, said in _claims(proof)]
    if proof.kills:
        width = max(len(kill.label) for kill in proof.kills)
        lines += ["", f"  {'mistake':<{width}}  lost  in", f"  {'-' * width}  ----  --"]
        lines += [f"  {kill.label:<{width}}  {_lost(kill):>4}  {_where(kill)}{_sign(kill)}" for kill in proof.kills]
    return "\n".join([*lines, *(f"  FAULT: {fault}" for fault in proof.faults), ""])


def _claims(proof: Proof) -> list[tuple[str, str]]:
    if proof.solution is None or proof.release is None:
        return [("tried", "nothing yet: first mend what is said below")]
    plain, solution = proof.to_plain(), proof.solution
    total, right = plain["points"], solution.points + (0 if solution.caught_by else proof.manual)
    return [
        ("solution", f"{right:g}/{total:g} ({proof.automatic:g} automatic, {proof.manual:g} by hand for its text)"),
        ("release", f"{proof.release.points:g}/{total:g}, {len(proof.leaks)} leaks"),
        ("styles", f"{sum(not trial.caught_by for trial in proof.styles)} of {len(proof.styles)} earn full marks"),
        ("mistakes", f"{plain['caught']} of {plain['mistakes']} caught, {plain['named']} named by their own label "
         f"alone; {plain['only_hidden']} pass every visible check"),
        ("by heart", f"{plain['learnt_by_heart_caught']} of {plain['learnt_by_heart']} answers learnt from a visible "
         "check fail the hidden test; of the others a reason is kept"),
        *[("wrong", f"`{trial.name}` is caught by {', '.join(trial.caught_by)}") for trial in proof.nameless],
        ("tests", "each one is needed" if not proof.unneeded else f"not needed: {', '.join(proof.unneeded)}"),
    ]  # fmt: skip


def _lost(kill: Kill) -> str:
    return f"{sum(kill.trial.lost.values()):g}"


def _where(kill: Kill) -> str:
    return ", ".join(kill.trial.caught_by)


def _sign(kill: Kill) -> str:
    return "" if kill.trial.labels == (kill.label,) else f"   <- named {', '.join(kill.trial.labels) or 'nothing'}"


def kill_page(proofs: Sequence[Proof]) -> str:
    """Return the page of all kill tables, in Markdown; the same assignments always give the same page."""
    lines = [
        "# Kill tables",
        "",
        "What `autograder verify --all` found, as `make kill-table` writes it. Every line is a wrong program that was",
        "graded as a student's work is: what it lost, and the test cells that did not let it pass. *Named* is the",
        "sentence it was told; a bonus task is worth nothing, so there *lost* may be 0.",
    ]
    for proof in proofs:
        lines += ["", f"## {proof.assignment}", ""]
        lines += [f"- **{name}**: {said}" for name, said in _claims(proof)]
        lines += [f"- **fault**: {fault}" for fault in proof.faults]
        lines += ["", "| mistake | lost | caught by | named |", "|---|---|---|---|"]
        lines += [
            f"| `{kill.label}` | {_lost(kill)} | {_where(kill)} | "
            f"{'by its own label' if kill.trial.labels == (kill.label,) else ', '.join(kill.trial.labels)} |"
            for kill in proof.kills
        ]
    return "\n".join(lines) + "\n"


def mutant_page(scores: Sequence[Score]) -> str:
    """Return the page of all mutation scores, in Markdown, with each mutant that was set aside and why."""
    lines = [
        "# Mutation scores",
        "",
        "Each reference solution, changed mechanically in one place at a time and graded as a student's work:",
        "operators, comparisons, constants, axes, transposes, dropped terms, swapped arguments, dropped statements.",
        "What `make mutants` found. *Set aside* are mutants that are right answers themselves, each with its reason.",
        "",
        "| assignment | mutants | lose marks | set aside | score |",
        "|---|---|---|---|---|",
    ]
    for one in scores:
        plain = one.to_plain()
        lines.append(
            f"| `{one.assignment}` | {plain['mutants']} | {plain['caught']} | {plain['set_aside']} | "
            f"{100 * one.share:.1f} % |"
        )
    for one in scores:
        lines += ["", f"## {one.assignment}", ""]
        lines += [f"- survives: {_code(mutant.key)}" for mutant in one.survivors]
        lines += [f"- {_code(key)}: {reason}" for key, reason in one.set_aside.items()]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
