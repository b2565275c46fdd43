"""The shell of an HTML page: nothing that anybody typed runs, loads or sends anything."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.export.outline import SummaryInput
from circle_tui.export.page import STYLE, escape, page, reworded
from circle_tui.export.summary_html import summary_page
from tests.unit.test_summary import HOSTILE, item, one_visible_line, told

LOADING = {"src", "href", "srcset", "action", "data", "poster", "background", "style"}


class Reader(HTMLParser):
    """What a browser finds in a page: the elements with their attributes, and the text of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text behind the tag that came last."""
        if data.strip():
            self.texts.append((self.tags[-1][0], data))

    def of(self, tag: str) -> list[str]:
        """Return the texts right after the tags of this name."""
        return [text for each, text in self.texts if each == tag]


def source_of(text: str) -> str:
    """Return how a policy names one text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_page_lets_only_its_own_through() -> None:
    """A browser is told to load nothing, and to run no more than the page's very own script."""
    script = "const x = 1 < 2 && '&amp;';"
    whole = page("A <b> title", "<main><p>Hello</p></main>", script=script, data='{"a": "b"}')
    found = Reader(whole)
    metas = {a.get("http-equiv"): a.get("content") for tag, a in found.tags if tag == "meta"}
    (style,) = re.findall("<style>(.*?)</style>", whole, re.DOTALL)
    (run,) = re.findall("<script>(.*?)</script>", whole, re.DOTALL)
    assert (style, run) == (STYLE, script)
    assert metas["Content-Security-Policy"] == (
        f"default-src 'none'; style-src {source_of(style)}; script-src {source_of(run)}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert found.of("title") == ["A <b> title"]
    assert ("html", {"lang": "en"}) in found.tags
    assert "script-src" not in page("x", "<p>x</p>")
    assert "<script" not in page("x", "<p>x</p>")


def test_no_data_ends_its_block() -> None:
    """Data for the script holds whatever was typed, and ends no element."""
    whole = page("x", "", data='{"a": "</script><!-- <b> &amp; \\u2028"}')
    assert re.findall(r'id="data">(.*)</script>\n</body>', whole) == [
        r'{"a": "\u003c/script\u003e\u003c!-- \u003cb\u003e \u0026amp; \u2028"}'
    ]


@pytest.mark.parametrize("text", ["</STYLE >", "<!-- x"])
def test_a_style_or_script_cannot_end_early(text: str) -> None:
    """A fault in our own style or script is found as the page is made, and not by a reader."""
    with pytest.raises(ValueError, match="style of a page would end"):
        page("x", "", style=text)
    with pytest.raises(ValueError, match="script of a page would end"):
        page("x", "", script=text.replace("STYLE", "script"))


@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_stays_text(text: str) -> None:
    """Whatever is typed is read as it was typed, in a text and in an attribute alike."""
    found = Reader(f'<p title="{escape(text)}">{escape(text)}</p>')
    visible = one_visible_line(text)
    assert found.tags == [("p", {"title": visible})]
    assert "".join(data for _, data in found.texts) == visible


def hostile(text: str) -> SummaryInput:
    """Return the material of a summary with a text in every place that has one."""
    return SummaryInput(
        told().session,
        text,
        6,
        (text, "Closing"),
        [(0, text), (1, text)],
        [item(text, text)],
        text,
        [text],
        [text],
        [(60, 61)],
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_summary_is_only_read(text: str) -> None:
    """A summary of hostile texts has no element, link or script but the page's own."""
    html = summary_page(hostile(text))
    found = Reader(html)
    names = {tag for tag, _ in found.tags}
    assert names <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "section"),
        *("h1", "h2", "h3", "p", "ul", "li"),
    }
    assert not LOADING & {name for _, attributes in found.tags for name in attributes}
    visible = one_visible_line(text)
    assert found.of("li").count(visible) == 4
    assert f"{visible}: {visible} (no date; open)" in found.of("li")
    assert visible in found.of("h3")


def test_a_summary_page_can_be_walked_by_its_headings() -> None:
    """A screen reader finds a title, landmarks, and every section by its heading."""
    found = Reader(summary_page(hostile("Something")))
    assert found.of("h1") == ["Circle session of 3 December 2026"]
    assert found.of("h2") == [
        *("Themes", "Decisions", "Action items", "Parking lot", "Time", "Next meeting")
    ]
    named = [a["aria-labelledby"] for tag, a in found.tags if tag == "section"]
    assert named == [a["id"] for tag, a in found.tags if tag == "h2"]
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"header", "main"} <= {tag for tag, _ in found.tags}


def test_a_page_says_what_the_markdown_says() -> None:
    """Whichever form I choose, the same leaves."""
    from markdown_it import MarkdownIt

    from circle_tui.export.summary import summary_markdown

    material = hostile("We *stay* & [A] goes")
    html = Reader(MarkdownIt().render(summary_markdown(material)))
    read = Reader(summary_page(material))
    told_there = [text for tag, text in read.texts if tag not in ("title", "style")]
    assert told_there == [text for _, text in html.texts]


def test_a_page_is_masked_later_but_for_its_style() -> None:
    """A word that becomes a name goes from the texts, and the page still looks as it did."""
    html = summary_page(hostile("grace & grace"))
    masked = reworded(html, lambda text: text.replace("grace", "<A>").replace("color", "[B]"))
    assert "grace" not in masked
    assert "&lt;A&gt; &amp; &lt;A&gt;" in masked
    assert STYLE in masked
    assert reworded(html, lambda text: text) == html


def test_a_page_with_a_script_is_masked_beside_it() -> None:
    """The script still runs and knows what it knew: its hash is what lets it through."""
    script = 'if (1 > 0 && 0 < 1) { said = "> grace <"; }'
    html = page("grace", "<p>grace</p>\n<p>grace</p>", script=script, data='["grace"]')
    masked = reworded(html, lambda text: text.replace("grace", "[A]"))
    assert masked == page("[A]", "<p>[A]</p>\n<p>[A]</p>", script=script, data='["grace"]')
