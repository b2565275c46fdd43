"""Cutting a title that is too long, and other words that have to fit."""

import pytest
from rich.cells import cell_len

from circle_tui.ui.widgets.order import cut_inside

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("width", range(1, 40))
@pytest.mark.parametrize(
    "title",
    [
        "First consultation: the talk",
        "",
        "Frühstück 会議の時間です, then",
        "e\u0301" * 30,
        FAMILY * 9,
    ],
)
def test_a_title_fills_its_column(title: str, width: int) -> None:
    """A title takes exactly the cells it has, whatever letters it is made of."""
    assert cell_len(cut_inside(title, width)) == width
    assert "…\u200d" not in cut_inside(title, width)


def test_titles_that_begin_alike_stay_apart() -> None:
    """Of the parts of a consultation I still see which is which in a narrow column."""
    titles = ("First consultation: the question", "First consultation: the answer")
    told = [cut_inside(title, 20) for title in titles]
    assert told == ["First consu…question", "First cons…he answer"]
