"""A session as lines: for screen readers, dumb terminals, pipes and scripts.

Everything that the live screen can do, without painting: what happens is said, one line each, and
commands are words. Nothing here imports Textual, so it starts in a fraction of the time.
"""
