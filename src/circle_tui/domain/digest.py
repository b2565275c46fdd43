"""BLAKE2, without what Python's ``hashlib`` loads beside it.

``hashlib`` gets OpenSSL ready for the digests that we do not use: close to a megabyte of memory in
every process, and time before anything is on the screen. The function is the very same.
"""

try:
    from _blake2 import blake2b as blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b as blake2b
