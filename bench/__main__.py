"""``python -m bench [live|store|finding] [options]``: one by its name, or without one all."""

import sys

from bench import finding, live, store

_BENCHES = {"live": live.main, "store": store.main, "finding": finding.main}


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
