"""``circle members``: who is in the circle."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, json_option, say, table
from circle_tui.cli.parsing import Command


def list_members(options: Namespace) -> int:
    """Print the members with their aliases, in roster order."""
    with workspace_of(options, looking=True) as workspace:
        circle = workspace.circle.people.profile().name
        members = workspace.circle.people.members()
    if options.json:
        keys = ("name", "alias", "email", "zone")
        rows = [{key: getattr(member, key) for key in keys} for member in members]
        document({"circle": circle, "members": rows})
    elif members:
        heading = ("name", "alias", "e-mail", "zone")
        table([heading, *((m.name, m.alias, m.email, m.zone) for m in members)])
    else:
        say('Nobody is in this circle yet. Add people with: circle members add "Ana Example"')
    return 0


def add(options: Namespace) -> int:
    """Add members, all of them or none."""
    with workspace_of(options) as workspace:
        for member in workspace.roster.add(options.names):
            say(f"{member.name} is in the circle; outside it: {member.alias}.")
        say(f"The circle has {count(len(workspace.circle.people.members()), 'member')}.")
    return 0


def edit(options: Namespace) -> int:
    """Change what is known of one member."""
    from circle_tui.domain.errors import InputError

    if options.name is options.email is options.zone is None:
        raise InputError("Say what to change: --name, --email or --zone. Nothing was changed.")
    with workspace_of(options) as workspace:
        member = workspace.roster.edit(
            workspace.roster.find(options.member),
            name=options.name,
            email=options.email,
            zone=options.zone,
        )
    details = ", ".join(filter(None, (member.email, member.zone)))
    say(f"Changed: {member.name}{f' ({details})' if details else ''}.")
    return 0


def remove(options: Namespace) -> int:
    """Take one member off the roster."""
    with workspace_of(options) as workspace:
        member = workspace.roster.find(options.member)
        workspace.roster.remove(member)
    say(f"{member.name} is not in the circle any more.")
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


def _edit_arguments(parser: ArgumentParser) -> None:
    _member(parser)
    parser.add_argument("--name", help="what the person is called")
    parser.add_argument("--email", metavar="ADDRESS", help='where invites may go; "" for none')
    parser.add_argument("--zone", help='such as Europe/Berlin; "" for the circle\'s own')


def _member(parser: ArgumentParser) -> None:
    parser.add_argument(
        "member", metavar="NAME", help="the name, the alias, or a part of the name only one has"
    )


VERBS = {
    "list": Command(
        list_members,
        "List the members.",
        ("circle members", "circle members list --json"),
        json_option,
    ),
    "add": Command(
        add,
        "Add members by name.",
        ('circle members add "Ana Example" "Noor Sample"', "circle members add Sam"),
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
    "remove": Command(
        remove,
        "Take a member off the roster.",
        ("circle members remove Ana",),
        _member,
    ),
    "initials": Command(
        initials,
        "Let the public view (circle screen) tell who is next, by initials, or tell nobody.",
        ("circle members initials on", "circle members initials off"),
        _initials_arguments,
    ),
}
