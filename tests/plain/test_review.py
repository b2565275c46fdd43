"""What is open from last time, in lines: said one after the other, and one letter each."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from circle_tui.domain.notes import LINE, Draft
from circle_tui.domain.people import Agreed
from circle_tui.domain.stage import FRESH, Shown, Stage, stage_view
from circle_tui.plain.writing import LEAVES
from tests.fakes import FakeCircle
from tests.plain.scripts import Held, Typed, Wait, held_in
from tests.ui.rooms import SMALL, running, workspace_of
from tests.ui.test_review import LOOKING_BACK, TEXTS, furnished, standings


async def said(folder: Path, *typed: Typed, circle: FakeCircle | None = None) -> Held:
    """Begin a session of a circle with three open items, whose agenda does not look back."""
    return await held_in(workspace_of(circle or furnished(), folder, SMALL), *typed)


async def test_it_comes_before_the_clock(tmp_path: Path) -> None:
    """Each item is said with whose it is and when it is due; letters say what became of it."""
    heard = await said(tmp_path, "", "", "d", "h", "carry", "")
    assert "Last time: 0 of 3 looked at." in heard.lines
    (first,) = (line for line in heard.lines if TEXTS[0] in line)
    assert first.startswith(f"1, Noor Haddad: {TEXTS[0]} (due today, new).")
    assert "carried. 3 of 3 looked at." in heard.lines
    assert standings(heard.circle) == ["done", "partly", "carried"]
    assert heard.session.running_since is not None


async def test_enter_starts_and_back_asks_who_is_here(tmp_path: Path) -> None:
    """Enter leaves the rest for later and starts; back asks again who is here; nothing is said."""
    heard = await said(tmp_path, "", "", "back", "2", "", "")
    assert len(heard.session.seats) == 3
    assert heard.said.count("1 Noor Haddad, 2 Mira Sandoval") == 2
    assert standings(heard.circle) == ["open"] * 3


async def test_dropping_takes_the_word(tmp_path: Path) -> None:
    """Only yes drops something on purpose."""
    heard = await said(tmp_path, "", "", "x", "", "x", "yes", "")
    assert standings(heard.circle) == ["dropped", "open", "open"]


async def test_moving_and_taking_back(tmp_path: Path) -> None:
    """Skip and < move without a word said; undo takes back what was said last; others are told."""
    heard = await said(tmp_path, "", "", "s", "d", "u", "u", "<", "dnoe", "d late", "")
    assert standings(heard.circle) == ["open"] * 3
    assert "Nothing was said yet that could be taken back." in heard.lines
    assert heard.said.count("Nothing was said of it yet.") == 2


async def test_how_it_went_is_masked(tmp_path: Path) -> None:
    """N and a text is heard as it would be kept, with its masks to decide over, before it is."""
    heard = await said(
        *(tmp_path, "", "", "n Mira asked for away days", "mask days", "9", "", "n", "", "n more"),
        *("back", ""),
    )
    assert "Would be kept: [A] asked for away days" in heard.lines
    assert '1: [A] for "Mira", a member\'s name' in heard.lines
    assert "It is not kept yet." in heard.lines
    assert "saved: [A] asked for away [word]" in heard.lines
    (step,) = heard.circle.kept.actions[f"{0:018}"].steps
    assert step.text == "[A] asked for away [word]"


async def test_a_line_is_for_what_was_answered_last(tmp_path: Path) -> None:
    """N right after an answer is for that item and says so; once I moved on, for the next."""
    heard = await said(tmp_path, "", "", "h", "n slowly", "", "h", ">", "n well", "", "")
    kept = heard.circle.kept.actions
    assert [kept[f"{n:018}"].steps[-1].text for n in range(2)] == ["well", ""]
    assert f"How this went: {TEXTS[0]}" in heard.lines
    assert "saved: slowly" in heard.lines


async def test_an_answer_is_not_rewritten_by_the_way(tmp_path: Path) -> None:
    """S passes over what was answered, and says when nothing is left; a word changes nothing."""
    heard = await said(tmp_path, "", "", ">", "d", "<", "s", "h", "c", "s", "d", "x", ">", "h", "")
    assert heard.said.count("All looked at: Enter starts the clock") == 1
    assert heard.said.count("Answered already.") == 2
    assert standings(heard.circle) == ["carried", "partly", "partly"]


async def test_in_a_session_others_see_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Review goes through them while the session runs; others see the group's progress alone."""
    circle = running(furnished(), LOOKING_BACK)
    profile = circle.people.profile()
    circle.people.put_profile(replace(profile, agreed=(Agreed.ITEMS,)))
    seen: list[tuple[str, str]] = []

    def noted(stage: Stage) -> None:
        seen.append((stage.progress, stage.item))

    monkeypatch.setattr(circle, "show", noted)
    heard = await said(tmp_path, "", "review", "d", "", "where", circle=circle)
    assert "done. 1 of 3 looked at." in heard.lines
    assert ("0 of 3", TEXTS[0]) in seen
    assert seen[-1] == ("", "")


async def test_a_line_that_was_begun_is_offered(tmp_path: Path) -> None:
    """A line whose program was lost is said with its item; n alone goes on with it."""
    circle = furnished()
    circle.drafts.put_all([Draft(LINE, "", 0, "[A] asked", f"{0:018}")])
    heard = await said(tmp_path, "", "", "n", "", "", "", circle=circle)
    assert "A line is begun on it: n alone goes on with it." in heard.lines
    assert "You were writing: [A] asked" in heard.lines
    assert circle.kept.actions[f"{0:018}"].steps[-1].text == "[A] asked"
    assert circle.drafts.all() == ()


async def test_a_line_is_on_the_disk_before_it_is_kept(tmp_path: Path) -> None:
    """What is typed is a draft while it is decided over, masked; back leaves it out."""
    heard = await said(tmp_path, "", "", "n Mira asked for away days", "mask days")
    (draft,) = heard.circle.drafts.all()
    assert (draft.of, draft.text) == (f"{0:018}", "[A] asked for away [word]")
    heard = await said(tmp_path, "", "", "n", "back", "n it went", "back", "", circle=heard.circle)
    assert "You were writing: [A] asked for away [word]" in heard.lines
    assert heard.circle.drafts.all() == ()


async def test_others_see_how_far_it_is_before_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the start the public view tells how far the group is; going back takes that away."""
    circle = furnished()
    seen: list[Stage | None] = []
    monkeypatch.setattr(circle, "show", seen.append)
    monkeypatch.setattr(circle, "hide", lambda: seen.append(None))
    await said(tmp_path, "", "", "d", "back", "", "", "", circle=circle)
    told = [stage and (stage.shown, stage.progress, stage.item) for stage in seen]
    told = [one for one, _ in groupby(told)]  # it is renewed whenever something is typed
    first, second = ((Shown.REVIEW, f"{done} of 3", "") for done in (0, 1))
    assert told[:5] == [first, second, None, second, (Shown.TURN, "", "")]


async def test_others_see_it_as_long_as_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nobody types the review stays in sight, longer than a stage is fresh."""
    circle = furnished()
    seen: list[Shown] = []

    def hidden() -> None:
        assert circle.stage is not None
        seen.append(stage_view(circle.stage, circle.clock.beat()).shown)

    monkeypatch.setattr(circle, "hide", hidden)
    await said(tmp_path, "", "", "u", Wait(FRESH + 1), circle=circle)  # and u waits for it to show
    assert seen == [Shown.REVIEW]


async def test_nothing_is_asked_where_nothing_is_open(tmp_path: Path) -> None:
    """Where nothing is open the review says so, and the session goes on."""
    circle = furnished()
    circle.actions.remove(list(circle.kept.actions))
    heard = await said(tmp_path, "", "", "j", circle=circle)
    assert "Nothing is open from last time." in heard.lines
    assert "Last time:" not in heard.said


async def test_the_way_out_of_a_line_is_said_once(tmp_path: Path) -> None:
    """The first time that I am asked how it went I hear how to leave that, and it is so."""
    heard = await said(tmp_path, "", "", "n", "", "n", "back", "n it went", "back", "")
    assert heard.lines.count(LEAVES) == 1
    assert heard.lines.count("Nothing was kept.") == 3
    assert heard.circle.drafts.all() == ()


async def test_a_number_too_long_to_be_one_masks_nothing(tmp_path: Path) -> None:
    """Whatever leans on a key while a line is decided over, it is asked again."""
    heard = await said(tmp_path, "", "", "n it went", "1" * 5_000, "", "")
    assert "It is not kept yet." in heard.lines
    assert "saved: it went" in heard.lines
