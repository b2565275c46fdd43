"""What the process's memory gives away: to a debugger, to a core dump, to whoever looks later."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cached_cell_len, cell_len
from rich.segment import Segment

from circle_tui.ui.terminal.environment import DEVELOPER_SWITCH
from circle_tui.ui.terminal.memory import forget_texts

DIE = """
import os, resource, signal, sys
os.chdir(sys.argv[1])
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from circle_tui.ui.terminal.memory import close_memory
close_memory()
signal.raise_signal(int(sys.argv[2]))
"""

ASK = """
from ctypes import CDLL
from resource import RLIMIT_CORE, getrlimit
from circle_tui.ui.terminal.memory import close_memory
close_memory()
print(CDLL(None).prctl(3, 0, 0, 0, 0), *getrlimit(RLIMIT_CORE))  # PR_GET_DUMPABLE
"""


@pytest.mark.skipif(sys.platform == "win32", reason="core dumps are of Unix")
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGQUIT])
def test_a_crash_writes_no_memory_to_the_disk(tmp_path: Path, number: signal.Signals) -> None:
    """If the interpreter itself crashes, what was typed is not left behind in a core file."""
    words = [sys.executable, "-c", DIE, str(tmp_path), str(int(number))]
    # A shell's background job is born deaf to some of them, and so is what it starts.
    pid = os.posix_spawn(sys.executable, words, dict(os.environ), setsigdef=[number])
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == number
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_no_other_program_looks_into_the_memory() -> None:
    """A debugger of the same user is refused, and the limit of dumps cannot be raised again."""
    assert _asked({}) == "0 0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux")
def test_a_developer_may_look() -> None:
    """With the developer's switch a debugger still works on the program."""
    assert _asked({DEVELOPER_SWITCH: "1"}).startswith("1 ")


def _asked(environment: dict[str, str]) -> str:
    """Return whether a process that has closed its memory is dumpable, and its two limits."""
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return asked.stdout.strip()


def test_the_width_of_a_text_is_remembered_without_end_unless_it_is_forgotten() -> None:
    """What was typed is not kept in memory for the sake of knowing how wide it was."""
    cell_len("Noor asked")
    Segment("Noor asked").split_cells(3)
    assert cached_cell_len.cache_info().currsize
    forget_texts()
    assert cached_cell_len.cache_info().currsize == 0
    assert Segment._split_cells.cache_info().currsize == 0
