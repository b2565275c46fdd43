"""The rules for what is typed to found a circle."""

from datetime import date, time
from pathlib import Path

import pytest

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.problems import AgendaError
from circle_tui.agendas.reader import load_agenda
from circle_tui.bootstrap import circle_names, make_circle
from circle_tui.config.home import Home
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import USUAL_MINUTES, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.services.founding import (
    LONGEST_NAME,
    agenda_name,
    circle_name,
    names_in,
    rhythm_in,
)
from circle_tui.services.overview import FIRST_CHOICE

TODAY = date(2026, 11, 19)


def test_a_circles_name_is_one_clean_line() -> None:
    """Tabs, line ends and control bytes in a pasted name do not reach the screen."""
    assert circle_name(" Thursday\t\x1b\ncircle\u202e ") == "Thursday circle"
    assert circle_name("2") == "2"


@pytest.mark.parametrize("name", ["", " ", "?!", "\u202e\x1b", "x" * (LONGEST_NAME + 1)])
def test_no_door_takes_a_name_that_cannot_be_shown(name: str, tmp_path: Path) -> None:
    """A name that cannot be shown makes no circle, whichever way it was typed."""
    with pytest.raises(InputError):
        circle_name(name)
    home = Home(tmp_path / "home", "the test")
    with pytest.raises(InputError):
        make_circle(home, Profile(name), [])
    assert circle_names(home) == []


def test_a_circle_is_kept_under_its_clean_name(tmp_path: Path) -> None:
    """However blanks were typed, the circle is found under the name that is shown."""
    home = Home(tmp_path / "home", "the test")
    make_circle(home, Profile("  Thursday \n circle "), [])
    assert circle_names(home) == ["Thursday circle"]


def test_names_are_separated_by_commas() -> None:
    """Names are split at commas; blanks around them and empty places do not count."""
    assert names_in(" Noor Haddad ,, Mira,") == ("Noor Haddad", "Mira")
    assert names_in("  ") == ()


def test_a_rhythm_in_one_phrase() -> None:
    """A rhythm is understood as it is said, for a meeting of the usual length."""
    monthly = rhythm_in("Every month on the 2nd thu at 18:30", TODAY)
    assert monthly is not None
    assert (monthly.rhythm, monthly.nth, monthly.weekday) == (Rhythm.MONTHLY, 2, 3)
    assert (monthly.at, monthly.minutes) == (time(18, 30), USUAL_MINUTES)
    assert rhythm_in(" ", TODAY) is None
    with pytest.raises(InputError, match="every 3 weeks on thu at 18:30"):
        rhythm_in("now and then", TODAY)


def test_an_agenda_is_kept_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own agendas and shipped ones are kept by name, with or without the file's ending."""
    own = tmp_path / "agendas"
    own.mkdir()
    (own / "mine.toml").write_text('title = "A"\n[[segment]]\ntitle = "B"\nminutes = 1\n')
    monkeypatch.chdir(tmp_path)
    for typed in ("mine", "mine.toml", str(own / "mine.toml")):
        assert agenda_name(typed, own) == "mine"
    assert agenda_name("troika-30", own) == "troika-30"


def test_an_agenda_elsewhere_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only one folder can name is refused, with the folder where it should lie."""
    own = tmp_path / "agendas"
    (tmp_path / "mine.toml").write_text('title = "A"\n[[segment]]\ntitle = "B"\nminutes = 1\n')
    monkeypatch.chdir(tmp_path)
    for typed in ("mine.toml", "./mine.toml", str(tmp_path / "mine.toml")):
        with pytest.raises(InputError, match="name of an agenda, not a file") as caught:
            agenda_name(typed, own)
        assert str(own) in str(caught.value)
        assert "--agenda mine" in str(caught.value)


def test_an_agenda_with_mistakes_is_refused(tmp_path: Path) -> None:
    """A circle is not founded on an agenda that cannot be run."""
    (tmp_path / "bad.toml").write_text("title = ")
    with pytest.raises(AgendaError):
        agenda_name("bad", tmp_path)


def test_a_usual_meeting_is_as_long_as_its_agenda() -> None:
    """Who chooses neither length nor agenda gets an invite for the whole of the session."""
    assert load_agenda(find_agenda(FIRST_CHOICE)).minutes == USUAL_MINUTES
