"""``circle members``: who is in the circle."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from circle_tui.cli import member_week
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, json_option, say, table, tell
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.people import Member
    from circle_tui.services.workspace import Workspace


def list_members(options: Namespace) -> int:
    """Print the members, how they stand to the circle, and whose turn it is to see to a meeting."""
    from circle_tui.services.membership import standing_text

    with workspace_of(options, looking=True) as workspace:
        today = workspace.here().date()
        people = workspace.circle.people
        circle, members = people.profile().name, people.members()
        left = [member for member in people.known() if member.former and member.left]
        duties = turn_to_serve(workspace, today)
    if options.json:
        document(
            {
                "circle": circle,
                "members": [_as_json(member, today) for member in members],
                "left": [_as_json(member, today) for member in left],
                "next": dict(duties),
            }
        )
    elif members or left:
        heading = ("name", "alias", "e-mail", "zone", "joined", "")
        rows = [
            (m.name, m.alias, m.email, m.zone, _iso(m.joined) or "", standing_text(m, today))
            for m in (*members, *left)
        ]
        table([heading, *rows])
        for duty, name in duties:
            say(f"Next {duty}: {name}")
    else:
        say('Nobody is in this circle yet. Add people with: circle members add "Ana Example"')
    return 0


def turn_to_serve(workspace: "Workspace", day: date) -> tuple[tuple[str, str], ...]:
    """Return whose turn it is at a meeting on ``day``: pairs of a duty and a name.

    Nobody's where the circle's agenda cannot be read: other commands say why.
    """
    from circle_tui.domain.errors import CircleError
    from circle_tui.services import membership
    from circle_tui.services.overview import offered

    try:
        agenda = offered(workspace)
    except CircleError:
        return ()
    return membership.turn_to_serve(workspace.circle, agenda, day)


def _as_json(member: "Member", today: date) -> dict[str, str | None]:
    from circle_tui.domain.people import standing

    days = {key: _iso(getattr(member, key)) for key in ("joined", "paused", "until", "left")}
    keys = ("name", "alias", "email", "zone")
    return {
        **{key: getattr(member, key) for key in keys},
        "standing": standing(member, today).value,
        **days,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def add(options: Namespace) -> int:
    """Add members, all of them or none."""
    from circle_tui.cli.days import day_in

    joined = day_in(options.joined)
    with workspace_of(options) as workspace:
        for member in workspace.roster.add(options.names, joined):
            say(f"{member.name} is in the circle; outside it: {member.alias}.")
        say(f"The circle has {count(len(workspace.circle.people.members()), 'member')}.")
    return 0


def edit(options: Namespace) -> int:
    """Change what is known of one member."""
    from circle_tui.cli.days import day_in
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.people import day_text
    from circle_tui.services.passing_on import left_behind

    joined = day_in(options.joined)
    if options.name is options.email is options.zone is joined is None:
        raise InputError(
            "Say what to change: --name, --email, --zone or --joined. Nothing was changed."
        )
    with workspace_of(options) as workspace:
        before = workspace.roster.find(options.member)
        member = workspace.roster.edit(
            before,
            name=options.name,
            email=options.email,
            zone=options.zone,
            joined=joined,
        )
        behind = left_behind(workspace.circle, workspace.clock, before, member)
    since = f"joined {day_text(joined)}" if joined else ""
    details = ", ".join(filter(None, (member.email, member.zone, since)))
    say(f"Changed: {member.name}{f' ({details})' if details else ''}.")
    tell(behind)
    return 0


def pause(options: Namespace) -> int:
    """Let one member pause."""
    from circle_tui.cli.days import day_ahead
    from circle_tui.services import membership

    with workspace_of(options) as workspace:
        today = workspace.here().date()
        until = day_ahead(options.until, today)
        found = workspace.roster.find(options.member)
        member = membership.pause(workspace.circle, found, today, until)
    say(f"{member.name}: {membership.standing_text(member, today)}.")
    say("Meanwhile not expected, not dealt a role, not in the invite; the name stays masked.")
    return 0


def resume(options: Namespace) -> int:
    """Let one member be expected again."""
    from circle_tui.services import membership

    with workspace_of(options) as workspace:
        found = workspace.roster.find(options.member)
        member = membership.resume(workspace.circle, found, workspace.here().date())
    say(f"{member.name} is expected again.")
    return 0


def leave(options: Namespace) -> int:
    """Take one member off the roster."""
    from circle_tui.cli.days import day_in

    on = day_in(options.on)
    with workspace_of(options) as workspace:
        member = workspace.roster.find(options.member)
        workspace.roster.remove(member, on)
    say(f"{member.name} is not in the circle any more. The name stays masked.")
    say(f"Action items they took on stay, under the alias {member.alias}.")
    return 0


def initials(options: Namespace) -> int:
    """Choose whether the public view says who is next."""
    from dataclasses import replace

    with workspace_of(options) as workspace:
        people = workspace.circle.people
        people.put_profile(replace(people.profile(), initials=options.shown == "on"))
    told = "by initials" if options.shown == "on" else "to nobody"
    say(f"The public view tells who is next {told}.")
    return 0


def _initials_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shown", choices=("on", "off"), help="off, unless you choose otherwise")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("names", metavar="NAME", nargs="+", help="a person's name, in quotes")
    parser.add_argument("--joined", metavar="DATE", help="if not today: such as 2026-11-05")


def _edit_arguments(parser: ArgumentParser) -> None:
    _member(parser)
    parser.add_argument("--name", help="what the person is called")
    parser.add_argument("--email", metavar="ADDRESS", help='where invites may go; "" for none')
    parser.add_argument("--zone", help='such as Europe/Berlin; "" for the circle\'s own')
    parser.add_argument("--joined", metavar="DATE", help="when the person joined")


def _pause_arguments(parser: ArgumentParser) -> None:
    _member(parser)
    parser.add_argument(
        "--until", metavar="DATE", help="the day they are back, as 3 Dec or 2099-03-01"
    )


def _leave_arguments(parser: ArgumentParser) -> None:
    _member(parser)
    parser.add_argument("--on", metavar="DATE", help="when that was, if not today")


def _member(parser: ArgumentParser) -> None:
    parser.add_argument(
        "member", metavar="NAME", help="the name, the alias, or a part of the name only one has"
    )


_LEAVE = Command(
    leave,
    "Take a member off the roster. The name stays masked, and action items stay.",
    ("circle members leave Ana", "circle members leave Noor --on 2026-11-05"),
    _leave_arguments,
)

VERBS = {
    "list": Command(
        list_members,
        "List the members, since when they are there, and whose turn it is to host.",
        ("circle members", "circle members list --json"),
        json_option,
    ),
    "add": Command(
        add,
        "Add members by name.",
        (
            'circle members add "Ana Example" "Noor Sample"',
            "circle members add Sam --joined 2026-11-05",
        ),
        _add_arguments,
    ),
    "edit": Command(
        edit,
        "Change a member's name, address or time zone.",
        (
            "circle members edit Ana --zone America/Denver",
            'circle members edit Noor --name "Noor Sample-Example" --email noor@example.org',
        ),
        _edit_arguments,
    ),
    "pause": Command(
        pause,
        "Let a member pause: not expected, not dealt a role, not in the invite; masked as before.",
        ("circle members pause Ana", "circle members pause Noor --until 2099-03-01"),
        _pause_arguments,
    ),
    "resume": Command(
        resume,
        "Let a member who pauses be expected again.",
        ("circle members resume Ana",),
        _member,
    ),
    "week": member_week.COMMAND,
    "leave": _LEAVE,
    "remove": _LEAVE,
    "initials": Command(
        initials,
        "Let the public view (circle screen) tell who is next, by initials, or tell nobody.",
        ("circle members initials on", "circle members initials off"),
        _initials_arguments,
    ),
}
