"""The parking lot: what waits, what became of it, and how that is taken back."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.notes import Decision
from circle_tui.domain.parking import Parked
from circle_tui.services.demo import NAMES
from tests.cli.conftest import NOW, Circle
from tests.cli.test_followups import alias_of, unnumbered


def park(home: Path, *texts: str) -> None:
    """Put things into the parking lot of the demo's circle, and a decision beside them."""
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        (record,) = workspace.circle.records.all()
        for number, text in enumerate(texts):
            made = NOW.date() - timedelta(days=9 - number)
            workspace.circle.parking.put(Parked(f"{number}" * 18, record.id, text, made))
        workspace.circle.decisions.put(Decision("7" * 18, record.id, "We begin at six."))


def kept(demo: Circle) -> list[dict[str, Any]]:
    """Return all that was parked, as it is listed."""
    things: list[dict[str, Any]] = json.loads(demo("parking", "list", "--all", "--json").out)[
        "parking"
    ]
    return things


def test_what_is_parked_waits_until_it_is_done_or_dropped(demo: Circle, home: Path) -> None:
    """I see what waits, the oldest first, and settle it by number or by id."""
    assert demo("parking").out == "The parking lot is empty.\n"
    park(home, "the stairs", "a longer break", "an earlier start")
    assert "000  the stairs        parked 12 Nov 2026" in demo("parking").out
    assert demo("parking", "done", "111").out == (
        "Done: a longer break\nTo take that back: circle parking back 111\n"
    )
    assert demo("parking", "drop", "0" * 18).out.startswith("Dropped: the stairs\n")
    (left,) = json.loads(demo("parking", "list", "--json").out)["parking"]
    assert (left["number"], left["text"], left["status"]) == ("222", "an earlier start", "open")
    assert [thing["status"] for thing in kept(demo)] == ["dropped", "done", "open"]
    assert kept(demo)[0].keys() == {*("number", "id", "text", "status", "made", "closed", "became")}
    assert demo("parking", "list", "--all").out.splitlines()[:2] == [
        "000  the stairs        parked 12 Nov 2026, dropped 21 Nov 2026",
        "111  a longer break    parked 13 Nov 2026, done 21 Nov 2026",
    ]


def test_what_was_settled_is_taken_back(demo: Circle, home: Path) -> None:
    """What I settled by mistake waits again as before, by the number it always had."""
    park(home, "the stairs", "a longer break")
    before = kept(demo)
    for verb in ("done", "drop"):
        demo("parking", verb, "000")
        assert demo("parking", "back", "000").out == "Waiting again: the stairs\n"
        assert kept(demo) == before
    refused = demo("parking", "back", "000")
    assert (refused.status, "waits in the parking lot as it is" in refused.err) == (1, True)


def test_an_empty_lot_says_where_the_rest_is(demo: Circle, home: Path) -> None:
    """When all is settled I am told how to see what became of it."""
    park(home, "the stairs")
    demo("parking", "done", "000")
    assert "circle parking list --all" in demo("parking").out


def test_two_that_begin_alike_are_told_apart(demo: Circle, home: Path) -> None:
    """A number that could be two things is refused with both numbers; nothing is settled."""
    park(home, "the stairs", "a longer break")
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        workspace.circle.parking.put(Parked("1112" + "0" * 14, "s", "the coffee", NOW.date()))
    answer = demo("parking", "done", "111")
    assert (answer.status, "111 could be 1111 or 1112" in answer.err) == (2, True)
    assert {thing["status"] for thing in kept(demo)} == {"open"}
    assert demo("parking", "done", "1112").out.startswith("Done: the coffee\n")


def test_what_is_not_parked_cannot_be_settled(demo: Circle, home: Path) -> None:
    """A thing that is not there is refused with 2, one that is settled already with 1."""
    park(home, "the stairs")
    for wanted in ("1", "222"):
        answer = demo("parking", "done", wanted)
        assert (answer.status, "circle parking list --all" in answer.err) == (2, True)
    demo("parking", "drop", "000")
    again = demo("parking", "done", "0" * 18)
    assert again.status == 1
    assert "dropped already, since 21 November 2026" in again.err
    assert "circle parking back 000" in again.err


def test_decisions_are_listed_by_day(demo: Circle, home: Path) -> None:
    """I see what the circle decided, and nobody who said it."""
    assert demo("decisions").out == "No decisions are kept yet.\n"
    park(home)
    out = demo("decisions", "list").out
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\n  We begin at six\.\n", out)
    (decision,) = json.loads(demo("decisions", "--json").out)["decisions"]
    assert decision.keys() == {"session", "date", "text"}


def test_a_parked_thing_becomes_an_action_item(demo: Circle, home: Path) -> None:
    """What was parked becomes somebody's item with its day, and is parked no more."""
    park(home, "the stairs", "a longer break")
    alias = alias_of(demo, NAMES[0])
    told = demo("parking", "to-action", "111", "--owner", NAMES[0], "--due", "fri").out
    assert unnumbered(told) == f"{alias}: a longer break · due Fri 27 Nov\n"
    assert "a longer break" in demo("actions").out
    (left,) = json.loads(demo("parking", "--json").out)["parking"]
    assert left["text"] == "the stairs"
    assert demo("parking", "to-action", "000", "--due", "never").status == 2
    assert json.loads(demo("parking", "--json").out)["parking"] == [left]
    told = demo("parking", "to-action", "000").out
    assert unnumbered(told) == "the whole circle: the stairs\n"
    assert demo("actions", "drop", told.split()[2].rstrip(":")).status == 0
    trail = demo("parking", "list", "--all").out
    assert "a longer break  parked 13 Nov 2026, done 21 Nov 2026 (action item)" in trail
    told = demo("parking", "back", "111").out
    assert told.endswith("What was made of it (action item) stays as it is.\n")
    assert "a longer break" in demo("actions").out


def test_a_parked_thing_becomes_a_part_of_my_agenda(demo: Circle, home: Path) -> None:
    """What was parked becomes a part of an agenda of mine, before its closing part."""
    park(home, "the stairs")
    refused = demo("parking", "to-agenda", "000", "swims-equal-share")
    assert (refused.status, "circle agenda new" in refused.err) == (2, True)
    demo("agenda", "new", "mine", "--from", "swims-equal-share")
    told = demo("parking", "to-agenda", "000", "mine", "--minutes", "15").out
    assert told.startswith("On the agenda: the stairs, 15 min\n")
    assert "public view" in told
    agenda = load_agenda(home / "agendas" / "mine.toml")
    assert [part.title for part in agenda.segments][-2:] == [
        "the stairs",
        "Close: next date, next host",
    ]
    assert demo("parking").out.startswith("Nothing waits in the parking lot.")


def test_a_part_that_is_there_is_told_as_it_is(demo: Circle, home: Path) -> None:
    """What is on my agenda already is not added again, and I am told no minutes it has not."""
    park(home, "the stairs", "the stairs")
    demo("agenda", "new", "mine", "--from", "swims-equal-share")
    demo("parking", "to-agenda", "000", "mine", "--minutes", "15")
    file = home / "agendas" / "mine.toml"
    before = file.read_bytes()
    told = demo("parking", "to-agenda", "111", "mine", "--minutes", "20").out
    assert told.startswith("On the agenda already: the stairs. Its part stays as it is.\n")
    assert "20 min" not in told
    assert file.read_bytes() == before
    assert demo("parking").out.startswith("Nothing waits in the parking lot.")


def test_two_long_things_that_begin_alike_both_stay(demo: Circle, home: Path) -> None:
    """Two long parked things with the same beginning become two parts, each whole."""
    alike = "how we speak of a patient whom several of us know from work, and what we leave out "
    park(home, f"{alike}on the phone", f"{alike}in the corridor")
    demo("agenda", "new", "mine", "--from", "swims-equal-share")
    for number in ("000", "111"):
        told = demo("parking", "to-agenda", number, "mine").out
        assert told.startswith("On the agenda: how we")
    agenda = load_agenda(home / "agendas" / "mine.toml")
    said = [part.say for part in agenda.segments if part.say.startswith(alike)]
    assert said == [f"{alike}on the phone", f"{alike}in the corridor"]


def test_a_member_who_is_called_like_what_it_becomes(demo: Circle, home: Path) -> None:
    """A member called Agenda Item keeps nothing from becoming one."""
    assert demo("members", "add", "Agenda Item").status == 0
    park(home, "the stairs", "a longer break")
    demo("agenda", "new", "mine", "--from", "swims-equal-share")
    assert demo("parking", "to-action", "000").status == 0
    assert demo("parking", "to-agenda", "111", "mine").status == 0
    assert [thing["became"] for thing in kept(demo)] == ["action item", "on the agenda"]
