# Two commands on a fresh machine: `make run` and `make test`. Everything is installed inside this folder.
SHELL := /bin/sh
.DEFAULT_GOAL := run
VENV := .venv
BIN := $(VENV)/bin
# Without compiled modules each of the many processes that a portal or a test run starts compiles everything again.
unexport PYTHONDONTWRITEBYTECODE
FRONT := $(shell find static/css static/js static/brand -type f 2>/dev/null)

.PHONY: run test check lighthouse front lock texts screenshot clean help

help: ## what you can ask
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

run: $(VENV)/.run static/dist/.built $(VENV)/.texts ## start everything (PORT, DATA_DIR, DEMO from the environment)
	@exec $(BIN)/python manage.py up

# The checker of HTML needs Java; without Java its test is skipped, and says so.
HTML_CHECKER := $(if $(shell command -v java),.ci/html-checker/node_modules/.installed)

test: $(VENV)/.dev static/dist/.built $(VENV)/.texts $(HTML_CHECKER) ## the whole suite (ARGS="-k name" for a part)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 $(ARGS)

check: $(VENV)/.dev static/dist/.built $(VENV)/.texts ## style, types, layers, templates, migrations, translations
	$(BIN)/python .ci/check.py

bench-api: $(VENV)/.dev ## schemathesis against both read APIs, at length
	EXAMPLES=200 $(BIN)/python -m pytest tests/courses/test_ooapi.py tests/funding/test_reading_api.py -k schemathesis

bench-catalogue: $(VENV)/.bench

bench-%: $(VENV)/.dev static/dist/.built $(VENV)/.texts ## measure one topic, for example bench-engine
	$(BIN)/python -m bench.$*

lighthouse: $(VENV)/.dev static/dist/.built $(VENV)/.texts .ci/lighthouse/node_modules/.installed ## what Lighthouse says of a phone's pages; 1 below 95
	$(BIN)/python -m bench.lighthouse

# --- Python: found, judged in one sentence, and used to fill a venv in this folder -----------------------
$(VENV)/.made: .python-version .ci/find-python
	@python=$$(.ci/find-python) || exit 1; \
	if command -v uv >/dev/null 2>&1; then uv venv --quiet --clear --python "$$python" $(VENV); \
	else rm -rf $(VENV) && "$$python" -m venv $(VENV); fi
	@touch $@

# pip would compile all of almost 10,000 modules first, one after the other; uv leaves that to who imports one.
INSTALL = if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r $(1); fi

$(VENV)/.run: $(VENV)/.made requirements/run.txt
	@echo "Pakketten installeren in $(VENV) ..."
	@$(call INSTALL,requirements/run.txt)
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt
	@echo "Pakketten voor het testen installeren in $(VENV) ..."
	@$(call INSTALL,requirements/dev.txt)
	@touch $@ $(VENV)/.run

# What benches are held against.
$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@$(call INSTALL,requirements/bench.txt)
	@touch $@

# --- Front end: the system's Node when it is new enough, else Node as a Python wheel --------------------
front: static/dist/.built ## bundle styles and scripts

static/dist/.built: package.json package-lock.json .ci/bundle.mjs $(FRONT) | $(VENV)/.made
	@echo "Stijlen en scripts bundelen ..."
	@BIN=$(BIN) .ci/front
	@touch $@

.ci/%/node_modules/.installed: .ci/%/package-lock.json | $(VENV)/.made
	@echo "$* installeren ..."
	@BIN=$(BIN) .ci/tool $*

# --- Translations: compiled without gettext on the machine ----------------------------------------------
$(VENV)/.texts: $(wildcard locale/*/LC_MESSAGES/*.po) | $(VENV)/.made
	@test -e $(VENV)/.run || $(MAKE) --no-print-directory $(VENV)/.run
	@$(BIN)/python .ci/compile-texts.py
	@touch $@

screenshot: $(VENV)/.dev static/dist/.built $(VENV)/.texts ## make docs/home.png anew
	$(BIN)/python .ci/screenshot.py

lock: ## compile requirements/*.txt from pyproject.toml (needs uv)
	.ci/lock

clean: ## remove what was installed and built (data stays)
	rm -rf $(VENV) node_modules .ci/*/node_modules static/dist
