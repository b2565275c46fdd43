"""Importing: heavy libraries stay in their floor, and nothing is written or looked for."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "circle_tui"

PROBE = """
import importlib, json, os, sys

touched = []

def watch(event, details):
    if event == "open":
        path, mode, flags = details
        writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        home = os.environ["HOME"]
        if isinstance(flags, int) and flags & writing or str(path).startswith(home):
            touched.append([event, str(path)])
    elif event in ("os.mkdir", "os.rename", "os.remove", "socket.__new__", "subprocess.Popen"):
        touched.append([event, str(details[:1])])

sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({"touched": touched, "loaded": sorted(sys.modules)}))
"""
"""Imports the modules it is given, and tells what that touched and loaded."""

OWNERS = {
    "textual": {"ui"},
    "rich": {"ui"},
    "tinydb": {"storage", "bootstrap", "fronts", "sealing", "upkeep"},
    "cryptography": set(),
    "icalendar": set(),
    "dateutil": set(),
    "recurring_ical_events": set(),
    "spacy": set(),
}
"""Each heavy library, and the packages whose mere import may load it."""


def _packages() -> list[str]:
    folders = [path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()]
    modules = [path.stem for path in SOURCES.glob("*.py") if path.stem != "__init__"]
    return sorted([*folders, *modules])


def _modules(package: str) -> list[str]:
    if not (SOURCES / package).is_dir():
        return [f"circle_tui.{package}"]
    files = sorted((SOURCES / package).rglob("*.py"))
    dotted = [".".join(file.relative_to(SOURCES.parent).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in dotted]


def _told(home: Path, *modules: str) -> Any:  # noqa: ANN401 - as JSON has it
    """Import modules in a process of its own, and return what that touched and loaded."""
    home.mkdir()
    environment = {
        **{key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
        **{"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    }
    told = subprocess.run(
        [sys.executable, "-c", PROBE, *modules],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.parametrize("package", _packages())
def test_importing_is_free(package: str, tmp_path: Path) -> None:
    """Importing any module writes nothing, reads nothing of the user's, and loads what it needs."""
    home = tmp_path / "home"
    answer = _told(home, *_modules(package))
    assert answer["touched"] == []
    assert list(home.iterdir()) == []
    loaded = {name.partition(".")[0] for name in answer["loaded"]}
    allowed = {library for library, owners in OWNERS.items() if package in owners}
    assert loaded & OWNERS.keys() <= allowed


BEFORE_THE_SPLASH = (
    "circle_tui.cli.parsing",
    "circle_tui.cli.demo",
    "circle_tui.cli.home",
    "circle_tui.cli.run",
    "circle_tui.cli.curtain",
    "circle_tui.cli.opening",
    "circle_tui.cli.passphrases",
    "circle_tui.ui.terminal.collector",
    "circle_tui.ui.terminal.environment",
    "circle_tui.ui.terminal.memory",
    "circle_tui.ui.terminal.splash",
)
"""What is loaded until something is on the screen."""

BEFORE_THE_FIRST_SCREEN = ("circle_tui.bootstrap", "circle_tui.ui.app")
"""What is loaded until the first screen can be drawn, and that brings along."""

BEFORE_HOME = (
    "circle_tui.fronts",
    *BEFORE_THE_FIRST_SCREEN,
    "circle_tui.services.overview",
    "circle_tui.ui.screens.home",
)
"""What is loaded until the home screen can be drawn."""

BEFORE_IT_GOES_ON = (
    "circle_tui.fronts",
    *BEFORE_THE_FIRST_SCREEN,
    "circle_tui.services.publishing",
    "circle_tui.ui.screens.resume",
)
"""What is loaded until I am asked whether an interrupted session goes on."""

MOST_BEFORE_IT_GOES_ON = 140
"""How many modules of ours that may be. A third of a millisecond and 40 kB each."""


@pytest.mark.parametrize(
    ("modules", "later"),
    [
        (
            BEFORE_THE_SPLASH,
            (
                *("dataclasses", "tempfile", "textual", "circle_tui.bootstrap"),
                "circle_tui.ui.terminal.characters",
            ),
        ),
        (
            BEFORE_THE_FIRST_SCREEN,
            (
                "circle_tui.privacy.redaction",
                "circle_tui.services.notebook",
                "circle_tui.ui.screens.attendance",
                "circle_tui.ui.screens.home",
                "circle_tui.ui.screens.live",
                "circle_tui.ui.screens.decisions",
            ),
        ),
        (
            BEFORE_IT_GOES_ON,
            (
                *("hashlib", "secrets", "tomllib", "zoneinfo", "circle_tui.agendas"),
                *("circle_tui.domain.capture", "circle_tui.export"),
                *("circle_tui.services.exports", "circle_tui.services.inviting"),
                *("circle_tui.domain.keeping", "circle_tui.domain.masking"),
                *("circle_tui.services.founding", "circle_tui.services.live"),
                *("circle_tui.services.roster", "circle_tui.storage.making"),
                *("circle_tui.config.mine", "circle_tui.ui.screens.ask"),
            ),
        ),
        (
            BEFORE_HOME,
            (
                *("circle_tui.domain.capture", "circle_tui.services.publishing"),
                *("circle_tui.ui.screens.ask", "circle_tui.ui.screens.handover"),
                "circle_tui.ui.screens.resume",
            ),
        ),
    ],
    ids=["splash", "first screen", "session goes on", "home"],
)
def test_nobody_waits_for_what_comes_later(
    modules: tuple[str, ...], later: tuple[str, ...], tmp_path: Path
) -> None:
    """Something is on the screen before the program is loaded, and a screen before the rest is."""
    assert not set(later) & set(_told(tmp_path / "home", *modules)["loaded"])


def test_little_is_loaded_before_a_session_goes_on(tmp_path: Path) -> None:
    """After a crash I am asked soon: what the question does without is loaded behind it."""
    loaded = _told(tmp_path / "home", *BEFORE_IT_GOES_ON)["loaded"]
    ours = [name for name in loaded if name.partition(".")[0] == "circle_tui"]
    assert len(ours) <= MOST_BEFORE_IT_GOES_ON


def test_the_ports_load_nothing(tmp_path: Path) -> None:
    """A command waits for no part of the program that is only named in what another promises."""
    loaded = _told(tmp_path / "home", "circle_tui.domain.ports")["loaded"]
    ours = {name for name in loaded if name.partition(".")[0] == "circle_tui"}
    assert ours == {"circle_tui", "circle_tui.domain", "circle_tui.domain.ports"}
