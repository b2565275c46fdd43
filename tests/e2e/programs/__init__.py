"""Small programs that the end-to-end tests run."""
