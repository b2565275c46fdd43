"""The summary and the file it goes to: readable, literal, private, and never half written."""

import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import StoreError
from circle_tui.export.files import write_private
from circle_tui.export.outline import SummaryInput
from circle_tui.export.summary import summary_markdown

ABOUT_NOTES = (
    "The notes are de-identified and in alphabetical order, not in the order of speaking. A letter "
    "in brackets stands for a member within one note only: in another note the same letter may be "
    "somebody else."
)


def item(owner: str, text: str, due: date | None = None, closed: date | None = None) -> ActionItem:
    """Return an action item; settled ones have a ``closed`` day."""
    status = ActionStatus.DONE if closed else ActionStatus.OPEN
    return ActionItem("id-1", "session-1", owner, text, date(2026, 12, 3), due, status, closed)


def told(
    notes: list[tuple[int, str]] | None = None,
    actions: list[ActionItem] | None = None,
    segments: tuple[str, ...] = ("Check-in", "Round", "Closing"),
    next_meeting: str = "",
    people: int = 6,
) -> SummaryInput:
    """Return the material of a session on 3 December 2026."""
    return SummaryInput(
        date(2026, 12, 3),
        "Peer circle, 90 minutes",
        people,
        segments,
        notes or [],
        actions or [],
        next_meeting,
    )


def test_what_was_decided_and_parked_stands_in_sections_of_its_own() -> None:
    """Decisions come before the action items, the parking lot after them, in no telling order."""
    text = summary_markdown(
        replace(told(), decisions=["We *stay*", "Begin at six"], parked=["[A]'s stairs"])
    )
    assert "## Decisions\n\n- Begin at six\n- We \\*stay\\*\n\n## Action items" in text
    assert "## Parking lot\n\n- [A]'s stairs\n\n## Next meeting" in text
    assert "Decisions" not in summary_markdown(told())
    assert "Parking" not in summary_markdown(told())


def test_a_whole_summary() -> None:
    """The summary reads like one a careful facilitator would have written."""
    text = summary_markdown(
        told(
            notes=[
                (1, "writing alone is hard"),
                (0, "Tired."),
                (1, "[A] will ask for protected time"),
            ],
            actions=[
                item("Wren", "Send the outline", date(2026, 12, 10)),
                item("Alder", "Ask the library", date(2026, 12, 24), date(2026, 12, 20)),
                item("", "Find a room"),
                item("Alder", "Book a desk", date(2026, 12, 8)),
            ],
            next_meeting="Thu 24 Dec 2026, 18:30 in Denver; 20:30 in New York",
        )
    )
    assert text == (
        "# Circle session of 3 December 2026\n"
        "\n"
        "Peer circle, 90 minutes\n"
        "\n"
        "## Themes\n"
        "\n"
        f"{ABOUT_NOTES}\n"
        "\n"
        "### Check-in\n"
        "\n"
        "- Tired.\n"
        "\n"
        "### Round\n"
        "\n"
        "- [A] will ask for protected time\n"
        "- writing alone is hard\n"
        "\n"
        "## Action items\n"
        "\n"
        "- Alder: Book a desk (due 8 December 2026; open)\n"
        "- Alder: Ask the library (due 24 December 2026; done 20 December 2026)\n"
        "- The whole circle: Find a room (no date; open)\n"
        "- Wren: Send the outline (due 10 December 2026; open)\n"
        "\n"
        "## Next meeting\n"
        "\n"
        "Thu 24 Dec 2026, 18:30 in Denver; 20:30 in New York\n"
    )


def test_an_empty_session() -> None:
    """With nothing kept and nothing planned, the summary says that instead of leaving gaps."""
    text = summary_markdown(told(people=1))
    assert "\n\nPeer circle, 90 minutes\n\n" in text
    assert "## Themes\n\nNo notes were kept.\n\n## Action items\n\nNone.\n\n" in text
    assert text.endswith("## Next meeting\n\nNot planned yet.\n")


def test_order_says_nothing_of_who_spoke_when() -> None:
    """However the notes were ordered in the store, the summary is the same."""
    notes = [(0, "b"), (0, "A"), (0, "c"), (1, "z"), (1, "y")]
    assert summary_markdown(told(notes)) == summary_markdown(told(notes[::-1]))


def test_segments_of_the_same_title_share_a_heading() -> None:
    """Two rounds appear as one theme, and a note whose segment is unknown is not lost."""
    text = summary_markdown(
        told([(0, "one"), (1, "two"), (7, "stray"), (-1, "also")], segments=("Round", "Round"))
    )
    assert re.findall("^### (.*)$", text, re.MULTILINE) == ["Round", "Other"]
    assert "- one\n- two\n" in text
    assert "- also\n- stray\n" in text


def test_it_never_says_anonymous() -> None:
    """The summary promises no more than is true."""
    text = summary_markdown(told([(0, "x")])).casefold()
    assert "de-identified" in text
    assert "anonym" not in text


HOSTILE = [
    "# heading",
    "- [ ] task",
    "--- rule",
    "---",
    "> quote",
    "1. one",
    "a) letter",
    "(i) roman",
    "+ plus",
    "* star *bold* **strong** _em_ __strong__",
    "`code` ```fence``` ~~~ ~~strike~~",
    "<script>alert(1)</script> <!-- x --> <a@example.org>",
    "![image](x) [link](javascript:x) [ref]: http://x",
    "a | b\n--|--\n1 | 2",
    "two\nlines\r\n\r\n# heading\u2028- item\x0b- item",
    "&lt;b&gt; &#35;",
    "\\# not a heading \\",
    "0.AC example.org a.b.co.uk 1.5 mg e.g. this.",
    "http://example.org www.example.org someone@example.org",
    "$x$ @someone #12 {.class} ^sup^ = : def",
    "\x1b[31m\x00\x07\u202eesrever",
    "title\n===",
]


def one_visible_line(text: str) -> str:
    """Return what a person sees of a text that is written on one line."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn"}
    kept = (c for c in text if category(c) not in hidden or c.isspace() or c in "\u200c\u200d")
    return " ".join("".join(kept).split())


def shown(markdown: str) -> list[tuple[str, str]]:
    """Return what a GitHub-like Markdown reader makes of a text: (block, literal text) pairs.

    Fails on any block but headings, paragraphs and list items, and on any inline markup.
    """
    seen = []
    blocks: list[str] = []
    for token in MarkdownIt("gfm-like").parse(markdown):
        if token.type.endswith("_open"):
            blocks.append(token.type.removesuffix("_open"))
        elif token.type.endswith("_close"):
            blocks.pop()
        else:
            assert token.type == "inline", token.type
            assert [child.type for child in token.children or []] in (["text"], []), token.content
            where = "/".join(blocks)
            assert where in {"heading", "paragraph", "bullet_list/list_item/paragraph"}, where
            seen.append((token.tag or blocks[0], "".join(c.content for c in token.children or [])))
    return seen


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_stays_text(text: str) -> None:
    """Whatever Markdown it looks like, a Markdown reader shows what was typed, and as one line."""
    visible = one_visible_line(text)
    material = told([(0, text)], [item(text, text)], segments=(text,), next_meeting=text)
    texts = [literal for _, literal in shown(summary_markdown(material))]
    assert texts == [
        "Circle session of 3 December 2026",
        "Peer circle, 90 minutes",
        "Themes",
        ABOUT_NOTES,
        visible,
        visible,
        "Action items",
        f"{visible}: {visible} (no date; open)",
        "Next meeting",
        visible,
    ]


MASKED = [
    ("[person] and [A], [B12]", "[person] and [A], [B12]"),
    ("[A](http://x.example)", r"\[A\](http\://x\.example)"),
    ("[A][B]: x", r"\[A\]\[B\]: x"),
    ("[X] is a task", r"\[X\] is a task"),
    ("[people] [a]", r"\[people\] \[a\]"),
    (r"\[A]", r"\\[A]"),
]


@pytest.mark.parametrize(("text", "written"), MASKED)
def test_a_mask_reads_as_it_was_kept(text: str, written: str) -> None:
    """A mask stands plainly in the file, unless a link or a task could be made of it."""
    summary = summary_markdown(told([(0, text)], [item("[A]", "x")]))
    assert f"- {written}\n" in summary
    assert "- \\[A\\]: x (no date; open)\n" in summary, "no place that links go to"
    assert ("li", text) in shown(summary) or any(text == literal for _, literal in shown(summary))


@given(
    st.text(max_size=40), st.text(alphabet="#-*+_=`~>|[](){}<>!&;:.1a \\\t\n@$^%/wA", max_size=30)
)
@settings(max_examples=100, deadline=None)
def test_any_text_stays_text(words: str, marks: str) -> None:
    """No mixture of marks and words gets through as markup."""
    for text in (words, marks, marks + words):
        visible = one_visible_line(text)
        seen = shown(summary_markdown(told([(0, text)], next_meeting=text)))
        assert [literal for block, literal in seen if block == "bullet_list"] == (
            [visible] if visible else []
        )
        assert seen[-1] == ("paragraph", visible or "Not planned yet.")


def test_a_summary_hides_its_text_from_tracebacks() -> None:
    """A crash report that shows the summary's input shows no note."""
    assert "secret" not in repr(told([(0, "secret")], [item("Wren", "secret")]))


def test_a_file_is_private_and_whole(tmp_path: Path) -> None:
    """An exported file and the folders made for it are mine alone; nothing else is left over."""
    path = tmp_path / "new" / "deep" / "summary.md"
    write_private(path, b"first")
    path.chmod(0o644)
    write_private(path, b"second")
    assert path.read_bytes() == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in (path.parent, path.parent.parent)} == {0o700}
    assert list(path.parent.iterdir()) == [path]


def failing(code: int) -> Callable[..., Any]:
    """Return a call that fails as the operating system would."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    """When the disk fails, my old file is whole, no litter stays, and I am told what is safe."""
    path = tmp_path / "summary.md"
    write_private(path, b"old")
    monkeypatch.setattr("circle_tui.export.files.os.fsync", failing(code))
    with pytest.raises(StoreError, match=f"{says}.*own data is safe.*export again"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder in the file's place, or a file in the folder's, is named as what it is."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="a folder has that name"):
        write_private(tmp_path / "folder", b"x")
    with pytest.raises(StoreError, match="part of its path is a file"):
        write_private(tmp_path / "file" / "summary.md", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_an_interrupted_write_leaves_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressing Ctrl+C while a file is written leaves neither half a file nor a temporary one."""

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("circle_tui.export.files.os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_private(tmp_path / "summary.md", b"x")
    assert list(tmp_path.iterdir()) == []
