"""What the program does, between the screens and the rules: live session, notebook, closing."""
