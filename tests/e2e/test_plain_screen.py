"""``circle screen`` beside a session in lines: what others see follows, and stays fresh."""

from pathlib import Path

import pytest

from tests.plain.in_lines import InLines

PROMPT = "What stays with you?"

AGENDA = f"""
title = "Short"

[[segment]]
title = "Round"
clock = "each"
seconds_each = "2m"
show = "What has happened since last time?"

[[segment]]
title = "Talk"
minutes = 10
show = "{PROMPT}"
"""


@pytest.fixture
def evening(tmp_path: Path) -> InLines:
    """Return a circle of two, and a short agenda."""
    evening = InLines(tmp_path)
    (tmp_path / "short.toml").write_text(AGENDA, encoding="utf-8")
    with evening.speak("new", "Thursday circle", "--members", "Ada Fenwick, Bo Marrow"):
        assert evening.spoken.wait_exit() == 0, evening.spoken.said
    return evening


def test_the_screen_beside_follows(evening: InLines) -> None:
    """What I type in lines is on the public view at once, and it stays there while nobody types."""
    evening.speak("run", str(evening.folder / "short.toml"), "--plain")
    with evening, evening.start("screen") as screen:
        evening.spoken.write("", "")
        evening.spoken.wait_for("help says what can be typed.")
        screen.wait_for("What has happened since last time?")
        evening.hear("pause")
        screen.wait_for("PAUSED")
        evening.hear("go", "next", "next")
        screen.wait_for(PROMPT)
        screen.settle(quiet=0.2)
        before = screen.text()
        evening.pass_time(minutes=1)  # longer than what is shown holds by itself, and nobody types
        screen.wait_for(lambda seen: PROMPT in seen.text() and seen.text() != before)
        evening.hear("view")
        screen.wait_for(lambda seen: PROMPT not in seen.text())
        evening.spoken.write("end", "yes", "")
        assert evening.spoken.wait_exit() == 0
        assert "Ada" not in screen.text()
