"""``circle share``: what the circle agreed to share."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

WHAT = {
    "items": "open action items, without owners, on the public view while they are looked through",
    "decisions": "what the group decided in its last session, on every member's card",
}
"""As ``domain.people.Agreed`` has it; here, so that help imports nothing."""

EVERYBODYS = "What the whole circle took on is everybody's: it is on every member's card."
"""What nobody has to agree to, since it is nobody's alone."""


def list_shared(options: Namespace) -> int:
    """Tell what is shared and what is not."""
    with workspace_of(options, looking=True) as workspace:
        agreed = workspace.circle.people.profile().agreed
    if options.json:
        document({"shared": {what: what in agreed for what in WHAT}})
    else:
        table([(what, "on" if what in agreed else "off", words) for what, words in WHAT.items()])
        say(EVERYBODYS)
    return 0


def on(options: Namespace) -> int:
    """Keep that something is shared from now on."""
    return _switched(options, on=True)


def off(options: Namespace) -> int:
    """Keep that something is not shared any more."""
    return _switched(options, on=False)


def _switched(options: Namespace, *, on: bool) -> int:
    from dataclasses import replace

    from circle_tui.domain.people import Agreed

    with workspace_of(options) as workspace:
        people = workspace.circle.people
        profile = people.profile()
        wanted = {*profile.agreed} - {options.what} | ({Agreed(options.what)} if on else set())
        agreed = tuple(each for each in Agreed if each in wanted)
        if agreed != profile.agreed:
            people.put_profile(replace(profile, agreed=agreed))
    shared = "Shared from now on" if on else "Not shared from now on"
    say(f"{shared}: {WHAT[options.what]}.")
    return 0


def _what_argument(parser: ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", choices=WHAT, help=f"one of: {', '.join(WHAT)}")


VERBS = {
    "list": Command(
        list_shared,
        f"Tell what the circle agreed to share: nothing, unless it did.\n{EVERYBODYS}",
        ("circle share", "circle share list --json"),
        json_option,
    ),
    "on": Command(
        on,
        "Share something from now on, as the circle agreed to.",
        ("circle share on decisions", "circle share on items"),
        _what_argument,
    ),
    "off": Command(
        off,
        "Share something no more.",
        ("circle share off decisions",),
        _what_argument,
    ),
}
