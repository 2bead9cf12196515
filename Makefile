# A thin front: what each command does is written where it is done (tools/, pyproject.toml).
# PYTHON: the Python to start from. ARGS: more arguments, as in  make test ARGS="tests/scenario -x".

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format types contracts check coverage smoke bench fuzz planted judge joins maps torture pictures lock clean

help:  ## list these commands
	@grep -E "^[a-z]+:.*## " Makefile | sed -E "s/^([a-z]+):[^#]*## /  make \1\t/" | expand -t 20

setup:  ## prepare .venv and the system libraries; does nothing when all is there
	@$(PYTHON) tools/setup_env.py

run: setup  ## open the program
	@$(BIN)/ipt-roleplay $(ARGS)

test: setup  ## run the tests
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: setup  ## style, and that no text from a file is ever shown as rich text
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tools/lint_labels.py ipt_roleplay

format: setup  ## bring the code into the common form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: setup  ## check the types
	@$(BIN)/mypy

contracts: setup  ## check that no floor reaches up to a higher one
	@$(BIN)/lint-imports --no-logo

check: test lint types contracts smoke  ## all of these, as CI does it

coverage: setup  ## run the tests and show which lines they miss
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

smoke: setup  ## build the wheel, install it elsewhere, use it
	@$(BIN)/python tools/smoke_wheel.py

bench: setup  ## measure the speed; figures go to bench/README.md
	@$(BIN)/python -m bench $(ARGS)

fuzz: setup  ## try 100,000 damaged scenarios; ARGS="--count 1000" for fewer
	@$(BIN)/python -m bench.fuzz $(ARGS)

planted: setup  ## plant defects into the scenarios and see which are found
	@$(BIN)/python -m bench.planted $(ARGS)

judge: setup  ## see whether the answers can be read off; ARGS="FILE --answers" for one scenario
	@$(BIN)/python -m bench.judge $(ARGS)

joins: setup  ## list every line with what can stand before it; ARGS=FILE
	@$(BIN)/python -m tools.joins $(ARGS)

maps: setup  ## draw the maps of the conversations anew (docs/maps.md)
	@$(BIN)/python -m tools.draw_maps

torture: setup  ## kill the store 1,000 times and flip 10,000 bits
	@$(BIN)/python -m bench.torture $(ARGS)

pictures: setup  ## draw the pictures of README anew
	@QT_QPA_PLATFORM=offscreen $(BIN)/ipt-roleplay tour -o docs/pictures

lock: ## write the locks in requirements/ anew; ARGS=--upgrade moves to newer versions
	@$(PYTHON) tools/lock.py $(ARGS)

clean:  ## remove what was made here, and .venv
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
