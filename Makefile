# Two commands do everything: `make run` (the demo on this machine, needs only pip) and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PACKAGES = crawler metrics migrations dashboards tests
PIP = $(BIN)/pip install --quiet --disable-pip-version-check
UV ?= uv

.PHONY: help run test test-tools lint types contract check bench constraints clean
help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 16

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("Goalboard needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@touch $@
$(VENV)/.run: constraints.txt pyproject.toml | $(VENV)/.python
	@echo "Installing Goalboard into $(VENV) …"
	@$(PIP) --require-hashes -r constraints.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
$(VENV)/.test: constraints-dev.txt pyproject.toml | $(VENV)/.python
	@echo "Installing Goalboard and what its tests need into $(VENV) …"
	@$(PIP) --require-hashes -r constraints-dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

run: $(VENV)/.run        ## sample bureau sites, crawled and shown at http://127.0.0.1:8000/
	@$(BIN)/goalboard run --demo

test: $(VENV)/.test test-tools check        ## lint, types, import contract, all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

test-tools:      ## the servers that tests start (Debian packages when root; else names what is missing)
	@sh tests/install-tools.sh

check: lint types contract        ## everything but the tests
lint: $(VENV)/.test
	@$(BIN)/ruff check $(PACKAGES)
	@$(BIN)/ruff format --check $(PACKAGES)
types: $(VENV)/.test
	@$(BIN)/mypy
contract: $(VENV)/.test
	@$(BIN)/lint-imports --no-cache >$(VENV)/contract.txt || { cat $(VENV)/contract.txt; exit 1; }

bench: $(VENV)/.test     ## speed ratios, side by side in one run
	@$(BIN)/python -m tests.benchmarks

constraints:     ## pin anew (needs uv)
	@echo setuptools | $(UV) pip compile pyproject.toml - --universal --python-version 3.11 --extra postgres --generate-hashes --no-emit-index-url --no-header -q -o constraints.txt
	@echo setuptools | $(UV) pip compile pyproject.toml - --universal --python-version 3.11 --extra postgres --extra dev --generate-hashes --no-emit-index-url --no-header -q -o constraints-dev.txt

clean:           ## remove what was built here (data folders stay)
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
