"""A member's card in a real browser: read, answered with the keyboard, saved, imported."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from socket import create_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from circle_tui.bootstrap import choose_circle, make_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.cards import CardBook, CardSheet, issued
from circle_tui.domain.replies import LONGEST_HOW, read_reply
from circle_tui.export.cards.page import card_page
from circle_tui.export.outline import SummaryInput
from circle_tui.export.page import reworded
from circle_tui.export.summary_html import summary_page
from circle_tui.services.demo import NAMES, furnish, profile
from tests.cards import MADE, NOOR, OUTLINE, SESSION, TODAY, items
from tests.e2e.browser import Visit, running

HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=//example.invalid/x onerror=document.title='owned'>",
    "<!-- --> & &amp; <b>bold</b> \" ' `",
    "\u202egnp.exe \u2066 \x1b[2J \x00 \u2028 end",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 " * 12,
    "x" * 10_000,
)
"""What people or files may supply, and must be read as it is."""

MISCHIEF = """async (address) => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    refused.push(event.effectiveDirective));
  const put = (parent, name, content) =>
    parent.append(Object.assign(document.createElement(name), content));
  put(document.body, "script", { textContent: "document.title = 'owned'" });
  put(document.body, "style", { textContent: "h1 { color: red }" });
  put(document.body, "img", { src: address });
  put(document.head, "base", { href: address });
  await fetch(address).catch(() => {});
  while (new Set(refused).size < 5) await new Promise((done) => setTimeout(done, 10));
  return [document.title, ...refused];
}"""
"""What a script could try, had one got into the page; returns what was refused to it."""

SENDING = """(address) => new Promise((done) => {
  document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
  const form = Object.assign(document.createElement("form"), { action: address });
  document.body.append(form);
  form.submit();
})"""
"""The same for a form; a browser may knock at the address before it refuses to send anything."""

Circle = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one browser for all that is looked at here."""
    with running() as started:
        yield started


@pytest.fixture
def circle(tmp_path: Path) -> Circle:
    """Make the demo's circle, and return what runs ``circle`` on it as a program of its own."""
    home = Home(tmp_path / "home", "the test")
    make_circle(home, profile("Europe/Berlin", datetime.now(UTC).date()), NAMES)
    with opened(home, choose_circle(home, None)) as workspace:
        furnish(workspace)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "circle_tui", *words],
            env={**os.environ, "CIRCLE_TUI_HOME": str(home.root), "PYTHONUTF8": "1"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def sheet_of(*texts: str) -> CardSheet:
    """Return a card with everything on it, whose open items have these texts."""
    _, card = issued(CardBook("1" * 18, "2" * 18), NOOR.id, "1", TODAY, "5" * 18)
    outline, log, tea, _, room = items()
    asked = [ActionItem(f"{n:018}", SESSION, "", text, MADE) for n, text in enumerate(texts)]
    return CardSheet(
        card=card,
        circle="1" * 18,
        theirs=(outline, log, *asked),
        settled=(tea,),
        shared=(room,),
        next_meeting="Thursday 26 November 2026, 18:30 in Berlin",
        decisions=("we begin at six", *texts),
        decided=MADE,
    )


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Return what opens a page in the browser; each is left at the end."""
    left: list[Visit] = []

    def opened_page(html: str, **how: bool) -> Visit:
        file = tmp_path / f"page-{len(left) + 1}.html"
        file.write_text(html, encoding="utf-8")
        left.append(Visit(browser, file, **how))
        return left[-1]

    yield opened_page
    for each in left:
        each.close()


def saved(page: Page, place: Path) -> Path:
    """Press the button, and return the file that was saved into a folder."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my reply").press("Enter")
    file = place / download.value.suggested_filename
    download.value.save_as(file)
    return file


def tab_to(page: Page, wanted: str) -> None:
    """Press tab until the focus is on what is wanted, as a CSS selector says it."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not get to {wanted}")


def test_a_card_is_answered_with_the_keyboard_and_imported(
    browser: Browser, circle: Circle, tmp_path: Path
) -> None:
    """I open my card, mark an item, write a line and save; the facilitator takes it in, once."""
    told = circle("export", "cards", "--to", "cards")
    assert told.returncode == 0, told.stderr
    number = re.findall(r"^card-(\d)  Ana Quillmere$", told.stdout, re.MULTILINE)[0]
    file = tmp_path / "cards" / f"card-{number}.html"
    visit = Visit(browser, file)
    page = visit.page
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Partly done")).to_be_checked()
    tab_to(page, "textarea")
    page.keyboard.type("half a page, with Noor's help <3")
    tab_to(page, "button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    reply = tmp_path / download.value.suggested_filename
    download.value.save_as(reply)
    assert re.fullmatch(r"circle-reply-\d{6}\.json", reply.name)
    expect(page.get_by_role("status")).to_contain_text(f"Saved: {reply.name}, with what you said")
    assert visit.asked == [file.as_uri()]
    assert visit.faults == []
    visit.close()

    refused = circle("import", "reply", reply.name)
    assert (refused.returncode, "no terminal to ask in" in refused.stderr) == (1, True)
    assert "  before  open\n" in refused.stdout
    assert "  after   partly, half a page, with [A]'s help <3\n" in refused.stdout
    taken = circle("import", "reply", reply.name, "--yes")
    assert (taken.returncode, "Imported: 1 answer." in taken.stdout) == (0, True), taken.stderr
    listed = json.loads(circle("actions", "list", "--json").stdout)["actions"]
    assert [each["status"] for each in listed].count("partly") == 1
    again = circle("import", "reply", reply.name, "--yes")
    assert (again.returncode, "Nothing new" in again.stdout) == (0, True)
    assert json.loads(circle("actions", "list", "--json").stdout)["actions"] == listed


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("full", [False, True], ids=["answered", "as it comes"])
def test_axe_finds_nothing(visit: Callable[..., Visit], *, dark: bool, full: bool) -> None:
    """The page holds what axe-core knows of accessibility, by day and by night."""
    seen = visit(card_page(sheet_of(*HOSTILE)), dark=dark)
    if full:
        seen.page.get_by_role("radio", name="Done", exact=True).first.check()
        seen.page.get_by_role("button").click()
        expect(seen.page.get_by_role("status")).not_to_be_empty()
    found = Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_a_card_with_nothing_to_do(visit: Callable[..., Visit]) -> None:
    """A card that only tells when we meet holds it too."""
    empty = replace(sheet_of(), theirs=(), settled=(), shared=(), decisions=(), decided=None)
    found = Axe().run(visit(card_page(empty)).page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("texts", [HOSTILE, ()], ids=["full", "empty"])
def test_axe_finds_nothing_on_a_summary(
    visit: Callable[..., Visit], texts: tuple[str, ...], *, dark: bool
) -> None:
    """The page of a summary holds it as well, with much on it and with little."""
    material = SummaryInput(
        MADE, "Peer circle", 6, ("Check-in", *texts), [(0, text) for text in texts],
        items() if texts else [], "Thursday 26 November 2026, 18:30 in Berlin" if texts else "",
        decisions=texts, parked=texts,
    )  # fmt: skip
    seen = visit(summary_page(material), dark=dark)
    assert (seen.faults, len(seen.asked)) == ([], 1)
    found = Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()


def test_a_card_that_was_masked_later_is_answered_as_before(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    """After somebody joined whose name is on it, the script of my card still runs."""
    html = reworded(card_page(sheet_of()), lambda text: text.replace("outline", "[A]"))
    seen = visit(html)
    seen.page.get_by_role("radio", name="Drop it on purpose").first.check()
    (answer,) = read_reply(saved(seen.page, tmp_path).read_bytes()).answers
    assert (answer.item, seen.faults) == (OUTLINE, [])
    expect(seen.page.get_by_text("send the [A]")).to_be_visible()


def test_hostile_text_is_only_text(visit: Callable[..., Visit]) -> None:
    """Scripts, tags and controls in an item are letters on the page, or are not there."""
    seen = visit(card_page(sheet_of(*HOSTILE)))
    page = seen.page
    assert page.title() == "Your card"
    headings = page.locator("article h3").all_text_contents()
    assert headings[2:5] == list(HOSTILE[:3])
    assert headings[5] == "gnp.exe [2J end"
    assert headings[6].count("\u200d") == 36
    assert len(headings[7]) == 10_000
    assert page.locator("img, b").count() == 0
    assert page.locator("script").count() == 2
    assert seen.faults == []
    assert len(seen.asked) == 1
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_the_page_may_not_do_anything_else(visit: Callable[..., Visit]) -> None:
    """Even a fault in the page could fetch nothing, run nothing and send no form anywhere."""
    page = visit(card_page(sheet_of("one thing")), offline=False).page
    with closing(create_server(("127.0.0.1", 0))) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        title, *refused = page.evaluate(MISCHIEF, address)
        with pytest.raises(BlockingIOError):
            listening.accept()
        assert page.evaluate(SENDING, address) == "form-action"
    assert title == "Your card"
    wanted = ("base-uri", "connect-src", "img-src", "script-src-elem", "style-src-elem")
    assert set(refused) == {*wanted}


def test_nothing_is_kept_in_the_browser(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """What I marked is on the page and in the file I saved, and nowhere else."""
    seen = visit(card_page(sheet_of()))
    page = seen.page
    page.get_by_role("radio", name="Done", exact=True).first.check()
    saved(page, tmp_path)
    assert page.context.storage_state() == {"cookies": [], "origins": []}
    kept = "() => [localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]
    page.reload()
    assert page.get_by_role("radio", name="No answer").first.is_checked()


def test_a_line_without_an_answer_is_not_saved(visit: Callable[..., Visit]) -> None:
    """I am told to choose how it stands, and am taken there; nothing marked is told as well."""
    page = visit(card_page(sheet_of())).page
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text(
        "Nothing was saved: no action item is marked yet."
    )
    page.get_by_label("How it went").last.fill("well")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text(
        "Nothing was saved yet. Choose how it stands, too: keep a log of calls"
    )
    assert page.evaluate("document.activeElement.name") == "item-2"


def test_the_same_answers_are_the_same_reply(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """Saved twice, the file is the same; with another answer it is another reply."""
    page = visit(card_page(sheet_of())).page
    page.get_by_role("radio", name="Drop it on purpose").first.check()
    first = saved(page, tmp_path).read_bytes()
    assert saved(page, tmp_path).read_bytes() == first
    page.get_by_role("radio", name="Carry it").first.check()
    second = saved(page, tmp_path).read_bytes()
    assert read_reply(first).id != read_reply(second).id
    assert [a.status for a in read_reply(first).answers] == ["dropped"]
    assert [(a.item, a.status) for a in read_reply(second).answers] == [(OUTLINE, "carried")]


def test_a_long_line_ends_where_the_reply_does(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """What I can type is what can be imported, however long and whatever it is made of."""
    page = visit(card_page(sheet_of())).page
    page.get_by_role("radio", name="Done", exact=True).first.check()
    line = page.get_by_label("How it went").first
    line.press_sequentially("</script>\n\U0001f469\u200d\U0001f467 \u202e" + "x" * LONGEST_HOW)
    (answer,) = read_reply(saved(page, tmp_path).read_bytes()).answers
    assert answer.how.startswith("</script>\n\U0001f469\u200d\U0001f467 \u202exx")
    assert len(answer.how) <= LONGEST_HOW


def test_it_can_be_read_and_printed_without_its_script(visit: Callable[..., Visit]) -> None:
    """With scripts switched off, and on paper, everything to read is there and no dead form."""
    without = visit(card_page(sheet_of("one thing")), script=False).page
    printed = visit(card_page(sheet_of("one thing"))).page
    printed.emulate_media(media="print")
    for page in (without, printed):
        text = page.locator("body").inner_text()
        for told in ("send the outline", "two weeks of it", "bigger room", "18:30 in Berlin"):
            assert told in text
        assert not page.get_by_role("button").is_visible()
        assert not page.get_by_label("How it went").first.is_visible()
    expect(without.get_by_text("can be read and printed without")).to_be_visible()


def test_it_works_on_a_phone(visit: Callable[..., Visit]) -> None:
    """On a narrow screen nothing runs out of it, and what is tapped is big enough."""
    page = visit(card_page(sheet_of(*HOSTILE))).page
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for each in page.locator(".choices label, button").all():
        box = each.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_what_has_the_focus_is_seen(visit: Callable[..., Visit]) -> None:
    """Whoever goes by keyboard sees where they are, on everything that takes a key."""
    page = visit(card_page(sheet_of())).page
    for wanted in ("input[type=radio]", "textarea", "button"):
        tab_to(page, wanted)
        style = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in style
