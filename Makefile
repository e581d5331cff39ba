# make demo   the demo county, its peak-season plan, and the site on 127.0.0.1:8000 (SERVE=0 stops after the plan)
# make test   everything, on SQLite and PostgreSQL, browser tests included
# make check  the inner loop: format, lint, types, contracts, migrations, fast tests

PYTHON ?= python3
SERVE ?= 1
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
BUILT := src/lilian/web/static/built/.stamp
CATALOGUE := src/lilian/conf/locale/en/LC_MESSAGES/django

.PHONY: demo test check lint format assets clean lock messages schemas screenshots generated

demo: .venv/.main $(BUILT) $(CATALOGUE).mo
	$(BIN)/lilian demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/.dev $(BUILT) $(CATALOGUE).mo
	tests/both-engines

# Without compiled modules every process would compile all tests anew.
check: lint
	unset PYTHONDONTWRITEBYTECODE; $(BIN)/pytest -q -n 2 -m "not slow and not browser and not kill"

lint: .venv/.dev $(BUILT) $(CATALOGUE).mo
	$(BIN)/ruff format --check --quiet src tests bench
	$(BIN)/ruff check --quiet src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/django-admin makemigrations --check --dry-run --pythonpath .

format: .venv/.dev
	$(BIN)/ruff format --quiet src tests bench
	$(BIN)/ruff check --quiet --fix src tests bench

assets: $(BUILT) $(CATALOGUE).mo

lock:
	requirements/lock

# Collects the strings to translate; then somebody writes the English in the .po file, and tests/architecture/test_words.py looks.
messages: .venv/.dev
	mkdir -p $(dir $(CATALOGUE))
	cd src/lilian && DJANGO_SETTINGS_MODULE=tests.settings ../../$(BIN)/django-admin makemessages --pythonpath ../.. \
		--locale en --ignore built --no-wrap --no-location --no-obsolete
	$(BIN)/pybabel --quiet compile --input-file $(CATALOGUE).po --output-file $(CATALOGUE).mo

# Generated calls, good and bad, on every operation of both APIs; GS1's OpenAPI document lies where LILIAN_SHARED says.
CALLS ?= 100
generated: .venv/.dev $(BUILT) $(CATALOGUE).mo
	LILIAN_API_EXAMPLES=$(CALLS) $(BIN)/pytest -q tests/exchange/test_openapi.py tests/api/test_schema.py

# The JSON Schema of each planner's problem and plan; tests/planning/test_schemas.py holds them to the code.
schemas: .venv/.main
	for topic in transport assignment storage province facility two_stage consolidation routing purchasing packing; do \
		$(BIN)/python -m lilian.planning.$$topic --schema > docs/schemas/$$topic.json || exit 1; done

screenshots: .venv/.dev $(BUILT) $(CATALOGUE).mo
	$(BIN)/pytest -q tests/browser/test_readme_pictures.py --screenshots docs/screenshots

.venv/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Lilian needs Python 3.11 or newer')"
	$(PYTHON) -m venv .venv

.venv/.main: requirements/main.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/main.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	@# Topics that share loops follow each other: of two that compile the same loop at once, one loses it.
	printf '%s\n' 'storage facility' 'routing packing' | xargs -P 2 -L 1 \
		sh -c 'for topic; do $(BIN)/python -m lilian.planning.$$topic --compile || exit 1; done' compiled
	touch $@

.venv/.dev: .venv/.main requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

# The style sheet is purged of what no template uses, so templates are among its sources.
$(BUILT): .venv/.main $(shell find assets -type f -not -path '*/node_modules/*') $(shell find src/lilian/web src/lilian/api -name '*.html')
	assets/build
	touch $@

$(CATALOGUE).mo: $(CATALOGUE).po .venv/.main
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

clean:
	rm -rf .venv var src/lilian/web/static/built assets/node_modules
