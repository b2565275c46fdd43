PYTHON ?= .venv/bin/python

LAWS ?= $(shell grep -l SESSIONS tests/property/*.py) tests/property/test_broken_off_law.py

.PHONY: help check format lint types imports tests dateutil laws fix bench

help:  ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

check:  ## Everything that CI runs
	$(PYTHON) -m tests

format lint types imports tests dateutil:  ## One step of it
	$(PYTHON) -m tests $@

laws:  ## The laws of the room over 10,000 random meetings each; takes hours
	CIRCLE_TUI_EXAMPLES=10000 $(PYTHON) -m pytest -n auto --timeout 0 --hypothesis-profile=ci $(LAWS)

fix:  ## Format, and mend what can be mended
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

bench:  ## Measure against a minimal Textual app
	$(PYTHON) -m bench
