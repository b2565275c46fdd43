"""The tests; a package so that they can share the terminal in `tests.terminal`."""
