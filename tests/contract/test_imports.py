"""Importing: heavy libraries stay in their floor, and nothing is written or looked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
    "tinydb": {"storage", "bootstrap"},
    "cryptography": set(),
    "icalendar": set(),
    "dateutil": set(),
    "spacy": set(),
}
"""Each heavy library, and the packages whose mere import may load it."""


def _packages() -> list[str]:
    folders = [path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()]
    return sorted([*folders, "bootstrap", "__main__"])


def _modules(package: str) -> list[str]:
    if not (SOURCES / package).is_dir():
        return [f"circle_tui.{package}"]
    files = sorted((SOURCES / package).rglob("*.py"))
    dotted = [".".join(file.relative_to(SOURCES.parent).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in dotted]


@pytest.mark.parametrize("package", _packages())
def test_importing_is_free(package: str, tmp_path: Path) -> None:
    """Importing any module writes nothing, reads nothing of the user's, and loads what it needs."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **{key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
        **{"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    }
    told = subprocess.run(
        [sys.executable, "-c", PROBE, *_modules(package)],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    answer = json.loads(told.stdout)
    assert answer["touched"] == []
    assert list(home.iterdir()) == []
    loaded = {name.partition(".")[0] for name in answer["loaded"]}
    allowed = {library for library, owners in OWNERS.items() if package in owners}
    assert loaded & OWNERS.keys() <= allowed
