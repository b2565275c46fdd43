PYTHON ?= .venv/bin/python

.PHONY: help check format lint types imports tests dateutil laws fix bench

help:  ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

check:  ## Everything that CI runs
	$(PYTHON) -m tests

format lint types imports tests dateutil:  ## One step of it
	$(PYTHON) -m tests $@

laws:  ## The laws of plans and attendance over 10,000 random sessions; takes an hour
	CIRCLE_TUI_EXAMPLES=10000 $(PYTHON) -m pytest -n auto --timeout 0 tests/property/test_replan_law.py tests/property/test_attendance_law.py tests/property/test_order_law.py

fix:  ## Format, and mend what can be mended
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

bench:  ## Measure against a minimal Textual app
	$(PYTHON) -m bench
