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
    assert told == ["First consu…question", "First con…the answer"]


@pytest.mark.parametrize("width", range(16, 32))
@pytest.mark.parametrize(
    "title",
    [
        "First consultation: the question",
        "Second consultation: the group",
        "What became of our steps",
        "A skill: talk in threes",
    ],
)
def test_what_stands_behind_the_cut_begins_with_a_word(title: str, width: int) -> None:
    """I read "the question" in the order of the evening, and not "he question"."""
    told = cut_inside(title, width).rstrip()
    if told != title:
        assert told.split("…")[1] in [title[-n:] for n in range(len(title)) if title[-n - 1] == " "]
        assert len(told.split("…")[0]) >= width // 3, "the beginning is still told, too"


def test_where_no_word_has_room_as_much_of_it_as_has_is_told() -> None:
    """A last word that is too long by itself is cut, so that something of the end is seen."""
    assert cut_inside("Circle of transformations", 12) == "Circl…ations"
