# Samverka. `make` lists what can be done here.

PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python

.SILENT:
.DEFAULT_GOAL := help
.PHONY: help demo test check format messages docs bench lock clean runtime dev
MAKEFLAGS += --no-print-directory

help: ## List these targets
	sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

demo: runtime ## Start Samverka with its demonstration on http://127.0.0.1:8000 (make demo PORT=8001)
	exec $(PY) manage.py demo --port $(PORT)

test: dev ## Everything that must pass: check, tests on SQLite and PostgreSQL, browser tests
	exec $(PY) scripts/checks.py test

check: dev ## The fast part: format, lint, types, imports, migrations, translations
	exec $(PY) scripts/checks.py check

format: dev ## Bring code and templates into the common style
	exec $(PY) scripts/checks.py write

messages: dev ## Bring the Swedish catalogue in step with the code, and say what is missing
	$(PY) scripts/messages.py update
	exec $(PY) scripts/messages.py check

docs: dev ## Write the generated pages: docs/states.md and the settings in docs/operations.md
	exec $(PY) scripts/generated_docs.py

bench: dev ## Measure pages, queries and a crowd, and print a table
	exec $(PY) -m bench

lock: dev ## Lock the dependencies of pyproject.toml, with hashes
	exec $(PY) scripts/lock.py

clean: ## Remove the environment, caches and compiled texts; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find samverka tests scripts bench -name __pycache__ -prune -exec rm -rf {} +
	find samverka -name '*.mo' -delete

# The environment with the runtime or the development set, made under the first Python that is new enough.
runtime dev:
	for name in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        exec "$$name" scripts/environment.py $@; \
	    fi; \
	done; \
	echo "Samverka needs Python 3.11 or newer: install it (on Debian and Ubuntu: apt install python3 python3-venv)." >&2; \
	exit 1
