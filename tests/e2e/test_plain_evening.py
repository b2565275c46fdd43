"""Ninety minutes of a circle of twelve in lines, held by a script from the first to the last part.

The program is a process with pipes, and its clock is moved by hand. After each thing that is typed,
what is said is held against the facts on the disk; at the end, against the record that is kept.
"""

import re
import signal
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from circle_tui import bootstrap
from circle_tui.domain.order import Mark
from circle_tui.domain.record import SessionRecord, record_of
from tests.plain.in_lines import InLines, in_words

NAMES = (
    *("Ada Fenwick", "Bo Marrow", "Cleo Vantage", "Dov Quill", "Ede Lund", "Fay Ostrow"),
    *("Gil Harbour", "Hana Brisk", "Ivo Tarn", "Jude Callow", "Kit Sorrel", "Lin Averill"),
)
"""Made-up people, in roster order: of fewer than eleven here, nothing could be counted."""

AGENDA = """
title = "Ninety minutes"
minutes = 90

[[segment]]
title = "How are you?"
kind = "check-in"
minutes = 5
poll = "traffic-light"
show = "Green, yellow or red?"

[[segment]]
title = "Turns"
kind = "round"
clock = "divide"
total = "48m"
min = 20
show = "What do you need from us?"

[[segment]]
title = "Think"
kind = "exercise"
minutes = 3
protected = true
silent_for = "all"

[[segment]]
title = "Topics"
kind = "discussion"
clock = "vote-extend"
total = 16
min = 10
minutes = 5
extend = [2, 1]

[[segment]]
title = "Close"
kind = "closing"
minutes = 8
protected = true
capture = "rating"
show = "One word: how do you leave?"
"""

EVERYTHING_KEPT = re.compile(r"^1 note, 1 action item, 1 parked thing, 1 decision\.$", re.MULTILINE)


@pytest.fixture
def evening(tmp_path: Path) -> InLines:
    """Return a circle of twelve that is to meet today at 18:30, half an hour past the clock's 0."""
    evening = InLines(tmp_path)
    (tmp_path / "ninety.toml").write_text(AGENDA, encoding="utf-8")
    words = ["new", "Thursday circle", "--members", ", ".join(NAMES), "--every", "3 weeks"]
    with evening.speak(*words, "--on", "thu", "--at", "18:30", "--zone", "UTC", "--minutes", "90"):
        assert evening.spoken.wait_exit() == 0, evening.spoken.said
    return evening


def run(evening: InLines) -> None:
    """Start the program on the circle."""
    evening.speak("run", str(evening.folder / "ninety.toml"), "--plain")


def test_a_whole_evening_by_a_script(evening: InLines) -> None:
    """Whatever the evening brings, what I hear is what the facts come to, to the last part."""
    evening.pass_time(37)
    run(evening)
    with evening:
        begin_late(evening)
        check_in(evening)
        latecomer(evening)
        evening.through(1)  # from the check-in on to the first turn
        evening.through(1)
        write_down(evening)
        evening.through(1, more=50)
        who_is_not_ready(evening)
        undo_a_slip(evening)
        pause(evening)
        overrun(evening)
        early_leaver(evening)
        crash(evening)
        sleep(evening)
        end_on_time(evening)
        while (view := evening.check()).segment == "Turns":
            evening.through(1)
        assert view.segment == "Think"
        silence(evening)
        votes(evening)
        kept = close(evening)
    record_is_what_was_said(evening, kept)
    assert evening.looks > 40, "every step was held against the facts"


def begin_late(evening: InLines) -> None:
    """Begin at 18:37 instead of 18:30, with one of the twelve not there yet."""
    spoken = evening.spoken
    spoken.wait_for("Who is not here?")
    spoken.write("12")
    spoken.wait_for("would end 19:57.")
    spoken.wait_for("Planned for 18:30, starts 7 min late")
    spoken.write("")
    spoken.wait_for("18:37 How are you? Everybody has 5 minutes. Next: Turns.")
    spoken.wait_for("Prompt: Green, yellow or red?")
    assert evening.check().promised == "20:00"
    assert len(evening.session.seats) == 11


def check_in(evening: InLines) -> None:
    """Count the signs: what may be shown of them is said, and nothing else is on the disk."""
    said, view = evening.do("count", "6 5 0", "")
    assert "How many gave green, yellow and red? 11 are here." in said
    assert view.counted == "6 gave green; the rest too few to show"


def latecomer(evening: InLines) -> None:
    """Let Lin in: heard before it holds, and then there is a turn for everybody."""
    evening.pass_time(2)
    before = evening.facts()
    said = evening.hear("m 12 here", "here", "12 here", "back")
    assert '"here" alone asks who, and takes 3 late, 5 left, 2 here or 4 excused.' in said
    assert "Lin Averill arrives: gets 4 minutes in" in said
    assert evening.facts() == before
    said, _ = evening.do("here", "12 here", "")
    assert "Lin Averill here." in said
    assert len(evening.session.seats) == 12
    assert sum(turn.id.segment == 1 for turn in evening.session.turns) == 12


def write_down(evening: InLines) -> None:
    """Write a note, an action item, a parked thing and a decision: saved as it was read out."""
    said = evening.hear("n", "Ada asked Bo for time away from the wards", "")
    assert said.count("An empty line leaves it, and so does back.") == 1
    assert "saved: [A] asked [B] for time away from the wards" in said
    said = evening.hear("a Cleo: send the draft to Ada by fri", "")
    assert "saved: for Cleo Vantage, due Fri 20 Nov: send the draft to [A]" in said
    assert "saved: Where do we meet in spring" in evening.hear("p Where do we meet in spring", "")
    assert "saved: We keep this hour" in evening.hear("d We keep this hour", "")
    assert EVERYTHING_KEPT.search(evening.hear("where"))


def who_is_not_ready(evening: InLines) -> None:
    """Let one come back later, and one pass: both said, and the order is what they come to."""
    view = evening.check()
    said, after = evening.do("later")
    assert view.who in said
    assert after.order[-4].title == view.who, "the last of the round, before three parts"
    said, then = evening.do("skip")
    assert f"Skipped: {after.who}." in said
    assert [line.mark for line in then.order if line.title == after.who] == [Mark.PASSED]


def undo_a_slip(evening: InLines) -> None:
    """Take a word too much back: the clock is where it was."""
    evening.pass_time(1)
    before = evening.check()
    evening.do("next")
    _, after = evening.do("undo")
    assert (after.who, after.clock) == (before.who, before.clock)


def pause(evening: InLines) -> None:
    """Pause for two minutes: it costs the turn nothing, and the promise stays."""
    _, before = evening.do("pause")
    evening.pass_time(2)
    after = evening.check()
    assert after.pause == "paused 2 min"
    assert (after.clock, after.promised) == (before.clock, before.promised)
    said, _ = evening.do("go")
    assert "The clock goes on." in said


def overrun(evening: InLines) -> None:
    """Let somebody speak three minutes over: the end is said once, and then each minute."""
    view = evening.check()
    assert f"{view.who}: time. Next: {view.following}." in evening.let_pass(view)
    for minutes in ("1 minute", "2 minutes", "3 minutes"):
        evening.pass_time(1)
        assert f"{view.who}: {minutes} over. Ends " in evening.hear()
    assert evening.check().clock == "+3:00"
    evening.do("next")


def early_leaver(evening: InLines) -> None:
    """Let Jude go before the turn: it goes to the others, and the order passes over it."""
    said, view = evening.do("here", "10 left", "")
    assert "Jude Callow leaves" in said
    assert "Jude Callow has left." in said
    assert "Jude Callow" not in {line.title for line in view.order}
    assert len(evening.session.seats) == 11


def crash(evening: InLines) -> None:
    """Kill the program and start it again two minutes later: that time is asked about."""
    before = evening.check()
    evening.spoken.process.kill()
    assert evening.spoken.wait_exit() == -signal.SIGKILL
    evening.said += evening.spoken.said
    evening.spoken.__exit__(None, None, None)
    evening.pass_time(2)
    run(evening)
    evening.spoken.wait_for("A session is running: Ninety minutes.")
    evening.spoken.wait_for("The program was away for 2 minutes; that time counts unless")
    evening.spoken.write("give")
    evening.spoken.wait_for("help says what can be typed.")
    after = evening.check()
    assert (after.who, after.clock) == (before.who, before.clock)
    assert EVERYTHING_KEPT.search(evening.hear("where"))


def sleep(evening: InLines) -> None:
    """Let the computer sleep for three minutes, which is told; that time counts."""
    evening.pass_time(3, asleep=True)
    said = evening.hear("where")
    assert "3 minutes went by without the clock. That time counts." in said
    assert evening.check().interruption == "3:00"


def end_on_time(evening: InLines) -> None:
    """Hear times that end on time before they hold, take them back and accept them once more."""
    behind = evening.check()
    assert behind.behind
    before = evening.facts()
    assert "1: Shorten " in evening.hear("replan", "")
    assert evening.facts() == before
    said, after = evening.do("replan", "1")
    assert "Would end 20:00: on time." in said
    assert after.drift == "on time"
    _, back = evening.do("undo")
    assert back.drift == behind.drift
    _, after = evening.do("replan", "1")
    assert (after.drift, after.promised) == ("on time", "20:00")


def silence(evening: InLines) -> None:
    """Where everybody keeps silent only the end is said, however long it goes on."""
    view = evening.check()
    evening.pass_time(2, 30)
    assert " Think: " not in evening.hear()
    evening.pass_time(0, 30)
    assert f"Think: time. Next: {view.following}." in evening.hear()
    evening.pass_time(1)
    assert " Think: " not in evening.hear()
    _, after = evening.do("next")
    assert after.segment == "Topics"


def votes(evening: InLines) -> None:
    """Vote for more time and against it, until the topics are through."""
    view = evening.check()
    evening.let_pass(view)
    said, after = evening.do("vote", "7 3", "")
    assert "7 for, 3 against: 2 min more" in said
    assert re.fullmatch("topic 1 of [0-9], extended once", after.place)
    evening.let_pass(after)
    said, after = evening.do("vote", "2 8", "")
    assert "2 for, 8 against: no majority" in said
    assert after.place.startswith("topic 2 of ")
    while evening.check().segment == "Topics":
        evening.through(1)


@dataclass(frozen=True, slots=True)
class Ended:
    """What the facts came to at the end, and what was said of it."""

    record: SessionRecord
    said: str


def close(evening: InLines) -> Ended:
    """Rate the evening, let the last part have its time, end the session; return what was said."""
    view = evening.check()
    assert (view.segment, view.last) == ("Close", True)
    evening.do("count", "0 0 0 5 6", "")
    evening.let_pass(view)
    closed = evening.closed_now()
    assert abs(evening.now - closed.promised_end) < timedelta(minutes=2)
    assert "Would end " in evening.hear("end", "")
    begun = len(evening.spoken.said)
    evening.spoken.write("end", "yes", "")
    assert evening.spoken.wait_exit() == 0
    evening.said += evening.spoken.said
    return Ended(record_of(closed), evening.spoken.said[begun:])


def record_is_what_was_said(evening: InLines, ended: Ended) -> None:
    """Hold what was said at the end against the record on the disk, and that against the facts."""
    with bootstrap.opened(evening.home, evening.circle, looking=True) as looked:
        circle = looked.circle
        assert not circle.journal.read()
        assert circle.records.all() == (ended.record,)
        (note,), (item,) = circle.notes.all(), circle.actions.all()
        (parked,), (decision,) = circle.parking.all(), circle.decisions.all()
    record, said = ended.record, ended.said
    assert record.people == 12
    assert [part.title for part in record.segments] == [
        *("How are you?", "Turns", "Think", "Topics", "Close"),
    ]
    for part in record.segments:
        assert part.used, f"{part.title} was gone through"
        planned, used, over = (
            in_words(str(timedelta(seconds=seconds)))
            for seconds in (part.planned, part.used, part.over)
        )
        late = f", {over} over" if part.over else ""
        assert f"{part.title}: planned {planned}, took {used}{late}." in said
    hours, minutes = divmod(record.contact_minutes, 60)
    together = f"{hours} hour{'s' if hours > 1 else ''} {minutes} minutes"
    assert f"Room: 12 people, {together} together." in said
    assert "Pauses: 2 minutes of that." in said
    assert "Away: 2 minutes given back, and not in that." in said
    assert "1 passed." in said
    assert [part.shown for part in record.segments if part.shown] == [
        *((6, None, None), (None, None, None, None, 6)),
    ]
    assert "Counts: How are you?: 6 gave green; the rest too few to show." in said
    assert "Kept: 1 note, 1 action item, 1 decision, 1 thing parked; " in said
    assert "Next: Thursday 10 December 2026, 18:30" in said
    assert (note.text, parked.text) == (
        *("[A] asked [B] for time away from the wards", "Where do we meet in spring"),
    )
    assert (item.text, item.due) == ("send the draft to [A]", date(2026, 11, 20))
    assert decision.text == "We keep this hour"
    assert "\x1b" not in evening.said
    (summary,) = evening.folder.rglob("summary.md")
    for name in (part for person in NAMES for part in person.split()):
        assert not re.search(rf"\b{name}\b", said + summary.read_text(), re.IGNORECASE), name
