"""Action items typed in one line, and the days people say."""

from datetime import date, timedelta

import pytest

from circle_tui.domain.capture import ActionLine, read_action, read_day

THURSDAY = date(2026, 11, 19)
NAMES = {"noor": "Cedar", "noor haddad": "Cedar", "cedar": "Cedar", "mira": "Delta"}


@pytest.mark.parametrize(
    ("line", "owner", "text", "due"),
    [
        ("Noor: send the draft by fri", "Cedar", "send the draft", date(2026, 11, 20)),
        ("@noor:send the draft", "Cedar", "send the draft", None),
        ("NOOR  Haddad : call", "Cedar", "call", None),
        ("cedar: call due tomorrow", "Cedar", "call", date(2026, 11, 20)),
        ("send by email by 3 dec.", "", "send by email", date(2026, 12, 3)),
        ("stand by me", "", "stand by me", None),
        ("book a room by the window", "", "book a room by the window", None),
        ("Priya: call", "", "Priya: call", None),
        ("read http://example.org/a:b", "", "read http://example.org/a:b", None),
        ("meet at 18:30", "", "meet at 18:30", None),
        ("Noor:", "", "Noor:", None),
        ("by friday", "", "", date(2026, 11, 20)),
        ("Noor: by 3 Dec", "Cedar", "", date(2026, 12, 3)),
        ("Noor: in 2 weeks", "Cedar", "", date(2026, 12, 3)),
        ("Noor: fri", "Cedar", "", date(2026, 11, 20)),
        ("Noor: call in 2 weeks", "Cedar", "call", date(2026, 12, 3)),
        ("Noor: call in two weeks", "Cedar", "call", date(2026, 12, 3)),
        ("call in a month.", "", "call", date(2026, 12, 19)),
        ("call in many weeks", "", "call in many weeks", None),
        ("call tomorrow.", "", "call", date(2026, 11, 20)),
        ("meet on fri", "", "meet", date(2026, 11, 20)),
        ("plan the next meeting", "", "plan the next meeting", None),
        ("what we saw on the moon", "", "what we saw on the moon", None),
        ("  two   spaces\tand a tab ", "", "two spaces and a tab", None),
        ("", "", "", None),
    ],
)
def test_a_line_is_understood_or_kept(line: str, owner: str, text: str, due: date | None) -> None:
    """Owner and day are understood where they are meant; everything else stays as typed."""
    assert read_action(line, NAMES, THURSDAY) == ActionLine(owner, text, due)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        *(("fri", date(2026, 11, 20)), ("Monday", date(2026, 11, 23))),
        *(("thurs", date(2026, 11, 26)), ("weds", date(2026, 11, 25))),
        *(("next tue", date(2026, 11, 24)), ("next Sat", date(2026, 11, 28))),
        *(("next wednesday", date(2026, 11, 25)), ("tomorrow", date(2026, 11, 20))),
        *(("in 2 weeks", date(2026, 12, 3)), ("2026-12-03", date(2026, 12, 3))),
        *(("3 Dec", date(2026, 12, 3)), ("3rd december.", date(2026, 12, 3))),
        *(("Dec 3", date(2026, 12, 3)), ("3 Dec 2027", date(2027, 12, 3))),
        *(("4 may", date(2027, 5, 4)), ("sept 1st", date(2027, 9, 1))),
    ],
)
def test_a_day_at_the_end_needs_no_by(words: str, day: date) -> None:
    """A day said last is when it is due, also without a word before it."""
    assert read_action(f"send it {words}", {}, THURSDAY) == ActionLine("", "send it", day)


@pytest.mark.parametrize(
    "text",
    [
        *("find out where they sat", "look at the sun", "ask whether she may", "ask them to wed"),
        *("read the notes of last fri", "move it from mon to tue", "book the room for 3 Dec"),
        *("buy 30 feb", "keep to 3 decem ber", "order 12", "ask Mona", "count the decked"),
        *("plan next meeting", "plan the next meeting", "bring cake for next meeting", "next may"),
    ],
)
def test_a_word_that_only_looks_like_a_day_stays(text: str) -> None:
    """A verb, a name, or a day that belongs to what is to be done is no due date."""
    assert read_action(text, {}, THURSDAY, meeting=lambda: THURSDAY) == ActionLine("", text)


def test_the_next_meeting_needs_no_by() -> None:
    """What is sent next meeting is due on that day."""
    read = read_action("noor: send it next meeting", NAMES, THURSDAY, meeting=lambda: THURSDAY)
    assert read == ActionLine("Cedar", "send it", THURSDAY)


def test_the_owner_chosen_on_screen_holds() -> None:
    """The person marked on the screen owns the item, unless the line names another."""
    assert read_action("call", NAMES, THURSDAY, "Delta").owner == "Delta"
    assert read_action("noor: call", NAMES, THURSDAY, "Delta").owner == "Cedar"


def test_which_spellings_are_one_name_is_the_callers_matter() -> None:
    """What counts as the same name is decided by whoever knows names."""
    line = "Nöor: call"
    assert read_action(line, NAMES, THURSDAY).owner == ""
    assert read_action(line, NAMES, THURSDAY, key=lambda _name: "noor").owner == "Cedar"


@pytest.mark.parametrize("start", range(7))
@pytest.mark.parametrize("ahead", range(1, 8))
def test_a_weekday_is_the_next_one(start: int, ahead: int) -> None:
    """A weekday is the coming one: tomorrow at the earliest, in a week at the latest."""
    today = date(2026, 2, 23) + timedelta(days=start)
    day = today + timedelta(days=ahead)
    assert read_day(f"{day:%A}", today) == day
    assert read_day(f"{day:%a}".upper(), today) == day


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("today", THURSDAY, THURSDAY),
        ("Tomorrow", date(2026, 12, 31), date(2027, 1, 1)),
        ("tomorrow", date(2028, 2, 28), date(2028, 2, 29)),
        ("tomorrow", date(2027, 2, 28), date(2027, 3, 1)),
        ("in 2 weeks", THURSDAY, date(2026, 12, 3)),
        ("in a week", date(2026, 2, 25), date(2026, 3, 4)),
        ("in two weeks", THURSDAY, date(2026, 12, 3)),
        ("In ten days", THURSDAY, date(2026, 11, 29)),
        ("in a month", THURSDAY, date(2026, 12, 19)),
        ("in one month", date(2027, 1, 31), date(2027, 2, 28)),
        ("in 3 months", date(2027, 11, 30), date(2028, 2, 29)),
        ("in two months", date(2026, 10, 31), date(2026, 12, 31)),
        ("in 99 months", date(2026, 12, 1), date(2035, 3, 1)),
        ("in one day", date(2026, 4, 30), date(2026, 5, 1)),
        ("in 10 days", date(2026, 12, 24), date(2027, 1, 3)),
        ("3 Dec", THURSDAY, date(2026, 12, 3)),
        ("3. december", THURSDAY, date(2026, 12, 3)),
        ("dec 3.", THURSDAY, date(2026, 12, 3)),
        ("sept 1", THURSDAY, date(2027, 9, 1)),
        ("19 november", THURSDAY, THURSDAY),
        ("18 nov", THURSDAY, date(2027, 11, 18)),
        ("31 jan", THURSDAY, date(2027, 1, 31)),
        ("29 feb", date(2028, 1, 1), date(2028, 2, 29)),
        ("29 feb", date(2027, 3, 1), date(2028, 2, 29)),
        ("2026-12-03", THURSDAY, date(2026, 12, 3)),
        ("weds", THURSDAY, date(2026, 11, 25)),
        ("next tue", THURSDAY, date(2026, 11, 24)),
        ("next thu", THURSDAY, date(2026, 11, 26)),
        ("next sunday", THURSDAY, date(2026, 11, 29)),
        ("next mon", date(2026, 11, 22), date(2026, 11, 23)),
        ("3rd Dec", THURSDAY, date(2026, 12, 3)),
        ("Dec 3rd 2027", THURSDAY, date(2027, 12, 3)),
        ("3 Dec 2026", THURSDAY, date(2026, 12, 3)),
    ],
)
def test_days_as_people_say_them(words: str, today: date, day: date) -> None:
    """Days are understood as people say them, across months, years and leap days."""
    assert read_day(words, today) == day


@pytest.mark.parametrize(
    "words",
    [
        *("2026-11-18", "3 nov 2026", "next", "next week"),
        *("", ".", "fr", "may", "december", "30 feb", "31 apr", "0 jan", "29 feb", "soon"),
        *(
            "2026-02-30",
            "2026-11-18",
            "3 nov 2026",
            "next",
            "next week",
            "in 0 months",
            "fridays",
            "3 decem ber",
            "12 xyz",
            "the 3rd",
            "me",
        ),
    ],
)
def test_what_is_no_day_is_none(words: str) -> None:
    """What is no day, or a day that does not come this year or next, is left alone."""
    assert read_day(words, THURSDAY) is None


def test_a_name_that_nobody_has_is_nobodys_item() -> None:
    """An item for "Bob" is not that of whoever has the floor, and nothing of the line is lost."""
    read = read_action("Bob: draft by fri", {"noor": "Cedar"}, date(2026, 11, 19), owner="Delta")
    assert read == ActionLine("", "Bob: draft", date(2026, 11, 20))
