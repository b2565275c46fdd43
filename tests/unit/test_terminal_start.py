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
        "    characters, collector, crash, environment, leaving_out, memory, paste, splash)\n"
        "sys.exit(sum(n in sys.modules for n in ('textual', 'rich')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_nothing_is_loaded_for_a_network() -> None:
    """The program connects to nobody, so what encrypts connections stays out; asyncio works.

    It packs no archives either, so what squeezes them stays out too; ``shutil`` works, and so does
    each of these for whoever imports it later.
    """
    script = (
        "import sys\n"
        "from circle_tui.cli.curtain import curtain\n"
        "with curtain():\n"
        "    import circle_tui.fronts, circle_tui.ui.app, asyncio\n"
        "loaded = {'ssl', '_ssl', 'bz2', '_bz2', 'lzma', '_lzma'} & sys.modules.keys()\n"
        "import bz2, lzma, os, shutil, ssl, tempfile\n"
        "worked = asyncio.run(asyncio.sleep(0, 'yes')) == 'yes' and bool(ssl.OPENSSL_VERSION)\n"
        "worked &= all(s.decompress(s.compress(b'x')) == b'x' for s in (bz2, lzma))\n"
        "folder = tempfile.mkdtemp()\n"
        "shutil.copytree(folder, os.path.join(folder, 'copy'))\n"
        "shutil.rmtree(folder)\n"
        "sys.exit(f'loaded {loaded}, worked {worked}' if loaded or not worked else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_loaded_already_stays() -> None:
    """Where something else needs encrypted connections, asyncio keeps them."""
    script = (
        "import sys, ssl\n"
        "from circle_tui.ui.terminal.leaving_out import load_lean\n"
        "load_lean()\n"
        "import asyncio.sslproto\n"
        "sys.exit(sys.modules['ssl'] is not ssl or asyncio.sslproto.ssl is not ssl)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
