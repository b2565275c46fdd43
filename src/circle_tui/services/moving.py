"""What became of a meeting that members may know already: what a move changes, in words."""

from circle_tui.domain.meeting import Meeting, MeetingStatus


def moved_from(before: Meeting | None, after: Meeting) -> str:
    """Return when a meeting was before it was put elsewhere: ``Thursday 3 December ..., 90 min``.

    Empty for another meeting, for one that is as it was, and for one that was not to take place.
    """
    from circle_tui.calendars.words import start_text

    if before is None or before.uid != after.uid or before.status is MeetingStatus.CANCELLED:
        return ""
    if after.status is MeetingStatus.CANCELLED:
        return ""
    if (before.starts, before.zone, before.minutes) == (after.starts, after.zone, after.minutes):
        return ""
    return f"{start_text(before.starts, before.zone)}, {before.minutes} min"


def moved_words(before: Meeting | None, after: Meeting) -> tuple[str, ...]:
    """Return what a move changed for those who knew of the meeting, a sentence each."""
    if before is None or not (was := moved_from(before, after)):
        return ()
    told = f"Moved, it was: {was}"
    if not before.rsvps or after.rsvps:
        return (told,)
    count = len(before.rsvps)
    were = "1 answer was" if count == 1 else f"{count} answers were"
    return told, f"{were} to that, and counted no more: ask again."
