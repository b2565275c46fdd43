"""What holds for every test: no calendar file leaves the program that breaks an RFC."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from circle_tui.calendars import parts
from tests.ics import checked

if TYPE_CHECKING:
    from icalendar import Calendar


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
