"""The circle's agreement: versions, and when the circle is asked to commit to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import agreement as versions
from circle_tui.domain.agreement import Agreement, AgreementVersion, Why
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.people import Member
from circle_tui.services import agreement
from circle_tui.services.roster import Roster
from tests.fakes import FakeCircle, Tokens, choose
from tests.strategies import LAW

DAY = date(2026, 11, 5)
LATER = DAY + timedelta(weeks=3)
TEXT = "What is said here stays here.\nNoor brings the tea, and May pours it."
NOOR = Member("a1", "Noor Haddad", "Cedar", joined=DAY)
MAY = Member("b2", "May Sandoval", "Delta", joined=DAY)

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of two that has no agreement yet."""
    return FakeCircle(NOOR, MAY)


def roster(circle: FakeCircle, today: date) -> Roster:
    """Return the roster of a circle on a day."""
    return Roster(circle, Tokens(len(circle.kept.members)), choose, today=today)


def test_without_an_agreement_nobody_is_asked(circle: FakeCircle) -> None:
    """As long as we have written none, no session begins with one, and none is made up for us."""
    assert agreement.why_commit(circle, DAY) is None
    assert agreement.current(circle) is None
    assert circle.people.agreement() == ()


def test_what_is_offered_could_be_kept() -> None:
    """The text that we may begin with is one that could be kept as it is, and short enough."""
    assert len(agreement.clean_text(agreement.OFFERED).splitlines()) < 24


def test_a_new_text_is_a_new_version(circle: FakeCircle) -> None:
    """Every change is a version with a number and a day; the same text again is none."""
    first = agreement.write(circle, TEXT, DAY)
    assert first == AgreementVersion(1, DAY, TEXT)
    assert agreement.write(circle, f"\n{TEXT}  \r\n\n", LATER) is None
    second = agreement.write(circle, f"{TEXT}\nWe end on time.", LATER)
    assert second is not None
    assert circle.people.agreement() == (first, second)
    assert (second.number, second.written) == (2, LATER)


def test_it_is_kept_as_it_was_written(circle: FakeCircle) -> None:
    """Our own words are read aloud as they are, though some of them are members' names."""
    agreement.write(circle, TEXT, DAY)
    roster(circle, DAY).add(["Tea Achterberg"])
    held = agreement.current(circle)
    assert held is not None
    assert held.text == TEXT


def test_we_are_asked_when_it_is_new_when_it_changed_and_when_somebody_joined(
    circle: FakeCircle,
) -> None:
    """The opening asks for a commitment when there is a reason, and not again once it is given."""
    agreement.write(circle, TEXT, DAY)
    assert agreement.why_commit(circle, DAY) is Why.NEW
    agreement.adopt(circle, 1, DAY)
    assert agreement.why_commit(circle, LATER) is None
    agreement.write(circle, "We end on time.", LATER)
    assert agreement.why_commit(circle, LATER) is Why.CHANGED
    agreement.adopt(circle, 2, LATER)
    assert agreement.why_commit(circle, LATER) is None
    roster(circle, LATER + timedelta(days=4)).add(["Sam"])
    assert agreement.why_commit(circle, LATER + timedelta(weeks=3)) is Why.JOINED
    agreement.adopt(circle, 2, LATER + timedelta(weeks=3))
    assert agreement.why_commit(circle, LATER + timedelta(weeks=6)) is None


def test_who_joins_after_the_meeting_on_its_day_counts_as_new(circle: FakeCircle) -> None:
    """Somebody I add on the evening of a commitment, after it, is asked for the next time."""
    agreement.write(circle, TEXT, DAY)
    agreement.adopt(circle, 1, DAY)
    roster(circle, DAY).add(["Sam"])
    assert agreement.why_commit(circle, LATER) is Why.JOINED


def test_who_joins_later_is_asked_for_when_the_day_has_come(circle: FakeCircle) -> None:
    """Somebody who joins in December does not make us commit again in November."""
    agreement.write(circle, TEXT, DAY)
    agreement.adopt(circle, 1, DAY)
    roster(circle, DAY).add(["Sam"], joined=LATER)
    assert agreement.why_commit(circle, LATER - timedelta(days=1)) is None
    assert agreement.why_commit(circle, LATER) is Why.JOINED


def test_who_comes_back_is_new_again(circle: FakeCircle) -> None:
    """Somebody who had left, and joins again, commits again."""
    agreement.write(circle, TEXT, DAY)
    agreement.adopt(circle, 1, DAY)
    roster(circle, DAY).remove(MAY)
    assert agreement.why_commit(circle, LATER) is None
    roster(circle, LATER).add([MAY.name])
    assert agreement.why_commit(circle, LATER) is Why.JOINED


def test_a_wish_to_change_it_is_kept_until_it_is_changed(circle: FakeCircle) -> None:
    """If we want another wording the program remembers it; the new version starts afresh."""
    agreement.write(circle, TEXT, DAY)
    agreement.leave_to_change(circle, 1)
    held = agreement.current(circle)
    assert held is not None
    assert held.to_change
    assert agreement.why_commit(circle, LATER) is Why.NEW
    agreement.write(circle, "We end on time.", LATER)
    held = agreement.current(circle)
    assert held is not None
    assert not held.to_change


def test_a_version_that_holds_no_more_is_not_adopted(circle: FakeCircle) -> None:
    """If the text was changed while we read it, that is said, and nothing is kept as adopted."""
    with pytest.raises(Refusal, match="no agreement yet"):
        agreement.adopt(circle, 1, DAY)
    agreement.write(circle, TEXT, DAY)
    agreement.write(circle, "We end on time.", DAY)
    with pytest.raises(Refusal, match="version 2 holds"):
        agreement.adopt(circle, 1, DAY)
    assert all(version.adopted is None for version in circle.people.agreement())


@pytest.mark.parametrize("text", ["", " \n\t\n", "---", "a" * (agreement.LONGEST_TEXT + 1)])
def test_what_is_no_text_is_refused(circle: FakeCircle, text: str) -> None:
    """An empty text, or one that nobody could read aloud, is refused in a sentence."""
    with pytest.raises(InputError, match="Nothing was changed"):
        agreement.write(circle, text, DAY)
    assert circle.people.agreement() == ()


@LAW
@given(st.text(min_size=1, max_size=200))
def test_nothing_in_it_can_obey(text: str) -> None:
    """Whatever the file holds, what is kept has lines and printable characters only."""
    try:
        cleaned = agreement.clean_text(text)
    except InputError:
        return
    assert all(line.isprintable() for line in cleaned.split("\n"))
    assert agreement.clean_text(cleaned) == cleaned


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw an agreement as it may have become in a year."""
    made: Agreement = ()
    for number, day in enumerate(sorted(draw(st.lists(DAYS, max_size=4))), start=1):
        made = versions.reworded(made, f"wording {number}", day)
        for change in draw(st.lists(st.sampled_from("ajw"), max_size=3)):
            if change == "a":
                made = versions.adopted(made, day)
            else:
                made = versions.joined(made) if change == "j" else versions.to_be_changed(made)
    return made


MEMBERS = st.lists(
    st.builds(
        Member,
        st.just("a1"),
        st.just("Noor"),
        st.just("Cedar"),
        joined=st.none() | DAYS,
        paused=st.none() | DAYS,
    ),
    max_size=4,
)


@LAW
@given(agreements(), MEMBERS, DAYS)
def test_once_adopted_nobody_is_asked_again_that_day(
    made: Agreement, members: list[Member], day: date
) -> None:
    """Whatever went before, the day on which we adopt it we are not asked a second time."""
    if made:
        assert versions.why_commit(versions.adopted(made, day), members, day) is None
        joined = versions.joined(versions.adopted(made, day))
        assert versions.why_commit(joined, members, day) is Why.JOINED


@LAW
@given(agreements(), MEMBERS, DAYS)
def test_adopting_changes_the_last_version_and_no_word(
    made: Agreement, members: list[Member], day: date
) -> None:
    """What is kept of a commitment is its day: texts, numbers and older versions stay."""
    if made:
        after = versions.adopted(made, day)
        assert after[:-1] == made[:-1]
        assert after[-1] == replace(made[-1], adopted=day, joined_since=False, to_change=False)
