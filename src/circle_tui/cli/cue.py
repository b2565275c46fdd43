"""``circle cue``: what gives the cue that time is nearly up, and that it is."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

CUES = {
    "bell": "the terminal's bell",
    "flash": "a flash of the clock",
    "both": "the terminal's bell and a flash of the clock",
    "none": "the word beside the clock alone",
}


def run(options: Namespace) -> int:
    """Tell the circle's cue; where one is named, keep it first."""
    from dataclasses import replace

    from circle_tui.domain.people import Cue

    with workspace_of(options, looking=options.cue is None) as workspace:
        people = workspace.circle.people
        profile = people.profile()
        if options.cue is not None and profile.cue is not Cue(options.cue):
            profile = replace(profile, cue=Cue(options.cue))
            people.put_profile(profile)
    if options.json:
        document({"cue": profile.cue.value})
    else:
        say(f"When time is nearly up, and when it is, the cue is {CUES[profile.cue]}.")
    return 0


def _arguments(parser: ArgumentParser) -> None:
    json_option(parser)
    parser.add_argument("cue", nargs="?", choices=CUES, help="the cue from now on")


COMMAND = Command(
    run,
    "Tell what gives the cue that a turn's time is nearly up, and that it is; or choose it.\n"
    "Each comes once for a turn, also while somebody types. The flash lights up behind\n"
    "the clock for a second and moves nothing. A silent part gives a cue at its end only.",
    ("circle cue", "circle cue bell", "circle cue none"),
    _arguments,
)
