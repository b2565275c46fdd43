"""When ``circle next`` puts the meeting, in words or by the rhythm, and what is told of it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.output import document, say, table, tell
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from circle_tui.calendars.zones import WallTimeProblem
    from circle_tui.domain.meeting import Meeting
    from circle_tui.services.coming import Coming, Listed
    from circle_tui.services.inviting import NextMeeting
    from circle_tui.services.workspace import Workspace

_MOST = 100
"""Dates that are listed at most."""

_NAMED = 6
"""Dates that fall away of which each is named."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add when to meet, where clocks show that, how long, and the list of dates."""
    group = parser.add_argument_group("when")
    group.add_argument(
        "--on",
        "--move",
        dest="on",
        metavar="WHEN",
        help='put it there: "next thu 18:00", "3 Dec at 6:30 pm", "2026-12-03 18:30", a day alone, '
        "or a time alone to meet then on the day of the next meeting",
    )
    group.add_argument("--zone", help="where clocks show that, such as Europe/Berlin")
    group.add_argument("--minutes", type=int, help="how long it is")
    group.add_argument(
        "--list", metavar="N", type=_number, help="only list the coming N dates of the series"
    )
    group.add_argument(
        "--update", action="store_true", help="send it anew: zone data moved it since it was told"
    )


def check(options: Namespace) -> None:
    """Raise ``InputError`` for options that contradict each other, before anything is kept."""
    put = options.on is not None or options.minutes is not None
    if options.zone is not None and options.on is None:
        raise InputError("--zone says where clocks show a time: say that too, with --on.")
    if options.cancel and put:
        raise InputError("Either --cancel or --on: a meeting is called off, or it is moved.")
    if options.update and (put or options.cancel):
        raise InputError(
            "--update tells the meeting anew as it stands: leave --on, --minutes and --cancel out."
        )


def following(options: Namespace, workspace: "Workspace") -> "NextMeeting":
    """Return the meeting that the options ask for; one that is called off is told as such.

    Raises ``InputError`` for a time that is over or that clocks skip or repeat, with the next valid
    ones, and ``Refusal`` where there is none to speak of.
    """
    from circle_tui.calendars.zones import WallTimeProblem
    from circle_tui.services.coming import tell_anew
    from circle_tui.services.inviting import call_off, planned, settle

    circle, clock, token = workspace.circle, workspace.clock, workspace.token
    try:
        if options.cancel:
            return call_off(circle, clock)
        if options.update:
            return tell_anew(circle, clock)
        if options.on is not None or options.minutes is not None:
            return _put(options, workspace)
        return planned(circle, clock) or settle(circle, clock, token)
    except WallTimeProblem as problem:
        raise InputError(_way_out(problem, workspace, options.minutes)) from None


def seen(workspace: "Workspace") -> "NextMeeting":
    """Return the meeting that is planned, or that would be; nothing is kept. Raises as above."""
    from circle_tui.calendars.zones import WallTimeProblem
    from circle_tui.services.inviting import planned, proposed

    circle, clock = workspace.circle, workspace.clock
    try:
        return planned(circle, clock) or proposed(circle, clock)
    except WallTimeProblem as problem:
        raise InputError(_way_out(problem, workspace)) from None


def another(workspace: "Workspace") -> str:
    """Return the next time that the rhythm proposes, as it is typed, else any such time."""
    from circle_tui.domain.errors import Refusal
    from circle_tui.services.inviting import upcoming

    try:
        return _typed(workspace, *upcoming(workspace.circle, workspace.clock))
    except (InputError, Refusal):  # no rhythm, or none that still has a meeting
        return '"next thu 18:00"'


def falling_lines(workspace: "Workspace", dates: "Sequence[Coming]") -> tuple[str, ...]:
    """Return what is told of dates that fall away before the next meeting, nothing for none."""
    if not dates:
        return ()
    first = _typed(workspace, dates[0].starts, dates[0].zone)
    told = [f"Falls away: {date.words}" for date in dates[:_NAMED]]
    if len(dates) > _NAMED:
        told.append(f"Fall away as well: {len(dates) - _NAMED} more")
    return (*told, f"The next meeting is later. To meet then instead: circle next --on {first}")


class Told:
    """What is told of a meeting besides when it is: members' hours, dates not held, laws."""

    def __init__(
        self, workspace: "Workspace", meeting: "NextMeeting", before: "Meeting | None" = None
    ) -> None:
        """``before`` is what was kept: of its own date it is told already that it moved."""
        from circle_tui.domain.people import left_out
        from circle_tui.services import coming

        circle, clock, off = workspace.circle, workspace.clock, meeting.called_off
        self.hours = () if off else coming.local_hours(circle, meeting)
        self.left_out = () if off else coming.left_out_before(circle, clock, meeting)
        falling = () if off else coming.falling_away(circle, clock, meeting)
        own = (before.starts, before.zone) if before else None
        self.falling = tuple(date for date in falling if (date.starts, date.zone) != own)
        self._lines = falling_lines(workspace, self.falling)
        self.moved = coming.moved_by_law(circle, clock)
        self.not_invited = () if off else left_out(circle.people.members(), meeting.meeting)

    def say(self) -> None:
        """Say it: members by name, for the facilitator's own eyes."""
        for words in self.left_out:
            say(f"Left out: {words}")
        for line in self._lines:
            say(line)
        rows = [
            (f"  {hour.name}", f"{hour.starts:%a %H:%M} to {hour.ends:%H:%M}", _place(hour.zone))
            for hour in self.hours
        ]
        if rows:
            table(rows)
        if self.not_invited:
            say(f"Not invited: {', '.join(member.name for member in self.not_invited)}")
        self.warn()

    def warn(self) -> None:
        """Say on standard error when a law has moved what was sent."""
        if self.moved:
            before, after = self.moved
            hours = (after - before).total_seconds() / 3600
            tell(
                f"New time zone data: the meeting begins {abs(hours):g} h "
                f"{'later' if hours > 0 else 'earlier'} than when its invite was made "
                f"({before:%H:%M} UTC, now {after:%H:%M} UTC). Calendars may show the old hour. "
                "To send an update: circle next --update"
            )

    def as_json(self) -> dict[str, object]:
        """Return it for other programs: members by alias and zone, nobody by name."""
        keys = ("alias", "zone", "local", "until")
        moved = None
        if self.moved:
            sent, now = self.moved
            moved = {"sent": sent.isoformat(), "now": now.isoformat()}
        return {
            "members": [
                dict(zip(keys, (h.alias, h.zone, _iso(h.starts), _iso(h.ends)), strict=True))
                for h in self.hours
            ],
            "left_out": list(self.left_out),
            "not_invited": [member.alias for member in self.not_invited],
            "falls_away": [date.words for date in self.falling],
            "moved_by_zone_data": moved,
        }


def run_list(options: Namespace) -> int:
    """List the coming dates of the series, and keep nothing."""
    from circle_tui.cli.opening import workspace_of
    from circle_tui.services.coming import listed_dates
    from circle_tui.services.inviting import cadence_of

    with workspace_of(options, looking=True) as workspace:
        listed = listed_dates(workspace.circle, workspace.clock, options.list)
        if not listed.dates:
            cadence_of(workspace.circle)
    if options.json:
        dates = [_date_as_json(each) for each in listed.dates]
        fallen = {"more_fall_away": listed.more, "all_counted": listed.counted}
        document({"dates": dates, **fallen})
        return 0
    table(*_rows(listed))
    return 0


def _rows(listed: "Listed") -> tuple[list[list[str]], tuple[int, ...], list[list[str]]]:
    """Return the dates as the rows of a table, the columns that end at one edge, the lines below.

    A row at its place in time says how many dates fall away besides.
    """
    from circle_tui.domain.series import Stands

    rows = [
        [each.words, "" if each.standing is Stands.RHYTHM else each.standing.value]
        for each in listed.dates
    ]
    below = [[each.problem] if each.problem else [] for each in listed.dates]
    if listed.more:
        over = "" if listed.counted else "more than "
        falls = "falls" if listed.more == 1 and listed.counted else "fall"
        rows.insert(listed.at, [f"… and {over}{listed.more} more {falls} away", ""])
        below.insert(listed.at, [])
    return rows, (), below


def _put(options: Namespace, workspace: "Workspace") -> "NextMeeting":
    """Put the meeting where the options say."""
    from circle_tui.services.inviting import move, upcoming
    from circle_tui.services.wanted import wanted_start

    circle, clock = workspace.circle, workspace.clock
    if options.on is None:
        starts, name = upcoming(circle, clock)
        return move(circle, clock, workspace.token, starts, zone=name, minutes=options.minutes)
    typed = wanted_start(circle, clock, options.on, options.zone)
    tell(typed.renamed)
    token, minutes = workspace.token, options.minutes
    return move(circle, clock, token, typed.starts, zone=typed.zone, minutes=minutes)


def _way_out(problem: "WallTimeProblem", workspace: "Workspace", minutes: int | None = None) -> str:
    """Return the sentence about a time that clocks skip or repeat, with what to say instead."""
    typed = _typed(workspace, problem.valid[0], problem.zone_name)
    length = "" if minutes is None else f" --minutes {minutes}"
    return f"{problem} Nothing was kept. Say: circle next --on {typed}{length}"


def _typed(workspace: "Workspace", starts: "datetime", zone: str) -> str:
    """Return a time as it is typed after ``--on``, with its zone where that is needed."""
    from circle_tui.calendars.words import as_typed
    from circle_tui.services.wanted import wanted_zone

    return as_typed(starts, zone, wanted_zone(workspace.circle, workspace.clock))


def _number(words: str) -> int:
    """Return how many dates to list."""
    if words.isascii() and words.isdecimal() and 1 <= int(words[:9]) <= _MOST:
        return int(words)
    raise ArgumentTypeError(f"say how many dates, 1 to {_MOST}")


def _place(zone: str) -> str:
    from circle_tui.calendars.words import place

    return place(zone)


def _iso(moment: "datetime") -> str:
    return moment.isoformat(timespec="minutes")


def _date_as_json(date: "Coming") -> dict[str, object]:
    """Return one date for other programs."""
    return {
        "starts": date.starts.isoformat(timespec="minutes"),
        "zone": date.zone,
        "standing": date.standing,
        "words": date.words,
        "problem": date.problem or None,
    }
