"""What is kept of a commitment says nothing of who gave it: on the bytes of the store.

Two evenings that differ only in who was there leave the same agreement, byte for byte, and ask for
a commitment on the same later evenings: so neither tells who was there.
"""

import json
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import Refused
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.session import fold
from circle_tui.privacy.gate import check
from circle_tui.services import agreement
from circle_tui.services.closing import finish
from circle_tui.services.seating import start
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import FakeClock, Tokens

PEOPLE_HERE = tuple(
    Member(f"{number:018}", name, alias, joined=date(2026, 11, day))
    for number, (name, alias, day) in enumerate(
        [
            ("Noor Quillhaddad", "Anchor", 1),
            ("Mira Sandovalen", "Beacon", 1),
            ("Teodor Lindqvarn", "Cedar", 1),
            ("Zuri Okonjavelo", "Delta", 19),
        ],
        start=1,
    )
)
"""Three from the beginning, and one who joins on the day of the first session."""

AGENDA = Agenda("plan", "Slow circle", (Segment("Talk", "discussion", ClockMode.GROUP, 600),))
TEXT = "What is said here stays here.\nNoor brings the tea."

CAME = st.lists(st.sampled_from(range(len(PEOPLE_HERE))), min_size=1, unique=True)
"""Who comes, by place on the roster, in any order."""


def evening(circle: StoredCircle, came: list[int], weeks: int, folder: Path) -> bool:
    """Hold a session so many weeks later, and tell whether it began with a commitment."""
    clock = FakeClock()
    clock.advance(minutes=weeks * 7 * 24 * 60)
    today = clock.now().date()
    asked = agreement.why_commit(circle, today) is not None
    if asked:
        agreement.adopt(circle, 1, today)
    token = Tokens(100 * weeks)
    start(circle, AGENDA, [circle.people.members()[place] for place in came], token(), clock)
    clock.advance(minutes=10)
    facts = rules.close(fold(circle.journal.read()), clock.now())
    assert not isinstance(facts, Refused)
    circle.journal.append(facts)
    finish(circle, folder / "exports", clock, token, None)
    return asked


def left_by(evenings: list[list[int]]) -> tuple[bytes, list[bool]]:
    """Return the agreement's table after these evenings, and which began with a commitment."""
    numbers = count(1)
    with TemporaryDirectory() as root:
        folder = create_circle(
            Path(root),
            Profile("Test circle"),
            PEOPLE_HERE,
            check,
            lambda: f"{next(numbers):018}",
        )
        circle = open_circle(folder, check)
        agreement.write(circle, TEXT, FakeClock().now().date() - timedelta(days=7))
        asked = [evening(circle, came, weeks, folder) for weeks, came in enumerate(evenings)]
        circle.close()
        again = open_circle(folder, check)
        table = (again.stores.people.storage.read() or {})["agreement"]
        again.close()
    return json.dumps(table, sort_keys=True, default=dict).encode(), asked


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(CAME, CAME), min_size=1, max_size=3))
def test_a_commitment_does_not_tell_who_was_there(pairs: list[tuple[list[int], list[int]]]) -> None:
    """Whoever comes, what is kept is that the version was adopted, and the same is asked later."""
    one, other = (left_by([pair[side] for pair in pairs]) for side in (0, 1))
    assert one == other
    kept, asked = one
    assert asked == [True, *[False] * (len(pairs) - 1)]
    names = [word for member in PEOPLE_HERE for word in member.name.split() if word != "Noor"]
    ids = [member.id for member in PEOPLE_HERE]
    assert not any(word.encode() in kept for word in (*names, *ids))
