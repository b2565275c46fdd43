"""Texts in rows: what is painted in part looks like what is painted as a whole."""

from random import Random

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from circle_tui.domain.order import Line as OrderLine
from circle_tui.domain.order import Mark
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted, Rows
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import RunningOrder
from tests.ui.rooms import strips_of

WORDS = (
    "an",
    "evening",
    "of",
    "日本語",
    "and",
    "👩\u200d⚕️",
    "a-word-that-is-longer-than-the-room\n",
)


def cells(app: App[None]) -> list[list[tuple[str, str]]]:
    """Return the characters of each line, and how each of them looks."""
    return [
        [(sign, str(style)) for text, style, _ in strip for sign in text]
        for strip in strips_of(app.screen)
    ]


def seen(app: App[None]) -> list[list[tuple[str, str]]]:
    """Return what can be told apart of that: of a blank its ground, since no line runs under it."""
    return [
        [(sign, look.rpartition("on ")[2] if sign == " " else look) for sign, look in line]
        for line in cells(app)
    ]


class Sheet(App[None]):
    """A text that takes what room it wants, one that has what is left, and an order."""

    CSS = """
    #auto { height: auto; max-height: 4; margin: 0 1; text-style: bold; }
    #rest { height: 1fr; margin: 0 1; padding: 0 1; text-align: center; }
    #order { height: 6; padding: 0 1; border-left: vkey red; }
    """

    def compose(self) -> ComposeResult:
        """Put one below the other."""
        yield Fitted(id="auto")
        yield Fitted(id="rest")
        yield RunningOrder(id="order")

    def inside(self, widget: Rows) -> list[str]:
        """Return the lines of cells inside a widget's frame."""
        box = widget.content_region
        lines = strips_of(self.screen)[box.y : box.bottom]
        return [line.crop(box.x, box.right).text for line in lines]


def _text(random: Random) -> Content:
    text = plain(" ".join(random.choices(WORDS, k=random.randint(0, 30))), multiline=True)
    return text.stylize("italic") if random.random() < 0.3 else text


def _line(random: Random) -> OrderLine:
    title = random.choice(WORDS).strip()
    time = random.choice(["", "5:00", "0:30"])
    return OrderLine(random.choice(list(Mark)), random.randint(0, 1), title, time)


async def test_a_part_looks_like_the_whole() -> None:
    """Whatever changes, in a window of whatever size, no line stays as it was before."""
    random = Random(6)
    app = Sheet()
    async with app.run_test(size=(40, 16)) as pilot:
        auto, rest = app.query_one("#auto", Fitted), app.query_one("#rest", Fitted)
        order = app.query_one(RunningOrder)
        lines = [_line(random) for _ in range(9)]
        for step in range(60):
            if random.random() < 0.3:
                auto.show(_text(random))
            rest.show(_text(random), _text(random)[:9], apart=random.random() < 0.5)
            lines[random.randrange(len(lines))] = _line(random)
            order.lines = tuple(lines[: random.randint(1, 9)])
            if step % 9 == 0:
                await pilot.resize_terminal(random.randint(9, 60), random.randint(9, 24))
            await pilot.pause()
            wanted = auto.get_content_height(app.size, app.size, auto.size.width)
            assert auto.size.height == min(4, wanted)
            for widget in (auto, rest, order):
                told = widget.fitting(*widget.content_size)
                for shown, row in zip(app.inside(widget), told, strict=False):
                    assert shown.strip() == row.plain.strip()
            in_part = seen(app)
            for widget in (auto, rest, order):
                widget.refresh()
            await pilot.pause()
            assert in_part == seen(app)


class Twins(App[None]):
    """The same text twice, once painted by Textual alone."""

    CSS = "Line, Static { width: 30; height: 3; text-style: underline; color: $accent; }"

    def compose(self) -> ComposeResult:
        """Put one below the other."""
        yield Line(id="ours")
        yield Static(id="theirs")


@pytest.mark.parametrize(
    "css",
    [
        {"text-align": "left"},
        {"text-align": "center", "padding": "1 2 0 3"},
        {"text-align": "right", "background": "#224"},
        {"text-wrap": "nowrap", "text-overflow": "ellipsis", "padding": "0 1"},
        {"border": "solid red"},
        {"border-left": "vkey green", "text-align": "center"},
        {"content-align": "center middle"},
        {"opacity": "50%"},
        {"text-opacity": "50%"},
        {"tint": "red 30%"},
    ],
    ids=str,
)
async def test_a_text_looks_as_textual_would_paint_it(css: dict[str, str]) -> None:
    """However a text is styled, and whatever it says, to paint it faster changes no cell."""
    random = Random(6)
    app = Twins()
    async with app.run_test(size=(30, 6)) as pilot:
        ours, theirs = app.query_one("#ours", Line), app.query_one("#theirs", Static)
        for rule, value in css.items():
            for widget in (ours, theirs):
                widget.set_styles(f"{rule}: {value};")
        for _ in range(12):
            text = _text(random)[: random.randint(0, 60)]
            ours.show(text)
            theirs.update(text)
            await pilot.pause()
            assert cells(app)[:3] == cells(app)[3:]


async def test_what_stays_is_not_drawn_again() -> None:
    """A line that changes costs that line: the clock above it is what the time is for."""
    app = Sheet()
    async with app.run_test(size=(40, 16)) as pilot:
        rest = app.query_one("#rest", Fitted)
        rest.show(Content("one\ntwo\nthree"))
        await pilot.pause()
        rest._exchange_repaint_regions()
        rest.show(Content("one\n2\nthree"))
        (changed,) = rest._exchange_repaint_regions()
        assert changed == Region(1, 1, rest.content_size.width, 1)


async def test_what_is_around_a_text_counts() -> None:
    """A text that stays where its ground changes is seen on the new ground, in the new colours."""
    app = Sheet()
    async with app.run_test(size=(40, 16)) as pilot:
        rest = app.query_one("#rest", Fitted)
        rest.show(Content("one\ntwo"))
        await pilot.pause()
        dark = cells(app)
        app.theme = "textual-light"
        await pilot.pause()
        assert cells(app) != dark
        app.theme = "textual-dark"
        await pilot.pause()
        assert cells(app) == dark
        app.screen.styles.background = "#112233"
        rest.show(Content("one\n2"))
        await pilot.pause()
        (look,) = {look for sign, look in cells(app)[1] if sign == "2"}
        assert look.endswith("on #112233")


class Left(App[None]):
    """Texts of which no stylesheet says anything."""

    def compose(self) -> ComposeResult:
        """Put one below the other."""
        yield Line()
        yield Fitted()


async def test_a_text_is_as_high_as_it_has_lines() -> None:
    """A page with little on it has no scroll bar over nothing."""
    app = Left()
    async with app.run_test(size=(40, 16)) as pilot:
        app.query_one(Line).show(Content("one\ntwo"))
        app.query_one(Fitted).show(Content("one\ntwo\nthree"))
        await pilot.pause()
        assert app.query_one(Line).size.height == 2
        assert app.query_one(Fitted).size.height == 3
