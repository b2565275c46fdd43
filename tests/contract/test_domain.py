"""The domain is pure: the same session and instant give the same answer, today and in a year."""

import ast
import sys
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[2] / "src" / "circle_tui" / "domain"

WORLD = {
    *("asyncio", "glob", "io", "logging", "os", "pathlib", "platform", "random", "secrets"),
    *("shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time", "uuid"),
}
"""Modules of the standard library that reach the clock, chance, the disk or the system."""

ASKING = {
    *("now", "today", "utcnow", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"),
    *("astimezone", "open", "read_text", "read_bytes", "write_text", "write_bytes", "exists"),
    *("mkdir", "unlink", "random", "choice", "shuffle", "randint", "token_hex"),
}
"""Methods that ask the world; ``astimezone()`` without a zone asks for the computer's."""

BUILT_IN = {"open", "input", "print", "exec", "eval"}
"""Built-in functions that ask the world, or can."""

ALLOWED = {"values": ["exec()"]}
"""What one module may: a class of values has its ``__init__`` compiled, as ``dataclasses`` does."""


def impurities(source: str) -> list[str]:
    """Return every import and call in ``source`` that a pure module has no business with."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [alias.name for alias in names if not _is_pure(alias.name)]
            case ast.ImportFrom(module=str(module)) if not _is_pure(module):
                found.append(module)
            case ast.Call(func=ast.Name(id=name)) if name in BUILT_IN:
                found.append(f"{name}()")
            case ast.Call(func=ast.Attribute(attr="astimezone"), args=[_, *_]):
                pass
            case ast.Call(func=ast.Attribute(attr=name)) if name in ASKING:
                found.append(f".{name}()")
    return found


def _is_pure(module: str) -> bool:
    if module.startswith("circle_tui."):
        return module.startswith("circle_tui.domain.")
    name = module.partition(".")[0]
    return name in sys.stdlib_module_names and name not in WORLD


@pytest.mark.parametrize("file", sorted(DOMAIN.glob("*.py")), ids=lambda path: path.stem)
def test_the_domain_asks_nobody(file: Path) -> None:
    """No rule reads a clock, draws at random or touches a file: it is told everything."""
    assert impurities(file.read_text(encoding="utf-8")) == ALLOWED.get(file.stem, [])


@pytest.mark.parametrize(
    "line",
    [
        *("datetime.now(UTC)", "date.today()", "import time", "from time import monotonic"),
        *("import random", "from secrets import choice", "open('x')", "at.astimezone()"),
        *("from pathlib import Path", "path.read_text()", "import tinydb", "import rich.text"),
        *("from circle_tui.storage.codec import encode", "from circle_tui import storage"),
    ],
)
def test_the_check_for_purity_bites(line: str) -> None:
    """The check finds the ways in which a clock, chance, a file or a library gets in."""
    assert impurities(line)


@pytest.mark.parametrize(
    "line",
    [
        *("from datetime import datetime, time", "at.astimezone(zone)", "time(18, 30)"),
        *("from circle_tui.domain.agenda import Agenda", "import re", "apply(session, now)"),
    ],
)
def test_the_check_for_purity_lets_calculation_through(line: str) -> None:
    """The check accepts what is only calculated."""
    assert impurities(line) == []
