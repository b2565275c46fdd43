"""``circle next --series``: the coming meetings as one series, for who wants them all at once."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from circle_tui.cli import next_invite
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, say, table
from circle_tui.domain.errors import InputError
from circle_tui.domain.series import SERIES_FILE, Stands

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.series import SeriesDate, SeriesPlan


_MOST = 100
"""Meetings in a series; calendars keep what was long ago."""

_NAMED = 6
"""Dates that fall away of which each is named."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add how many meetings the series has."""
    parser.add_argument(
        "--series", metavar="N", type=int, help="write the next N meetings as one series instead"
    )


def run(options: Namespace) -> int:
    """Write the series, and say what it is not for."""
    from circle_tui.calendars.words import describe
    from circle_tui.calendars.zones import WallTimeProblem
    from circle_tui.export.files import write_private
    from circle_tui.services.meeting_series import export_series, series_dates

    if not 2 <= options.series <= _MOST:
        raise InputError(f"A series has 2 to {_MOST} meetings, not {options.series}.")
    chosen = next_invite.file_for(options, SERIES_FILE)
    with workspace_of(options) as workspace:
        try:
            series, data = export_series(
                workspace.circle, workspace.clock, workspace.token, options.series
            )
        except WallTimeProblem as problem:
            raise InputError(
                f"{problem} A series has one hour for all its meetings. Nothing was written. To "
                f'leave that one out: circle rhythm --not-on "{problem.starts:%Y-%m-%d}"'
            ) from None
        dates = series_dates(workspace.circle, workspace.clock, series)
        now = workspace.clock.now()
        file = chosen or workspace.exports / SERIES_FILE
        write_private(file, data)
    plan = series.plan
    if options.json:
        document(
            {
                "first": plan.first_step.isoformat(timespec="minutes"),
                "last": plan.last_step.isoformat(timespec="minutes"),
                "zone": plan.cadence.zone,
                "without": [step.isoformat(timespec="minutes") for step in plan.without],
                "meetings": [_as_json(each, plan, now) for each in dates],
                "file": str(file),
            }
        )
        return 0
    ahead = [each for each in dates if each.begins > now]
    _tell(ahead, plan, options.series)
    if over := len(dates) - len(ahead):
        say(f"In it as well: {count(over, 'meeting')} that {'is' if over == 1 else 'are'} over")
    say(f"Rhythm: {describe(plan.cadence)}")
    say(f"File: {file}")
    say("It stands beside the invites of single meetings: who has both has each meeting twice.")
    say("After a meeting was moved or called off, write it again and hand it out again.")
    return 0


def _tell(ahead: "Sequence[SeriesDate]", plan: "SeriesPlan", asked: int) -> None:
    """Say when the meetings ahead are, and which dates among them are none."""
    held = sum(each.stands.held for each in ahead)
    say(f"Series: {count(held, 'meeting')} ahead")
    fall = [each for each in ahead if each.stands is Stands.FALLS_AWAY]
    unnamed = set(fall[_NAMED:])
    named = [each for each in ahead if each not in unnamed]
    table([(f"  {_words(each, plan)}", _standing(each)) for each in named])
    if unnamed:
        say(f"Fall away as well: {len(unnamed)} more")
    if held < asked:
        say(f"Fewer than the {asked} you asked for: the rhythm has no more dates.")


def _words(date: "SeriesDate", plan: "SeriesPlan") -> str:
    """Return when a date is, and how long, where that is not as usual."""
    from circle_tui.calendars.words import start_text

    usual = date.minutes == plan.cadence.minutes
    return start_text(date.starts, plan.cadence.zone) + ("" if usual else f", {date.minutes} min")


def _standing(date: "SeriesDate") -> str:
    return "" if date.stands is Stands.RHYTHM else date.stands.value


def _as_json(date: "SeriesDate", plan: "SeriesPlan", now: "datetime") -> dict[str, object]:
    """Return one date for other programs."""
    return {
        "starts": date.starts.isoformat(timespec="minutes"),
        "zone": plan.cadence.zone,
        "minutes": date.minutes,
        "standing": date.stands.value,
        "over": date.begins <= now,
        "words": _words(date, plan),
    }
