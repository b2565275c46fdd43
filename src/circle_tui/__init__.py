"""circle-tui: run a peer-mentoring circle from the terminal."""

__version__ = "0.1.0"
