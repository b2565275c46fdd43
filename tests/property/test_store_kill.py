"""A process that is killed while it saves: what it confirmed is there, and nothing in part."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import IO

import pytest

from tests.circle_life import NOTHING, Circle, Content, after, assert_sentence
from tests.property.store_writer import SECRETS, drawn_step

ROOT = Path(__file__).parents[2]
RUNS = 110
"""Of each kind: 220 in all."""

AIMS = ("one", "several", "together", "compact", "opening", "anything")
"""What a process is killed in: a step of this kind, as soon as there is one."""

MOST_RUNS = 5 * RUNS
"""Where the machine is busy a strike may come too late for its aim: then it is tried again."""


class Writer:
    """The program that writes until it is killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.property.store_writer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[bytes] = self._process.stdin
        self._output: IO[bytes] = self._process.stdout

    def run(self, folder: Path, aim: str, random: Random, *, sealed: bool) -> list[str]:
        """Let a process write and kill it; return what it said: see ``store_writer``."""
        order = json.dumps([str(folder), sealed, random.randrange(1 << 32)])
        self._input.write(order.encode() + b"\n")
        self._input.flush()
        said: list[str] = []
        pid = int(self._line().split()[1])
        skipped = 0 if aim == "opening" else random.randint(1, 8)
        while aim != "opening":
            said.append(self._line())
            skipped -= said[-1].startswith("done")
            wanted = aim == "anything" or said[-1].startswith(f"begin {aim} ")
            if skipped <= 0 and wanted:
                break
        strike = time.perf_counter() + random.random() * (0.05 if aim == "opening" else 0.012)
        while time.perf_counter() < strike:
            pass
        os.kill(pid, signal.SIGKILL)
        while not said or not said[-1].startswith("gone"):
            said.append(self._line())
        assert said.pop() == f"gone {-signal.SIGKILL}"
        return said

    def _line(self) -> str:
        line = self._output.readline().decode()
        assert line, "the program ended"
        return line.strip()

    def close(self) -> None:
        """Let the program end."""
        self._input.close()
        self._output.close()
        self._process.wait()


@pytest.fixture
def writer() -> Iterator[Writer]:
    """Start the program, and end it after the test."""
    started = Writer()
    yield started
    started.close()


def outcomes(content: Content, said: list[str]) -> tuple[list[Content], str]:
    """Return what may be there after what a process said, and what it was killed in."""
    kind = "opening"
    under_way = None
    for word, _, rest in (line.partition(" ") for line in said):
        if word == "begin":
            kind, seed = rest.split()
            under_way = after(content, drawn_step(kind, int(seed)).edits)
        elif word in {"open", "done"}:
            content, under_way, kind = under_way or content, None, "between"
    return [content] if under_way is None else [content, under_way], kind


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX systems")
@pytest.mark.parametrize("sealed", [False, True])
def test_no_confirmed_step_is_lost_to_kill_minus_nine(
    tmp_path: Path, writer: Writer, sealed: bool
) -> None:
    """However the program dies: what was shown as saved is there, and no step is there in part.

    That holds within a step over both stores as well, while a file is written anew, while the keys
    are changed, and for a program that opens what another one left.
    """
    random = Random(9 + sealed)
    killed_in: Counter[str] = Counter()
    confirmed = 0
    content = NOTHING
    for run in range(MOST_RUNS):
        missed = [aim for aim in AIMS if aim != "anything" and aim not in killed_in]
        if run >= RUNS and not missed:
            break
        aims = AIMS if run < RUNS else missed
        folder = tmp_path / f"circle-{run // 22}"
        if run % 22 == 0:
            folder.mkdir()
            content = NOTHING
        said = writer.run(folder, aims[run % len(aims)], random, sealed=sealed)
        allowed, kind = outcomes(content, said)
        killed_in[kind] += 1
        confirmed += said.count("done")
        looking = run % 2 == 0 and (folder / "people.store").exists()
        circle = Circle(folder, sealed=sealed, secrets=SECRETS, read_only=looking)
        content = circle.content()
        assert content in allowed, f"killed in {kind}"
        for notice in circle.notices:
            assert_sentence(notice)
        circle.close()
    assert confirmed > 3 * RUNS
    assert {"one", "several", "together", "compact", "opening"} <= killed_in.keys(), killed_in
