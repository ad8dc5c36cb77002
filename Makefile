# `make demo` and `make test` do all set-up by themselves on a machine with Python 3.11 or newer.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIANFANG := $(BIN)/lianfang

.PHONY: demo test lint bench serve requirements messages clean

demo: $(VENV)/.ready
	$(LIANFANG) demo $(DEMO)

serve: $(VENV)/.ready
	$(LIANFANG) serve

test: $(VENV)/.ready-dev
	scripts/test $(TEST)

lint: $(VENV)/.ready-dev
	scripts/lint

bench: $(VENV)/.ready-dev
	$(BIN)/python -m bench $(BENCH)

# Set-up: a virtual environment with pinned packages, and the translations compiled.
$(VENV)/.ready: requirements/base.txt pyproject.toml $(wildcard src/lianfang/locale/*/LC_MESSAGES/*.po)
	@PYTHON=$(PYTHON) scripts/setup base

$(VENV)/.ready-dev: $(VENV)/.ready requirements/dev.txt
	@PYTHON=$(PYTHON) scripts/setup dev

# Pins without any address in them; run after changing the dependencies in pyproject.toml.
requirements: $(VENV)/.ready-dev
	scripts/pin

# Collect strings for translation, generate traditional Chinese, compile.
messages: $(VENV)/.ready-dev
	$(BIN)/python -m scripts.messages update

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
