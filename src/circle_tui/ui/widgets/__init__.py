"""Small pieces that the screens are made of: they show what they are given, and change nothing.

``capture`` and ``masks`` alone know a service, for the masks of the line that is typed.
"""
