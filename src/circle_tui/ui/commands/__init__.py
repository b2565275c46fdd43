"""What a person can do on each screen, said once: key, footer, help and rule together."""
