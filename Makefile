# One place for every command, for people and CI alike; `make help` lists them.
# A fresh clone needs Python 3.11 or newer and make; the rest is installed from the hashed locks.

PYTHON ?= python3
VENV   ?= .venv
TOOLS  ?= .venv-tools
# Arguments for the command that is run: make chat ARGS="--corpus my-documents"
ARGS   ?=
# make lock UPGRADE=--upgrade takes the newest versions; without it, pins that still fit are kept
UPGRADE ?=

BIN     := $(VENV)/bin
INSTALL := -m pip install --quiet --disable-pip-version-check
LOCKED  := $(INSTALL) --require-hashes
PROJECT := $(INSTALL) --no-deps --no-build-isolation --editable .
WHEELS  := dist/*.whl
SBOM    := dist/sbom.json
COMPILE := $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help chat test lint types imports check pytest fuzz eval bench pictures format wheel wheel-test \
	lock audit sbom clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  make %-11s %s\n", $$1, $$2}'

chat: $(VENV)/.runtime ## open the chatbot
	@$(BIN)/chatbot $(ARGS)

test: lint types imports check pytest ## everything that must hold before a change lands

lint: $(VENV)/.dev ## style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## types
	$(BIN)/mypy

imports: $(VENV)/.dev ## who may import whom
	$(BIN)/lint-imports

check: $(VENV)/.dev ## judge the built-in pack
	$(BIN)/chatbot check

pytest: $(VENV)/.dev ## the tests alone; ARGS="-k name" picks some
	$(BIN)/pytest $(ARGS)

fuzz: $(VENV)/.dev ## many new hostile inputs; FUZZ_EXAMPLES=5000 a property
	$(BIN)/pytest tests/test_fuzz.py --hypothesis-profile=fuzz $(ARGS)

eval: $(VENV)/.dev ## measure the answers and compare them with the baseline
	$(BIN)/chatbot eval --baseline $(ARGS)

bench: $(VENV)/.dev ## measure speed beside other engines; ARGS=--quick takes a minute
	@$(BIN)/python $(INSTALL) --no-build-isolation --editable '.[bench]'
	$(BIN)/python eval/benchmarks $(ARGS)

pictures: $(VENV)/.dev ## draw the pictures, of the documents and of the tests, anew
	$(BIN)/python docs/make_pictures.py

format: $(VENV)/.dev ## put the code into the one style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

wheel: $(VENV)/.runtime ## build the wheel into dist/
	rm -f $(WHEELS)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --wheel-dir dist .

wheel-test: wheel ## install the wheel in an empty environment and ask it a question
	PYTHON='$(PYTHON)' .ci/wheel-test $(WHEELS)

lock: $(TOOLS)/.ready ## write the locks anew; UPGRADE=--upgrade for newest versions
	$(COMPILE) -o requirements/runtime.txt pyproject.toml
	$(COMPILE) -o requirements/build.txt -c requirements/runtime.txt requirements/build.in
	$(COMPILE) -o requirements/dev.txt -c requirements/runtime.txt -c requirements/build.txt \
		--extra dev pyproject.toml requirements/build.in
	$(COMPILE) -o requirements/tools.txt requirements/tools.in

# pip-audit prints its findings to stdout; where it could not look a package up, stdout stays empty.
audit: ## look the runtime packages up among known vulnerabilities (needs a network)
	@$(MAKE) --silent --no-print-directory $(TOOLS)/.ready 2>/dev/null \
		|| { echo "audit: skipped, its tools could not be installed (offline?)"; exit 0; }; \
	found=$$($(TOOLS)/bin/pip-audit --strict --progress-spinner off --require-hashes --disable-pip \
		-r requirements/runtime.txt 2>$(TOOLS)/audit.log) \
		&& { cat $(TOOLS)/audit.log; exit 0; }; \
	if [ -n "$$found" ]; then echo "$$found"; exit 1; fi; \
	echo "audit: skipped, not every package could be looked up (offline?)"; tail -n 1 $(TOOLS)/audit.log

sbom: ## write dist/sbom.json, the parts list of what ships (CycloneDX)
	@$(MAKE) --silent --no-print-directory $(TOOLS)/.ready 2>/dev/null \
		|| { echo "sbom: skipped, its tools could not be installed (offline?)"; exit 0; }; \
	mkdir -p dist; \
	$(TOOLS)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		-o $(SBOM) requirements/runtime.txt && echo "sbom: $(SBOM)"

clean: ## remove environments, caches and built files
	rm -rf $(VENV) $(TOOLS) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache .chatbot-cache .coverage htmlcov
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# --- environments: files, so that each is made once and again when its lock changes ---------------

NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Try: make PYTHON=python3.12" >&2; \
	exit 1; }

# A changed lock starts an empty environment: a package that left the lock leaves with it.
$(VENV)/.python: requirements/runtime.txt requirements/build.txt requirements/dev.txt
	@$(NEW_ENOUGH)
	@echo "Setting up $(VENV) (once; about a minute) ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python pyproject.toml
	@$(BIN)/python $(LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	@$(BIN)/python $(PROJECT)
	@touch $@

# The development lock holds the runtime and build locks' packages, at the same versions.
$(VENV)/.dev: $(VENV)/.python pyproject.toml
	@$(BIN)/python $(LOCKED) -r requirements/dev.txt
	@$(BIN)/python $(PROJECT)
	@touch $(VENV)/.runtime $@

$(TOOLS)/.ready: requirements/tools.txt
	@$(NEW_ENOUGH)
	@$(PYTHON) -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/python $(LOCKED) -r requirements/tools.txt
	@touch $@
