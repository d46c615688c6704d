# Cable KG. `make` lists what there is. Every target sets up what it needs; the second time that takes no time.

VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/07LIMA2181.txt
# Three workers, each with whole files, so that what the tests of a file share is made once: on two cores, for the tests
# of servers, browsers and processes wait half of their time.
WORKERS ?= 3
FUZZ_SECONDS ?= 60
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint format types fuzz bench bench-browser hostile ontology docs clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | while IFS="$$(printf '\t')" read -r name text; \
		do printf '  make %-14s %s\n' "$$name" "$$text"; done

demo: $(VENV)/.demo  ## build the example into output/: graph, store, network page, report
	@$(BIN)/kg build $(EXAMPLE) -o output
	@echo 'The command kg is in $(BIN): . $(BIN)/activate'

test: lint types  ## everything that must hold: lint, types, tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-all: lint types  ## as test, with every telegram of the volumes and many more generated cables in the tests that take a sample
	METAMORPHIC=200 FRUS_STEP=1 EVERY_LOOK=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.test  ## ruff: findings, and the layout of the Python files; import-linter: the floors; eslint and tsc: the scripts of the pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet . || { echo 'Format the files named above: make format'; exit 1; }
	$(BIN)/lint-imports --no-cache
	@sh tools/scripts/check.sh

format: $(VENV)/.test  ## ruff: lay the Python files out in the one way
	$(BIN)/ruff format .

types: $(VENV)/.test  ## mypy, strict
	$(BIN)/mypy

fuzz: $(VENV)/.test  ## a minute of coverage-guided fuzzing: no exception, no wrong span (FUZZ_SECONDS=600 for longer)
	@$(BIN)/python -c "import atheris" 2>/dev/null || $(BIN)/python -m pip install -q -e ".[fuzz]"
	@mkdir -p build/fuzz
	@$(BIN)/python -m tests.fuzz.mutations build/fuzz-seeds examples
	$(BIN)/python -m tests.fuzz.parse build/fuzz build/fuzz-seeds examples -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 \
		-dict=tests/fuzz/words.dict -artifact_prefix=build/fuzz/

bench: $(VENV)/.test  ## rates and ratios on 2,000 generated cables, as a table and in build/bench.json
	@mkdir -p build
	$(BIN)/python -m benchmarks --save build/bench.json

bench-browser: $(VENV)/.test  ## pages of 10,000 nodes and of 250,000 cables in a browser: size and time, against budgets
	@mkdir -p build
	$(BIN)/python -m benchmarks.browser --json build/bench-browser.json

hostile: $(VENV)/.demo  ## time per cable on hostile text of 1 KB to 1 MB: must grow no faster than the text
	$(BIN)/python -m benchmarks.hostile

ontology: $(VENV)/.demo  ## make ontology/*.ttl and the JSON-LD context again from ontology/vocab/ and cable.ttl
	$(BIN)/python -m kg.schema.make_ontology

docs: $(VENV)/.test  ## make docs/ontology.html, docs/api.md, the picture in docs/architecture.md and the figures of docs/accuracy.md again
	$(BIN)/python -m kg.schema.ontology_page docs/ontology.html
	$(BIN)/python -m tools.make_api_docs
	$(BIN)/python -m tools.make_architecture
	$(BIN)/python -m tools.make_accuracy

clean:  ## remove the environment, caches and what was built
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 -not -name .gitkeep -delete

# Stamps: set up again when the dependencies change. What is set up for the tests serves the demo too.
$(VENV)/.demo: pyproject.toml tools/setup.sh
	@sh tools/setup.sh demo && touch $@

$(VENV)/.test: pyproject.toml tools/setup.sh tools/scripts/check.sh tools/scripts/package-lock.json
	@sh tools/setup.sh test && touch $@ $(VENV)/.demo
