"""Members' cards as they are written: only what is theirs, no name, and all files or none."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken, taken_back
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Decision
from circle_tui.domain.people import Agreed, Profile
from circle_tui.services.cards import Delivery, free_folder, write_cards
from circle_tui.services.leaving import WITHHELD
from circle_tui.services.purging import planned
from tests.cards import (
    MEMBERS,
    MIRA,
    NOOR,
    OUTLINE,
    ROOM,
    SESSION,
    TODAY,
    circle_of_two,
    data_of,
    space_of,
    take_on,
)
from tests.fakes import FakeCircle


def texts(deliveries: tuple[Delivery, ...]) -> dict[str, str]:
    """Return all that is in a member's files, by the member's name."""
    return {
        delivery.name: "".join(file.read_text(encoding="utf-8") for file in delivery.files)
        for delivery in deliveries
    }


def written(circle: FakeCircle, folder: Path, *, alarm: bool = False) -> dict[str, str]:
    """Write everybody's card and return all that is in each."""
    space = space_of(circle, folder)
    place = free_folder(space)
    return texts(write_cards(space, place, circle.people.members(), alarm=alarm))


def test_a_card_holds_what_is_theirs_and_the_circles(tmp_path: Path) -> None:
    """I get what I took on with its history, what I finished lately, and what the circle did."""
    told = written(circle_of_two(), tmp_path)
    noor, mira = told[NOOR.name], told[MIRA.name]
    for text in ("send the outline", "keep a log of calls", "two weeks of it", "bring tea"):
        assert noor.count(text) >= 2
        assert text not in mira
    assert "28 November 2026" in noor
    assert "12 November 2026" in noor
    assert "read the draft aims" in mira
    assert "read the draft aims" not in noor
    assert all("find a bigger room" in text for text in told.values())


def test_a_card_names_nobody(tmp_path: Path) -> None:
    """Not me, not another member, and neither of us by alias: a lost card is nobody's."""
    circle = circle_of_two()
    take_on(circle, "71" * 9, f"ask {MIRA.name} or {MIRA.name[:4]}")
    told = written(circle, tmp_path)
    assert "ask [A] or [A]" in told[NOOR.name]
    for text in told.values():
        for member in MEMBERS:
            for word in (*member.name.split(), member.alias, member.id, member.email or "@"):
                assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word


def test_no_text_tells_of_anybody_by_alias(tmp_path: Path) -> None:
    """What I took on, how it went and what we decided tell by no alias who else it is about.

    So it is with the alias of somebody who left, in capitals or small letters, and with mine.
    """
    gone = replace(MIRA, id="3" * 18, name="Ottoline Brandvik", alias="Velvet", former=True)
    circle = circle_of_two(*MEMBERS, gone, agreed=(Agreed.DECISIONS,))
    take_on(circle, "71" * 9, "ask Delta and [A] for VELVET's draft, on velvet")
    went = Step(TODAY, ActionStatus.PARTLY, "delta said yes", reply="4" * 18)
    circle.actions.put(taken(circle.kept.actions[OUTLINE], went))
    circle.decisions.put(Decision("8" * 18, SESSION, "Delta leads, then Cedar\u2019s turn"))
    circle.actions.put(replace(circle.kept.actions[ROOM], text="cedar and DELTA find a room"))
    told = written(circle, tmp_path)
    for text in told.values():
        assert not re.search(r"\b(delta|cedar|velvet)", text, re.IGNORECASE)
        assert "[A] leads, then [B]" in text
        assert "[A] and [B] find a room" in text
    assert "ask [B] and [A] for [C]" in told[NOOR.name]
    assert "[A] said yes" in told[NOOR.name]


def test_what_no_mask_makes_good_is_withheld(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that the gate still refuses is not on the card."""
    monkeypatch.setattr("circle_tui.services.leaving.screened", lambda text, *_: text)
    circle = circle_of_two()
    take_on(circle, "1" * 18, f"ask {MIRA.name}")
    noor = written(circle, tmp_path)[NOOR.name]
    assert WITHHELD in noor.replace("\\", "")
    assert MIRA.name not in noor


@pytest.mark.parametrize(("agreed", "shared"), [((), False), ((Agreed.DECISIONS,), True)])
def test_decisions_are_shared_if_the_circle_said_so(
    agreed: tuple[Agreed, ...], shared: bool, tmp_path: Path
) -> None:
    """What the last session decided is on the cards only where the circle agreed to it."""
    for text in written(circle_of_two(agreed=agreed), tmp_path).values():
        assert ("we begin at six" in text) is shared
        assert ("5 November 2026" in text and "decided on" in text) is shared


def test_the_next_meeting_is_on_the_card(tmp_path: Path) -> None:
    """Where the circle has a rhythm I see when it meets next; else that nothing is planned."""
    circle = circle_of_two()
    assert all("Not planned yet." in text for text in written(circle, tmp_path).values())
    rhythm = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, date(2026, 11, 26))
    circle.people.put_profile(Profile("Test circle", rhythm))
    for text in written(circle, tmp_path).values():
        assert text.count("Thursday 26 November 2026, 18:30 in Berlin") == 2


def test_who_has_nothing_gets_a_card_that_says_so(tmp_path: Path) -> None:
    """With nothing to do I still learn of the next meeting; there is no empty list of tasks."""
    circle = circle_of_two()
    circle.kept = replace(circle.kept, actions={})
    space = space_of(circle, tmp_path)
    for delivery in write_cards(space, tmp_path / "cards", MEMBERS):
        assert [file.suffix for file in delivery.files] == [".md", ".html"]
        page = delivery.files[1].read_text(encoding="utf-8")
        assert "Nothing of yours is open." in page
        assert "<script" not in page
        assert "script-src" not in page


def test_files_are_the_facilitators_alone(tmp_path: Path) -> None:
    """Nobody else on the computer reads them, and their names say nothing."""
    space = space_of(circle_of_two(), tmp_path)
    folder = free_folder(space)
    write_cards(space, folder, MEMBERS)
    assert folder == tmp_path / "exports" / "cards-2026-11-19"
    assert folder.stat().st_mode & 0o777 == 0o700
    found = sorted(folder.iterdir())
    endings = ("html", "ics", "md")
    assert [p.name for p in found] == [f"card-{n}.{e}" for n in (1, 2) for e in endings]
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}
    assert free_folder(space).name == "cards-2026-11-19-2"


def test_the_same_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """While nothing changes, my files are what they were, days later too; so are my tasks."""
    circle = circle_of_two()
    before = written(circle, tmp_path, alarm=True)
    circle.clock.advance(minutes=3 * 24 * 60)
    assert written(circle, tmp_path, alarm=True) == before


def test_a_task_that_is_imported_again_is_the_later_one(tmp_path: Path) -> None:
    """A step, two on one day, and one taken back: my calendar knows each time what came last.

    That is so for what is the whole circle's as well, and not before something changes.
    """
    circle = circle_of_two()

    def stamp(folder: str) -> tuple[int, datetime]:
        (card,) = write_cards(space_of(circle, tmp_path), tmp_path / folder, [NOOR])
        tasks = Calendar.from_ical(card.files[2].read_bytes()).walk("VTODO")
        ((sequence, on),) = {(each["SEQUENCE"], each.decoded("DTSTAMP")) for each in tasks}
        return int(str(sequence)), on

    stamps = [stamp("first")]
    assert stamp("same") == stamps[0]
    changes: tuple[Callable[[ActionItem], ActionItem], ...] = (
        lambda item: taken(item, Step(TODAY, ActionStatus.PARTLY)),
        lambda item: taken(item, Step(TODAY, ActionStatus.DONE)),
        taken_back,
        lambda item: replace(item, text="another text"),
    )
    for number, change in enumerate(changes):
        for id_ in (OUTLINE, ROOM):
            circle.actions.put(change(circle.kept.actions[id_]))
            stamps.append(stamp(f"{number}-{id_}"))
    assert [sequence for sequence, _ in stamps] == list(range(9))
    assert [on for _, on in stamps] == sorted(on for _, on in stamps)


def test_numbers_are_drawn_and_told_with_the_names(tmp_path: Path) -> None:
    """Card 1 is not always the first on the roster; the list says whose each is."""
    space = space_of(circle_of_two(), tmp_path)
    space = replace(space, choose=lambda words: words[-1])
    deliveries = write_cards(space, tmp_path / "cards", MEMBERS)
    assert [(each.number, each.name) for each in deliveries] == [(1, MIRA.name), (2, NOOR.name)]
    assert NOOR.name not in repr(deliveries)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Cards of another day are never mixed up with these, and nothing is written over."""
    space = space_of(circle_of_two(), tmp_path)
    folder = tmp_path / "cards"
    write_cards(space, folder, [NOOR])
    with pytest.raises(InputError, match="no empty folder"):
        write_cards(space, folder, [MIRA])
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(InputError, match="no empty folder"):
        write_cards(space, file, [NOOR])
    assert file.read_text() == "mine"


def test_a_card_keeps_its_id_until_it_holds_something_else(tmp_path: Path) -> None:
    """A member may answer the card of last week as long as it holds the same."""
    circle = circle_of_two()
    ids = []
    for _ in range(2):
        pages = written(circle, tmp_path)
        ids.append({name: data_of(page)["card"] for name, page in pages.items()})
    assert ids[0] == ids[1]
    take_on(circle, "2" * 18, "one more")
    later = {name: data_of(page)["card"] for name, page in written(circle, tmp_path).items()}
    assert later[NOOR.name] != ids[0][NOOR.name]
    assert later[MIRA.name] == ids[0][MIRA.name]


def test_old_cards_go_with_a_purge(tmp_path: Path) -> None:
    """Cards that lie in the exports are removed by their age; the user's own files are not."""
    circle = circle_of_two()
    space = space_of(circle, tmp_path)
    folder = free_folder(space)
    write_cards(space, folder, MEMBERS)
    mine = folder / "card.txt"
    mine.write_text("mine")
    later = space.here().date() + timedelta(days=91)
    found = planned(circle, space.exports, later, UTC, 90).files
    assert len(found) == 6
    assert mine not in found
    assert planned(circle, space.exports, later - timedelta(days=1), UTC, 90).files == ()
