"""The program that is killed: ``python -m tests.property.store_writer``.

For each line of JSON that it reads (folder, whether sealed, seed) it starts a process that opens
the circle there and changes it until it is killed. That is a fork, because what takes time is to
load the program, and it is to be killed hundreds of times. Each process says "pid NUMBER", "open",
and before each step "begin KIND SEED", which ``drawn_step`` makes the step of, and after it "done".
When it has ended, "gone" with its status is said for it.
"""

import json
import os
import sys
from pathlib import Path
from random import Random

from tests.circle_life import NEW_PASSPHRASE, PASSPHRASE, Circle, Step, save

SECRETS = (NEW_PASSPHRASE, PASSPHRASE)

_KEYS = [f"e{number}" for number in range(12)]
_KINDS = {"one": 10, "several": 3, "together": 4, "compact": 4, "reopen": 1, "keys": 1}


def _say(*words: str) -> None:
    """Say something in one short write, so that a kill leaves it whole or not at all."""
    os.write(1, " ".join(words).encode() + b"\n")


def _edits(random: Random, most: int) -> dict[str, dict[str, str | None]]:
    edits: dict[str, dict[str, str | None]] = {}
    for _ in range(random.randint(1, most)):
        size = random.choice([10, 100, 100, 1000, 30_000])
        text = random.choice([None, "x" * size, "x" * size, "\N{OCTOPUS}" * (size // 4)])
        tag = None if text is None else f"{random.random()} {text}"
        edits.setdefault(random.choice(["notes", "facts"]), {})[random.choice(_KEYS)] = tag
    return edits


def drawn_step(kind: str, seed: int) -> Step:
    """Return the step that is of this kind and has this seed."""
    random = Random(seed)
    base = random.choice(["circle", "people"])
    match kind:
        case "together":
            return save(circle=_edits(random, 3), people=_edits(random, 2))
        case "compact":
            return Step(f"compact {base}")
        case "reopen":
            return Step("reopen")
        case "keys":
            return Step(random.choice(["passphrase", "new key"]))
        case _:
            return save(**{base: _edits(random, 1 if kind == "one" else 4)})


def _write(folder: Path, sealed: bool, seed: int) -> None:
    random = Random(seed)
    circle = Circle(folder, sealed=sealed, secrets=SECRETS)
    _say("open")
    while True:
        kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
        step_seed = random.randrange(1 << 32)
        step = drawn_step(kind, step_seed)
        _say("begin", kind, str(step_seed))
        if step.what == "reopen":
            circle.close()
            circle = Circle(folder, sealed=sealed, secrets=SECRETS)
        else:
            circle.do(step)
        _say("done")


def _serve() -> None:
    for line in sys.stdin:
        folder, sealed, seed = json.loads(line)
        pid = os.fork()
        if not pid:
            _say("pid", str(os.getpid()))
            _write(Path(folder), sealed, seed)
        _, status = os.waitpid(pid, 0)
        _say("gone", str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    _serve()
