"""Single parts, one promise at a time."""
