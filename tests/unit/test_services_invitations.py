"""What invites say, where it is kept, and what is left of it."""

from pathlib import Path

from circle_tui.domain.people import Member, Profile
from circle_tui.privacy.gate import check
from circle_tui.services.invite_style import restyle, style_of
from circle_tui.storage.circle import open_circle
from circle_tui.storage.forget import forget_people
from circle_tui.storage.making import create_circle
from tests.fakes import FakeCircle

ZORA = Member("m1", "Zora Quell", "Comet", "zq@example.org")


def test_whoever_organised_is_forgotten_with_the_people(tmp_path: Path) -> None:
    """Once I forget the people of a circle, my own name and address are gone as well."""
    folder = create_circle(tmp_path, Profile("Thursdays"), (ZORA,), check, lambda: "1" * 18)
    circle = open_circle(folder, check)
    restyle(circle, organizer="Zora Quell <zq@example.org>", link="https://meet.example.org/x")
    forget_people(circle)
    style = circle.people.profile().invite
    assert style is not None
    assert (style.organizer, style.link) == (None, "https://meet.example.org/x")
    circle.close()


def test_a_title_that_names_somebody_who_came_later_is_masked() -> None:
    """An invite that was called after nobody does not name Zora once she has joined."""
    circle = FakeCircle()
    restyle(circle, summary="Evening with Zora Quell")
    assert style_of(circle).summary == "Evening with Zora Quell"
    circle.people.put_members((ZORA,))
    assert "Zora" not in style_of(circle).summary
    assert style_of(circle).summary.startswith("Evening with")


def test_what_is_not_said_stays_as_it_was() -> None:
    """Saying nothing changes nothing, and writes nothing."""
    circle = FakeCircle()
    restyle(circle)
    assert circle.people.profile().invite is None
    restyle(circle, alarm=15)
    restyle(circle, link="https://meet.example.org/x")
    assert (style_of(circle).alarm, style_of(circle).link) == (15, "https://meet.example.org/x")
