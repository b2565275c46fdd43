"""Calendar programs that nobody here wrote, each run once over many files.

A reader takes the files as a list of texts in JSON on its standard input, and prints for each what
it understood: ``[uid, sequence, start, end, [address, ...]]``, instants in seconds since 1970.
"""
