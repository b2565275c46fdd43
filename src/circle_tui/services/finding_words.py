"""Why a time was chosen, in words: what was possible, what it costs, and who had more before."""

from collections.abc import Callable, Mapping

from circle_tui.services.found import Found, Heat, NoFairTime, Share, week_command


def _alias(share: Share) -> str:
    return share.alias


def points(number: int) -> str:
    """Return what bad hours cost, in words: ``1 point``, ``9 points``."""
    return f"{number} point{'' if number == 1 else 's'}"


def why(found: Found, called: Callable[[Share], str] = _alias) -> tuple[str, ...]:
    """Return the reasons for a time as sentences, which give nobody's own reasons away.

    ``called`` is how people are named: by alias wherever others may read it.
    """
    choice, shares = found.choice, found.slot.shares
    everybody = "everybody" if len(shares) > 1 else called(shares[0])
    told = [
        f"{choice.possible} of {found.looked_at} times {'is' if choice.possible == 1 else 'are'} "
        f"possible for {everybody}."
    ]
    if choice.least == 0:
        told.append(f"At this one {everybody} is at work anyway.")
    elif len(shares) > 1 and choice.within > 1:
        told += _fairest(found, called)
    else:
        whom = "all members together" if len(shares) > 1 else everybody
        least = "" if choice.possible == 1 else ", the least of all"
        told.append(f"This one costs {whom} {points(choice.total)}{least}.")
    if choice.equal:
        told.append("Of those that are equal it is the earliest.")
    return tuple(told)


def _fairest(found: Found, called: Callable[[Share], str]) -> tuple[str, ...]:
    """Return what the choice was between, and whom it looked at: those who will have most."""
    from circle_tui.calendars.words import listed

    choice, shares = found.choice, found.slot.shares
    most = max(share.after for share in shares)
    names = listed([called(share) for share in shares if share.after == most])
    more = choice.total - choice.least
    return (
        f"The least that one of them costs all members together is {points(choice.least)}.",
        f"{choice.within} cost at most a quarter more, and of these it is the fairest.",
        f"After it nobody has more than {points(most)}, as few as can be: {names}.",
        *(
            (f"It costs {points(more)} more than the least, which would be less fair.",)
            * (more > 0)
        ),
    )


def when_text(heat: Heat) -> str:
    """Return when a time is, in the circle's zone, and how long."""
    from circle_tui.calendars.words import start_text

    return f"{start_text(heat.starts, heat.zone)}, {heat.minutes} min"


def reasons(found: Found, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a time was chosen; ``names`` are by member id, for the facilitator's own eyes."""
    return why(found, lambda share: names[share.member])


def unsaid(found: Found, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return of whom nobody said what their week is like, and how to say it; names as above."""
    from circle_tui.calendars.words import listed

    shares = [share for share in found.slot.shares if share.alias in found.unsaid]
    if not shares:
        return ()
    called = [names[share.member] for share in shares]
    command = week_command(found.asked, shares[0], called[0])
    work = "works and sleeps" if len(called) == 1 else "work and sleep"
    return (
        f"Nobody said when {listed(called)} {work}, so it is taken as usual.",
        f"To say it: {command}",
    )


def no_time(none: NoFairTime, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return that there is no fair time, the nearest one, and what would help; names as above."""
    return (none.headline, f"Nearest is {_near(none, names)}.", *_helping(none, names))


def ways_out(none: NoFairTime, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what stands in the way of the time that is shown, and what would help; names too."""
    shown = f"Shown is the nearest in these {none.days} days: {_near(none, names)}."
    return (shown, *_helping(none, names))


def _near(none: NoFairTime, names: Mapping[str, str]) -> str:
    from circle_tui.calendars.words import listed

    absent = [names[share.member] for share in none.nearest.missing]
    return f"{when_text(none.nearest)}, without {listed(absent)}"


def _helping(none: NoFairTime, names: Mapping[str, str]) -> tuple[str, ...]:
    ways = none.ways(lambda share: names[share.member])
    return ("What can help:", *(way.line for way in ways))
