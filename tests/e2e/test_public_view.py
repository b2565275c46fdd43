"""The public view in a terminal of its own: beside a session, and with nothing private in it."""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from circle_tui.bootstrap import make_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Profile
from circle_tui.domain.session import fold
from circle_tui.services import seating
from circle_tui.services.live import LiveSession
from circle_tui.services.publishing import Publisher
from tests.terminal import PYTHON, Terminal

NAMES = ("Zubayda Kestrelmoor", "Ottoline Farthingvale", "Evander Lindqvale")
"""Made-up people, whose names are in no sentence of the program's own."""

AGENDA = Agenda(
    "small",
    "An evening for Zubayda Kestrelmoor",
    (
        Segment(
            *("Check-in", "check-in", ClockMode.EACH, 120),
            show="What does this room need?",
            say="Give Evander Lindqvale time.",
        ),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays?"),
    ),
)

PRIVATE = (
    *(part for name in NAMES for part in name.split()),
    *("Fernwick circle", "An evening for", "shore leave", "What stays?"),
)
"""What must be nowhere: people, the circle, the agenda, a note, and the part that is not on."""

PROBE = """
import asyncio, gc, json, sys
from pathlib import Path

touched = set()
home, out = Path(sys.argv[1]), Path(sys.argv[2])
sys.addaudithook(
    lambda event, details: touched.add(str(details[0]))
    if event == "open" and str(details[0]).startswith(str(home))
    else None
)
from circle_tui.publicview import Onlooker
from circle_tui.services.clock import AnchoredClock
from circle_tui.ui.onlooker import OnlookerApp

async def main():
    onlooker = Onlooker(home / "circles", AnchoredClock())
    app = OnlookerApp(onlooker.look, crash_folder=home / "reports", environment={})
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("space", "space"):
            app.screen.redraw()
            await pilot.press(key)
        seen, texts, rest = set(), [], gc.get_objects()
        while rest:
            thing = rest.pop()
            if id(thing) in seen:
                continue
            seen.add(id(thing))
            if isinstance(thing, str):
                texts.append(thing)
            elif isinstance(thing, bytes | bytearray):
                texts.append(bytes(thing).decode("latin-1"))
            else:
                rest.extend(gc.get_referents(thing))
    found = {"texts": texts, "loaded": sorted(sys.modules), "touched": sorted(touched)}
    if Path("/proc/self/maps").exists():
        memory = out.with_suffix(".memory")
        with memory.open("wb") as file, open("/proc/self/mem", "rb", 0) as own:
            for line in Path("/proc/self/maps").read_text().splitlines():
                place, rights, *_ = line.split()
                first, last = (int(number, 16) for number in place.split("-"))
                if rights.startswith("rw"):
                    own.seek(first)
                    file.write(own.read(last - first) or b"")
    out.write_text(json.dumps(found))

asyncio.run(main())
"""
"""Runs the public view on a data folder, and writes down all that is in its memory.

That is what can be reached as an object, and where the system shows it every byte: also of what
was let go.
"""


def room(home: Home) -> Path:
    """Make a circle with a session running, a note kept and initials wanted."""
    folder = make_circle(home, Profile("Fernwick circle"), NAMES)
    with opened(home, folder) as workspace:
        circle = workspace.circle
        seating.start(circle, AGENDA, circle.people.members(), workspace.token(), workspace.clock)
        session = fold(circle.journal.read())
        circle.notes.add(Note(workspace.token(), session.id, 0, "ask about shore leave"))
        circle.people.put_profile(replace(circle.people.profile(), initials=True))
    return folder


def test_no_private_byte_in_its_memory(tmp_path: Path) -> None:
    """Whatever somebody digs out of the public view's memory or its file, nobody is in there."""
    home = Home(tmp_path / "home", "the test")
    folder = room(home)
    out = tmp_path / "memory.json"
    with opened(home, folder) as workspace:
        live = LiveSession(workspace.circle.journal, workspace.clock, workspace.writer)
        asyncio.run(Publisher(workspace).publish(live.session))
        file = (folder / "stage").read_bytes().decode()
        subprocess.run(
            [sys.executable, "-c", PROBE, str(home.root), str(out)],
            env=os.environ,
            cwd=tmp_path,
            check=True,
        )
    found = json.loads(out.read_text())
    texts = [text.casefold() for text in (*found["texts"], file)]
    assert len(texts) > 10_000
    for shown in ("Check-in", "What does this room need?", "O."):
        assert any(shown.casefold() in text for text in texts), shown
    for word in PRIVATE:
        assert [text for text in texts if word.casefold() in text] == [], word
    if (memory := out.with_suffix(".memory")).exists():
        whole = memory.read_bytes().lower()
        assert b"what does this room need?" in whole
        for word in PRIVATE:
            for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
                assert word.casefold().encode(encoding) not in whole, word
    assert found["touched"] == [str(folder / "stage")]
    private = ("circle_tui.privacy", "circle_tui.storage.stores", "tinydb", "cryptography")
    assert [name for name in found["loaded"] if name.startswith(private)] == []


def test_beside_a_session(tmp_path: Path) -> None:
    """It waits, follows, goes blank, outlives the console's death, and takes it up again."""
    data = ["--home", str(tmp_path / "data")]
    console = [PYTHON, "-m", "circle_tui", "demo", *data]
    with Terminal([PYTHON, "-m", "circle_tui", "screen", *data], home=tmp_path) as public:
        public.wait_for("waiting")
        with Terminal(console, home=tmp_path) as screen:
            screen.wait_for("Start the session")
            screen.send("enter")
            screen.wait_for("Who is here?")
            screen.send("enter")
            screen.wait_for("enter begin")
            screen.send("enter")
            screen.wait_for("left of 5:00")
            public.wait_for("ARRIVE")
            public.wait_for("next: Turns")
            assert "Ana" not in public.text()
            screen.send("v")
            public.wait_for("one moment")
            assert "ARRIVE" not in public.text()
            screen.send("v")
            public.wait_for("ARRIVE")
            screen.send("right")
            public.wait_for("TURNS")
            screen.kill()
        public.wait_for("waiting")
        assert "TURNS" not in public.text()
        with Terminal(console, home=tmp_path) as screen:
            screen.wait_for("A session is running")
            screen.send("enter")
            public.wait_for("TURNS")
            public.send("q")
            assert public.wait_exit() == 0
        assert public.leftovers() == set()


def test_spoken_to_by_a_server(tmp_path: Path) -> None:
    """What a server for browsers and the program say to each other, and that it ends well."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")},
        **{"HOME": str(tmp_path), "COLUMNS": "80", "ROWS": "24"},
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
    }
    quit_message = json.dumps({"type": "quit"}).encode()
    with subprocess.Popen(
        [PYTHON, "-m", "circle_tui", "screen", "--home", str(tmp_path)],
        env=env,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as served:
        assert served.stdin
        assert served.stdout
        assert served.stderr
        drawn = b""
        while b"for a session on this computer" not in drawn:
            more = os.read(served.stdout.fileno(), 65_536)
            assert more, served.stderr.read()
            drawn += more
        assert drawn.startswith(b"__GANGLION__\n")
        served.stdin.write(b"M" + len(quit_message).to_bytes(4, "big") + quit_message)
        served.stdin.flush()
        served.stdout.read()
        assert served.wait() == 0
