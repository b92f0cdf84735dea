# Kaoji. `make` alone lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# Our sources are compiled once, not again by each stack and command that the tests start.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
PORT ?= 8000
CONSOLE_PORT ?= 8001
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# A file's tests share what they start, so a file stays whole; the longest files are in the middle of the alphabet.
# Four at once keep two cores busy: of three some wait for browsers and stand-ins.
PARALLEL := -n 4 --dist loadfile --no-loadscope-reorder
PIP := -m pip --disable-pip-version-check --quiet

.PHONY: help run test check test-fast test-long bench site ministack clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## the whole service on this machine, with demo people (PORT=8000 CONSOLE_PORT=8001)
	@$(PY) -m infra run --port $(PORT) --console-port $(CONSOLE_PORT)

test: check .venv-ministack/.ready ## everything that must hold: check, then all tests, real browser included
	@$(PY) -m infra browser
	@$(PY) -m pytest -q $(PARALLEL)

check: $(READY) ## style, types and layers, without running anything
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports

test-fast: $(READY) .venv-ministack/.ready ## tests without the browser
	@$(PY) -m pytest -q -m "not browser and not race" --ignore tests/ministack

test-long: check .venv-ministack/.ready ## the tests with many more examples
	@$(PY) -m infra browser
	@KAOJI_LONG=1 $(PY) -m pytest -q $(PARALLEL)

bench: $(READY) ## measures every budget and compares it with its limit (ten minutes)
	@$(PY) infra/bench

site: $(READY) ## the static pages of both hosts, into site/dist
	@$(PY) site/build.py

ministack: $(READY) .venv-ministack/.ready ## tests of races and signed uploads on a stricter stand-in for AWS
	@$(PY) -m pytest -q tests/ministack tests/race

clean: ## removes what was made here, the environment too
	@rm -rf $(VENV) .venv-ministack site/dist tests/output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is younger than the pins: a second `make` installs nothing.
$(READY): requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 或更新版本，但没有找到 $(PYTHON)。 Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本，现在是 $$($(PYTHON) -V)。可用 make PYTHON=python3.12 指定。 Python 3.11 or newer is needed." >&2; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "无法创建 Python 环境；Debian/Ubuntu 请先安装 python3-venv。 Install python3-venv first." >&2; exit 1; }
	@echo "Installing the pinned packages into $(VENV) (once) …"
	@$(PY) $(PIP) install -r requirements-dev.txt
	@touch $@

# In an environment of its own: it wants an older botocore.
.venv-ministack/.ready: requirements-ministack.txt
	@test -x .venv-ministack/bin/python || $(PYTHON) -m venv .venv-ministack
	@.venv-ministack/bin/python $(PIP) install -r requirements-ministack.txt
	@touch $@
