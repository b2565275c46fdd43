"""A card as Markdown and as a page: the same words, and what people typed stays as it was typed."""

import html
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.cards import Card, CardSheet
from circle_tui.export.cards.markdown import card_markdown
from circle_tui.export.cards.page import card_page
from circle_tui.export.cards.wording import history, standing
from tests.cards import MADE, MIRA, NOOR, ROOM, SESSION, TODAY, data_of, items

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <img src=x onerror=alert(1)> -->",
    "# not a heading * nor [a](link) `code` www.example.org",
    "- [X](done) \"quoted\" 'twice' &amp;",
    "\u202eabc\x1b[2J\x00\u2028d\ud800",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 " * 60,
    "x" * 10_000,
)
SHOWN = (*HOSTILE[:4], "abc[2J d", HOSTILE[5].strip(), HOSTILE[6])


def sheet_of(text: str) -> CardSheet:
    """Return a card on which a text stands wherever one may."""
    outline, _, tea, _, room = (replace(item, owner="") for item in items())
    said = Step(TODAY, ActionStatus.PARTLY, text)
    return CardSheet(
        card=Card("5" * 18, NOOR.id, TODAY, "1"),
        circle="1" * 18,
        theirs=(taken(replace(outline, text=text), said),),
        settled=(taken(replace(tea, text=text), replace(said, status=ActionStatus.DONE)),),
        shared=(replace(room, text=text),),
        next_meeting=text,
        decisions=(text,),
        decided=MADE,
    )


class Reader(HTMLParser):
    """Reads a page as a browser would: the tags in it, and its text without scripts and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self._mute = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; none has a handler, an address or a style of its own."""
        assert not {name for name, _ in attrs} & {"onclick", "onerror", "src", "href", "style"}
        self.tags.append(tag)
        self._mute = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a script."""
        self._mute = False

    def handle_data(self, data: str) -> None:
        """Take the text."""
        self.text += "" if self._mute else data


@pytest.mark.parametrize(("text", "shown"), zip(HOSTILE, SHOWN, strict=True))
def test_what_was_typed_is_shown_as_typed(text: str, shown: str) -> None:
    """Markup in an item, a line or a decision is letters in both forms, wherever it stands."""
    plain = Reader(card_page(sheet_of("plain")))
    page = Reader(card_page(sheet_of(text)))
    assert page.tags == plain.tags
    assert page.text.count(shown) == plain.text.count("plain") == 7
    told = "".join(
        inner.content
        for token in MarkdownIt("gfm-like").parse(card_markdown(sheet_of(text)))
        if token.children
        for inner in token.children
        if inner.type == "text"
    )
    assert told.count(shown) == 7
    assert not re.search(r"<script|<img|<!--", card_markdown(sheet_of(text)).replace("\\<", ""))


@pytest.mark.parametrize("text", HOSTILE[:2])
def test_the_script_is_handed_ids_alone(text: str) -> None:
    """Nothing that anybody typed is in the block that the script reads."""
    data = data_of(card_page(sheet_of(text)))
    assert data.keys() == {"format", "version", "circle", "card", "items"}
    assert data["items"] == [items()[0].id]


def test_both_forms_say_the_same() -> None:
    """Whoever reads the Markdown misses nothing that is on the page."""
    sheet = replace(sheet_of("what it is"), next_meeting="")
    page, told = html.unescape(card_page(sheet)), card_markdown(sheet)
    for text in ("Not planned yet.", "As of 19 November 2026.", "28 November 2026"):
        assert text in page
        assert text in told
    for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", page):
        assert heading == "Save what you marked" or f"## {heading}" in told


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (items()[0], "open, due 28 November 2026"),
        (items()[1], "partly done, no date"),
        (items()[2], "done, 18 November 2026"),
        (
            taken(items()[0], Step(TODAY, ActionStatus.DROPPED)),
            "dropped on purpose, 19 November 2026",
        ),
        (
            taken(items()[3], Step(TODAY, ActionStatus.CARRIED)),
            "carried to the next meeting, no date",
        ),
    ],
)
def test_how_it_stands_is_told_without_blame(item: ActionItem, told: str) -> None:
    """A card of any day says when something is due, and never that it is late."""
    assert standing(item) == told


def test_a_history_has_its_days_and_lines() -> None:
    """I see when I took it on, what became of it since, and what I said."""
    item = ActionItem(ROOM, SESSION, MIRA.alias, "read", MADE)
    for status, text in ((ActionStatus.DONE, ""), (ActionStatus.OPEN, "not quite")):
        item = taken(item, Step(date(2026, 11, 12), status, text))
    assert history(item) == [
        (MADE, "taken on", ""),
        (date(2026, 11, 12), "done", ""),
        (date(2026, 11, 12), "open again", "not quite"),
    ]
