"""What was replaced or removed is in no file any more, whatever ended the program right after."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken, taken_back
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.facts import Began
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.making import create_circle
from tests.kills import files, snapshots
from tests.property.test_storage_laws import lenient

NOON = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
MARK = re.compile(rb"mark[0-9]+end")

Marks = set[bytes]


@dataclass
class Life:
    """A circle in which every text is marked, and each mark is used once.

    ``there`` is which marks are kept now, by what they are of.
    """

    circle: StoredCircle
    there: dict[str, Marks] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def fresh(self, *keys: str) -> str:
        """Return a text with a new mark in place of the marks of these."""
        mark = f"mark{next(self.numbers)}end"
        self.there.update({key: {mark.encode()} for key in keys})
        return mark

    def marks(self) -> Marks:
        """Return the marks of all that is kept."""
        return {mark for marks in self.there.values() for mark in marks}


def note(life: Life, id_: str) -> None:
    """Keep a note, in place of the one before."""
    life.circle.notes.add(Note(id_, "s", 0, life.fresh(f"note {id_}")))


def no_note(life: Life, id_: str) -> None:
    """Remove a note."""
    life.there.pop(f"note {id_}", None)
    life.circle.notes.remove([id_])


def action(life: Life, id_: str) -> None:
    """Keep an action item, in place of the one before."""
    text = life.fresh(f"action {id_}")
    life.circle.actions.put(ActionItem(id_, "s", "Comet", text, date(2031, 5, 1)))


def line(life: Life, id_: str) -> None:
    """Keep how an action item went, in place of what was said of it before."""
    for item in life.circle.actions.all():
        if item.id == id_:
            went = Step(item.made, ActionStatus.PARTLY, life.fresh("line"))
            life.circle.actions.put(taken(taken_back(item), went))
            life.there[f"action {id_}"] = {item.text.encode(), *life.there.pop("line")}


def no_action(life: Life, id_: str) -> None:
    """Remove an action item."""
    life.there.pop(f"action {id_}", None)
    life.circle.actions.remove([id_])


def record(life: Life, id_: str) -> None:
    """Keep a record, in place of the one before."""
    title = life.fresh(f"record {id_}")
    life.circle.records.put(SessionRecord(id_, title, NOON, NOON, NOON, 2, ()))


def join(life: Life, id_: str) -> None:
    """Rename a member, or let one join; the alias changes as well."""
    name, alias = life.fresh(f"name {id_}"), life.fresh(f"alias {id_}")
    others = [member for member in life.circle.people.known() if member.id != id_]
    life.circle.people.put_members([*others, Member(id_, name, alias)])


def leave(life: Life, id_: str) -> None:
    """Forget a member."""
    life.there.pop(f"name {id_}", None)
    life.there.pop(f"alias {id_}", None)
    others = [member for member in life.circle.people.known() if member.id != id_]
    life.circle.people.put_members(others)


def begin(life: Life, _: str) -> None:
    """Begin a session anew."""
    title = life.fresh("session")
    script = Agenda("plan", title, (Segment("Open", "x", ClockMode.GROUP, 5),))
    with life.circle.transaction():
        life.circle.people.put_script(script)
        life.circle.journal.replace([Began(NOON, "s", script, (1, 2), NOON)])


def end(life: Life, id_: str) -> None:
    """End the session: its facts and the agenda go, and a record comes."""
    life.there.pop("session", None)
    life.there.pop("draft", None)
    with life.circle.transaction():
        record(life, id_)
        life.circle.people.put_script(None)
        life.circle.journal.replace(())
        life.circle.drafts.put_all(())


def rename(life: Life, _: str) -> None:
    """Give the circle another name."""
    profile = life.circle.people.profile()
    life.circle.people.put_profile(replace(profile, name=life.fresh("profile")))


STEPS: list[Callable[[Life, str], None]] = [
    *(note, no_note, action, line, no_action, record, join, leave, begin, end, rename)
]
WALKS = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["1", "2", "3"])), max_size=12)


def found(folder: Path) -> Marks:
    """Return the marks in any file of a folder."""
    return {mark for path in files(folder) for mark in MARK.findall(path.read_bytes())}


def begun(root: Path) -> tuple[Life, Path]:
    """Make a circle; return its life and its folder."""
    folder = create_circle(root, Profile("mark0end"), (), lenient, lambda: "10")
    return Life(open_circle(folder, lenient), {"profile": {b"mark0end"}}), folder


@given(WALKS)
@settings(max_examples=40, deadline=None)
def test_only_what_is_kept_is_in_the_files(walk: list[tuple[Callable[..., None], str]]) -> None:
    """After each change no byte of what it replaced or removed is left; nor after a kill."""
    with TemporaryDirectory() as root:
        life, folder = begun(Path(root) / "circles")
        for number, (step, id_) in enumerate(walk):
            step(life, id_)
            assert found(folder) == life.marks()
            killed = Path(root) / str(number)
            shutil.copytree(folder, killed)
            open_circle(killed, lenient).close()
            assert found(killed) == life.marks()
        life.circle.close()


@given(WALKS)
@settings(max_examples=15, deadline=None)
def test_what_was_typed_before_goes_with_the_next_that_goes(
    walk: list[tuple[Callable[..., None], str]],
) -> None:
    """A thought I typed and took back leaves the files when something else does, or at closing."""
    with TemporaryDirectory() as root:
        life, folder = begun(Path(root))
        for step, id_ in walk:
            life.circle.drafts.put_all([Draft("note", "s", 0, life.fresh("draft"))])
            before = found(folder)
            step(life, id_)
            if not before <= found(folder):
                assert found(folder) == life.marks()
        life.circle.close()
        assert found(folder) == life.marks()


def test_a_kill_in_the_middle_leaves_the_old_or_the_new_and_never_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the plug is pulled in a change, the next start leaves one of both in the files."""
    life, folder = begun(tmp_path / "circles")
    begin(life, "")
    for step in (note, action, join):
        step(life, "1")
        step(life, "2")
    before = life.marks()

    def work(_: Path) -> None:
        with life.circle.transaction():
            for step in (note, join, rename):
                step(life, "1")
            no_action(life, "1")
            leave(life, "2")
        life.circle.close()

    taken = snapshots(folder, tmp_path / "kills", monkeypatch, work)
    assert len(taken) > 12
    seen = set()
    for copy in taken:
        open_circle(copy, lenient).close()
        seen.add(frozenset(found(copy)))
    assert seen == {frozenset(before), frozenset(life.marks())}
