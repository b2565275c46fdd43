"""End-to-end tests: the program in a real terminal."""
