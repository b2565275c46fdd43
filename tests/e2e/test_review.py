"""Looking through what is open, in a real terminal: over two sessions, and beside one."""

import signal
from pathlib import Path

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from tests.e2e.test_evening import store
from tests.terminal import PYTHON, Terminal

CASE = "Write the one-page case"
LOG = "Ask two colleagues"
DRAFT = "Send the draft aims"


def started(room: Path, *words: str) -> Terminal:
    """Start the program on the test's own demo."""
    command = [PYTHON, "-m", "circle_tui", *words, "--home", str(room / "data")]
    return Terminal(command, home=room, columns=80, rows=24)


def standings(room: Path) -> dict[str, str]:
    """Return how the demo's items stand on the disk, by their first words."""
    home = Home(room / "data", "the test")
    with opened(home, choose_circle(home, None), looking=True) as workspace:
        items = workspace.circle.actions.all()
    found = {}
    for words in (CASE, LOG, DRAFT):
        (item,) = (item for item in items if item.text.startswith(words))
        found[words] = item.status.value
    return found


def to_review(screen: Terminal) -> None:
    """Go from home through who is here to what is open."""
    screen.wait_for("Start the session")
    screen.send("enter")
    screen.wait_for("Who is here?")
    screen.send("enter")
    screen.wait_for("looked at")


def test_two_sessions_in_a_row(tmp_path: Path) -> None:
    """What the first session did not close opens the second one, and nothing else does."""
    with started(tmp_path, "demo") as screen:
        to_review(screen)
        screen.wait_for("0 of 3 looked at")
        screen.send("d")
        screen.wait_for("1 of 3 looked at")
        screen.send("n")
        screen.wait_for("names are masked")
        screen.send("Noor asked only one of them")
        screen.wait_for("[A] asked only one of them")
        screen.send("enter")
        screen.wait_for("Kept with “Write the one-page")
        screen.send("h")
        screen.wait_for("2 of 3 looked at")
        screen.wait_for("enter begin")
        screen.send("enter")
        screen.wait_for("left of 5:00")
        screen.send("j")
        screen.wait_for("2 of 3 looked at")
        screen.wait_for("left of 5:00")
        screen.wait_for("esc stop")
        screen.send("escape")
        screen.wait_for("n note")
        screen.send("e")
        screen.answer("enter end it", "The session has ended")
        screen.wait_for("carried")
        assert standings(tmp_path) == {CASE: "done", LOG: "partly", DRAFT: "carried"}
        screen.wait_for("enter done")
        screen.send("enter")
        screen.wait_for("Start the session")
        screen.send("v")
        screen.wait_for("Last time: 0 of 2 looked at")
        assert DRAFT in screen.text()
        screen.send("escape")
        screen.wait_for("Start the session")
        screen.send("q")
        assert screen.wait_exit() == 0
    kept = "".join(path.read_text(errors="replace") for path in tmp_path.rglob("circle.store"))
    assert "[A] asked only one of them" in kept
    assert "Noor" not in kept


def test_beside_a_session(tmp_path: Path) -> None:
    """A member can look while the session holds the circle, says who they are, and changes none."""
    with started(tmp_path, "demo") as console:
        console.wait_for("Start the session")
        with started(tmp_path, "review") as screen:
            screen.wait_for("Which alias is yours?")
            screen.send("enter")
            screen.wait_for(lambda shown: "Which alias" not in shown.text())
            screen.wait_for("only to look at")
            screen.wait_for("another window holds this circle")
            screen.send("m")
            screen.wait_for(CASE)
            screen.send("d")
            screen.wait_for("Nothing")
            screen.send("q")
            assert screen.wait_exit() == 0
    assert set(standings(tmp_path).values()) == {"open"}


def test_a_member_alone(tmp_path: Path) -> None:
    """The alias is asked for once; what is said is on the disk, and no other name on the screen."""
    with started(tmp_path, "demo") as screen:
        screen.wait_for("Start the session")
        screen.send("q")
        assert screen.wait_exit() == 0
    with started(tmp_path, "review") as screen:
        screen.wait_for("Which alias is yours?")
        screen.send("end", "enter")
        screen.wait_for("everybody's")
        screen.wait_for(CASE)
        for name in ("Quillmere", "Tamberlane", "Altavintro"):
            assert name not in screen.text()
        screen.send("d")
        screen.wait_for("✓")
        screen.send("ctrl+c")
        assert screen.wait_exit() == 130
        assert not screen.leftovers()
    assert standings(tmp_path)[CASE] == "done"
    with started(tmp_path, "review") as screen:
        screen.wait_for(LOG)
        assert "Which alias" not in screen.text()
        screen.send("q")
        assert screen.wait_exit() == 0


def to_line(screen: Terminal, text: str) -> None:
    """Type a line on how the first item went, and do not keep it."""
    screen.send("n")
    screen.wait_for("names are masked")
    screen.send(text)
    screen.wait_for(f"[A] {text.partition(' ')[2]}".strip())


def begun(room: Path) -> list[str]:
    """Return what is being typed, as it lies on the disk."""
    return [draft["text"] for draft in store(room).get("drafts", {}).values()]


def test_a_line_survives_a_kill(tmp_path: Path) -> None:
    """A line that is being typed is there after kill -9: for the member, and in the session."""
    with started(tmp_path, "demo") as screen:
        screen.wait_for("Start the session")
        screen.send("q")
        assert screen.wait_exit() == 0
    with started(tmp_path, "review") as screen:
        screen.wait_for("Which alias is yours?")
        screen.send("end", "enter")
        screen.wait_for(CASE)
        to_line(screen, "Noor asked only one of them ")
        screen.wait_for(lambda _: begun(tmp_path) == ["[A] asked only one of them"])
        screen.signal(signal.SIGKILL)
        assert screen.wait_exit() == -signal.SIGKILL
    with started(tmp_path, "review") as screen:
        screen.wait_for("a line is begun")
        screen.send("n")
        screen.wait_for("kept as  [A] asked only one of them")
        screen.send(" and both said yes")
        screen.wait_for("both said yes")
        screen.signal(signal.SIGHUP)
        screen.wait_exit()
    assert begun(tmp_path) == ["[A] asked only one of them and both said yes"]
    with started(tmp_path, "demo") as screen:
        to_review(screen)
        screen.wait_for("a line is begun")
        screen.send("n")
        screen.wait_for("both said yes")
        screen.send("enter")
        screen.wait_for("how it went: [A] asked only one of them and both said yes")
        screen.signal(signal.SIGKILL)
        screen.wait_exit()
    assert not begun(tmp_path)


def test_it_follows_the_session(tmp_path: Path) -> None:
    """What the session answers is seen where it is only looked at; others see how far it is."""
    with started(tmp_path, "demo") as console:
        console.wait_for("Start the session")
        with started(tmp_path, "review") as screen, started(tmp_path, "screen") as public:
            public.wait_for("waiting")
            screen.wait_for("Which alias is yours?")
            screen.send("end", "enter")
            screen.wait_for("Read-only: another window holds this circle")
            to_review(console)
            public.wait_for("0 of 3 looked at")
            assert "waiting" not in public.text()
            assert CASE not in public.text()
            console.send("d")
            console.wait_for("1 of 3 looked at")
            public.wait_for("1 of 3 looked at")
            screen.wait_for("2 open")
            console.send("h")
            screen.wait_for("partly")
            screen.send("q")
            assert screen.wait_exit() == 0
            console.send("escape")
            public.wait_for("waiting")
            public.send("ctrl+c")
            public.wait_exit()
