# One word per job. Every job sets up what it needs; the second call starts at once.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup lab grade test format check lectures bench browser clean
help:            ## what each word does
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/ /' | column -t -s '	'

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $(STAMP)

setup: $(STAMP)  ## build .venv in the checkout, once
