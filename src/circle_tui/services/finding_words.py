"""Why a time was chosen, in words: what was possible, what it costs, and who had more before."""

from collections.abc import Callable, Mapping

from circle_tui.services.found import Found, Heat, NoFairTime, Share

_EASED = "whoever had bad hours before gets better ones now"
_SPREAD = "nobody has more of it than they must"


def _alias(share: Share) -> str:
    return share.alias


def why(found: Found, called: Callable[[Share], str] = _alias) -> tuple[str, ...]:
    """Return the reasons for a time as sentences, which give nobody's own reasons away.

    ``called`` is how people are named: by alias wherever others may read it.
    """
    choice = found.choice
    told = [f"{choice.possible} of {found.looked_at} times are possible for everybody."]
    if choice.least == 0:
        told.append("At this one everybody is at work anyway.")
    else:
        told.append(f"The least that one of them costs all members together is {choice.least}.")
    if choice.least and choice.within > 1:
        told.append(f"{choice.within} cost at most a quarter more, and of these it is the fairest.")
        told.append(_fairest(found.slot.shares, called))
    if choice.total > choice.least:
        eased = any(share.before for share in found.slot.shares)
        told.append(
            f"It costs {choice.total - choice.least} more than the least, so that "
            f"{_EASED if eased else _SPREAD}."
        )
    if choice.equal:
        told.append("Of those that are equal it is the earliest.")
    return tuple(told)


def _fairest(shares: tuple[Share, ...], called: Callable[[Share], str]) -> str:
    """Say whom the choice looked at: those who will have borne most."""
    from circle_tui.calendars.words import listed

    most = max(share.after for share in shares)
    names = listed([called(share) for share in shares if share.after == most])
    if not any(share.before for share in shares):
        return f"It asks least of whoever is asked most: {names}, with {most}."
    return (
        f"With what went before it leaves whoever bears most with the least: {names}, with {most}."
    )


def when_text(heat: Heat) -> str:
    """Return when a time is, in the circle's zone, and how long."""
    from circle_tui.calendars.words import start_text

    return f"{start_text(heat.starts, heat.zone)}, {heat.minutes} min"


def reasons(found: Found, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a time was chosen, and of whom nobody said what their week is like.

    ``names`` are by member id: for the facilitator's own eyes.
    """
    unsaid = [names[share.member] for share in found.slot.shares if share.alias in found.unsaid]
    told = why(found, lambda share: names[share.member])
    if not unsaid:
        return told
    return (*told, f"Taken as usual (circle members week NAME): {', '.join(unsaid)}")


def ways_out(none: NoFairTime, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what stands in the way of a fair time, and what would help; names as above."""
    from circle_tui.calendars.words import listed

    absent = [names[share.member] for share in none.nearest.missing]
    near = f"{when_text(none.nearest)}, without {listed(absent)}"
    told = [
        f"Shown is the nearest in these {none.days} days: {near}.",
        "What can help:",
        f"· other hours for {' or '.join(absent)}: circle members week NAME",
    ]
    if none.weeks:
        way = f"circle next --find --weeks {none.weeks}"
        told.append(f"· more weeks to look at, here or with: {way}")
    if none.shorter:
        way = f"circle next --find --minutes {none.shorter}"
        told.append(f"· a meeting of {none.shorter} min: {way}")
    return (*told, f"· to meet then all the same: circle next --on {none.typed}")
