"""One module per screen, with its stylesheet beside it."""
