"""Notes with answers, made up for measuring the masking."""
