"""The words of the bids: how they stand to the time there is, and to the end that was promised."""

from collections.abc import Sequence
from datetime import tzinfo

from circle_tui.domain.bid_pots import Pot
from circle_tui.domain.bid_rules import Proposal, in_minutes, pot_text
from circle_tui.domain.session import Session
from circle_tui.domain.timing import drift_of, is_late, to_the_minute
from circle_tui.domain.view import wall


def told_of(seen: Proposal, found: Sequence[Proposal], session: Session) -> str:
    """Say how what was asked stands to what there is, and how much of it each gets.

    ``found`` are all the ways to share it out.
    """
    asked = f"{-(-seen.asked // 60)} min asked"
    if seen.pot is Pot.STANDS:
        return f"{asked}, {in_minutes(seen.granted)} given: nobody's time changes."
    there = "planned" if seen.pot is Pot.PLAN else "left until the promised end"
    if seen.pot is Pot.PROMISE and is_late_with(seen, session):
        there = "in the shortest turns"
    there = there if len(found) > 1 else "there"
    told = f"{asked}, {in_minutes(seen.budget)} {there}: "
    if seen.granted < seen.asked:
        floor = f"up to {in_minutes(seen.floor)} min in full, above that "
        return f"{told}{floor if seen.floor else ''}{seen.percent} % of it."
    return told + ("it fits." if seen.silent else "everybody gets it.")


def not_asked(names: Sequence[str]) -> str:
    """Name those who were not asked; nothing when everybody was."""
    if not names:
        return ""
    named = list(names[: len(names) if len(names) < 4 else 2])
    if len(named) < len(names):
        named.append(f"{len(names) - len(named)} more")
    *rest, last = named
    who = f"{', '.join(rest)} and {last}" if rest else last
    return f"{who} {'have' if rest else 'has'} not been asked: no turn."


def end_text(
    way: Proposal,
    found: Sequence[Proposal],
    session: Session,
    zone: tzinfo | None,
    *,
    brief: bool = False,
) -> str:
    """Say when the meeting would end by one of the ways found, and which one that is.

    ``brief`` is for a narrow window: ``79 min: ends 21:10, on time``.
    """
    end = wall(to_the_minute(way.ends), zone)
    drift = drift_of(way.ends, session.promised_end)
    if len(found) == 1:
        return f"Would end {end}: {drift}."
    minutes = f"{in_minutes(way.granted)} min"
    if brief:
        return f"{minutes}: ends {end}, {drift}"
    return f"{pot_text(way, session)}, {minutes}: would end {end}, {drift}."


def is_late_with(way: Proposal, session: Session) -> bool:
    """Tell whether the meeting would end later than promised, as it is shown."""
    return is_late(way.ends, session.promised_end)
