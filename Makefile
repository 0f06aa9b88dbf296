# Two commands do everything on a fresh machine: make demo, make test.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PORT ?= 8000
export RAADZAAL_HOME ?= $(CURDIR)/var

.PHONY: setup demo serve test test-browser test-sqlite test-postgres check bench trust docs messages clean

setup: $(STAMP)

# The lock files are hash-locked; uv is used where it is there, pip otherwise.
$(STAMP): requirements/dev.txt requirements/base.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null; then \
	  uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt && \
	  uv pip install -q --python $(BIN)/python --no-deps -e . ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(STAMP)

demo: setup
	@$(BIN)/raadzaal demo --port $(PORT)

serve: setup
	@$(BIN)/raadzaal serve --port $(PORT)

test: setup
	@bash scripts/test.sh

test-sqlite: setup
	@bash scripts/test.sh sqlite

test-postgres: setup
	@bash scripts/test.sh postgres

test-browser: setup
	@bash scripts/test.sh browser

check: setup
	@bash scripts/check.sh

bench: setup
	@$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

trust: setup
	@RAADZAAL_TRUST=full bash scripts/test.sh trust

docs: setup
	@$(BIN)/raadzaal docs

messages:
	@for po in src/raadzaal/*/locale/*/LC_MESSAGES/django.po; do msgfmt --check $$po -o $${po%.po}.mo; done

lock:
	uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) var build dist
