"""``circle next --find``: a fair time for the next meeting, why it is fair, and keeping it."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from circle_tui.cli import next_busy, next_when
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import clean, document, say, table
from circle_tui.domain.errors import Refusal

if TYPE_CHECKING:
    from circle_tui.services.asked import Typed
    from circle_tui.services.found import Found, Share, Slot
    from circle_tui.services.workspace import Workspace

_COLOURS = {".": "32", "-": "36", "+": "33", "*": "35", "x": "90"}
"""Terminal colours besides: the mark tells all by itself."""

_NAME = 20
"""Letters of a name beside the half hours of a day."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the looking for a fair time."""
    group = parser.add_argument_group("a fair time")
    group.add_argument(
        "--find", action="store_true", help="look for one, by the members' weeks; keeps nothing"
    )
    group.add_argument("--keep", action="store_true", help="with --find: plan the meeting then")
    group.add_argument(
        "--weeks", type=int, metavar="N", help="how many to look through; 1 if nobody says"
    )
    group.add_argument("--days", metavar="DAYS", help='only on these: "mon-thu", "tue thu"')
    group.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help="the first day to look at, as 3 Dec; else the Monday of the week it would be in",
    )
    next_busy.add_argument(group)


def run(options: Namespace) -> int:
    """Look for a fair time, keep it if that is wanted, and say which and why."""
    from circle_tui.calendars.weeks import parse_days
    from circle_tui.cli.days import day_ahead
    from circle_tui.services import finding
    from circle_tui.services.asked import EVERY_DAY
    from circle_tui.services.finding_words import no_time
    from circle_tui.services.found import NoFairTime

    with workspace_of(options, looking=not options.keep) as workspace:
        circle, clock = workspace.circle, workspace.clock
        weeks = 1 if options.weeks is None else options.weeks
        first = day_ahead(options.first, workspace.here().date())
        days = EVERY_DAY if options.days is None else parse_days(options.days)
        looked = finding.looked_through(circle, clock, weeks=weeks, first=first, zone=options.zone)
        calendars = next_busy.read(options, workspace, looked)
        names = {member.id: member.name for member in circle.people.members()}
        try:
            found = finding.find(
                circle,
                clock,
                weeks=weeks,
                days=days,
                first=first,
                minutes=options.minutes,
                zone=options.zone,
                busy=calendars.busy,
                typed=_typed(options, workspace),
            )
        except NoFairTime as none:
            if options.json:
                raise
            raise Refusal("\n".join(no_time(none, names))) from None
        kept = _keep(workspace, found) if options.keep else ()
    if options.json:
        document(_as_json(found))
        return 0
    _tell(found, names)
    next_busy.say_read(calendars, names)
    for line in kept:
        say(line)
    if not kept:
        say("Nothing was kept. To plan it, say the same again and add --keep.")
    return 0


def _typed(options: Namespace, workspace: "Workspace") -> "Typed":
    """Return what goes into the commands that are told besides the values of the search.

    With ``--json`` others may read them: whose a calendar is, is said by alias.
    """
    from circle_tui.services.asked import Typed, option_typed

    own = ["--keep"] * bool(options.keep)
    for each in options.busy or ():
        if options.json:
            who, _, file = each.partition("=")
            each = f"{workspace.roster.find(who.strip()).alias}={file}"
        own += option_typed("--busy", each)
    own += ["--json"] * bool(options.json)
    where: list[str] = []
    for option, said in (("--home", options.home), ("--circle", options.circle)):
        where += option_typed(option, said) if said else ()
    return Typed(tuple(own), tuple(where))


def _keep(workspace: "Workspace", found: "Found") -> tuple[str, ...]:
    """Keep the time that was found, write its invite, and return what is told of that."""
    from circle_tui.services.coming import falling_away
    from circle_tui.services.finding import keep
    from circle_tui.services.handing_out import hand_out
    from circle_tui.services.inviting import INVITE, planned
    from circle_tui.services.moving import moved_words
    from circle_tui.services.passing_on import owed, passing_on

    circle, clock = workspace.circle, workspace.clock
    before = circle.meetings.get()
    written = hand_out(
        circle,
        clock,
        lambda: keep(circle, clock, workspace.token, found).meeting,
        workspace.exports / INVITE,
    )
    kept = planned(circle, clock)
    assert kept is not None  # it has just been kept, and lies ahead
    return (
        f"Planned: {kept.words}, {kept.meeting.minutes} min",
        *moved_words(before, kept.meeting),
        f"Invite: {written.file}",
        *next_when.falling_lines(workspace, falling_away(circle, clock, kept)),
        *passing_on(circle, written, sealed=workspace.lock is not None),
        *owed(circle, clock),
    )


def _tell(found: "Found", names: Mapping[str, str]) -> None:
    """Print the time, a strip for each member, what it costs whom, and why.

    ``names`` are by member id: it is for the facilitator's own eyes, as all that is not ``--json``.
    """
    from circle_tui.domain.heat import points_legend
    from circle_tui.services.finding_words import reasons, unsaid, when_text

    say(when_text(found.heat))
    say()
    short = [_short(names[share.member]) for share in found.slot.shares]
    _tell_strips(found, short)
    say()
    heading = ("", "where", "there", "so far", "now", "after")
    rows = [_row(share, name) for share, name in zip(found.slot.shares, short, strict=True)]
    table([heading, *rows], right=(3, 4, 5))
    say(points_legend())
    say()
    say("Why:")
    for sentence in (*reasons(found, names), *unsaid(found, names)):
        say(f"  {sentence}")
    if found.runners_up:
        others = "; ".join(_runner_up(slot, found) for slot in found.runners_up)
        say(f"Next best: {others}")


def _tell_strips(found: "Found", names: Sequence[str]) -> None:
    """Print what each half hour of the day costs every member, by their clock as it begins."""
    from circle_tui.calendars.words import place
    from circle_tui.domain.heat import MEETING, hours, legend, marks

    heat = found.heat
    here = f"in {place(heat.zone)}"
    width = max(len(here) - 7, *map(len, names))  # two blanks beside either
    say(f"{here:<{width + 9}}{hours(heat.clocks)}")
    coloured, meeting = _coloured(), heat.meeting
    for name, strip in zip(names, heat.strips, strict=True):
        shown = "".join(
            _marked(mark, met=at in meeting, coloured=coloured)
            for at, mark in enumerate(marks(strip.costs))
        )
        print(f"{name:<{width}}  {strip.local:%H:%M}  {shown}")
    say(f"{' ' * (width + 9 + meeting.first)}{MEETING * (meeting.after - meeting.first)}")
    say(legend())


def _short(name: str) -> str:
    """Return a name that leaves room for the day beside it in 80 columns."""
    name = clean(name)
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _marked(mark: str, *, met: bool, coloured: bool) -> str:
    """Return a mark, in its colour if there are any; that of the meeting is reversed."""
    return f"\x1b[{'7;' if met else ''}{_COLOURS[mark]}m{mark}\x1b[0m" if coloured else mark


def _coloured(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether colours are welcome: at a terminal that has some, unless NO_COLOR says no."""
    import os

    environ = os.environ if environ is None else environ
    plain = environ.get("NO_COLOR") or environ.get("TERM") in (None, "", "dumb")
    return not plain and sys.stdout is not None and sys.stdout.isatty()


def _row(share: "Share", name: str) -> tuple[str, ...]:
    from circle_tui.calendars.words import place

    there = f"{share.local:%a %H:%M} to {share.until:%H:%M}"
    return (
        *(name, place(share.zone), there),
        *(str(number) for number in (share.before, share.cost, share.after)),
    )


def _runner_up(slot: "Slot", found: "Found") -> str:
    from circle_tui.calendars.slots import walls
    from circle_tui.services.finding_words import points

    at = walls([slot.start], found.zone)[0]
    return f"{at:%a} {at.day} {at:%b %H:%M} ({points(slot.total)})"


def _as_json(found: "Found") -> dict[str, object]:
    """Return the time for other programs, and the next best in the same form."""
    others = [_slot_json(slot, found.zone) for slot in found.runners_up]
    return {**_slot_json(found.slot, found.zone), "runners_up": others}


def _slot_json(slot: "Slot", zone_name: str) -> dict[str, object]:
    """Return one time; instants are written in the circle's zone, with their offset from UTC."""
    from circle_tui.calendars.zones import zone

    def iso(share: "Share") -> dict[str, object]:
        return {
            "alias": share.alias,
            "zone": share.zone,
            "local": share.local.isoformat(timespec="minutes"),
            "cost": share.cost,
            "burden_before": share.before,
            "burden_after": share.after,
        }

    start, end = (at.astimezone(zone(zone_name)) for at in (slot.start, slot.end))
    return {
        "start": start.isoformat(timespec="minutes"),
        "end": end.isoformat(timespec="minutes"),
        "total_cost": slot.total,
        "members": [iso(share) for share in slot.shares],
    }
