"""What happens before Textual is imported."""

import subprocess
import sys

import pytest

from circle_tui.ui.terminal import splash
from circle_tui.ui.terminal.environment import scrub_environment


def test_doors_are_closed() -> None:
    """Only what changes looks and keys is left of Textual's variables."""
    environ = {
        "TEXTUAL": "devtools",
        "TEXTUAL_LOG": "/tmp/x",
        "TEXTUAL_A_DOOR_OF_TOMORROW": "1",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUALLY": "mine",
        "HOME": "/home/ana",
    }
    scrub_environment(environ)
    assert set(environ) == {"TEXTUAL_ANIMATIONS", "TEXTUALLY", "HOME"}


def test_a_developer_may_open_them() -> None:
    """With CIRCLE_TUI_DEVELOPER=1 the developer tools work."""
    environ = {"TEXTUAL_LOG": "x", "CIRCLE_TUI_DEVELOPER": "1"}
    scrub_environment(environ)
    assert "TEXTUAL_LOG" in environ


def test_no_splash_into_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    """When I send the output to a file, there is no splash in it."""
    with splash.splash("circle"):
        assert not splash.take_over()
    assert capfd.readouterr() == ("", "")


def test_nothing_here_imports_textual() -> None:
    """The splash is up before Textual is loaded, and the checks never load it."""
    script = (
        "import sys\n"
        "from circle_tui.ui.terminal import (\n"
        "    characters, collector, crash, environment, memory, paste, splash)\n"
        "sys.exit(sum(n in sys.modules for n in ('textual', 'rich')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
