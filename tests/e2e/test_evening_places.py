"""A screen on which one thing is wrong is told from the one that was wanted, by its place."""

from dataclasses import replace

import pytest

from circle_tui.domain.order import Line, Mark
from circle_tui.domain.timing import Tone
from circle_tui.domain.view import LiveView
from tests.e2e.evening_places import differing

SCREEN = """\
 Thursday circle               18:43   promised 20:00   ends 20:07   7 min late
  CHECK-IN  2 of 3                    ‖ PAUSED  ▏ ▸ Check-in               7:10
  paused: promise stays 20:00                   ▏   ✓ Ada Fenwick    3:10 +1:10
           ██████        ██    ██████           ▏   ▸ Bo Marrow            3:00
           ██  ██  ██  ████    ██  ██           ▏     Cleo Vantage         2:00
           ██  ██        ██    ██  ██           ▏   Close                 14:00
           ██  ██  ██    ██    ██  ██           ▏
           ██████      ██████  ██████           ▏
  ████████ 0:10 left of 3:00 · 2:50 used        ▏
                                                ▏
   Bo Marrow                next: Cleo Vantage  ▏
                                                ▏
  What has happened since last time?            ▏
  7 min behind. Press r for new times.          ▏
                                                ▏
                                                ▏
                                                ▏
▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
 notes 0   actions 0   parked 0   decided 0
"""

ORDER = (
    Line(Mark.NOW, 0, "Check-in", "7:10"),
    Line(Mark.DONE, 1, "Ada Fenwick", "3:10", "+1:10"),
    Line(Mark.NOW, 1, "Bo Marrow", "3:00"),
    Line(Mark.AHEAD, 1, "Cleo Vantage", "2:00"),
    Line(Mark.AHEAD, 0, "Close", "14:00"),
)

VIEW = LiveView(
    segment="Check-in",
    place="2 of 3",
    who="Bo Marrow",
    following="Cleo Vantage",
    clock="0:10",
    allotted="3:00",
    used="2:50",
    portion=95,
    tone=Tone.SOON,
    paused=True,
    pause="paused",
    prompt="What has happened since last time?",
    now="18:43",
    promised="20:00",
    projected="20:07",
    drift="7 min late",
    late=True,
    behind="7 min behind",
    order=ORDER,
)


def test_the_screen_that_was_wanted_differs_nowhere() -> None:
    """Where everything is in its place there is nothing to tell."""
    assert differing(VIEW, SCREEN.splitlines()) == {}


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("head", {"now": "18:44"}),
        ("head", {"drift": "8 min late"}),
        ("head", {"on_time": True}),
        ("segment", {"place": "3 of 3"}),
        ("segment", {"paused": False}),
        ("aside", {"pause": ""}),
        ("clock", {"clock": "0:11"}),
        ("words", {"used": "2:51"}),
        ("words", {"portion": 50}),
        ("who", {"who": "Cleo Vantage"}),
        ("who", {"following": "Close"}),
        ("read", {"prompt": "How are you?"}),
        ("read", {"interruption": "2:00"}),
        ("order", {"order": ORDER[1:]}),
        ("order", {"order": (*ORDER[:3], ORDER[4], ORDER[3])}),
        ("order", {"order": (ORDER[0], replace(ORDER[1], mark=Mark.PASSED), *ORDER[2:])}),
        ("order", {"order": (*ORDER[:4], replace(ORDER[4], indent=1))}),
        ("order", {"order": (ORDER[0], replace(ORDER[1], over=""), *ORDER[2:])}),
    ],
)
def test_what_is_wrong_is_told_by_its_place(place: str, wrong: dict[str, object]) -> None:
    """Also where all the words of the picture are somewhere on the screen."""
    assert place in differing(replace(VIEW, **wrong), SCREEN.splitlines())  # type: ignore[arg-type]
