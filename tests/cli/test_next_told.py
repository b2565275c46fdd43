"""Who has a meeting in hand hears of what becomes of it, by the way in which they got it."""

import json
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from circle_tui.services.passing_on import OWED
from tests.cli.conftest import Circle
from tests.fakes import FakeClock

MOVED = ("--move", "2026-12-03 19:00")


def mails(circle: Circle, *words: str) -> dict[str, str]:
    """Return what is written to whom, by name."""
    answer = circle("next", "--mail", "--json", *words)
    assert answer.status == 0, answer.err
    return {each["name"].split()[0]: each["method"] for each in json.loads(answer.out)["mails"]}


def test_a_member_whose_address_went_does_not_hold_me_up(mailed: Circle) -> None:
    """Noor's address was taken out: the meeting is called off all the same, and I read her name."""
    assert mailed("members", "edit", "Noor", "--email", "").status == 0
    shown = mailed("next", "--mail", "--cancel")
    assert shown.status == 0, shown.err
    assert "Without an e-mail address, so no mail: Noor Sample" in shown.out
    assert mails(mailed) == {"Ana": "CANCEL"}


def test_files_of_their_own_too(mailed: Circle) -> None:
    """The same where members have files instead of mails."""
    assert mailed("next", "--method", "request").status == 0
    assert mailed("members", "edit", "Noor", "--email", "").status == 0
    shown = mailed("next", "--cancel", "--method", "request")
    assert shown.status == 0, shown.err
    assert "Without an e-mail address, so no file: Noor Sample" in shown.out


def test_who_has_it_by_mail_is_told_by_mail(mailed: Circle, home: Path) -> None:
    """A move that I did not mail says so until I do; no other files for members are made."""
    assert OWED not in mailed("next").out
    for words in (MOVED, (), ("--link", "https://meet.example.org/x")):
        assert OWED in mailed("next", *words).out
    assert not list(home.rglob("invitations"))
    assert mails(mailed) == {"Ana": "REQUEST", "Noor": "REQUEST"}
    assert OWED not in mailed("next").out
    assert OWED in mailed("next", "--cancel").out
    assert mails(mailed) == {"Ana": "CANCEL", "Noor": "CANCEL"}


@pytest.mark.parametrize("between", [[()], [(), MOVED], [MOVED, ("--move", "2026-12-10 19:00")]])
def test_who_left_is_told_whatever_came_between(
    mailed: Circle, between: list[tuple[str, ...]]
) -> None:
    """Noor paused. However often the meeting moved before I mailed again, she is told once."""
    assert mailed("members", "pause", "Noor").status == 0
    for words in between:
        assert OWED in mailed("next", *words).out
    news = {"Ana": "REQUEST"} if MOVED in between else {}
    assert mails(mailed) == {**news, "Noor": "CANCEL"}
    assert mails(mailed) == {**news, "Noor": "CANCEL"}, "written again, it is the same"
    assert "of the last time once more" in mailed("next", "--mail").out
    assert mails(mailed, "--move", "2026-12-17 19:00") == {"Ana": "REQUEST"}


def test_who_was_left_out_and_not_mailed_hears_of_the_end(mailed: Circle) -> None:
    """Noor was left out, the meeting then called off before a mail went: she is told as well."""
    assert mailed("next", "--uninvite", "Noor").status == 0
    assert mails(mailed, "--cancel") == {"Ana": "CANCEL", "Noor": "CANCEL"}


def test_a_newcomer_is_asked_for(mailed: Circle) -> None:
    """Sam has an address by now: their mail is still to be written, and I am told."""
    assert mailed("members", "edit", "Sam", "--email", "sam@example.org").status == 0
    assert OWED in mailed("next").out
    assert mails(mailed)["Sam"] == "REQUEST"


def test_a_folder_in_the_way_keeps_the_meeting_where_it_was(mailed: Circle, home: Path) -> None:
    """Where the invite cannot be put, the meeting is not moved either, by mail or without."""
    (file,) = home.rglob("next-meeting.ics")
    file.unlink()
    file.mkdir()
    for words in (MOVED, ("--mail", *MOVED)):
        assert mailed("next", *words).status != 0
    assert "26 November" in mailed("next", "--dry").out
    assert [path.name for path in home.rglob(".*")] == []


def test_who_could_not_be_reached_is_told_once_they_can(mailed: Circle) -> None:
    """Noor had no address when the mails went, and was left out since: she is not forgotten."""
    assert mailed("members", "edit", "Noor", "--email", "").status == 0
    shown = mailed("next", "--mail")
    assert "Without an e-mail address, so no mail: Noor Sample" in shown.out
    assert mailed("next", "--uninvite", "Noor", "--mail", *MOVED).status == 0
    assert OWED not in mailed("next").out
    assert mailed("members", "edit", "Noor", "--email", "noor@example.net").status == 0
    assert OWED in mailed("next").out
    assert mails(mailed) == {"Noor": "CANCEL"}
    assert OWED not in mailed("next").out


def test_the_same_when_it_was_called_off(mailed: Circle) -> None:
    """Noor had no address when it was called off: with one again, her mail is owed."""
    assert mailed("members", "edit", "Noor", "--email", "").status == 0
    assert mails(mailed, "--cancel") == {"Ana": "CANCEL"}
    assert OWED not in mailed("next").out
    assert mailed("members", "edit", "Noor", "--email", "noor@example.net").status == 0
    assert OWED in mailed("next").out
    assert mails(mailed) == {"Noor": "CANCEL"}
    assert OWED not in mailed("next").out


def test_two_with_one_mailbox_are_not_contradicted(mailed: Circle) -> None:
    """Ana reads Noor's mail: when Noor is left out, that mailbox keeps the meeting."""
    assert mailed("members", "edit", "Noor", "--email", "ana@example.org").status == 0
    assert mails(mailed) == {"Noor": "REQUEST"}, "it went to another address"
    assert mails(mailed, "--uninvite", "Noor") == {}
    assert OWED not in mailed("next").out
    assert mails(mailed, *MOVED) == {"Ana": "REQUEST"}


def test_the_organizer_takes_nothing_back_from_themselves(mailed: Circle) -> None:
    """Noor turns out to be me: my own calendar keeps the meeting."""
    assert mailed("members", "edit", "Noor", "--email", "ada@example.org").status == 0
    assert mails(mailed) == {}
    assert OWED not in mailed("next").out
    assert mails(mailed, *MOVED) == {"Ana": "REQUEST"}


def test_a_cancellation_is_there_until_it_is_sent(
    thursday: Circle, now: FakeClock, tmp_path: Path
) -> None:
    """Noor, then Ana are left out in a row: both files wait for me, and an old folder's go."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert thursday("members", "edit", name, "--email", address).status == 0
    assert thursday("members", "edit", "Sam", "--email", "sam@example.org").status == 0
    asked = ("--method", "request", "--out", str(tmp_path / "out"))
    assert thursday("next", *asked, "--organizer", "ada@example.org").status == 0
    for name in ("Noor", "Ana"):
        assert thursday("next", *asked, "--uninvite", name).status == 0
    files = sorted(path.read_text() for path in (tmp_path / "out" / "invitations").iterdir())
    assert sum("METHOD:CANCEL" in text for text in files) == 2
    mine = tmp_path / "out" / "invitations" / "invite-notes.ics"
    mine.write_text("mine")
    now.advance(minutes=60 * 24 * 10)
    assert thursday("next", *asked).status == 0
    files = [path.read_text() for path in (tmp_path / "out" / "invitations").iterdir()]
    assert not any("METHOD:CANCEL" in text for text in files)
    assert mine.read_text() == "mine"


def test_a_link_gives_nobodys_address_away(mailed: Circle) -> None:
    """Noor's address in the room's link would be read by all: it is refused, however written."""
    for address in ("noor@example.net", "Noor%40example.net"):
        refused = mailed("next", "--link", f"https://meet.example.org/j?pwd={address}")
        assert (refused.status, "in that link" in refused.err) == (2, True)


def subjects(circle: Circle, *words: str) -> dict[str, str]:
    """Return what members' mails are about, by name, in their first word or two."""
    answer = circle("next", "--mail", "--json", *words)
    assert answer.status == 0, answer.err
    mails = json.loads(answer.out)["mails"]
    read = {
        mail["name"].split()[0]: message_from_bytes(Path(mail["file"]).read_bytes(), policy=SMTP)
        for mail in mails
    }
    return {name: mail["Subject"].partition(":")[0] for name, mail in read.items()}


def test_a_new_time_is_new_to_who_had_another(mailed: Circle) -> None:
    """Moved before any mail, it is an invitation; moved after it, a new time, and not to Sam."""
    assert mailed("members", "edit", "Sam", "--email", "sam@example.org").status == 0
    first = subjects(mailed, *MOVED)
    assert first == {"Ana": "New time", "Noor": "New time", "Sam": "Invitation"}
    assert subjects(mailed) == first, "written again, it is the same"
    assert subjects(mailed, "--uninvite", "Noor") == {"Noor": "Cancelled"}


def test_news_go_to_whom_they_are_news(mailed: Circle) -> None:
    """Noor is left out and asked again, Sam comes to it: Ana has nothing new, and is let be."""
    assert mailed("members", "edit", "Sam", "--email", "sam@example.org").status == 0
    assert mails(mailed) == {"Sam": "REQUEST"}
    assert mails(mailed, "--uninvite", "Noor") == {"Noor": "CANCEL"}
    shown = mailed("next", "--mail", "--invite", "Noor")
    assert shown.status == 0, shown.err
    assert "Nothing new for: Ana Example, Sam" in shown.out
    assert mails(mailed) == {"Noor": "REQUEST"}, "written again, it is the same"
    everybody = {name: "REQUEST" for name in ("Ana", "Noor", "Sam")}
    assert mails(mailed, "--link", "https://meet.example.org/x") == everybody


def test_whose_clocks_count_is_no_news_to_others(mailed: Circle) -> None:
    """Noor lives in Tokyo, and the invitations tell her hour: without her, Ana gets no mail."""
    assert mailed("members", "edit", "Noor", "--zone", "Asia/Tokyo").status == 0
    assert OWED not in mailed("next").out
    assert mails(mailed, "--uninvite", "Noor") == {"Noor": "CANCEL"}
    assert mails(mailed, *MOVED) == {"Ana": "REQUEST"}


def test_a_mended_address_gets_the_invitation(mailed: Circle) -> None:
    """Ana's address was wrong: once it is right I am told to mail, and she alone gets a mail."""
    changed = mailed("members", "edit", "Ana", "--email", "ana.example@example.org")
    assert "ana@example.org has the next meeting by mail" in changed.err
    assert mailed("members", "edit", "Sam", "--email", "").err == ""
    assert OWED in mailed("next").out
    answer = mailed("next", "--mail", "--json")
    (mail,) = json.loads(answer.out)["mails"]
    assert "To: Ana Example <ana.example@example.org>" in Path(mail["file"]).read_text()
    assert OWED not in mailed("next").out


def test_a_new_time_is_another_time(mailed: Circle) -> None:
    """Called off, and on again when it was to be; or made longer: nobody is told of a new time."""
    assert mailed("next", "--cancel").status == 0
    again = subjects(mailed, "--on", "2026-11-26 18:30")
    assert again == {"Ana": "Invitation", "Noor": "Invitation"}
    assert subjects(mailed, "--minutes", "100") == again
    assert set(subjects(mailed, *MOVED).values()) == {"New time"}


def test_moved_and_back_is_no_new_time(mailed: Circle) -> None:
    """I moved it and back before any mail: members had this very time all along."""
    for words in (MOVED, ("--move", "2026-11-26 18:30")):
        assert mailed("next", *words).status == 0
    assert set(subjects(mailed).values()) == {"Invitation"}
    told = subjects(mailed, *MOVED)
    assert set(told.values()) == {"New time"}
    assert subjects(mailed) == told, "written again, it is the same"
    titled = subjects(mailed, "--summary", "Evening")
    assert set(titled.values()) == {"Invitation"}, "they know of the time by now"
    assert subjects(mailed) == titled


def texts(circle: Circle, *words: str) -> dict[str, str]:
    """Return what members read in their mails, by name."""
    answer = circle("next", "--mail", "--json", *words)
    assert answer.status == 0, answer.err
    found = {}
    for each in json.loads(answer.out)["mails"]:
        mail = message_from_bytes(Path(each["file"]).read_bytes(), policy=SMTP)
        body = mail.get_body(("plain",))
        assert body is not None
        found[each["name"].split()[0]] = body.get_content()
    return found


def test_everybody_reads_their_own_hour(mailed: Circle) -> None:
    """We meet by New York's clock once: Ana and Noor, who live where the circle is, read theirs."""
    told = texts(mailed, "--move", "10 Dec 18:00", "--zone", "America/New_York")
    assert "For you: Friday 11 December 2026, 00:00 in Berlin" in told["Ana"]
    file = Path(json.loads(mailed("next", "--json").out)["file"])
    assert "in Berlin" in file.read_text().replace("\r\n ", "")


def test_who_is_left_out_before_they_heard_of_a_move(mailed: Circle) -> None:
    """Noor knows Thursday only: the mail tells her that she is not expected then either."""
    assert mailed("next", *MOVED).status == 0
    told = texts(mailed, "--uninvite", "Noor")
    assert "at the time you had for it, too" in told["Noor"]
    assert "at the time you had for it, too" not in texts(mailed, "--uninvite", "Ana")["Ana"]


def test_who_has_no_mail_is_told_by_me(mailed: Circle) -> None:
    """Sam has no address: I read so whenever mails are written, also when it is called off."""
    for words in ((), MOVED, ("--cancel",)):
        assert "Without an e-mail address, so no mail: Sam" in mailed("next", "--mail", *words).out


def test_who_missed_a_move_hears_of_it_as_soon_as_possible(mailed: Circle) -> None:
    """Noor had no address when it moved: what she has is old, and she is told with the next."""
    assert mailed("members", "edit", "Noor", "--email", "").status == 0
    assert mails(mailed, *MOVED) == {"Ana": "REQUEST"}
    assert mailed("members", "edit", "Noor", "--email", "noor@example.net").status == 0
    assert mails(mailed) == {"Noor": "REQUEST"}


def test_the_first_mail_is_an_invitation(thursday: Circle, now: FakeClock) -> None:
    """However often I moved the meeting before, members have heard of no other time."""
    assert thursday("members", "edit", "Ana", "--email", "ana@example.org").status == 0
    assert thursday("next", "--organizer", "ada@example.org").status == 0
    assert thursday("next", *MOVED).status == 0
    assert subjects(thursday) == {"Ana": "Invitation"}


def test_who_is_left_out_is_left_out_of_everything(mailed: Circle) -> None:
    """Noor lives in Tokyo and is left out: no hour of hers, no answer, no cost, and her name."""
    assert mailed("members", "edit", "Noor", "--zone", "Asia/Tokyo").status == 0
    assert "Tokyo" in mailed("next").out
    shown = mailed("next", "--uninvite", "Noor")
    assert "Not invited: Noor Sample" in shown.out
    assert "Tokyo" not in shown.out
    assert "1 not yet" in shown.out
    told = json.loads(mailed("next", "--json").out)
    assert len(told["not_invited"]) == 1
    assert b"Tokyo" not in Path(told["file"]).read_bytes()
    found = json.loads(mailed("next", "--find", "--json").out)
    assert len(found["members"]) == 2


def test_a_fair_time_that_is_kept_is_handed_out(mailed: Circle) -> None:
    """The file is the new one at once, and I am told that the mails are not."""
    kept = mailed("next", "--find", "--keep")
    assert kept.status == 0, kept.err
    assert OWED in kept.out
    file = Path(json.loads(mailed("next", "--json").out)["file"])
    assert str(file) in kept.out
