"""What holds for every test: no calendar file leaves the program that breaks an RFC.

No test hangs on how fast a disk is: that one is slow is told only where a test makes it so.

And how examples are drawn. By default other ones each time, and what failed is tried first the next
time. ``--hypothesis-profile=ci`` draws those that follow from each test's own code: one commit
passes or fails alike everywhere, and no two tests have the same ones. ``CIRCLE_TUI_SEED=7`` in the
environment draws others, for each test its own, and the same ones again for the same seed.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, is_hypothesis_test, seed, settings
from hypothesis.internal.conjecture import providers

from circle_tui.calendars import parts
from circle_tui.services import writer
from tests.ics import checked

if TYPE_CHECKING:
    from icalendar import Calendar

settings.register_profile("untimed", deadline=None)  # how long an example takes is no fault of it
settings.load_profile("untimed")
settings.register_profile(
    "ci",
    derandomize=True,
    print_blob=True,
    phases=[phase for phase in Phase if phase is not Phase.explain],
)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the examples of CI from what the same process happened to load before.

    Hypothesis draws some values from the constants of all modules that are loaded by then; which
    ones these are depends on the tests that a worker ran before.
    """
    if config.getoption("--hypothesis-profile", None) == "ci":
        monkeypatch = pytest.MonkeyPatch()
        monkeypatch.setattr(providers, "is_local_module_file", lambda _: False, raising=False)
        config.add_cleanup(monkeypatch.undo)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its own examples by the seed of the environment, if it has one."""
    given = os.environ.get("CIRCLE_TUI_SEED")
    for item in items:
        if given and isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            seed(f"{given} {item.nodeid}")(getattr(item.obj, "__func__", item.obj))


@pytest.fixture(scope="session", autouse=True)
def _strict_calendars() -> Iterator[None]:
    """Read every calendar file that any test lets this process make with the strict reader."""
    as_file = parts.as_file

    def watched(calendar: "Calendar") -> bytes:
        data = as_file(calendar)
        checked(data)
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "as_file", watched)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """Let no save of this process seem slow, whatever else the machine is doing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "PATIENCE", 600.0)
        yield
