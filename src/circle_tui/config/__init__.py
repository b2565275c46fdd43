"""Where the program keeps things, and what the user set."""
