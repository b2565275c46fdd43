"""``circle sessions``: what was held when, for how long and for how many: an hours log's source."""

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.record import SessionRecord


def list_sessions(options: Namespace) -> int:
    """Print a line for each session that was held, the newest last, and the hours in all."""
    from circle_tui.domain.session import fold
    from circle_tui.domain.timing import drift_of, hours_text

    with workspace_of(options, looking=True) as workspace:
        records, zone = workspace.circle.records.all(), workspace.zone
        facts = workspace.circle.journal.read()
    ended = fold(facts).closed if facts else None
    held = [(record, record.began.astimezone(zone)) for record in records]
    if options.json:
        document({"sessions": [_as_json(record, began) for record, began in held]})
        return 0
    if not held:
        say("No session was held yet." if ended is None else _not_filed(ended.astimezone(zone)))
        return 0
    table(
        [
            (
                f"{began:%Y-%m-%d}",
                record.agenda,
                count(record.people, "person").replace("persons", "people"),
                hours_text(record.contact_minutes),
                drift_of(record.ended, record.promised_end),
            )
            for record, began in held
        ]
    )
    together = hours_text(sum(record.contact_minutes for record, _ in held))
    say(f"{count(len(held), 'session')}, {together} in the room.")
    if ended is not None:
        say(_not_filed(ended.astimezone(zone)))
    return 0


def _not_filed(ended: datetime) -> str:
    return (
        f"A session ended on {ended:%Y-%m-%d} at {ended:%H:%M} and is not filed yet: its summary "
        "is to be written first. Nothing is lost. Start circle and press Enter to write it."
    )


def _as_json(record: "SessionRecord", began: datetime) -> dict[str, object]:
    kept = record.airtime
    return {
        "id": record.id,
        "date": f"{began:%Y-%m-%d}",
        "began": record.began.isoformat(),
        "ended": record.ended.isoformat(),
        "promised_end": record.promised_end.isoformat(),
        "agenda": record.agenda,
        "people": record.people,
        "contact_minutes": record.contact_minutes,
        "overtime_minutes": record.over_minutes,
        "segments": [
            {
                "title": segment.title,
                "planned_seconds": segment.planned,
                "used_seconds": segment.used,
                "overtime_seconds": segment.over,
            }
            for segment in record.segments
        ],
        "airtime": None
        if kept is None
        else {
            "spread_seconds": kept.spread,
            "over_30_seconds": kept.over,
            "passes": kept.passes,
        },
    }


VERBS = {
    "list": Command(
        list_sessions,
        "List the sessions that were held: date, agenda, how many were there, the time together,\n"
        "pauses and all, and how it ended against the promise. Nothing in it is about anybody.",
        ("circle sessions", "circle sessions list --json"),
        json_option,
    ),
}
