"""Closing a session: the summary and the invite first, then the record in place of the facts.

Writing a file again gives the same file, and what changes in the circle is one step at the end: the
record and the rotation come, and what is open is carried over, as the facts, the seats and what was
being typed go. So a process that is killed anywhere in between finishes the closing when it is
started again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from circle_tui.domain.actions import Since, carried_over
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.prompts import taken_in, used_after
from circle_tui.domain.record import record_of
from circle_tui.domain.rotation import written
from circle_tui.domain.session import fold
from circle_tui.services.drafting import end_drafts
from circle_tui.services.followups import last_ended
from circle_tui.services.handing_out import hand_out
from circle_tui.services.inviting import INVITE, next_words, settle
from circle_tui.services.leaving import Outlet
from circle_tui.services.summaries import (
    MARKDOWN,
    Results,
    as_markdown,
    folder_name,
    place_of,
    said_in,
)
from circle_tui.services.summary_files import in_its_place, put


def finish(
    circle: OpenCircle,
    exports: Path,
    clock: Clock,
    token: Callable[[], str],
    zone: tzinfo | None,
    *,
    sealed: bool = False,
) -> Results:
    """Write what a closed session leaves behind and put its record in place of its facts.

    ``exports`` is the circle's folder for files; ``zone`` the circle's. The summary holds every
    note as plain text, so that of a ``sealed`` circle has to be asked for. Raises
    ``StoreError`` when a file cannot be written: the session then stays closed but unfinished, with
    nothing lost.
    """
    session = fold(circle.journal.read())
    outlet = Outlet(circle)
    before = [i for i in circle.actions.all() if i.is_open and i.session != session.id]
    record = replace(outlet.record(record_of(session)), carried=len(before))
    began, ended = (at.astimezone(zone) for at in (record.began, record.ended))
    folder = exports / folder_name(began, record.id)

    invite: Path | None = None
    why = ""
    try:
        with in_its_place():
            invite = hand_out(
                circle, clock, lambda: settle(circle, clock, token).meeting, folder / INVITE
            ).file
    except (InputError, Refusal) as error:  # no rhythm yet, or a time that does not exist
        why = str(error)

    since = Since(began.date(), last_ended(circle))
    carried = [
        outlet.thing(item)
        for item in carried_over(circle.actions.all(), session.id, since, ended.date())
    ]
    results = replace(
        said_in(circle, outlet, record, zone, carried),
        invite=invite,
        next_meeting=next_words(circle, clock),
        why_no_invite=why,
    )
    if not sealed:
        path = place_of(results, exports, zone, MARKDOWN)
        results = put(results, as_markdown(results, zone), path)
    people = circle.people
    members = {member.id for member in people.members()}
    ledger = written(people.ledger(), session, people.seating(), members)
    with circle.transaction():
        people.put_ledger(ledger)
        circle.records.put(record)
        circle.actions.put(*carried)
        circle.prompts.put_all(used_after(circle.prompts.all(), taken_in(session)))
        circle.journal.replace(())
        people.put_seating({})
        people.put_script(None)
        end_drafts(circle)
    return results
