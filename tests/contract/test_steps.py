"""The one command that checks everything: ``python -m tests``."""

import sys
from pathlib import Path

import pytest

from tests import __main__ as steps

PYTHON = Path(sys.executable).name
"""Stands for a tool: it lies beside the interpreter, as every tool does."""


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put three quick steps in place of the real ones, the second of which fails."""
    quick = {"one": "0", "two": "7", "three": "0"}
    commands = {name: (PYTHON, "-c", f"raise SystemExit({end})") for name, end in quick.items()}
    monkeypatch.setattr(steps, "STEPS", commands)
    monkeypatch.setattr(steps, "READ_AHEAD", (PYTHON, "-c", "raise SystemExit(3)"))


@pytest.mark.usefixtures("three")
def test_the_first_failure_ends_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    """A step that fails is named, its status is the run's, and nothing runs after it."""
    assert steps.main([]) == 7
    told = capfd.readouterr()
    assert "== one" in told.out
    assert "two failed" in told.err
    assert "three" not in told.out


@pytest.mark.usefixtures("three")
def test_named_steps_run_alone_and_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    """Only the named steps run, in the order of CI and not of the names."""
    assert steps.main(["three", "one"]) == 0
    told = capfd.readouterr().out
    assert told.index("== one") < told.index("== three")
    assert "== two" not in told


def test_an_unknown_step_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A step that does not exist is answered with those that do, and nothing runs."""
    assert steps.main(["tests", "typos"]) == 2
    told = capsys.readouterr()
    assert "format, lint, types, imports, dateutil, tests" in told.err
    assert told.out == ""


def test_python_keeps_what_it_compiled(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Wherever the run was begun, its programs start as they do for people."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    tell = (PYTHON, "-c", "import sys; print('keeps it:', not sys.dont_write_bytecode)")
    monkeypatch.setattr(steps, "STEPS", {"one": tell})
    assert steps.main(["one"]) == 0
    assert "keeps it: True" in capfd.readouterr().out


def test_a_missing_tool_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a tool is not installed, the sentence says how to install it."""
    monkeypatch.setattr(steps, "STEPS", {"one": ("no-such-tool",)})
    monkeypatch.setattr(steps, "READ_AHEAD", ("no-such-tool",))
    assert steps.main([]) == 2
    assert "pip install -e '.[dev]'" in capsys.readouterr().err
