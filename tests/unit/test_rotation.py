"""The rotation ledger: whose turn it is to begin, to host, to have the hot seat."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.cast import Cast, duty_of
from circle_tui.domain.facts import Began
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.rotation import (
    BEGAN,
    SERVING,
    Duty,
    fair_cast,
    fairest,
    next_to_serve,
    written,
)
from circle_tui.domain.session import fold
from circle_tui.privacy.gate import check
from circle_tui.services.seating import start
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import THURSDAY_EVENING, FakeCircle, FakeClock, Tokens
from tests.strategies import LAW
from tests.unit.circles import after, at

ANA = Member("a1", "Ana Example", "Anchor")
NOOR = Member("b2", "Noor Sample", "Beacon")
SAM = Member("c3", "Sam Specimen", "Cedar")

ROUND = Segment("Round", "round", ClockMode.EACH, 60, order=Order.ROTATE)
CASE = Segment("Case", "exercise", ClockMode.ONE, 600)
AGENDA = Agenda("turns", "Turns", (ROUND, CASE))

LEDGERS = st.lists(
    st.builds(
        Duty,
        st.just(BEGAN),
        st.sampled_from(["a1", "b2", "c3", "gone"]),
        st.integers(min_value=0, max_value=50).map(
            lambda weeks: THURSDAY_EVENING + timedelta(weeks=weeks)
        ),
    ),
    max_size=4,
    unique_by=lambda duty: duty.member,
).map(tuple)


@LAW
@given(LEDGERS, st.permutations(["a1", "b2", "c3"]))
def test_the_fair_one_waited_longest(ledger: tuple[Duty, ...], members: list[str]) -> None:
    """Who never began comes before all, then who began longest ago, else the first on the list."""
    last = {duty.member: duty.at for duty in ledger}
    chosen = fairest(ledger, BEGAN, members)
    never = [member for member in members if member not in last]
    assert chosen in members
    assert chosen == never[0] if never else last[chosen] == min(last[m] for m in members)


def test_who_is_on_the_way_is_dealt_nothing_yet() -> None:
    """A role goes to somebody who is there, and to a latecomer only once all of those have one."""
    case = Segment("Case", "case", ClockMode.ONE, 600, roles=("presenter", "scribe", "host"))
    turns = Segment("Round", "round", ClockMode.EACH, 60, order=Order.ROTATE)
    cast = fair_cast(Agenda("case", "Case", (case, turns)), ["a", "b", "c"], (), "5e55", ["a"])
    assert dict(cast.roles) == {"presenter": 2, "scribe": 3, "host": 1}
    assert cast.first == 2


def test_nobody_there_is_no_choice() -> None:
    """Whose turn it is cannot be said of nobody, which is a mistake of the caller."""
    with pytest.raises(ValueError, match="empty"):
        fairest((), BEGAN, [])


@pytest.mark.parametrize(
    ("role", "duty"),
    [
        *[("presenter", "presenter"), ("Second presenter", "presenter"), ("hot seat", "presenter")],
        *[("Hot-seat", "presenter"), ("fourth seat", "presenter"), ("second", "second")],
        *[("time keeper", "timekeeper"), ("timekeeper", "timekeeper"), ("host", "host"), ("", "")],
        *[("second scribe", "scribe"), ("book keeper", "book keeper")],
    ],
)
def test_one_duty_has_one_name(role: str, duty: str) -> None:
    """The second presenter had the hot seat as the first had; a book keeper is no time keeper."""
    assert duty_of(role) == duty


def test_the_hot_seat_of_one_format_counts_in_another() -> None:
    """Who presented last time is not the first in the hot seat this time, whatever it is called."""
    ledger = (Duty("presenter", "a1", at()), Duty("timekeeper", "b2", at()))
    seat = Segment("Seat", "exercise", ClockMode.ONE, 600, roles=("second seat", "time keeper"))
    cast = fair_cast(Agenda("h", "Hot", (seat,)), ["a1", "b2"], ledger, "1")
    assert cast.roles == (("second seat", 2), ("time keeper", 1))


def test_who_really_presented_is_in_the_ledger() -> None:
    """Ana was dealt the case, Noor told it: the ledger says Noor, and nobody of a part skipped."""
    agenda = Agenda(
        "cases",
        "Cases",
        (
            Segment("Host", "welcome", ClockMode.GROUP, 60, roles=("host",)),
            replace(CASE, roles=("presenter", "scribe")),
            replace(CASE, roles=("presenter",)),
            Segment("Timed", "discussion", ClockMode.GROUP, 60, roles=("timekeeper",)),
        ),
    )
    began = rules.begin(agenda, (1, 2, 3), "5e551011", at(), Cast(roles=(("presenter", 1),)))
    session = after(
        fold([began]),
        (rules.advance, at(1)),
        (give_role("presenter", 2), at(2)),
        (rules.advance, at(9)),
        (give_role("presenter", 3), at(9)),
        (rules.advance, at(15)),
        (rules.close, at(15, 3)),
    )
    ledger = written((), session, {1: "a1", 2: "b2", 3: "c3"}, {"a1", "b2", "c3"})
    assert {(duty.duty, duty.member) for duty in ledger} == {
        ("host", "b2"),
        ("presenter", "b2"),
        ("presenter", "c3"),
        ("scribe", "c3"),
    }


def test_only_what_the_agenda_needs_is_settled() -> None:
    """An agenda without roles or rotation settles nothing about anybody."""
    plain = Agenda("plain", "Plain", (Segment("Talk", "discussion", ClockMode.GROUP, 60),))
    cast = fair_cast(plain, ["a1"], (), "5e551011")
    assert (cast.first, cast.drawn, cast.roles) == (None, (), ())
    assert fair_cast(AGENDA, [], (), "5e551011").first is None


def test_random_is_drawn_from_the_session() -> None:
    """The drawn order is everybody once, and another evening has another one."""
    lot = Agenda("lot", "Lot", (Segment("Round", "round", ClockMode.EACH, 60, order=Order.RANDOM),))
    members = [f"{place:02}" for place in range(12)]
    first, second = (fair_cast(lot, members, (), token).drawn for token in ("1", "2"))
    assert sorted(first) == sorted(second) == list(range(1, 13))
    assert first != second


def test_two_roles_are_two_people() -> None:
    """One person does not host and keep the time while another has nothing to do."""
    hosted = Agenda(
        "two",
        "Two",
        (Segment("Talk", "discussion", ClockMode.GROUP, 60, roles=("host", "timekeeper")),),
    )
    ledger = (Duty("host", "a1", at()),)
    assert fair_cast(hosted, ["a1", "b2"], ledger, "1").roles == (("host", 2), ("timekeeper", 1))
    assert fair_cast(hosted, ["a1"], ledger, "1").roles == (("host", 1), ("timekeeper", 1))


def _evening(circle: FakeCircle, clock: FakeClock) -> list[str]:
    """Run an evening with everybody, write the ledger, and return who spoke, by alias."""
    members = circle.people.members()
    start(circle, AGENDA, members, "5e551011", clock)
    session = fold(circle.journal.read())
    spoken = []
    for _ in session.turns:
        spoken.append(members[session.current.seat - 1].alias)
        clock.advance(60)
        session = after(
            session,
            (rules.advance if len(spoken) < len(session.turns) else rules.close, clock.now()),
        )
    ids = {member.id for member in members}
    circle.people.put_ledger(written(circle.people.ledger(), session, circle.people.seating(), ids))
    circle.journal.replace(())
    return spoken


def test_another_one_begins_every_time() -> None:
    """Over three evenings each of three begins once and has the hot seat once."""
    clock = FakeClock()
    circle = FakeCircle(ANA, NOOR, SAM, clock=clock)
    evenings = [_evening(circle, clock) for _ in range(4)]
    assert [spoken[0] for spoken in evenings] == ["Anchor", "Beacon", "Cedar", "Anchor"]
    assert [spoken[-1] for spoken in evenings] == ["Anchor", "Beacon", "Cedar", "Anchor"]
    assert evenings[1] == ["Beacon", "Cedar", "Anchor", "Beacon"]


def test_one_line_for_each_duty_and_member() -> None:
    """However often a circle meets, the ledger keeps the last time only."""
    clock = FakeClock()
    circle = FakeCircle(ANA, NOOR, clock=clock)
    for _ in range(6):
        _evening(circle, clock)
    assert sorted((duty.duty, duty.member) for duty in circle.people.ledger()) == [
        *[(BEGAN, "a1"), (BEGAN, "b2")],
        *[("presenter", "a1"), ("presenter", "b2")],
    ]


def test_who_passed_did_not_begin() -> None:
    """Who passed the first turn begins next time; the one after is who began."""
    clock = FakeClock()
    circle = FakeCircle(ANA, NOOR, clock=clock)
    start(circle, AGENDA, circle.people.members(), "5e551011", clock)
    (began,) = circle.journal.read()
    assert isinstance(began, Began)
    session = after(
        fold([began]), (rules.pass_turn, at(0, 5)), (rules.advance, at(1)), (rules.close, at(1))
    )
    ledger = written((), session, circle.people.seating(), {"a1", "b2"})
    assert ledger == (Duty(BEGAN, "b2", session.began),)


def test_whoever_began_without_a_name_did_not_begin() -> None:
    """Where it was not said who took the first turn, nobody counts as having begun."""
    clock = FakeClock()
    circle = FakeCircle(ANA, NOOR, SAM, clock=clock)
    agenda = replace(AGENDA, segments=(replace(ROUND, order=Order.VOLUNTEER),))
    start(circle, agenda, circle.people.members(), "5e551011", clock)
    (began,) = circle.journal.read()
    session = after(fold([began]), (rules.advance, at(1)), (rules.advance, at(2)))
    session = after(session, (rules.close, at(3)))
    assert written((), session, circle.people.seating(), {"a1", "b2", "c3"}) == ()


def test_who_left_the_circle_leaves_the_ledger() -> None:
    """Nothing is kept of a member who is gone, not even when they last began."""
    session = after(fold([rules.begin(AGENDA, (1,), "5e551011", at())]), (rules.advance, at(1)))
    old = (Duty(BEGAN, "gone", at()), Duty("host", "a1", at()))
    assert written(old, session, {1: "gone"}, {"a1"}) == (Duty("host", "a1", at()),)


def test_the_ledger_lies_with_the_people(tmp_path: Path) -> None:
    """It is still there when the circle is opened again, in the people file and nowhere else."""
    folder = create_circle(tmp_path, Profile("Test circle"), (ANA,), check, Tokens())
    circle = open_circle(folder, check)
    ledger = (Duty("host", ANA.id, at()), Duty(BEGAN, ANA.id, at(5)))
    circle.people.put_ledger(ledger)
    circle.close()
    circle = open_circle(folder, check)
    assert circle.people.ledger() == ledger
    circle.close()
    assert b"host" in (folder / "people.store").read_bytes()
    assert b"host" not in (folder / "circle.store").read_bytes()


ROLES = st.lists(
    st.sampled_from(["host", "timekeeper", "time keeper", "facilitator", "presenter", "scribe"]),
    unique_by=duty_of,
    max_size=5,
).map(tuple)


@LAW
@given(
    LEDGERS, ROLES, st.sampled_from([*SERVING, "presenter"]), st.permutations(["a1", "b2", "c3"])
)
def test_who_is_told_as_the_next_host_is_dealt_that_role(
    ledger: tuple[Duty, ...], roles: tuple[str, ...], duty: str, members: list[str]
) -> None:
    """Who is announced to host or keep time does so at a session to which everybody comes."""
    agenda = replace(AGENDA, segments=(replace(ROUND, roles=roles), CASE))
    ledger = tuple(replace(entry, duty=duty) for entry in ledger)
    cast = dict(fair_cast(agenda, members, ledger, "token").roles)
    told = next_to_serve(agenda, members, ledger)
    assert [name for name, _ in told] == [duty_of(r) for r in roles if duty_of(r) in SERVING]
    for role, seat in cast.items():
        if duty_of(role) in SERVING:
            assert (duty_of(role), members[seat - 1]) in told
    assert next_to_serve(agenda, [], ledger) == ()
