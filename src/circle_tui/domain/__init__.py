"""What a circle is and how a session runs: pure values and functions, standard library only.

Nothing here reads a clock, a file or a random source; all three are handed in.
"""
