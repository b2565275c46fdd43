"""A session in lines: what is said when, and what the commands do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment, Silent
from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Cue
from circle_tui.domain.stage import Shown, Stage
from circle_tui.plain.command import NOTHING_ASKED
from circle_tui.plain.commands import COMMANDS
from tests.fakes import Kept
from tests.plain.scripts import Held, Sleep, Typed, Wait, held, held_in
from tests.ui.rooms import NAMES, circle_of, running, workspace_of

ALL_SPOKE = ["next"] * 3


def after(heard: Held, line: str) -> list[str]:
    """Return what was said after a line, which must have been said once."""
    lines = heard.lines
    assert lines.count(line) == 1, lines
    return lines[lines.index(line) + 1 :]


async def test_the_session_says_where_it_stands(tmp_path: Path) -> None:
    """The first lines say who has the floor, for how long, who is next, the prompt, the script."""
    heard = await held(tmp_path)
    said = after(heard, "No time was lost.")
    assert said[1] == "18:30 Check-in, 1 of 4. Noor Haddad has 2 minutes. Next: Mira Sandoval."
    assert said[2:4] == ["Prompt: How are you?", "To say: Begin."]


async def test_a_turn_is_told_of_its_end(tmp_path: Path) -> None:
    """Each cue is a line and comes once: a while before, at the end, and minute after minute."""
    heard = await held(tmp_path, Wait(400))
    cues = [line for line in heard.lines if "Noor Haddad: " in line][1:]
    assert cues == [
        "18:31 Noor Haddad: 24 seconds left.",
        "18:32 Noor Haddad: time. Next: Mira Sandoval.",
        "18:33 Noor Haddad: 1 minute over. Ends 18:54, 1 min late; promised 18:53.",
        "18:34 Noor Haddad: 2 minutes over. Ends 18:55, 2 min late; promised 18:53.",
        "18:35 Noor Haddad: 3 minutes over. Ends 18:56, 3 min late; promised 18:53.",
        "18:36 Noor Haddad: 4 minutes over. Ends 18:57, 4 min late; promised 18:53.",
    ]


async def test_a_long_overtime_is_not_told_each_minute(tmp_path: Path) -> None:
    """Nobody hears a quarter of an hour counted out minute by minute."""
    heard = await held(tmp_path, Wait(120 + 60 * 16))
    over = [line.partition(": ")[2].partition(".")[0] for line in heard.lines if " over. " in line]
    assert [told.split()[0] for told in over] == ["1", "2", "3", "4", "5", "10", "15"]


async def test_no_cue_comes_twice(tmp_path: Path) -> None:
    """Neither a pause nor going on, undo nor a look around says a cue again."""
    script: list[Typed] = [Wait(100), "pause", "where", "go", "+", "undo", "where", Wait(5)]
    heard = await held(tmp_path, *script)
    assert sum("24 seconds left." in line for line in heard.lines) == 1


async def test_a_word_never_does_the_opposite(tmp_path: Path) -> None:
    """Going on while the clock runs does not stop it, and pausing twice does not start it."""
    heard = await held(tmp_path, "go", "where", "pause", "pause", "where", "resume", "resume")
    assert heard.lines.count("The clock is already running.") == 2
    assert heard.lines.count("The clock is already paused.") == 1
    assert heard.lines.count("The clock goes on.") == 1


async def test_no_cue_while_the_clock_is_paused(tmp_path: Path) -> None:
    """A paused clock has nothing to say for as long as it takes."""
    heard = await held(tmp_path, "pause", Wait(3_000))
    assert after(heard, "18:30 Noor Haddad: paused, 2 minutes left. Ends 18:53, on time.")[1:] == [
        "The session keeps its place and its clock stays paused.",
        "Start the program again to go on with it.",
    ]


async def test_a_silent_part_is_disturbed_at_its_end_alone(tmp_path: Path) -> None:
    """While everybody keeps silent, nothing is said before the time is up."""
    quiet = Segment("Quiet", "exercise", ClockMode.GROUP, 300, silent_for=Silent.ALL)
    heard = await held(tmp_path, Wait(301), agenda=Agenda("quiet", "Quiet", (quiet,)))
    assert "Everybody keeps silent." in heard.lines
    assert [line for line in heard.lines if line.startswith("18:3") and "Quiet:" in line] == [
        "18:35 Quiet: time. Next: the end."
    ]


@pytest.mark.parametrize(("cue", "rings"), [(Cue.BELL, 2), (Cue.BOTH, 2), (Cue.FLASH, 0)])
async def test_the_bell_rings_where_the_circle_wants_it(
    tmp_path: Path, cue: Cue, rings: int
) -> None:
    """Without the circle's word for it no cue makes a sound."""
    circle = running(circle_of(*NAMES))
    circle.kept = _with_cue(circle.kept, cue)
    heard = await held_in(workspace_of(circle, tmp_path), "", Wait(130))
    assert heard.said.count("\a") == rings


def _with_cue(kept: Kept, cue: Cue) -> Kept:
    return replace(kept, profile=replace(kept.profile, cue=cue))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("next", "18:30 Check-in, 2 of 4. Mira Sandoval has 2 minutes. Next: Teodor Lind."),
        (">", "18:30 Check-in, 2 of 4. Mira Sandoval has 2 minutes. Next: Teodor Lind."),
        ("NEX", "18:30 Check-in, 2 of 4. Mira Sandoval has 2 minutes. Next: Teodor Lind."),
        ("skip", "18:30 Check-in, 2 of 4. Mira Sandoval has 2 minutes. Next: Teodor Lind."),
        ("+", "18:30 Noor Haddad: 3 minutes. Ends 18:54, 1 min late; promised 18:53."),
        ("-", "18:30 Noor Haddad: 1 minute. Ends 18:52, 1 min early; promised 18:53."),
        ("previous", "This is the first turn; there is nothing to go back to."),
        ("back", NOTHING_ASKED),
        ("pa", '"pa" could be pause, park or parts. Type more of it.'),
        ("xyz", 'There is no command "xyz". help lists them all.'),
        ("undo", "There is nothing to undo yet."),
        ("give", "No interruption to give back, or one too short. Give minutes."),
        ("bids", "Nothing in this agenda is shared out by bids."),
        ("replan", "The meeting is on time, so there is nothing to plan again."),
        (
            "who",
            'This agenda names no roles to give. Its file can: roles = ["host"].',
        ),
        ("view", "The public view is blank."),
        ("", "0 notes, 0 action items."),
        ("where", "0 notes, 0 action items."),
        ("parts", "Check-in: now, 8 minutes."),
        ("nxet", 'There is no command "nxet". Did you mean "next"? help lists them all.'),
        ("qqqq", 'There is no command "qqqq". help lists them all.'),
        ("next I think so", 'Nothing comes after "next", so nothing was done.'),
        (
            "m 2 left",
            'Nothing comes after "here", so nothing was done. "here" alone asks who, and takes '
            "3 late, 5 left, 2 here or 4 excused.",
        ),
        (
            "e now",
            'Nothing comes after "end", so nothing was done. "end" alone asks first, and '
            "only yes ends it.",
        ),
    ],
)
async def test_a_word_does_it(tmp_path: Path, typed: str, said: str) -> None:
    """What is typed is done and said in a line, or it is said why not."""
    heard = await held(tmp_path, typed)
    assert after(heard, "help says what can be typed.")[0:12].count(said) == 1, heard.said


@pytest.mark.parametrize("words", ["go on", "Go  On", "goon"])
async def test_the_clock_goes_on_by_the_words_on_its_key(tmp_path: Path, words: str) -> None:
    """What the screen's key is called, "go on", ends a pause here too."""
    heard = await held(tmp_path, "pause", words)
    assert "The clock goes on." in heard.lines
    assert heard.session.running_since is not None


async def test_help_says_every_command(tmp_path: Path) -> None:
    """Every command has its line with all of its words."""
    heard = await held(tmp_path, "?")
    for command in COMMANDS:
        assert any(
            line.endswith(f": {command.help}") and command.words[0] in line for line in heard.lines
        )


async def test_a_new_part_comes_with_its_prompt(tmp_path: Path) -> None:
    """Where the next part begins, what everybody is asked there is said; not at every turn."""
    heard = await held(tmp_path, *ALL_SPOKE, "next")
    assert heard.said.count("Prompt: How are you?") == 1
    assert after(heard, "18:30 Talk. Everybody has 10 minutes. Next: Case.")[0] == (
        "Prompt: What stays with you?"
    )


async def test_undo_says_how_things_stand(tmp_path: Path) -> None:
    """After undo the turn that is on again is said, with what is left of it."""
    heard = await held(tmp_path, Wait(30), "next", Wait(10), "undo")
    assert heard.lines[-4:-1][0] == (
        "18:30 Check-in, 1 of 4. Noor Haddad has 1 minute 20 seconds left of 2 minutes. "
        "Next: Mira Sandoval."
    )


async def test_a_sleep_of_the_computer_is_told_and_given_back(tmp_path: Path) -> None:
    """A laptop that slept says for how long, and one word gives that time back."""
    heard = await held(tmp_path, Wait(60), Sleep(720), "give")
    assert any(
        "12 minutes went by without the clock. That time counts" in line for line in heard.lines
    )
    assert heard.session.used[heard.session.current] == timedelta(seconds=60)


async def test_a_pause_taken_back_is_told_and_given_back(tmp_path: Path) -> None:
    """Undo of a pause says at once how much counts by that, and one word gives it back."""
    heard = await held(tmp_path, Wait(60), "pause", Wait(20), "undo", "give", "undo")
    told = (
        "20 seconds went by without the clock. That time counts. "
        'Type "give" to give it back to this turn.'
    )
    assert after(heard, "Taken back: the pause.")[1] == told
    assert after(heard, "20 seconds given back to this turn.")[0].startswith(
        "18:31 Noor Haddad: 1 minute left of 2 minutes."
    )
    assert after(heard, "Taken back: giving time back.")[1] == told
    slip = await held(tmp_path, Wait(60), "pause", Wait(14), "undo")
    assert "without the clock" not in slip.said


async def test_a_short_pause_taken_back_after_a_long_absence_is_told(tmp_path: Path) -> None:
    """Also where I said of a longer absence before that it counts: what is new is told."""
    space = workspace_of(circle := running(circle_of(*NAMES)), tmp_path)
    circle.clock.advance(120)  # a closed terminal: the first Enter says that it counts
    heard = await held_in(space, "", "pause", Wait(24), "undo")
    assert after(heard, "Taken back: the pause.")[1].startswith("24 seconds went by")


async def test_a_cue_that_comes_late_says_how_late(tmp_path: Path) -> None:
    """Where a pause taken back has used up the turn, its end is not told as if it were now."""
    heard = await held(tmp_path, Wait(100), "pause", Wait(150), "undo", Wait(5))
    told = "18:34 Noor Haddad: time. Next: Mira Sandoval. It was up 2 minutes 15 seconds ago."
    assert told in heard.lines


async def test_the_sum_before_the_end_is_right(tmp_path: Path) -> None:
    """How late it is, is the difference of the two minutes that are said."""
    heard = await held(tmp_path, *["next"] * 6, Wait(24 * 60 + 20), "end", "", Wait(20), "end", "")
    assert "Would end 18:54: 1 min late, promised for 18:53." in heard.lines
    assert "Would end 18:55: 2 min late, promised for 18:53." in heard.lines


async def test_end_asks_and_only_yes_ends(tmp_path: Path) -> None:
    """Enter pressed once too often ends nothing."""
    heard = await held(tmp_path, "end", "", "end", "y")
    assert heard.session.closed is None
    assert "Not yet done: Noor Haddad, Mira Sandoval, and after." in heard.lines
    heard = await held(tmp_path, Wait(30), "end", "", Wait(1))
    assert "Not yet done: Mira Sandoval, and after." in heard.lines
    heard = await held(tmp_path, "end", "yes")
    assert heard.status == 0
    assert "The session has ended." in heard.lines
    assert heard.circle.kept.records


async def test_what_is_left_behind_is_said(tmp_path: Path) -> None:
    """At the end the times, what was kept, the next meeting and the files are said, no names."""
    heard = await held(tmp_path, "n All went well", "", *ALL_SPOKE, "end", "yes")
    told = after(heard, "The session has ended.")
    assert told[0] == "Check-in: planned 8 minutes, took 0 seconds."
    assert "Kept: 1 note, 0 action items; members' names are masked." in told
    assert any(line.startswith("Next: Thursday 10 December 2026, 18:30") for line in told)
    assert any(line.startswith("Files: summary.md and next-meeting.ics, in ") for line in told)
    assert not any(part in line for name in NAMES for part in name.split() for line in told)
    assert list(tmp_path.rglob("summary.md"))
    assert list(tmp_path.rglob("next-meeting.ics"))


async def test_an_end_that_came_too_early_is_taken_back(tmp_path: Path) -> None:
    """The word undo after the end goes on at the same place, and the time since can be had back."""
    end = ("end", "yes")
    heard = await held(tmp_path, "next", *end, Wait(30), "next", "undo", "give", "next", *end, "")
    assert heard.status == 0
    assert heard.lines.count("The session has ended.") == 2
    assert "The session has ended. Only Enter and undo mean something here." in heard.lines
    told = after(heard, "Taken back: the end of the session.")
    assert "Check-in, 2 of 4. Mira Sandoval has 1 minute 30 seconds left of 2 minutes." in told[0]
    assert any("30 seconds went by without the clock. That time counts." in line for line in told)
    assert any("Mira Sandoval: 2 minutes." in line for line in told)
    (record,) = heard.circle.records.all()
    assert record.ended == heard.circle.clock.now()


async def test_what_was_written_and_shown_is_as_before_an_end_that_was_taken_back(
    tmp_path: Path,
) -> None:
    """A text that waits to be kept is whole still, and a public view that was blank is blank."""
    typed = ["n Mira said Noor asked", "later", "blank", "end", "yes", "undo"]
    heard = await held(tmp_path, *typed, "n", "", "", "view")
    told = after(heard, "Taken back: the end of the session.")
    assert "What you were writing is still here: note." in told
    assert "saved: [A] said [B] asked" in " ".join(told)
    assert "The public view shows again." in told, "until I said so it was blank"


async def test_who_ended_too_early_still_learns_how_a_text_is_kept(tmp_path: Path) -> None:
    """What a line says the first time, it says after an end that was taken back as well."""
    heard = await held(tmp_path, "end", "yes", "undo", "n Something", "")
    assert any("A number leaves that word readable" in line for line in heard.lines)


@pytest.mark.parametrize("typed", [(), ("",), ("back",)])
async def test_a_session_that_ended_stays_so_without_a_word(
    tmp_path: Path, typed: tuple[str, ...]
) -> None:
    """Enter leaves after the end, and so does an input that is over: it was filed before."""
    heard = await held(tmp_path, "end", "yes", *typed)
    assert heard.status == 0
    assert "The input has ended." not in heard.lines
    assert heard.circle.kept.records


@pytest.mark.parametrize(("typed", "status"), [((), 1), (("quit",), 0), (("q",), 0)])
async def test_the_session_can_be_taken_up(
    tmp_path: Path, typed: tuple[str, ...], status: int
) -> None:
    """When the input ends, or somebody leaves, the session keeps its place and that is said."""
    heard = await held(tmp_path, "next", *typed)
    assert heard.status == status
    assert heard.lines[-2:] == [
        "The session keeps its place and its clock runs on.",
        "Start the program again to go on with it.",
    ]
    assert heard.session.position == 1


async def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that could not be saved did not happen, and it is said why."""
    circle = running(circle_of(*NAMES))
    workspace = workspace_of(circle, tmp_path)

    def full(_facts: object) -> None:
        monkeypatch.undo()
        raise StoreError("The disk is full. What was saved before is safe.")

    monkeypatch.setattr(circle.journal, "append", full)
    heard = await held_in(workspace, "", "next", "next")
    assert "The disk is full. What was saved before is safe." in heard.lines
    assert heard.session.position == 1


async def test_a_view_that_cannot_be_blanked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public view that cannot be blanked is taken away, and that is said in place of "blank"."""
    circle = running(circle_of(*NAMES))

    def full(stage: Stage) -> None:
        if stage.shown is Shown.BLANK:
            raise StoreError("The disk is full.")

    monkeypatch.setattr(circle, "show", full)
    heard = await held_in(workspace_of(circle, tmp_path), "", "view")
    assert "The public view shows nothing now. The disk is full." in heard.lines
    assert "The public view is blank." not in heard.lines
    assert circle.stage is None


async def test_a_full_disk_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written by the way every few seconds is not told every few seconds."""
    circle = running(circle_of(*NAMES))
    left = iter(range(5))
    beat = circle.beat

    def full(sign: Beat) -> None:
        if next(left, None) is not None:
            raise StoreError("The disk is full.")
        beat(sign)

    monkeypatch.setattr(circle, "beat", full)
    heard = await held_in(workspace_of(circle, tmp_path), "", Wait(60), "where")
    assert heard.lines.count("The disk is full.") == 1
    assert heard.lines.count("What could not be written before was written now.") == 1


@pytest.mark.parametrize(("typed", "shown"), [("next", "turn"), ("view", "blank")])
async def test_the_public_view_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, shown: str
) -> None:
    """What circle screen shows in the other terminal is kept up to date, and blank on a word."""
    circle = running(circle_of(*NAMES))
    stages: list[Stage] = []
    monkeypatch.setattr(circle, "show", stages.append)
    await held_in(workspace_of(circle, tmp_path), "", typed)
    assert stages[-1].shown.value == shown
