"""A process that is killed while it saves: what it confirmed is there."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from circle_tui.domain.people import Member, Profile
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle

WRITER = """
import sys
from pathlib import Path
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Profile
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import open_circle

circle = open_circle(Path(sys.argv[1]), check)
number = len(circle.notes.all())
while True:
    with circle.transaction():
        circle.notes.add(Note(f"{number}", "s", 0, "left"))
        circle.notes.add(Note(f"{number + 1}", "s", 0, "right"))
        if number % 6 == 0:
            circle.people.put_profile(Profile(f"{number}"))
    print(number, number + 1, flush=True)
    number += 2
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX systems")
def test_every_confirmed_note_survives_kill_minus_nine(tmp_path: Path) -> None:
    """Pulling the plug on the program never costs a note that was shown as saved."""
    roster = [Member("m1", "Zora Quell", "Comet")]
    folder = create_circle(tmp_path, Profile("0"), roster, check, lambda: "10")
    chance = random.Random(7)
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            confirmed = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
            # Somewhere within the next save, which takes about a millisecond or two.
            strike = time.perf_counter() + chance.random() * 0.004
            while time.perf_counter() < strike:
                pass
            process.send_signal(signal.SIGKILL)
            confirmed += process.stdout.readlines()
        circle = open_circle(folder, check)
        found = {note.id for note in circle.notes.all()}
        assert {name for line in confirmed if line.endswith("\n") for name in line.split()} <= found
        assert len(found) % 2 == 0, "a step is there whole or not at all"
        last = max(0, len(found) - 2)
        assert circle.people.profile().name == f"{last - last % 6}", "in all files or in none"
        assert not list(folder.glob("*.new"))
        circle.close()
