"""``circle prompts``: which check-in prompts there are, and which my circle used lately."""

import json
from pathlib import Path

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.prompts import used_after
from tests.cli.conftest import Circle


def test_prompts_are_there_before_any_circle(circle: Circle, home: Path) -> None:
    """I can read the prompts before I have a circle, and nothing is made by looking."""
    answer = circle("prompts")
    assert answer.status == 0
    assert "168 prompts, none of them used lately." in answer.out
    assert not home.exists()


def test_one_depth_is_listed(thursday: Circle) -> None:
    """I can read only how far I mean to go; what there is not is a sentence."""
    lines = thursday("prompts", "--depth", "deep").out.splitlines()
    assert {line.split()[0] for line in lines[:-2]} == {"deep"}
    refused = thursday("prompts", "--depth", "bottomless")
    assert refused.status == 2
    assert "'light', 'open', 'deep'" in refused.err


def test_the_list_tells_when_each_was_used(thursday: Circle, home: Path) -> None:
    """I see how many sessions ago my circle used a prompt, as text and as JSON."""
    data = Home(home, "CIRCLE_TUI_HOME")
    with opened(data, choose_circle(data, None)) as workspace:
        history = used_after(used_after((), ["l01"]), ["l02"])
        workspace.circle.prompts.put_all(history)
    lines = thursday("prompts", "--depth", "light").out.splitlines()
    assert lines[0].endswith("used 2 sessions ago")
    assert lines[1].endswith("used 1 session ago")
    assert lines[-1].endswith("2 of them used lately.")
    listed = json.loads(thursday("prompts", "--json").out)["prompts"]
    assert {one["id"]: one["sessions_ago"] for one in listed}["l01"] == 2
    assert listed[0].keys() == {"id", "depth", "text", "sessions_ago"}
