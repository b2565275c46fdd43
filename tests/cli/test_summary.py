"""``circle export summary``: nothing leaves that was not shown."""

import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.notes import Decision, Note
from circle_tui.services.demo import NAMES
from tests.cli.conftest import Circle
from tests.cli.test_upkeep import typed as typed


def test_the_preview_is_what_leaves(
    demo: Circle, home: Path, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    """I see every byte before I agree, and only then it is written, for my eyes only."""
    file = tmp_path / "for-others.md"
    shown = demo("export", "summary", "--preview").out
    typed("n")
    refused = demo("export", "summary", "--to", str(file))
    assert refused.out.startswith(shown)
    assert refused.out.endswith("Nothing was written.\n")
    assert not file.exists()
    typed("y")
    done = demo("export", "summary", "--to", str(file))
    assert (done.status, done.err) == (0, "")
    assert f"Write exactly this to {file}? [y/N]" in done.out
    assert f"Summary: {file}\n" in done.out
    assert file.read_bytes() == shown.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "## Action items" in shown
    assert not any(name in shown for full in NAMES for name in full.split())


def test_a_page_and_no_owners(demo: Circle, home: Path, typed: Callable[[str], None]) -> None:
    """As a page it lies with the session's other files, and holds the words that were shown."""
    typed("yes")
    done = demo("export", "summary", "--html", "--no-owners")
    (file,) = home.rglob("summary.html")
    assert "Write exactly these words, as a page, to" in done.out
    html = file.read_text()
    assert html.startswith("<!DOCTYPE html>")
    assert "<h2 id=" in html
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        aliases = [member.alias for member in workspace.circle.people.members()]
    assert not any(alias in html + done.out for alias in aliases)
    typed("no")
    assert "in place of the one that is there?" in demo("export", "summary", "--html").out


def test_without_owners_no_text_tells_of_one(demo: Circle, home: Path) -> None:
    """Where I leave the owners out, a note or a decision does not say who it was by alias either.

    With them, everybody is in it by alias, and the texts say what they say.
    """
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        circle = workspace.circle
        alias = circle.people.members()[0].alias
        session = circle.records.all()[-1].id
        circle.notes.put(Note("71" * 9, session, 0, f"{alias.upper()}'s aims, and [A] agreed"))
        circle.decisions.put(Decision("72" * 9, session, f"{alias} leads the next one"))
    told = demo("export", "summary", "--preview", "--no-owners").out
    assert not re.search(rf"\b{alias}\b", told, re.IGNORECASE)
    assert "[A] leads the next one" in told.replace("\\", "")
    assert "[B]'s aims, and [A] agreed" in told.replace("\\", "")
    assert f"{alias} leads the next one" in demo("export", "summary", "--preview").out


def test_scripts_do_not_ask(
    demo: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --yes it is written at once; without a terminal and without --yes it is not."""
    monkeypatch.setattr(sys, "stdin", None)
    answer = demo("export", "summary")
    assert answer.status == 1
    assert "Add --yes if you are sure" in answer.err
    assert not list(home.rglob("summary.md"))
    assert demo("export", "summary", "--yes").status == 0
    (file,) = home.rglob("summary.md")
    assert file.read_text() == demo("export", "summary", "--preview").out
    assert demo("export", "summary", "--yes", "--to", str(tmp_path)).status == 0
    there = demo("export", "summary", "--yes", "--to", str(tmp_path / "summary.md"))
    assert there.status == 2
    assert "is there already. Nothing was written" in there.err
    forced = demo("export", "summary", "--yes", "--force", "--to", str(tmp_path / "summary.md"))
    assert forced.status == 0
    link = tmp_path / "link.md"
    link.symlink_to("nowhere")
    assert "is no plain file" in demo("export", "summary", "--yes", "--to", str(link)).err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--session", "1 Jan 2020"), 1, "There is no record of a session on 1 January 2020"),
        (("--session", "someday"), 2, '"someday" is no day up to today'),
        (("--preview", "--yes"), 2, "not allowed with"),
    ],
)
def test_what_cannot_be_exported(
    demo: Circle, words: tuple[str, ...], status: int, says: str
) -> None:
    """A sentence says what is wrong, and nothing is written."""
    answer = demo("export", "summary", *words)
    assert (answer.status, answer.out) == (status, "")
    assert says in answer.err


def test_a_circle_without_sessions(thursday: Circle) -> None:
    """Before anything was held there is nothing to tell."""
    answer = thursday("export", "summary")
    assert answer.status == 1
    assert "none was held yet" in answer.err


def test_it_works_beside_a_running_session(demo: Circle, home: Path) -> None:
    """Somebody else may hold the circle: a summary only looks."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)):
        assert demo("export", "summary", "--yes").status == 0


def test_a_session_of_which_nothing_is_left(demo: Circle, home: Path) -> None:
    """Where the notes were purged, the summary has the times, and says why besides."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        circle = workspace.circle
        circle.notes.remove([note.id for note in circle.notes.all()])
        circle.actions.remove([item.id for item in circle.actions.all()])
    answer = demo("export", "summary", "--preview")
    assert "No note, decision, action item or parked thing of that session is kept" in answer.err
    assert "when the circle meets next" in answer.err
    assert "## Next meeting" in answer.out
    assert "## Time" in answer.out


def test_an_earlier_page_is_masked_when_somebody_joins(demo: Circle, home: Path) -> None:
    """A page in the exports does not name who joins later, and still looks as it did."""
    assert demo("export", "summary", "--html", "--yes").status == 0
    (file,) = home.rglob("summary.html")
    before = file.read_text()
    word = "library" if "library" in before else "time"
    assert demo("members", "add", f"{word.title()} Padding").status == 0
    after = file.read_text()
    assert word in before.partition("<main>")[2]
    assert word not in after.partition("<main>")[2].casefold()
    assert after.partition("</style>")[0] == before.partition("</style>")[0]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
