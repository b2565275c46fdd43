"""Keeping a circle on the disk: TinyDB databases, written whole or not at all, one process each.

The only floor that imports TinyDB. What the rest of the program sees is ``domain/ports.py``.
"""
