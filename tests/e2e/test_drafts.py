"""What is being typed when the power goes, in a real terminal: all four kinds come back."""

import signal
from pathlib import Path

from tests.e2e.test_evening import demo, store
from tests.terminal import Terminal

CHORDS = {"note": "ctrl+n", "action": "ctrl+t", "parked": "ctrl+g", "decision": "ctrl+y"}


def begin(screen: Terminal) -> None:
    """Go from home to the running clock, with everybody present."""
    screen.wait_for("Start the session")
    screen.send("enter")
    screen.wait_for("Who is here?")
    screen.send("enter")
    screen.wait_for("enter begin")
    screen.send("enter")
    screen.wait_for("left of 5:00")


def begun(room: Path) -> dict[str, str]:
    """Return what is being typed, by its kind, as it lies on the disk."""
    drafts = store(room).get("drafts", {}).values()
    return {draft["kind"]: draft["text"] for draft in drafts}


def test_four_drafts_survive_a_kill(tmp_path: Path) -> None:
    """Half-written texts of each kind are there after kill -9, without a name, and can be kept."""
    with demo(tmp_path) as screen:
        begin(screen)
        for kind, chord in CHORDS.items():
            screen.send(chord)
            screen.send(f"{kind} of Noor and half a thou ")
            screen.wait_for(f"{kind} of Noor and half")
        texts = {kind: f"{kind} of [A] and half a thou" for kind in CHORDS}
        screen.wait_for(lambda _: begun(tmp_path) == texts)
        screen.signal(signal.SIGKILL)
        assert screen.wait_exit() == -signal.SIGKILL
    assert begun(tmp_path) == texts

    with demo(tmp_path) as screen:
        screen.wait_for("A session is running")
        screen.send("enter")
        screen.wait_for("What you were typing is still here")
        screen.send("d")
        screen.wait_for("decision of [A] and half a thou")
        screen.send("enter")
        screen.wait_for("decided 1")
        screen.signal(signal.SIGKILL)
        screen.wait_exit()
    kept = store(tmp_path)
    assert [each["text"] for each in kept["decisions"].values()] == [texts["decision"]]
    assert {draft["kind"] for draft in kept["drafts"].values()} == CHORDS.keys() - {"decision"}
