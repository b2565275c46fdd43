"""Agenda files: TOML text in, an Agenda or every problem out.

``reader`` reads, ``library`` finds; ``schema`` is the one table of what may be written.
"""
