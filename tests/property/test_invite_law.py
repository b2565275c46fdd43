"""Laws of invites: whatever people are called and whatever is typed, the file keeps its shape."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.calendars.invite import invite
from circle_tui.calendars.text import common_name, one_line
from circle_tui.domain.invitation import SUMMARY, Guest, Organizer, Style
from circle_tui.domain.meeting import ask, plan_meeting
from tests.ics import checked
from tests.strategies import LAW
from tests.unit.test_calendar_invite import DENVER, HOSTILE

TEXTS = st.text(max_size=200) | st.sampled_from(HOSTILE)
IDS = st.lists(st.sampled_from("abcd"), max_size=4)


@LAW
@given(TEXTS, TEXTS, TEXTS)
def test_no_text_changes_the_shape_of_a_file(title: str, mine: str, hers: str) -> None:
    """A title stays one title and a name one name, in a file that any calendar takes."""
    style = Style(title, alarm=5, organizer=Organizer("ada@example.org", mine))
    data = invite(DENVER, style=style, guest=Guest("noor@example.net", hers))
    (event,) = checked(data).within("VEVENT")
    plain = event.one("SUMMARY").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
    assert plain == (one_line(title) or SUMMARY)
    names = [line.parameters.get("CN", "").strip('"') for line in event.all("ATTENDEE")]
    assert names == [common_name(mine), common_name(hers)]


@LAW
@given(st.lists(IDS | st.none(), max_size=8))
def test_whoever_comes_and_goes_hears_of_it_in_order(rounds: list[list[str] | None]) -> None:
    """Each member's last news is what holds, and no later news has a sequence that is lower.

    A round asks just these members; ``None`` moves the meeting and tells all who were asked.
    """
    meeting, heard = DENVER, dict[str, tuple[int, bool]]()
    for wanted in rounds:
        before = meeting
        if wanted is None:
            later = meeting.starts.replace(minute=(meeting.starts.minute + 1) % 60)
            meeting = plan_meeting(
                meeting, later, meeting.zone, meeting.minutes, uid="", stamp=meeting.stamp
            )
        else:
            meeting = ask(meeting, wanted, meeting.stamp)
        assert meeting.sequence - before.sequence in (0, 1)
        for member, comes in [
            *((member, True) for member in meeting.asked),
            *((member, False) for member in meeting.withdrawn),
        ]:
            sequence, came = heard.get(member, (-1, comes))
            assert meeting.sequence > sequence or came == comes
            heard[member] = meeting.sequence, comes
        assert {member for member, (_, comes) in heard.items() if comes} == set(meeting.asked)
        assert replace(meeting, withdrawn=()) == ask(
            replace(meeting, withdrawn=()), meeting.asked, meeting.stamp
        )
