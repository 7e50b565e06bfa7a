# The only list of commands. `make` alone prints it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKED := --universal --python-version 3.11 --generate-hashes --all-extras \
	--group build --group test --group check
MKDOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs --quiet build --strict

.DEFAULT_GOAL := list
.DELETE_ON_ERROR:
.PHONY: list demo portal test check fix bench docs lock

list:  ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY)  ## build the West Midlands paper from its published data, and say where it is
	@$(BIN)/copperplate demo

portal: $(READY)  ## serve the portal of a force that does not exist (draws its records once)
	@$(BIN)/copperplate demo brumshire
	@$(BIN)/copperplate --workspace examples/brumshire-2013-14 serve

test: $(READY)  ## run every test
	@$(BIN)/python -m pytest

check: $(READY)  ## format, lint, types, import rules and docs; changes nothing
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(MKDOCS) --site-dir .cache/site

fix: $(READY)  ## format, and mend what can be mended by machine
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

bench: $(READY)  ## run the benchmarks, each beside its floor and a peer
	@$(BIN)/python -m bench

docs: $(READY)  ## build the documentation into site/
	@$(MKDOCS) --site-dir site
	@echo "Open site/index.html"

lock: $(READY)  ## choose the newest allowed versions again and pin them
	@$(BIN)/uv pip compile pyproject.toml $(LOCKED) --upgrade --quiet \
		--custom-compile-command 'make lock' --output-file requirements.lock

# One environment with every extra and every group, so that `demo` and `test` share it.
# It is made again in place when what is asked for changes.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Copperplate needs Python 3.11 or later; '$(PYTHON)' is older or missing."; \
		echo "Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make a virtual environment with pip in it."; \
		echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (once)"
	@test -x $(BIN)/uv || { $(PYTHON) -m venv --clear $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5,<1'; }
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@
