PYTHON ?= .venv/bin/python

.PHONY: help check format lint types imports tests fix bench

help:  ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

check:  ## Everything that CI runs
	$(PYTHON) -m tests

format lint types imports tests:  ## One step of it
	$(PYTHON) -m tests $@

fix:  ## Format, and mend what can be mended
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

bench:  ## Measure against a minimal Textual app
	$(PYTHON) -m bench
