"""Hints: a phrase that points to one person is noticed, and everyday talk is not."""

import subprocess
import sys
from time import process_time

import pytest

from circle_tui.privacy.hints import pointers

POINTING = {
    "She is the only woman in the department.": "only woman in",
    "only black surgeon at [organisation], tired of every committee": "only black surgeon at",
    "He is the only one in his lab without funding": "only one in",
    "the sole pediatrician on call all winter": "sole pediatrician on",
    "youngest full professor in the school": "youngest full professor in",
    "the oldest resident, and it shows": "oldest resident",
    "lone tenured woman of twelve": "lone tenured woman of",
    "the first Muslim chair here": "first Muslim chair",
    "First Nigerian resident the programme has had": "First Nigerian resident",
    "first woman to run the unit": "first woman to",
    "the first female dean": "first female dean",
    "the chief of surgery said no": "chief of surgery",
    "Asked the Chief of [organisation] again": "Chief of [organisation]",
    "her chair of medicine wants numbers": "chair of medicine",
    "Director of the cancer center blocked it": "Director of the cancer",
    "dean for research will not sign": "dean for research will",
    "the head of neurology retires": "head of neurology",
    "editor-in-chief of our journal": "editor-in-chief of our journal",
    "the one who just had twins": "the one who just had",
    "came back after she had twins": "had twins",
    "still grieving, lost her husband in spring": "lost her husband",
    "his younger brother died during boards": "his younger brother died",
    "was sued last year and cannot sleep": "was sued",
    "The case was all over the local news.": "all over the local news",
    "it was on national TV": "on national TV",
    "he ran for mayor once": "ran for mayor",
    "came out as trans to the team": "came out as trans",
    "had a liver transplant last autumn": "liver transplant last",
    "survived the bus crash": "survived the bus crash",
    "our Iranian postdoc cannot travel": "our Iranian postdoc",
    "the deaf resident needs captions": "the deaf resident",
    "the trans fellow left": "the trans fellow",
    "she is married to the provost": "married to the provost",
    "the daughter of the dean applied": "daughter of the dean",
    "he founded the clinic": "founded the clinic",
    "a former Olympic rower": "Olympic rower",
}
"""Notes with the phrase that is to be noticed in them."""

EVERYDAY = (
    "Asked the chair for protected writing time.",
    "the only thing left is the budget",
    "only two of us could come",
    "Only the chair can sign this",
    "only faculty may vote",
    "only residents on nights get the room",
    "asked the dean for help",
    "the director for once agreed",
    "first author on both papers",
    "the first draft is due in May",
    "first-year residents are exhausted",
    "the first time it worked",
    "One person at a time; first come, first served.",
    "let only one person at a time speak",
    "chief complaint: no time",
    "Who will chair the meeting?",
    "the chief resident made the roster",
    "get ahead of the deadline",
    "at the head of the table",
    "director meeting moved to Friday",
    "chairs of all departments met",
    "president, dean and provost agree on nothing",
    "Had a baby shower for the team",
    "she had two grants rejected",
    "lost the file and her patience",
    "in the new building",
    "no news from the journal",
    "the black box of promotion",
    "our white paper is out",
    "a French press for the break room",
    "wants to come out ahead",
    "transplant clinic moved to Tuesdays",
    "kidney transplant service is short of fellows",
    "running for the bus, late again",
    "the one on Tuesday works",
    "one who listens helps",
    "founded on trust",
    "Nobody at work knows how many nights are spent on call.",
    "The group suggested a log of hours.",
    "burnout score went from 31 to 24",
    "two reviewers disagree about the main aim",
    "her mentor is on leave until March",
    "his partner is supportive",
    "mother-infant study needs a coordinator",
    "",
)
"""Notes that point to nobody."""


@pytest.mark.parametrize(("note", "phrase"), POINTING.items())
def test_a_phrase_that_points_to_one_person_is_noticed(note: str, phrase: str) -> None:
    """What singles a person out is shown to me, in the words in which I wrote it."""
    found = [note[pointer.start : pointer.end] for pointer in pointers(note)]
    assert found == [phrase]


@pytest.mark.parametrize("note", EVERYDAY)
def test_everyday_talk_raises_no_hint(note: str) -> None:
    """What is said in every circle every week is left in peace."""
    assert [note[pointer.start : pointer.end] for pointer in pointers(note)] == []


def test_several_phrases_are_noticed_in_their_order() -> None:
    """Each phrase is shown once, from the first on, and where two begin together the first kind."""
    note = (
        "Our dean, the only woman in the room, was sued; the one who left was the first Sikh chair"
    )
    found = [note[pointer.start : pointer.end] for pointer in pointers(note)]
    assert found == ["only woman in", "was sued", "the one who left was", "first Sikh chair"]
    note = "the only chief of surgery was shot was sued in the news"
    found = [note[pointer.start : pointer.end] for pointer in pointers(note)]
    assert found == ["only chief of", "was shot", "was sued", "in the news"]


def test_getting_ready_takes_little_memory() -> None:
    """What is needed once, to make the hints ready, does not weigh on the rest of the evening."""
    program = """
import tracemalloc
from circle_tui.privacy.hints import pointers
tracemalloc.start()
pointers("")
assert tracemalloc.get_traced_memory()[1] < 600_000, tracemalloc.get_traced_memory()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("text", ["only " * 4_000, "first black " * 2_000, "the one who " * 2_000])
def test_a_hint_costs_next_to_nothing(text: str) -> None:
    """However much is pasted, the line goes on at once."""
    began = process_time()
    pointers(text)
    assert process_time() - began < 0.5
