# One word per job. Every job sets up what it needs; the second call starts at once.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
A ?= a7_mlp_backprop
# These start stock kernels, which a busy machine now and then keeps waiting too long: what failed has a second try.
CONFORMANCE := tests/conformance/nbgrader_autograde.py tests/conformance/nbgrader_ps1_course.py
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup lab release class grade test format check attacks kill-table mutants bench browser conformance clean
help:            ## what each word does
	@grep -hE '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $(STAMP)

setup: $(STAMP)  ## build .venv in the checkout, once

lab: setup       ## open JupyterLab on the lectures; as root: make lab LAB='--allow-root --no-browser'
	$(BIN)/jupyter lab --notebook-dir=lectures $(LAB)

release: setup   ## release assignment A with nbgrader
	cd assignments && nbgrader generate_assignment $(A) --force --quiet

class: release   ## write a class of 24 simulated submissions of A
	autograder simulate $(A) --students 24 --seed 0 --course assignments

grade: class     ## release A, simulate a class, grade it, write the class report
	@autograder grade $(A) --course assignments; code=$$?; test $$code -le 1
	@autograder report $(A) --course assignments

check: setup     ## format, lint and types
	ruff format --check -q . && ruff check -q . && mypy

test: export OMP_NUM_THREADS = 1
test: export OPENBLAS_NUM_THREADS = 1
test: check      ## every check, with the two that follow
	pytest -n 2 --dist loadscope -m "not browser" --ignore=tests/conformance
	@$(MAKE) --no-print-directory browser conformance

browser: setup   ## drive explorers and report in Debian's chromium
	pytest -n 2 --dist loadscope -m browser tests --ignore=tests/conformance

conformance: setup  ## nbgrader's own tests of autograde, with our preprocessors
	pytest -n 2 $(CONFORMANCE) || pytest --last-failed --last-failed-no-failures none $(CONFORMANCE)

attacks: setup   ## grade every attack, here and on stock nbgrader, and write site/attacks.md: some minutes
	autograder attacks --stock --write site/attacks.md

kill-table: setup  ## prove every assignment and write site/kill_table.md: some minutes
	autograder verify --all --course assignments --write site/kill_table.md

mutants: setup   ## mutate every solution and write site/mutation_scores.md: a quarter of an hour
	autograder mutate --all --course assignments --write site/mutation_scores.md

bench: setup     ## measure every promise of speed, half an hour; the tables stand in benchmarks/results
	python benchmarks/grading.py --students 132 --write
	python benchmarks/scale.py --write
	python benchmarks/training.py --write
	python benchmarks/graph.py --write
	python benchmarks/widgets.py --write
	python benchmarks/import_time.py --write

format: setup    ## mend what can be mended
	ruff format -q . && ruff check -q --fix .

clean: setup     ## remove the simulated class and all that was graded; refuses where real students are
	autograder clean --course assignments
