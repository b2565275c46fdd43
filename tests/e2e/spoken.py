"""A program that speaks lines, over pipes: write a line to it, wait for what it says."""

import os
import select
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class Spoken:
    """One program with a pipe to its input and one from its output and errors.

    All waiting is for its output or its end, with a deadline.
    """

    def __init__(self, argv: Sequence[str], home: Path) -> None:
        self.said = ""
        self._heard = 0
        self.process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=home,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(home),
                "TMPDIR": str(home),
                "LANG": "C.UTF-8",
                "TERM": "dumb",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()

    def write(self, *lines: str) -> None:
        """Type lines."""
        assert self.process.stdin
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()

    def wait_for(self, text: str, timeout: float = 60) -> None:
        """Wait until a text was said after the last one that was waited for."""
        deadline = time.monotonic() + timeout
        while (place := self.said.find(text, self._heard)) < 0:
            assert self._more(deadline - time.monotonic()), f"no {text!r} in:\n{self.said}"
        self._heard = place + len(text)

    def wait_exit(self, timeout: float = 60) -> int:
        """Wait for the end of the program and return its exit status."""
        deadline = time.monotonic() + timeout
        while self._more(deadline - time.monotonic()):
            pass
        return self.process.wait(timeout=timeout)

    def close_input(self) -> None:
        """Close the pipe to its input."""
        assert self.process.stdin
        self.process.stdin.close()

    def _more(self, timeout: float) -> bool:
        """Read what is there, waiting so long for it; ``False`` at the end or when none came."""
        assert self.process.stdout
        descriptor = self.process.stdout.fileno()
        if not select.select([descriptor], [], [], max(0, timeout))[0]:
            return False
        data = os.read(descriptor, 65_536)
        self.said += data.decode()
        return bool(data)
