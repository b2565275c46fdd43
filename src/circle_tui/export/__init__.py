"""What leaves the circle as a file: text in, text out, and one careful way to write it."""
