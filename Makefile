# Every target is idempotent: what is already there is left alone.
PYTHON ?= python3
# The interpreter behind any environment that is active: the one that has pip.
SYSTEM_PYTHON := $(shell $(PYTHON) -c 'import sys; print(sys._base_executable)')
PORT ?= 8000
DATA := $(if $(NORTHFORUM_DATA),$(NORTHFORUM_DATA),instance)
VENV := .venv
BIN := $(VENV)/bin
# Locks are complete: the resolver would only look for releases that are newer than they are.
PIP := $(SYSTEM_PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet
PYTEST := $(BIN)/pytest -n 2

# Node.js 20 or newer comes from the machine or, where there is none, as a package into the environment.
ifneq ($(shell node -p 'process.versions.node.split(".")[0] >= 20' 2>/dev/null),true)
NODE := $(VENV)/node.stamp
export PATH := $(CURDIR)/$(BIN):$(PATH)
endif

.PHONY: run test check bench wrk reset migration assets lock browser screenshots wheel

run: $(VENV)/runtime.stamp static/vendor/manifest.json  ## the demonstration site with its worker
	@exec $(BIN)/northforum serve --host 127.0.0.1 --port $(PORT) --with-worker --development --demo

test: $(VENV)/dev.stamp node_modules/dev.stamp static/vendor/manifest.json browser wrk  ## everything, on both databases
	@rm -f .coverage .coverage.*
	NORTHFORUM_TEST_DATABASE=sqlite $(PYTEST) --cov --cov-report= --cov-fail-under=0
	$(BIN)/coverage report
	NORTHFORUM_TEST_DATABASE=postgresql $(PYTEST) -m "database and not browser or story"

check: $(VENV)/dev.stamp  ## formatting, lint, types, floors, templates
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint

bench: $(VENV)/dev.stamp static/vendor/manifest.json wrk  ## measures large sites; BENCH="--quick", "--database postgresql" …
	$(BIN)/northforum bench $(BENCH)

wrk:  ## the load generator: root installs it on Debian
	@command -v wrk >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 || \
		{ apt-get update -qq && apt-get install -qq -y wrk >/dev/null; }

reset: $(VENV)/runtime.stamp  ## a fresh demonstration site; the old data folder is moved aside, never deleted
	@test ! -e "$(DATA)" || mv -v "$(DATA)" "$(DATA).$$(date +%Y%m%d-%H%M%S)"
	@$(BIN)/northforum demo

migration: $(VENV)/dev.stamp  ## drafts a migration from the models: NAME=add_a_thing
	NORTHFORUM_DATA=$$(mktemp -d) sh -c '$(BIN)/northforum migrate && $(BIN)/northforum migrate --draft $(NAME)'

assets: static/vendor/manifest.json  ## what the browser gets, bundled into static/vendor

browser: $(VENV)/dev.stamp  ## finds or installs Chromium for the tests
	@$(BIN)/python -m tests.chromium

screenshots: $(VENV)/dev.stamp static/vendor/manifest.json browser  ## the two pictures of the README
	$(BIN)/python -m tests.screenshots

wheel: $(VENV)/dev.stamp static/vendor/manifest.json  ## a package of everything into dist/
	$(BIN)/hatchling build -t wheel

# The environment is made without pip, and the system's pip fills it: Debian splits ensurepip off.
$(BIN)/python:
	@$(SYSTEM_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "NorthForum needs Python 3.11 or newer; set PYTHON=…")'
	$(SYSTEM_PYTHON) -m venv --without-pip $(VENV)

$(VENV)/packages.stamp: requirements.lock | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements.lock
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/packages.stamp pyproject.toml hatch_build.py
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/packages.stamp | $(VENV)/runtime.stamp
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

lock: $(VENV)/dev.stamp  ## the locks from the .in files; UPGRADE=--upgrade takes newer versions
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -c requirements.lock -o requirements-dev.lock
	$(LOCK) requirements-node.in -o requirements-node.lock
	$(LOCK) requirements-bench.in -c requirements.lock -o requirements-bench.lock

$(VENV)/node.stamp: requirements-node.lock | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements-node.lock
	@touch $@

node_modules/runtime.stamp: package-lock.json $(NODE)
	npm ci --ignore-scripts --omit=dev --loglevel=error
	@touch $@

node_modules/dev.stamp: package-lock.json $(NODE)
	npm ci --ignore-scripts --loglevel=error
	@touch $@ node_modules/runtime.stamp

static/vendor/manifest.json: node_modules/runtime.stamp $(shell find static -path static/vendor -prune -o -type f -print)
	node static/build.mjs
