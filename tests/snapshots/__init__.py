"""How the screens look: a page of text for each, compared row by row."""
