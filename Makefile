# make run starts Publius, make test checks it; both make ready what they need by themselves.
.DEFAULT_GOAL := help
.PHONY: help run test test-postgres bench bench-matching bench-panels bench-opinion bench-voting lint pins clean
SHELL := /bin/sh

BIN := .venv/bin
export OPENBLAS_NUM_THREADS ?= 1

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

# An empty data folder opens as the demonstration; PUBLIUS_DEMO=0 opens an empty place instead.
run: ## start Publius on this machine (PORT, PUBLIUS_DATA and PUBLIUS_DEMO are honoured)
	@bin/bootstrap run
	@PUBLIUS_DEMO="$${PUBLIUS_DEMO-1}" exec $(BIN)/publius

POSTGRES := --ds=tests.postgres.settings

test: ## run the whole suite: everything, browser journeys too, and races on a real PostgreSQL
	@bin/bootstrap dev
	@bin/find-chromium --install >/dev/null
	$(BIN)/pytest -q -n auto --dist loadgroup --ignore tests/postgres
	$(BIN)/pytest -q -n auto $(POSTGRES) tests/postgres

test-postgres: ## run every test of the web part again on a real PostgreSQL
	@bin/bootstrap dev
	$(BIN)/pytest -q -n auto $(POSTGRES) tests/web

bench: bench-matching bench-panels bench-opinion bench-voting ## measure against peers and earlier versions

# Every part runs, whatever the others find; the end is 1 where any of them missed a target.
MATCHING := matching local_services assignment scale

bench-matching: ## measure ranking, everyday words, assignment and the index against targets
	@bin/bootstrap dev
	@missed=; for part in $(MATCHING); do printf '\n== %s\n' "$$part"; \
		$(BIN)/python -m bench.$$part || missed="$$missed $$part"; done; \
	if [ -n "$$missed" ]; then printf 'Targets missed in:%s\n' "$$missed"; exit 1; fi

bench-panels: ## measure draws, clashes, replacements and verifying beside another program
	@bin/bootstrap dev
	$(BIN)/python -m bench.panels

bench-opinion: ## measure opinion maps, their steadiness and their cost beside red-dwarf
	@bin/bootstrap dev
	$(BIN)/python -m bench.opinion

bench-voting: ## let two hundred people vote at once, on SQLite and on PostgreSQL
	@bin/bootstrap dev
	$(BIN)/python -m bench.voting

lint: ## check style, types, layers, migrations and the style sheet
	@bin/bootstrap dev
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m django makemigrations --check --dry-run
	bin/check-css

PIN := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

pins: ## look for newer packages and write their hashes into requirements/
	@bin/bootstrap dev
	$(PIN) --upgrade requirements/build.in -o requirements/build.txt
	$(PIN) --upgrade pyproject.toml -o requirements/run.txt
	$(PIN) pyproject.toml --extra postgres -c requirements/run.txt -o requirements/postgres.txt
	$(PIN) pyproject.toml --extra embeddings --group model -c requirements/run.txt -o requirements/embeddings.txt
	$(PIN) pyproject.toml --extra fast -c requirements/run.txt -o requirements/fast.txt
	$(PIN) pyproject.toml --extra cluster -c requirements/run.txt -o requirements/cluster.txt
	$(PIN) --upgrade pyproject.toml -c requirements/run.txt --extra postgres --extra embeddings --extra fast --extra cluster --group dev -o requirements/dev.txt

clean: ## remove the environment and the caches (never the data folder)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
