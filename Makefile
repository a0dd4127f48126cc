# Two commands do everything: `make run` (the demo on this machine, needs only pip) and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PACKAGES = crawler metrics migrations dashboards tests
PIP = $(BIN)/pip install --quiet --disable-pip-version-check
UV ?= uv
PIN = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q
# An installation of its own, whose normaliser is machine code: nothing compiled ever stands beside the sources.
COMPILED = build/compiled

.PHONY: help run test test-tools compiled compiler test-compiled lint types contract check bench constraints clean
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

compiled: $(COMPILED)/.done        ## the normaliser as machine code, in build/compiled (needs a C compiler; two minutes)
$(COMPILED)/.done: setup.py pyproject.toml $(shell find crawler metrics migrations dashboards -name '*.py' -o -name '*.yml') | $(VENV)/.test
	@$(MAKE) --silent compiler
	@echo "Compiling the normaliser into $(COMPILED) …"
	@rm -rf $(COMPILED) build/compiled-sources build/lib* build/temp*
	@mkdir -p build && touch build/compiled-from
	@COMPILE_NORMALISER=1 $(PIP) --no-deps --no-build-isolation --target $(COMPILED) .
	@mv build/compiled-from $@
compiler: $(VENV)/.test
	@command -v $${CC:-cc} >/dev/null && $(BIN)/python -c 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null || { \
		echo "*** A compiled normaliser needs a C compiler and Python's headers (Debian: gcc libc6-dev python3-dev)."; \
		echo "*** Everything works without, only slower."; exit 1; }
test-compiled: $(COMPILED)/.done        ## the normaliser's tests on the compiled one
	@EXPECT_COMPILED=1 PYTHONPATH=$(COMPILED) $(BIN)/pytest -n auto --dist loadgroup -o "pythonpath=$(COMPILED) ." $(PYTEST_ARGS) tests/normaliser

check: lint types contract        ## everything but the tests
lint: $(VENV)/.test
	@$(BIN)/ruff check $(PACKAGES) setup.py
	@$(BIN)/ruff format --check $(PACKAGES) setup.py
types: $(VENV)/.test
	@$(BIN)/mypy
contract: $(VENV)/.test
	@$(BIN)/lint-imports --no-cache >$(VENV)/contract.txt || { cat $(VENV)/contract.txt; exit 1; }

bench: $(VENV)/.test     ## speed ratios, side by side in one run; of the compiled normaliser too where a C compiler is
	@$(MAKE) --silent compiled || echo "*** The compiled normaliser is not measured."
	@$(BIN)/python -m tests.benchmarks

constraints:     ## pin anew (needs uv)
	@echo setuptools | $(PIN) pyproject.toml - --extra postgres -o constraints.txt
	@echo setuptools | $(PIN) pyproject.toml - --extra postgres --extra dev -o constraints-dev.txt
	@printf 'mypy[mypyc]\nsetuptools\ntypes-pyyaml\n' | $(PIN) - -c constraints-dev.txt -o constraints-build.txt

clean:           ## remove what was built here (data folders stay)
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
