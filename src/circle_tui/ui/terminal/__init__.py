"""A clean terminal: everything between the app and the terminal that must never go wrong.

Only ``app`` and ``driver`` import Textual. The rest is imported before it (the splash, the
environment) or by commands that have no screen (``characters``).
"""
