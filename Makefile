# Everything is set up in $(VENV); stamp files there make a second run quick.
VENV ?= .venv
OUT ?= out
# the first Python of 3.11 or later that really starts
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
  then echo $$name; break; fi; done)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -n 2 --quiet -rfEs
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=2
DEMO := $(OUT)/nangang-2020.docx

.DEFAULT_GOAL := help
.PHONY: help demo test test-full check pages bench pictures bench-likeness bench-bank bench-compare evaluate wheel snapshots locks office

help:
	@echo "make demo       set up $(VENV) and draft the example"
	@echo "make test       all tests; make test-full: with the full counts"
	@echo "make check      ruff, mypy, layers, generated pages up to date"
	@echo "make pages      write the generated pages of the manual"
	@echo "make snapshots  write the snapshots of drafts anew"
	@echo "make wheel      dist/*.whl; make bench: speed against docxtpl; make locks: *.lock"
	@echo "make pictures   the pictures of the manual, by LibreOffice"
	@echo "make evaluate   what drafts are like, over all inputs of ours: the page of the manual"
	@echo "make bench-bank how fast a bank of 100,000 entries is searched"
	@echo "make bench-likeness  how alike the drafts of 200 organs are that report the same"
	@echo "make bench-compare   time and hits of comparing 300 reports with one another"

# ---- environments ---------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  $(APT) update && $(APT) install -y python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.runtime: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --require-hashes -r requirements-build.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# LibreOffice Writer, poppler and a Han font, for the tests marked `office`; without them these are skipped
office:
	@if command -v soffice >/dev/null && command -v pdftoppm >/dev/null \
	  && fc-list :lang=zh 2>/dev/null | grep -q .; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { $(APT) update && $(APT) install -y --no-install-recommends \
	    libreoffice-writer-nogui poppler-utils python3-uno fontconfig fonts-wqy-zenhei >/dev/null; } \
	  || echo "LibreOffice Writer could not be installed: the tests marked office are skipped"; \
	else echo "LibreOffice Writer, poppler or a Han font is missing: the tests marked office are skipped"; fi

# ---- what people run ------------------------------------------------------------------------

# status 1 means findings at level error, which a working draft shows as comments
demo: $(VENV)/.runtime
	@mkdir -p $(OUT)
	@$(BIN)/drafting draft examples/nangang-2020/input.yaml -o $(DEMO) || [ $$? -eq 1 ]
	@echo "初稿：$(abspath $(DEMO))"

test: $(VENV)/.dev office
	$(PYTEST) -m "not full"

test-full: $(VENV)/.dev office
	$(PYTEST) --hypothesis-profile=full

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m drafting.manual --check

pages: $(VENV)/.runtime
	$(BIN)/python -m drafting.manual

snapshots: $(VENV)/.dev
	$(BIN)/python -m pytest --quiet tests/snapshots --snapshot-update

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/run.py

evaluate: $(VENV)/.runtime
	PYTHONPATH=. $(BIN)/python benchmarks/evaluate.py

bench-bank: $(VENV)/.runtime
	PYTHONPATH=. $(BIN)/python benchmarks/bank_search.py --page

pictures: $(VENV)/.runtime office
	PYTHONPATH=. $(BIN)/python benchmarks/pictures.py

bench-likeness: $(VENV)/.runtime
	PYTHONPATH=. $(BIN)/python benchmarks/likeness.py

bench-compare: $(VENV)/.runtime
	PYTHONPATH=. $(BIN)/python benchmarks/compare.py

wheel: $(VENV)/.runtime
	$(BIN)/python -m hatchling build -t wheel -d dist

# ---- locks: `make locks PYTHON=python3.11`, the oldest Python that is supported --------------

COMPILE = CUSTOM_COMPILE_COMMAND="make locks" $(VENV)/locks/bin/pip-compile --quiet \
  --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

locks:
	$(PYTHON) -m venv $(VENV)/locks
	$(VENV)/locks/bin/python -m pip install --quiet pip-tools
	$(COMPILE) --output-file=requirements.lock pyproject.toml
	$(COMPILE) --only-build-deps --build-deps-for editable \
	  --output-file=requirements-build.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock \
	  --output-file=requirements-dev.lock pyproject.toml
	$(COMPILE) --extra bench --constraint requirements.lock \
	  --output-file=requirements-bench.lock pyproject.toml
