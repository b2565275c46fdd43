"""Keeping people out of what is kept: names are found, masked, and refused at the store's door.

Pure functions on text; what they leave is de-identified, which is less than anonymous.
"""
