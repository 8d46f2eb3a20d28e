"""What the instructors' page tells people to type or to read exists, and its example stands in the catalogue."""

import re
from pathlib import Path

import pytest

from autograder.cli import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "site" / "instructors.md").read_text(encoding="utf-8")
WORDS = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize("line", sorted(set(re.findall(r"^autograder .*$", PAGE, re.MULTILINE))))
def test_every_command_exists(line):
    _, name, *words = line.split()
    known = {option for parameter in main.commands[name].params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
    named = [word for word in words if re.match(r"a\d_", word)]
    assert all((ROOT / "assignments" / "source" / one).is_dir() for one in named)


@pytest.mark.parametrize("word", sorted(set(re.findall(r"`make ([a-z-]+)`", PAGE))))
def test_every_target_exists(word):
    assert re.search(rf"^{word}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", WORDS))))
def test_every_link_leads_to_a_file(link):
    assert (ROOT / "site" / link).exists()


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:assignments|source_lib)/[^`\s]+)`", PAGE)) - {"source_lib/released"})
)
def test_every_place_exists(path):
    assert (ROOT / path).exists()


def test_the_mistake_of_the_example_was_added_as_the_page_says():
    (example,) = re.findall(r"```python\n(legal.*?)```", PAGE, re.DOTALL)
    catalogue = (ROOT / "assignments/examination/a2_tables_to_nets/mistakes/biases.py").read_text()
    assert " ".join(example.split()) in " ".join(catalogue.split())
