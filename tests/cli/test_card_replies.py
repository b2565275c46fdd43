"""``circle import reply``: what is shown, asked and kept, and nothing half done."""

import os
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.cli import asking
from tests.cards import (
    LOG,
    MIRA,
    NOOR,
    OUTLINE,
    READ,
    ROOM,
    TEA,
    answered,
)
from tests.cli.carded import DONE, HEAD, card_of, home_of, imported, make, statuses
from tests.cli.carded import two as two
from tests.cli.conftest import Circle


def test_a_reply_is_shown_and_kept(two: Circle) -> None:
    """I see each item before and after, with names masked, and it is kept as shown."""
    card = card_of(two, NOOR.name)
    reply = answered(card, (OUTLINE, "done", "Mira helped"), (LOG, "dropped", ""))
    told = imported(two, reply)
    assert told.status == 0, told.err
    assert told.out.startswith(f"{NOOR.name} (")
    assert "), reply-1.json:\n- send the outline\n  before  open\n  after   done, [A] h" in told.out
    assert "  before  partly\n  after   dropped\n" in told.out
    assert "Imported: 2 answers." in told.out
    assert (statuses(two)[OUTLINE], statuses(two)[LOG]) == ("done", "dropped")
    again = imported(two, reply)
    assert (again.status, again.out.startswith("Nothing new in reply-1.json")) == (0, True)
    changed = imported(two, answered(card, (OUTLINE, "done", "Mira watched"), (LOG, "dropped", "")))
    assert (changed.status, "Ask the member for a new one." in changed.err) == (2, True)


def test_a_reply_that_was_imported_stays_so(two: Circle) -> None:
    """What it said was taken back, then purged: it changes nothing, and others come in beside."""
    noor, mira = card_of(two, NOOR.name), card_of(two, MIRA.name, "more")
    reply, known = answered(noor, DONE), answered(noor, (TEA, "done", ""), reply="5" * 18)
    first = imported(two, reply, known)
    assert ("Imported: 1 answer." in first.out, statuses(two)[OUTLINE]) == (True, "done")
    assert two("actions", "back", OUTLINE).status == 0
    assert two("actions", "back", TEA).status == 0
    again = imported(two, reply, known)
    assert (again.status, again.out.count("Nothing new in ")) == (0, 2)
    assert (statuses(two)[OUTLINE], statuses(two)[TEA]) == ("open", "open")
    with opened(home_of(), choose_circle(home_of(), None)) as workspace:
        workspace.circle.actions.remove([OUTLINE, TEA])
    beside = imported(two, reply, known, answered(mira, (READ, "partly", "")))
    assert (beside.status, "Imported: 1 answer." in beside.out) == (0, True), beside.err


def test_a_reply_that_says_what_stands_is_noted_unasked(two: Circle) -> None:
    """There is nothing to ask about, and it does not come in when that is taken back later."""
    reply = answered(card_of(two, NOOR.name), (TEA, "done", ""))
    told = imported(two, reply, yes=False)
    assert (told.status, "Nothing new" in told.out, "Imported" in told.out) == (0, True, False)
    two("actions", "back", TEA)
    assert "Nothing new" in imported(two, reply).out
    assert statuses(two)[TEA] == "open"


@pytest.mark.parametrize(("said", "status"), [("y\n", "done"), ("n\n", "open"), ("", "open")])
def test_i_am_asked_before_anything_is_kept(
    said: str, status: str, two: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yes keeps it; anything else leaves everything as it is."""
    card = card_of(two, NOOR.name)
    monkeypatch.setattr(asking, "agreed", lambda _question: said.startswith("y"))
    told = imported(two, answered(card, (OUTLINE, "done", "")), yes=False)
    assert statuses(two)[OUTLINE] == status
    assert (told.status == 0) is (status == "done")
    assert ("Nothing was imported." in told.err) is (status == "open")


def test_several_replies_are_kept_in_one_step(two: Circle) -> None:
    """Everybody's answers come in at once, a file that came twice too."""
    noor, mira = card_of(two, NOOR.name), card_of(two, MIRA.name, "more")
    first = answered(noor, (OUTLINE, "partly", ""))
    told = imported(two, first, answered(mira, (READ, "carried", "")), first)
    assert "Imported: 2 answers." in told.out
    assert "Nothing new in reply-3.json" in told.out
    assert (statuses(two)[OUTLINE], statuses(two)[READ]) == ("partly", "carried")


def test_one_bad_file_keeps_all_of_them_out(two: Circle) -> None:
    """Nothing is half imported: every bad file is named with what is the matter with it."""
    card = card_of(two, NOOR.name)
    good = answered(card, (OUTLINE, "done", ""))
    told = imported(
        two,
        good,
        answered(card, (OUTLINE, "done", ""), (READ, "done", ""), reply="5" * 18),
        answered(card, (ROOM, "done", ""), reply="6" * 18),
        b"<script>",
    )
    assert told.status == 2
    lines = told.err.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in lines] == [
        "reply-2.json",
        "reply-3.json",
        "reply-4.json",
        "Nothing was imported.",
    ]
    assert "not this member's" in lines[0]
    assert "of the whole circle" in lines[1]
    assert statuses(two)[OUTLINE] == "open"


def test_what_cannot_be_a_reply_is_not_read(two: Circle) -> None:
    """A huge file, a folder, a pipe and a file that is not there are each told in a sentence."""
    with Path("film.json").open("wb") as file:
        file.truncate(50_000_000)
    Path("folder.json").mkdir()
    os.mkfifo("pipe.json")
    for name, told in [
        ("film.json", "It has 50 MB, and a reply has a few kilobytes: it was not read."),
        ("folder.json", "It is no file."),
        ("pipe.json", "It is no file."),
        ("gone.json", "It cannot be read: no such file or directory."),
    ]:
        answer = two("import", "reply", name, "--yes")
        assert answer.status == 2
        assert answer.err == f"circle: {name}: {told}\ncircle: Nothing was imported.\n"


def test_a_reply_from_elsewhere_is_told_apart(two: Circle, tmp_path: Path) -> None:
    """Another circle's reply and an unknown card each have a sentence; an older card is good."""
    before = imported(two, answered({**dict.fromkeys(("circle", "card"), "1"), **HEAD}, DONE))
    assert (before.status, "another circle" in before.err) == (2, True)
    card = card_of(two, NOOR.name)
    other = imported(two, answered({**card, "circle": "1" * 18}, DONE))
    assert (other.status, "another circle" in other.err) == (2, True)
    unknown = imported(two, answered({**card, "card": "1" * 18}, DONE))
    assert (unknown.status, "does not know" in unknown.err) == (2, True)
    two("actions", "partly", OUTLINE)
    newer = card_of(two, NOOR.name, "newer")
    assert newer["card"] != card["card"]
    old = imported(two, answered(card, DONE))
    assert (old.status, "  before  partly\n  after   done\n" in old.out) == (0, True)
    settled = imported(two, answered(newer, (OUTLINE, "dropped", ""), reply="9" * 18))
    assert (settled.status, "is done since" in settled.err) == (1, True)


def test_another_circles_cards_do_not_meet(
    two: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two circles with the same people and the same items do not take each other's replies."""
    card = card_of(two, NOOR.name)
    other = tmp_path / "other"
    make(other)
    monkeypatch.setenv("CIRCLE_TUI_HOME", str(other))
    card_of(two, NOOR.name, "others")
    refused = imported(two, answered(card, DONE))
    assert (refused.status, "another circle" in refused.err) == (2, True)
