"""``python -m bench [live|store] [options]``: the live screen, or saving; without a name both."""

import sys

from bench import live, store

_BENCHES = {"live": live.main, "store": store.main}


def main() -> int:
    """Run one by its name, or all as they are; return the first status that is not 0."""
    name, options = sys.argv[1:2], sys.argv[2:]
    if name and name[0] in _BENCHES:
        return _BENCHES[name[0]](options)
    if name:
        print(f"usage: python -m bench [{'|'.join(_BENCHES)}] [options]", file=sys.stderr)
        return 2
    return next((status for bench in _BENCHES.values() if (status := bench([]))), 0)


sys.exit(main())
