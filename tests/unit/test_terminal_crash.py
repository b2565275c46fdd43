"""What is kept after a fault of the program."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import WorkerFailed

from circle_tui.ui.terminal import crash
from circle_tui.ui.terminal.app import GuardedApp
from circle_tui.ui.terminal.crash import CrashReports, describe, sentence


def failure() -> BaseException:
    """Return an error with a cause, notes, a group and a private text in each."""
    try:
        try:
            raise KeyError("private")
        except KeyError as cause:
            cause.add_note("private")
            raise ExceptionGroup("private", [OSError(2, "private", "private")]) from cause
    except ExceptionGroup as error:
        return error


def test_report_quotes_nothing() -> None:
    """A report can be mailed to a stranger: it says where, and none of what."""
    text = describe(failure())
    effect = text.index("builtins.ExceptionGroup")
    assert text.index("builtins.FileNotFoundError") < effect
    assert text.index("builtins.KeyError") < effect
    assert "in failure" in text
    assert "private" not in text.replace('("private"', "").replace('"private"', "")


def test_a_report_names_no_home_folder(tmp_path: Path) -> None:
    """The folders above the program, which may bear my name, are not in a report."""
    files = {
        str(tmp_path / "noor-haddad" / "own.py"): "own.py",
        str(tmp_path / "noor-haddad" / "site-packages" / "lib" / "x.py"): "lib/x.py",
        crash.__file__: "circle_tui/ui/terminal/crash.py",
    }
    for file, told in files.items():
        try:
            exec(compile("1 / 0", file, "exec"), {})
        except ZeroDivisionError as error:
            text = describe(error)
            assert f'File "{told}", line 1' in text
    assert "noor" not in text
    assert str(Path(__file__).parent) not in describe(failure())
    assert "test_terminal_crash.py" in describe(failure())


def test_report_is_for_its_owner_only(tmp_path: Path) -> None:
    """Nobody else on the computer reads the report."""
    folder = tmp_path / "new" / "crashes"
    report = CrashReports(folder).write(failure())
    assert report is not None
    assert report.parent == folder
    assert report.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_every_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    """Nobody else looks into the data folder because it was a report that made it."""
    before = os.umask(0)
    try:
        CrashReports(tmp_path / "home" / "reports").write(failure())
    finally:
        os.umask(before)
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


def test_no_room_for_a_report(tmp_path: Path) -> None:
    """If no report can be written I am still told what happened and what is safe."""
    (tmp_path / "file").touch()
    report = CrashReports(tmp_path / "file").write(failure())
    assert report is None
    assert "safe" in sentence(report)
    assert "no report could be written" in sentence(report)


def test_strays_are_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Errors of threads and tasks go to a report, not to the screen."""

    def fail() -> None:
        raise ValueError("private")

    async def lose_a_task() -> None:
        task = asyncio.create_task(asyncio.to_thread(fail))
        await asyncio.wait([task])
        del task

    with asyncio.Runner() as runner, CrashReports(tmp_path).catch_strays(runner.get_loop()):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        runner.run(lose_a_task())
    assert len(list(tmp_path.iterdir())) == 2
    assert "private" not in "".join(capfd.readouterr())


def test_nothing_is_logged_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a library complains of is not printed over the screen, and quotes nothing there."""
    # The tests' own handlers of logs would take it before it comes to the terminal.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with asyncio.Runner() as runner, CrashReports(tmp_path).catch_strays(runner.get_loop()):
        logging.getLogger("asyncio").error("private")
    assert "".join(capfd.readouterr()) == ""
    logging.getLogger("asyncio").error("public")
    assert "public" in capfd.readouterr().err


class Failing(GuardedApp[None]):
    """An app that can fail."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("Hello")

    @work
    async def fail(self) -> None:
        """Fail in a worker."""
        raise ValueError("private")


async def drive(app: Failing, act: Callable[[], object]) -> None:
    """Run the app as a test does, and do one thing in it."""
    async with app.run_test() as pilot:
        act()
        await app.workers.wait_for_complete()
        await pilot.pause()


async def test_tests_still_see_the_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A fault in the app fails the test that drives it, and prints nothing."""
    app = Failing(tmp_path)
    with pytest.raises(WorkerFailed):
        await drive(app, app.fail)
    assert app.return_code == 1
    (report,) = tmp_path.iterdir()
    assert "builtins.ValueError" in report.read_text()
    assert "".join(capfd.readouterr()) == ""


async def test_panic_shows_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What Textual would print in a panic may quote a note; it is not printed."""
    app = Failing(tmp_path)
    with pytest.raises(RuntimeError):
        await drive(app, lambda: app.panic("private"))
    assert "private" not in "".join(capfd.readouterr())


async def test_signal_saves_and_sets_the_status(tmp_path: Path) -> None:
    """Ending by a signal saves once and tells the caller which signal it was."""
    saves: list[str] = []

    class Saving(Failing):
        async def save_before_end(self) -> None:
            saves.append("saved")

    app = Saving(tmp_path)
    async with app.run_test() as pilot:
        app.end_by_signal(15)
        app.terminal_closed()
        await pilot.pause()
    assert app.return_code == 143
    assert saves == ["saved"]
