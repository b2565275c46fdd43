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
    """Return what a change undid for those who knew of the meeting, a sentence each."""
    told = [f"Moved, it was: {was}"] if (was := moved_from(before, after)) else []
    if (gone := _answers_gone(before, after)) and after.status is not MeetingStatus.CANCELLED:
        were, count = ("was", "counts") if gone == 1 else ("were", "count")
        told.append(
            f"{gone} answer{'s' * (gone > 1)} {were} to that, and {count} no more: ask again."
        )
    return tuple(told)


def _answers_gone(before: Meeting | None, after: Meeting) -> int:
    """Return how many answers to a meeting went because it is at another time now."""
    if before is None or before.uid != after.uid or before.since == after.since:
        return 0
    return len(before.rsvps)
