"""What the README tells people to type exists, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"^(?:autograder|make) .*$", README, re.MULTILINE)))


def test_the_commands_are_found():
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_exists(line):
    words = line.split()
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE), line
        return
    command = main.commands[words[1]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known, line


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme(name):
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
    assert main.commands[name].help
    assert f"autograder {name}" in README


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_to_a_file(link):
    assert (ROOT / link).exists()


def test_environment_yml_names_no_version_but_pythons():
    lines = (ROOT / "environment.yml").read_text().splitlines()
    assert [line.strip() for line in lines if "=" in line and "#" not in line] == ["- python>=3.11"]
