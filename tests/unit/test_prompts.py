"""Check-in prompts: the bank is varied, and a circle meets none twice in twelve sessions."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.agendas.prompts import load_prompts
from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Prompted
from circle_tui.domain.people import Member
from circle_tui.domain.prompts import (
    SESSIONS_APART,
    Depth,
    PromptsUsed,
    may_prompt,
    sessions_ago,
    take_prompt,
    used_after,
)
from circle_tui.domain.session import Session, apply, fold
from circle_tui.services import closing, seating
from circle_tui.services.prompting import Offers, as_shown, bank, uses, with_prompts
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens, choose
from tests.strategies import LAW

AGENDA = Agenda(
    "small",
    "Small",
    (
        Segment("Check-in", "check-in", ClockMode.EACH, 60, show="How are you?"),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays?"),
    ),
)

_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by did do does for has have how if in is it of on one or so than "
        "that the to was were what when where which who would you your",
    )
)
"""Words that any two questions share."""


def telling(text: str) -> set[str]:
    """Return the words of a prompt that tell it from others."""
    return set(re.findall(r"[\w']+", text.casefold())) - _SMALL


def begun() -> Session:
    """Return a session in its check-in."""
    return fold([rules.begin(AGENDA, (1, 2), "5e55", THURSDAY_EVENING)])


def taken(session: Session, prompt: str) -> Session:
    """Return the session after a prompt was taken."""
    outcome = take_prompt(prompt)(session, THURSDAY_EVENING)
    assert not isinstance(outcome, Refused), outcome.why
    return apply(session, outcome[0])


def test_there_are_enough_of_each_depth() -> None:
    """At least 150 in all and 50 of each depth: years of meetings."""
    depths = Counter(prompt.depth for prompt in load_prompts())
    assert min(depths[depth] for depth in Depth) >= 50
    assert depths.total() >= 150


def test_ids_tell_prompts_apart() -> None:
    """What a circle used is kept by id, so each has one of its own."""
    prompts = load_prompts()
    assert len(bank()) == len(prompts)
    assert all(re.fullmatch(r"[lod]\d\d", prompt.id) for prompt in prompts)
    assert all(prompt.id[0] == prompt.depth[0] for prompt in prompts)


def test_every_prompt_can_be_taken_in_at_a_glance() -> None:
    """4 to 16 words on one line, with an end that a question, a request or a gap has."""
    for prompt in load_prompts():
        assert 4 <= len(prompt.text.split()) <= 16, prompt.text
        assert len(prompt.text) <= 80, prompt.text
        assert prompt.text[0].isupper(), prompt.text
        assert prompt.text.endswith(("?", ".")), prompt.text
        assert prompt.text.isprintable(), prompt.text


def test_no_two_are_nearly_the_same() -> None:
    """A prompt is no other one in other words: less than a third of their words are shared."""
    words = [(prompt.text, telling(prompt.text)) for prompt in load_prompts()]
    for (one, its), (other, others) in combinations(words, 2):
        assert 3 * len(its & others) < len(its | others), (one, other)


def test_no_prompt_asks_for_a_patient() -> None:
    """None needs a story of a patient, or the name of anybody."""
    for prompt in load_prompts():
        assert not re.search(r"\b(patients?|cases?|diagnos\w*|names? of)\b", prompt.text.casefold())


def test_a_taken_prompt_stands_where_the_agendas_own_stood() -> None:
    """The prompt is shown in its check-in, and the other parts keep theirs; undo restores it."""
    session = taken(begun(), "l05")
    assert as_shown(session).segment.show == bank()["l05"].text
    assert with_prompts(AGENDA, session).segments[1].show == "What stays?"
    assert with_prompts(AGENDA, begun()) is AGENDA
    again = taken(session, "d05")
    assert as_shown(again).segment.show == bank()["d05"].text
    (undone,) = (outcome for outcome in [rules.undo(again, THURSDAY_EVENING)])
    assert not isinstance(undone, Refused)
    assert apply(again, undone[0]) == session


def test_a_prompt_that_was_retired_leaves_the_agendas_own() -> None:
    """A session that runs while the program is updated shows something true."""
    session = apply(begun(), Prompted(THURSDAY_EVENING, 0, "x99"))
    assert as_shown(session).segment.show == "How are you?"


def test_prompts_are_for_check_ins() -> None:
    """In other parts, after the end, and for the prompt that is shown already, I hear why not."""
    talk = rules.advance(rules_after(begun()), THURSDAY_EVENING)
    assert not isinstance(talk, Refused)
    session = apply(rules_after(begun()), talk[0])
    assert isinstance(may_prompt(session, THURSDAY_EVENING), Refused)
    assert isinstance(take_prompt("l01")(session, THURSDAY_EVENING), Refused)
    assert isinstance(take_prompt("l01")(taken(begun(), "l01"), THURSDAY_EVENING), Refused)


def rules_after(session: Session) -> Session:
    """Return the session with the floor one turn further."""
    outcome = rules.advance(session, THURSDAY_EVENING)
    assert not isinstance(outcome, Refused)
    return apply(session, outcome[0])


@LAW
@given(st.lists(st.lists(st.sampled_from(list(bank())), max_size=4), max_size=30))
def test_the_last_twelve_sessions_are_known(sessions: list[list[str]]) -> None:
    """After any meetings the circle knows what the last twelve took, and nothing older."""
    history: tuple[PromptsUsed, ...] = ()
    for prompts in sessions:
        history = used_after(history, prompts)
    assert len(history) <= SESSIONS_APART
    for prompt in bank():
        ago = [
            place for place, prompts in enumerate(reversed(sessions), start=1) if prompt in prompts
        ]
        recent = [place for place in ago if place <= SESSIONS_APART]
        assert sessions_ago(history, prompt) == min(recent, default=None)


@LAW
@given(
    st.lists(st.sampled_from(list(bank())), unique=True, max_size=150),
    st.sampled_from(Depth),
    st.randoms(use_true_random=False),
)
def test_what_was_used_is_not_offered(used: list[str], depth: Depth, lot: Random) -> None:
    """Whatever was used and however the lot falls, each fresh prompt comes once, then again."""
    circle = FakeCircle()
    circle.prompts.put_all(used_after((), used))
    offers = Offers(circle, begun(), lot.choice)
    fresh = {id_ for id_, prompt in bank().items() if prompt.depth is depth and id_ not in used}
    offered = [offers.next(depth) for _ in fresh]
    assert {prompt.id for prompt in offered if prompt} == fresh
    again = offers.next(depth)
    if len(fresh) > 1:
        assert again is not None
        assert again != offered[-1]
    assert (again is None) == (not fresh)


def test_what_would_be_masked_is_never_offered() -> None:
    """With a member called Hope no prompt holds that word, on no screen."""
    circle = FakeCircle(Member("a" * 16, "Hope Sample", "Anchor"))
    offers = Offers(circle, begun(), choose)
    found = [offers.next(Depth.DEEP) for _ in range(60)]
    assert not any("hope" in telling(prompt.text) for prompt in found if prompt)
    assert any("hope" in telling(prompt.text) for prompt in bank().values())


def test_a_session_does_not_offer_what_it_took() -> None:
    """Somebody who looks for another prompt is not shown the one that is there."""
    session = taken(begun(), "l01")
    offers = Offers(FakeCircle(), session, choose)
    found = [offers.next(Depth.LIGHT) for _ in range(60)]
    assert "l01" not in {prompt.id for prompt in found if prompt}


def test_the_list_tells_when_each_was_used() -> None:
    """The list says how many sessions ago a prompt was used, by depth or all."""
    circle = FakeCircle()
    history = used_after(used_after((), ["l01"]), ["o02"])
    circle.prompts.put_all(history)
    found = {use.prompt.id: use.ago for use in uses(circle)}
    assert (found["l01"], found["o02"], found["d01"]) == (2, 1, None)
    assert {use.prompt.depth for use in uses(None, Depth.OPEN)} == {Depth.OPEN}


def test_the_circle_remembers_what_a_session_took(tmp_path: Path) -> None:
    """When a session has ended the circle knows its prompts by its number, and nothing of who."""
    members = (Member("a" * 16, "Ana Example", "Anchor"), Member("b" * 16, "Sam", "Beacon"))
    circle = FakeCircle(*members)
    for prompt in ("d07", "l02"):
        seating.start(circle, AGENDA, circle.people.members(), prompt * 6, circle.clock)
        live = fold(circle.journal.read())
        for rule in (take_prompt("o01"), take_prompt(prompt), rules.close):
            outcome = rule(live, circle.clock.now())
            assert not isinstance(outcome, Refused)
            circle.journal.append(outcome)
            live = apply(live, outcome[0])
        closing.finish(circle, tmp_path, circle.clock, Tokens(), None)
    assert circle.prompts.all() == (PromptsUsed(1, ("d07", "o01")), PromptsUsed(2, ("l02", "o01")))


def test_a_circle_that_never_takes_a_prompt_keeps_nothing() -> None:
    """Sessions without any prompt leave no trace until one is taken, and then they count."""
    assert used_after((), ()) == ()
    history = used_after(used_after(used_after((), ["l01"]), ()), ())
    assert sessions_ago(history, "l01") == 3
