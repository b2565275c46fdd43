"""How fast is it: everything is measured side by side and read as a ratio. See README.md."""
