"""Laws of the gate: it stops every name and contact detail, and nothing that is the program's own.

A gate that refuses what was masked, or an instant of the program's own, would make a circle
unusable in the middle of a meeting; so what passes is as much a promise as what does not.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.agendas.library import find_agenda, shipped_names
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain import actions, rules
from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.record import record_of
from circle_tui.domain.session import Session
from circle_tui.privacy.gate import check, without_contacts
from circle_tui.privacy.redaction import redact_text
from circle_tui.storage.codec import encode, encode_fact
from tests.fakes import THURSDAY_EVENING
from tests.strategies import LAW, SESSIONS, WALKS, Steps, walk

ROSTER = ["Zorabel Quillmarsh", "zq@ward.example", "Open Group", "Note Segment"]
"""Somebody whose name no agenda here has, and two called by words of the program."""

IDS = st.integers(0, 10**18 - 1).map("{:018}".format)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
FIGURES = st.one_of(
    st.integers(0, 10**6).map(str),
    DAYS.map(str),
    DAYS.map("{:%d.%m.%Y}".format),
    st.times().map("{:%H:%M}".format),
    st.builds("{}/{}".format, st.integers(1, 200), st.integers(1, 200)),
    st.builds("{}-{}".format, st.integers(1, 99), st.integers(1, 99)),
    st.integers(0, 10**9).map("${:,}".format),
    st.integers(0, 100).map("{} %".format),
    st.integers(1, 300).map("{} min".format),
    IDS,
)
"""What stands in notes and titles and is nobody's number."""

SAID = st.lists(
    st.one_of(FIGURES, st.sampled_from(["asked", "for", "[A]", "[phone]", "[email]", "the dean"])),
    max_size=6,
).map(", ".join)

DETAILS = st.one_of(
    st.emails(domains=st.sampled_from(["ward.example", "clinic.example.org", "a-b.co.uk"])).filter(
        lambda address: address[address.index("@") - 1].isalnum()
    ),
    st.builds(
        "+{} {}{}{}".format,
        st.integers(1, 999),
        st.integers(10, 999),
        st.sampled_from([" ", "-", ".", ""]),
        st.integers(100_000, 99_999_999),
    ),
    st.builds(
        "{1}{0}{2:03}{0}{3:04}".format,
        st.sampled_from([" ", "-", "."]),
        st.integers(200, 999),
        st.integers(0, 999),
        st.integers(0, 9999),
    ),
    st.builds("tel: {}".format, st.integers(1_000_000, 99_999_999)),
)

PATHS: list[Callable[[Any], Any]] = [
    lambda text: {"text": text},
    lambda text: {"at": text},
    lambda text: {"status": text},
    lambda text: {text: 0},
    lambda text: {"agenda": {"segments": [{"roles": ["x", text]}]}},
    lambda text: [[[text]]],
    lambda text: {"a": {"b": [{"c": {text: {}}}]}},
]
"""Where in a document something can lie."""


@given(SESSIONS, WALKS)
@LAW
def test_every_fact_of_a_session_passes(session: Session, steps: Steps) -> None:
    """Whatever I do in a meeting is saved: instants, seats and seconds are nobody's number."""
    check(encode_fact(rules.begin(session.agenda, session.seats, "5" * 18, session.began)), ROSTER)
    for moment in walk(session, steps):
        for fact in moment.facts:
            check(encode_fact(fact), ROSTER)
        if moment.after.closed:
            check(encode(record_of(moment.after)), ROSTER)


@given(IDS, IDS, SAID, DAYS, st.none() | DAYS, st.sampled_from(ActionStatus))
@settings(deadline=None, max_examples=100)
def test_notes_and_items_with_figures_pass(
    own: str, session: str, text: str, made: date, due: date | None, status: ActionStatus
) -> None:
    """Notes full of dates, scores, sums and masks are kept as they are."""
    check(encode(Note(own, session, 3, text)), ROSTER)
    check(encode(Draft("action", session, 3, text)), ROSTER)
    steps = (actions.Step(made, status, text, session), actions.Step(made, status))
    check(encode(ActionItem(own, session, "Anchor", text, made, due, status, due, steps)), ROSTER)


def test_every_shipped_agenda_passes() -> None:
    """Every agenda that comes with the program can be run: its sources and prompts reach nobody."""
    for name in sorted(shipped_names()):
        agenda = load_agenda(find_agenda(name))
        check(encode_fact(rules.begin(agenda, (1, 2, 3), "5" * 18, THURSDAY_EVENING)), [])


@given(
    DETAILS,
    st.sampled_from(PATHS),
    st.sampled_from(["", "ask ", "(", "\n", "today, "]),
    st.sampled_from(["", ", then", ")", "\n", " 3 times", "!"]),
)
@settings(deadline=None, max_examples=100)
def test_no_contact_detail_passes_anywhere(
    detail: str, lay: Callable[[Any], Any], before: str, behind: str
) -> None:
    """An address or a number that slips through everything above is still not kept."""
    with pytest.raises(PrivacyError):
        check(lay(before + detail + behind), [])


@given(st.lists(st.one_of(DETAILS, SAID, st.text(max_size=9)), max_size=6), st.text(max_size=3))
@settings(deadline=None, max_examples=100)
def test_what_has_no_contacts_any_more_passes(pieces: list[str], glue: str) -> None:
    """An agenda with its author's address in it can be run: that is masked, the rest stays."""
    text = glue.join(pieces)
    safe = without_contacts(text)
    check({"source": safe}, [])
    assert without_contacts(safe) == safe
    if "@" not in text and not any(character.isdigit() for character in text):
        assert safe == text


@given(st.lists(st.one_of(DETAILS, SAID, FIGURES), max_size=5), st.sampled_from([" ", ", ", "\n"]))
@settings(deadline=None, max_examples=60)
def test_what_was_redacted_is_never_refused_for_a_number(pieces: list[str], glue: str) -> None:
    """A note I save with somebody's number in it is masked, and then kept."""
    check({"text": redact_text(glue.join(pieces), ROSTER)}, ROSTER)


@given(
    st.sampled_from(["Zorabel", "QUILLMARSH", "zorabel  quillmarsh", "zq@ward.example"]),
    st.sampled_from(PATHS),
    st.sampled_from(["", "ask ", "(", "\n", "_"]),
    st.sampled_from(["", ", then", "'s", "\n", "_", "-"]),
)
@settings(deadline=None, max_examples=100)
def test_no_name_passes_anywhere(
    name: str, lay: Callable[[Any], Any], before: str, behind: str
) -> None:
    """Wherever in a document a member's name lies, nothing of it is saved."""
    with pytest.raises(PrivacyError):
        check(lay(before + name + behind), ROSTER)


@pytest.mark.parametrize(
    "piece",
    [*("a@", "0 ", "07-", "1.", "(555) ", "+1", "+ ", "tel: 5", "a.", "@a.", "5", "(0)", "a" * 9)],
)
def test_no_text_takes_long(piece: str) -> None:
    """A long text made to be slow is looked through as fast as it is long: twice takes twice."""

    def taken(length: int) -> float:
        text = {"text": (piece * length)[:length]}
        spent = []
        for _ in range(3):
            begun = process_time()
            with suppress(PrivacyError):
                check(text, [])
            spent.append(process_time() - begun)
        return min(spent)

    assert taken(40_000) < 40 * taken(4_000) + 0.05
