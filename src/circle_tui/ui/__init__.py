"""The screens: the only floor that imports Textual or Rich.

Screens draw frozen views and turn keys into rules; they decide nothing.
"""
