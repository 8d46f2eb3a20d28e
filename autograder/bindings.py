"""What the names in test cells are bound to: which are the tests' own, which are the student's, on which side.

Before each test cell the student's names are looked up in the candidate and bound here, to plain values or to proxies.
What a test then does to them (`del f`, `f = other`) is done in the candidate before it is asked for anything more.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any

from autograder.jail import wire
from autograder.names import assigned_names, used_names
from autograder.proxies import Student

_BUILTINS = frozenset(dir(builtins))  # what a test means by `abs` and `all` is not the student's to say


class Bindings:
    """The names of one notebook's test cells, and the namespace that these run in."""

    def __init__(self, namespace: dict[str, Any], theirs: Iterable[str], log: list[str]) -> None:
        self.namespace, self.theirs, self.log = namespace, frozenset(theirs), log
        self.mine: set[str] = set()  # names that locked and test cells define: the student cannot replace them
        self.wanted: set[str] = set()  # names that test cells have used so far
        self.seen: dict[str, Any] = {}  # what those names were bound to when a test cell began

    def use(self, python: str) -> None:
        """Note the names that trusted code is about to use."""
        self.wanted |= used_names(python) - self.mine

    def own(self, python: str) -> None:
        """Note the names that trusted code defines."""
        self.mine |= assigned_names(python) - self.theirs

    def _own_what_is_here(self) -> None:
        """Note what trusted code has bound in ways that its text does not tell: `from x import *`, `global`, `%run`."""
        here = {name for name, value in self.namespace.items() if self.seen.get(name, self) is not value}
        self.mine |= here - self.theirs

    def fetch(self, student: Student, python: str) -> None:
        """Bind the student's names that test cells use to what they are now in the candidate."""
        self._own_what_is_here()
        self.own(python)
        self.wanted |= used_names(python)
        asked = sorted(self.wanted - self.mine - (_BUILTINS - self.theirs))
        reply = student.request("lookup", names=asked)
        found, refused = reply.get("found"), reply.get("refused_names")
        found = found if isinstance(found, dict) else {}
        refused = refused if isinstance(refused, dict) else {}
        self.seen = {}
        for name in asked:
            self.namespace.pop(name, None)
            if name in found:
                try:
                    self.namespace[name] = self.seen[name] = student.decode(found[name])
                except wire.WireError as error:
                    self.log.append(f"{name}: {str(error)[:200]}")
            elif name in refused:
                self.log.append(f"{name}: {str(refused[name])[:200]}")

    def hand_over(self, student: Student) -> None:
        """Carry into the candidate what the test has done to the student's names: `del f`, `f = other`."""
        space = self.namespace
        # Only what is the student's to define: a test's own `expected` must not reach a student who guessed the name.
        theirs = {name: was for name, was in self.seen.items() if name in self.theirs}
        changed = {name: space[name] for name, was in theirs.items() if name in space and space[name] is not was}
        gone = [name for name in theirs if name not in space]
        back = [name for name in self.wanted if name not in self.seen and name in space and name in self.theirs]
        changed.update({name: space[name] for name in back})
        if changed or gone:
            bound = {name: student.encode(value) for name, value in changed.items()}
            student.request("bind", bound=bound, unbound=gone)
            self.seen.update(changed)
            for name in gone:
                del self.seen[name]
