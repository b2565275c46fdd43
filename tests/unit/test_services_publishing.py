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


@pytest.mark.parametrize("goes_on", [True, False])
async def test_a_review_that_is_over_is_shown_no_more(goes_on: bool) -> None:
    """Left without a session, others see nothing of the review; one that starts takes its place."""
    circle = FakeCircle()
    space = Workspace(circle, circle.clock, Tokens(), choose, Path(), Path())
    publisher = PublisherBefore(space)
    publisher.look(Reading("1 of 2", "Call the hall"))
    await publisher.end(goes_on=goes_on)
    assert (circle.stage is not None) is goes_on
    space.close()
