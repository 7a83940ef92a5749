# Every target does its own set-up; a second run does nothing again that is done.
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
PORT ?= 8000
# How many times the usual number of examples a search tries.
SEARCH ?= 20
# How long fuzzing goes on.
MINUTES ?= 60
# On all cores, as many as are of use; two browsers beside each other, and nothing else beside them.
PARALLEL := -q -p xdist -n auto --maxprocesses 8 --dist worksteal
BROWSERS := -q -p xdist -n auto --maxprocesses 2 --dist loadfile
WITHOUT_BROWSER := tests --ignore tests/browser --ignore tests/wheel
# Material prints a long notice about its successor at every build; it is known here.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve site offline test test-hosts test-browser search bench wild lint lint-python lint-page format types runtime trace guide \
   wheel wheels release-check screenshots clean facts check watch test-newer fuzz

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: .venv/ready node_modules/ready ## Install what the project needs into .venv and node_modules

serve: runtime guide ## Build the guide and serve it with live reload
	@echo "whydenied: serving the guide; open http://127.0.0.1:$(PORT)/ and paste an error. Ctrl+C ends it."
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: runtime guide ## Build the guide into site/
	@$(BIN)/mkdocs build --strict --site-dir site
	@echo "whydenied: site/ is ready for any web host."

offline: runtime guide ## Build the guide for opening by double-click into site-offline/
	@OFFLINE=true $(BIN)/mkdocs build --strict --site-dir site-offline
	@echo "whydenied: open site-offline/index.html by double-click; it needs no server and no network."

check: lint runtime guide ## Check style, types and all that is quick, in well under a minute: for while you work
	@WHYDENIED_EXAMPLES=0.2 $(PY) -m pytest $(PARALLEL) -m "not slow" $(WITHOUT_BROWSER)
	@echo "whydenied: what is quick passes. Before you send it: make test"

watch: runtime guide ## Run the tests that a change touches again on each save
	@$(PY) -m tests.watch

test: ## Run every check and test
	@$(MAKE) --no-print-directory --jobs=2 lint .venv/browser runtime guide
	@$(PY) -m pytest $(PARALLEL) $(WITHOUT_BROWSER)
	@$(PY) -m tests.newer_python $(PARALLEL)
	@$(PY) -m pytest $(BROWSERS) tests/wheel tests/browser
	@echo "whydenied: all checks passed. Next: make serve"

test-browser: .venv/browser runtime guide ## Run the tests in a real browser only
	@$(PY) -m pytest $(BROWSERS) tests/browser

test-hosts: .venv/browser runtime guide ## Build a wiki with each host and theme, paste into it, and write their table
	@$(PY) -m tests.hosts

test-newer: .venv/ready ## Run the checker's quick tests under a newer Python, if this machine has one
	@$(PY) -m tests.newer_python $(PARALLEL)

search: .venv/ready runtime guide ## Try each property on many fresh examples, which takes minutes
	@WHYDENIED_EXAMPLES=$(SEARCH) $(PY) -m pytest -m hypothesis tests

fuzz: .venv/fuzz runtime guide ## Mutate texts towards code that none reached before, for MINUTES, and check every answer
	@$(PY) -m tests.fuzz $(MINUTES)

facts: .venv/facts ## List what of the guide is no longer sure: commands, policies, templates, dates
	@$(PY) -m tests.docs.facts

bench: .venv/browser .venv/peers runtime guide ## Measure the hot paths beside a floor or a peer, as a table
	@$(PY) -m tests.bench

wild: .venv/ready ## Lint what public packages ship, and write the findings by rule into tests/wild/findings.md
	@$(PY) -m tests.wild

lint: lint-page lint-python ## Check style and types of Python, JavaScript and CSS

lint-python: .venv/ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

lint-page: node_modules/ready
	@npm run --silent check-format || { echo "whydenied: make format writes JavaScript and CSS in this style"; exit 1; }
	@! grep -rnE --include='*.js' --include='*.ts' --include='*.css' '.{111}' plugins/mkdocs_whydenied/assets \
		|| { echo "whydenied: these lines have more than 110 characters"; exit 1; }
	@npm run --silent check-types

format: .venv/ready node_modules/ready ## Write Python, JavaScript and CSS in the one style that lint checks
	@$(BIN)/ruff check --quiet --select I --fix . && $(BIN)/ruff format --quiet .
	@npm run --silent format

types: .venv/ready ## Write report.d.ts, the report as the page's scripts know it, from the checker's dataclasses
	@$(PY) -m mkdocs_whydenied.site.reference.typescript

runtime: .venv/ready node_modules/ready ## Build the Python that runs in the reader's browser
	@$(PY) -m mkdocs_whydenied.runtime.build

trace: runtime ## Find out anew which half of Python the checker needs, after an upgrade of Pyodide
	@$(PY) -m tests.runtime.trace
	@$(PY) -m mkdocs_whydenied.runtime.build

guide: browser_checks/whydenied/guide.json ## Build what the command line carries: guide index, completions, manual

browser_checks/whydenied/guide.json: .venv/ready $(wildcard docs/*.md) $(wildcard plugins/mkdocs_whydenied/guide/*.py)
	@$(PY) -m mkdocs_whydenied.guide docs $@
	@$(PY) browser_checks/shell_files.py

wheel: runtime guide ## Build the wheel that others install, into dist/
	@$(PY) -m build --wheel --no-isolation --outdir dist
	@echo "whydenied: pip install dist/whydenied-*.whl[mkdocs]"

wheels: runtime guide ## Build the two wheels that are published, for terminals and for sites, into dist/
	@for each in terminal mkdocs; do $(PY) -m build --wheel --no-isolation --outdir dist distributions/$$each; done
	@echo "whydenied: dist/ has whydenied for terminals and mkdocs-whydenied for sites."

release-check: wheel ## Check what would be released: SBOM, metadata, contents, a fresh installation
	@$(PY) -m release.check dist

screenshots: .venv/browser runtime guide ## Take the pictures of README and docs anew
	@$(PY) -m tests.browser.screenshots

clean: ## Remove everything that was built or installed here
	@rm -rf .venv .venv-3.* node_modules site site-offline dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@rm -rf plugins/mkdocs_whydenied/runtime/files browser_checks/whydenied/guide.json

# The project's own build, which pip runs, takes Pyodide from node_modules.
.venv/ready: pyproject.toml | node_modules/ready
	@echo "whydenied: installing Python packages into .venv (once)"
	@$(PYTHON) -m venv .venv || { echo "whydenied: no virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[mkdocs,dev]'
	@touch $@

node_modules/ready: package-lock.json
	@command -v npm >/dev/null || { echo "whydenied: npm is missing; on Debian: apt-get install nodejs npm"; exit 1; }
	@echo "whydenied: installing the Pyodide runtime, TypeScript and Prettier from npm into node_modules (once)"
	@npm ci --silent --no-audit --no-fund
	@touch $@

.venv/facts: .venv/ready
	@echo "whydenied: installing the linter of the guide's templates (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[mkdocs,dev,facts]'
	@touch $@

.venv/fuzz: .venv/ready
	@echo "whydenied: installing the engine that mutates texts (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[mkdocs,dev,fuzz]'
	@touch $@

.venv/peers: .venv/ready
	@echo "whydenied: installing the peer that the linter is measured beside (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[mkdocs,dev,bench]'
	@touch $@

.venv/browser: .venv/ready tests/browser/provide.py tests/browser/nginx.py
	@$(PY) -m tests.browser.provide
	@touch $@
