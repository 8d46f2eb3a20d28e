"""What answers a task in source_lib is withheld while it is graded, and nothing else is lost with it."""

import json

import pytest
from trials import COURSE, examination

from autograder.job import Job
from autograder.supervisor import Supervisor

NAMES = sorted(path.name for path in (COURSE / "source").iterdir() if path.is_dir())
# Imports all of source_lib, as a student's cell would, and prints what each module said.
LOOK_ROUND = """
import importlib, json, pkgutil
import source_lib
said = {}
for module in pkgutil.walk_packages(source_lib.__path__, "source_lib.", onerror=lambda name: None):
    try:
        importlib.import_module(module.name)
        said[module.name] = ""
    except ImportError as error:
        said[module.name] = str(error)
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def supervisor(jail):
    supervisor = Supervisor()
    yield supervisor
    supervisor.close()


@pytest.mark.parametrize("name", NAMES)
def test_what_answers_the_tasks_is_withheld_and_the_rest_is_there(supervisor, name):
    withheld = examination(name).withheld
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "c"}
    notebook = {"cells": [{**cell, "source": LOOK_ROUND}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    done = supervisor.grade(Job(notebook, withheld=withheld))
    said = json.loads(done.notebook["cells"][0]["outputs"][0]["text"])
    for module in withheld:
        assert said[module].startswith(f"{module} is not available here: it is what this assignment asks you to write.")
    refusals = {sentence for sentence in said.values() if sentence}
    assert refusals == {sentence for module, sentence in said.items() if module in withheld}  # nothing else broke
    own = ("source_lib.activations", "source_lib.errors", f"source_lib.checks.{name}")
    assert not any(said[module] for module in own)
