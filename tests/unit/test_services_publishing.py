"""What others see of the review that comes before a session."""

from pathlib import Path

import pytest

from circle_tui.domain.stage import Reading, Stage
from circle_tui.services.publishing import PublisherBefore
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, Tokens, choose


async def test_what_others_see_already_is_not_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often I look at the same item, others are shown it once; then the next one."""
    circle = FakeCircle()
    space = Workspace(circle, circle.clock, Tokens(), choose, Path(), Path())
    seen: list[str] = []

    def noted(stage: Stage) -> None:
        seen.append(stage.progress)

    monkeypatch.setattr(circle, "show", noted)
    publisher = PublisherBefore(space)
    for progress in ("0 of 2", "0 of 2", "1 of 2"):
        publisher.look(Reading(progress, ""))
        await space.stagehand.run(lambda: None)
    await publisher.end(goes_on=True)
    space.close()
    assert seen == ["0 of 2", "1 of 2"]
