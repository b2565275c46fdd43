"""What leaves the circle as a file passes the gate again, whatever an older version kept."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Began
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import record_of
from circle_tui.domain.session import fold
from circle_tui.domain.words import Word
from circle_tui.services import inviting
from circle_tui.services.closing import finish
from circle_tui.services.handing_out import hand_out
from circle_tui.services.leaving import WITHHELD, Outlet
from circle_tui.services.screening import masked_for_others, screened, screened_agenda
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from circle_tui.storage.tinyfile import export_tinydb
from circle_tui.upkeep import export_plain
from tests.fakes import FakeCircle, FakeClock, Tokens, choose
from tests.property.test_storage_laws import lenient
from tests.unit.circles import AGENDA, at, begun

MAY = Member("1" * 18, "May Quillhaddad", "Cedar", "mq@ward.example", zone="Europe/Sofia")
SOFIA = Member("2" * 18, "Sofia Lindqvarn", "Delta", zone="America/Denver")
RHYTHM = Cadence(Rhythm.WEEKS, 2, 4, time(18, 30), "Europe/Sofia", 90, date(2027, 5, 7))
SESSION = "5" * 18
OLD = "may quillhaddad wrote from mq@ward.example, or +47 706 53 321"
"""What a version that knew no better might have kept."""


def ended() -> FakeCircle:
    """Return a circle whose session has ended, with texts in it that no gate was asked about."""
    circle = FakeCircle(MAY, SOFIA, clock=FakeClock())
    circle.people.put_profile(Profile("Test circle", RHYTHM))
    plain = replace(AGENDA, title="Small circle")
    start(circle, plain, [MAY, SOFIA], SESSION, circle.clock)
    outcome = rules.close(begun(people=2), circle.clock.now())
    assert isinstance(outcome, tuple)
    circle.journal.append(outcome)
    (began,) = (fact for fact in circle.kept.facts if isinstance(fact, Began))
    titled = replace(began, agenda=replace(plain, title="Quillhaddad's round"))
    item = ActionItem("4" * 18, SESSION, "Cedar", OLD, date(2026, 11, 19))
    earlier = Step(date(2026, 11, 5), ActionStatus.PARTLY, OLD)
    before = taken(replace(item, id="5" * 18, session="0"), earlier)
    circle.kept = replace(
        circle.kept,
        facts=(titled, *circle.kept.facts[1:]),
        notes={"3": Note("3" * 18, SESSION, 0, OLD)},
        actions={"4": item, "5": before},
    )
    return circle


def test_a_summary_names_nobody_whatever_was_kept(tmp_path: Path) -> None:
    """A session begun with an older version can be closed, and its summary names nobody."""
    circle = ended()
    closing = finish(circle, tmp_path, circle.clock, Tokens(), None)
    assert closing.summary is not None
    text = closing.summary.read_text().lower()
    assert "wrote from" in text
    for told in ("quillhaddad", "mq@", "ward.example", "706 53 321"):
        assert told not in text.replace("\\", "")
    assert circle.records.all() == (closing.record,)


def test_an_invite_of_members_called_as_months_and_towns_is_written(tmp_path: Path) -> None:
    """May and Sofia are invited to a meeting in May in Sofia: the file says nothing of them."""
    circle = FakeCircle(MAY, SOFIA)
    circle.people.put_profile(Profile("Test circle", RHYTHM))
    starts = datetime.combine(date(2027, 5, 7), RHYTHM.at)
    meeting = inviting.move(circle, circle.clock, Tokens(), starts).meeting
    path = tmp_path / "next.ics"
    hand_out(circle, circle.clock, lambda: meeting, path)
    assert b"BEGIN:VEVENT" in path.read_bytes()


def test_an_invite_with_an_address_in_it_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should an address ever get into an invite, the file is refused and not written."""
    circle = FakeCircle(MAY)
    circle.people.put_profile(Profile("Test circle", RHYTHM))
    meeting = inviting.settle(circle, circle.clock, Tokens()).meeting
    path = tmp_path / "next.ics"
    monkeypatch.setattr(
        "circle_tui.calendars.invite.invite", lambda *_, **__: b"ATTENDEE:mailto:mq@ward.example"
    )
    with pytest.raises(PrivacyError):
        hand_out(circle, circle.clock, lambda: meeting, path)
    assert not path.exists()


def test_the_plain_export_names_nobody_and_tells_no_order(tmp_path: Path) -> None:
    """The file for stock TinyDB has no name in it, and the notes in no order of writing."""
    numbers = Tokens(10**17)
    folder = create_circle(tmp_path, Profile("Thursdays"), [MAY, SOFIA], lenient, numbers)
    with_old = open_circle(folder, lenient)
    for number in range(8):
        with_old.notes.add(Note(f"{number:018}", SESSION, 0, OLD if number == 3 else "clearer"))
    out = tmp_path / "out.json"
    outlet = Outlet(with_old)

    def cleared(_table: str, document: object) -> object:
        return outlet.document(document)

    assert export_tinydb([with_old.stores.circle], out, cleared, by_id=True) == 8
    with_old.close()
    text = out.read_text()
    for told in ("quillhaddad", "ward.example", "706 53 321"):
        assert told not in text.lower()
    ids = [int(key) for key in json.loads(text)["notes"]]
    assert ids == sorted(ids)


def test_what_no_mask_makes_good_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that still names somebody after masking does not leave at all."""
    monkeypatch.setattr("circle_tui.services.leaving.screened", lambda text, *_: text)
    outlet = Outlet(FakeCircle(MAY))
    assert outlet.text(OLD) == WITHHELD == "[withheld]"
    assert outlet.document({"text": OLD}) == {"text": WITHHELD}


def test_everything_of_a_session_passes_the_gate() -> None:
    """An owner, a part's title and an agenda that name a member leave without the name."""
    outlet, day = Outlet(FakeCircle(MAY)), date(2026, 11, 19)
    item = ActionItem("4" * 18, SESSION, "Quillhaddad", "call Quillhaddad", day)
    item = outlet.thing(taken(item, Step(day, ActionStatus.PARTLY, "Quillhaddad was out")))
    assert "Quillhaddad" not in item.owner + item.text + item.steps[0].text
    assert item.steps[0].text == "[A] was out"
    outcome = rules.close(begun(), at())
    assert isinstance(outcome, tuple)
    record = record_of(fold([*begun().standing, *outcome]))
    titled = tuple(replace(s, title="Quillhaddad's turn") for s in record.segments)
    told = outlet.record(replace(record, agenda="For Quillhaddad", segments=titled))
    assert "Quillhaddad" not in told.agenda
    assert [s.title for s in told.segments] == ["[A]'s turn" for _ in titled]


def test_what_a_number_covered_is_looked_at_again() -> None:
    """A member behind a phone number does not come to light when the number is masked."""
    min_seo = Member("1" * 18, "Min Seoyeon", "Cedar")
    assert "min" not in screened("call 415-555-2671 min", (min_seo,))


def test_every_text_of_an_agenda_is_screened() -> None:
    """Wherever an agenda names a member, what is kept of it does not."""
    said = "as Quillhaddad says"
    segment = replace(AGENDA.segments[0], title=said, show=said, say=said)
    segment = replace(segment, roles=(said,), exclude=(said,))
    agenda = replace(AGENDA, name=said, title=said, summary=said, source=said, licence=said)
    kept = screened_agenda(replace(agenda, segments=(segment,)), (MAY,))
    (part,) = kept.segments
    texts = {kept.name, kept.title, kept.summary, kept.source, kept.licence}
    texts |= {part.title, part.show, part.say, *part.roles, *part.exclude}
    assert texts == {"as [A] says"}


@pytest.mark.parametrize(
    "show",
    [
        *("Ann begins.", "ann begins", "Will tells his case.", "thank Hope", "thank hope"),
        *("What is said here stays here.", "This time is yours. Who will host?"),
    ],
)
def test_what_others_see_masked_is_counted(show: str) -> None:
    """A name in an agenda is masked however it is written; so is the word, and that is told."""
    names = ("Yara Said", "Ann Time", "Will Hope")
    members = tuple(Member(f"{n}" * 18, name, "Cedar") for n, name in enumerate(names, start=1))
    agenda = replace(AGENDA, segments=(replace(AGENDA.segments[0], show=show),))
    (part,) = screened_agenda(agenda, members).segments
    masks = part.show.count("[")
    assert masks
    assert masked_for_others(agenda, members).startswith(f"{masks} word")
    assert masked_for_others(agenda, (MAY,)) == ""


def test_the_plain_export_holds_no_draft(tmp_path: Path) -> None:
    """What was being typed and never kept is not in the file for stock TinyDB."""
    folder = create_circle(tmp_path, Profile("Thursdays"), [MAY], lenient, Tokens(10**17))
    stored = open_circle(folder, lenient)
    stored.drafts.put_all([Draft("note", SESSION, 0, "half a thought")])
    workspace = Workspace(stored, FakeClock(), Tokens(), choose, tmp_path, tmp_path)
    for with_people in (False, True):
        out = tmp_path / f"{with_people}.json"
        export_plain(workspace, out, with_people=with_people, overwrite=False)
        assert "half a thought" not in out.read_text()
    workspace.close()


def test_a_word_left_readable_on_purpose_leaves_readable() -> None:
    """What I was asked twice about stays readable in the summary, and only that."""
    circle = FakeCircle(MAY)
    circle.people.put_words([Word("may", always=False, confirmed=True)])
    outlet = Outlet(circle)
    assert outlet.text("we may do it") == "we may do it"
    assert "may" not in outlet.text("may quillhaddad may do it").split()
    assert "Quill" not in str(outlet.document({"notes": {"1": {"text": "Quillhaddad"}}}))
