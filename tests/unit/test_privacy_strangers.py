"""People, places and organisations on no roster: what is masked, and what stays."""

import pytest

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.privacy.redaction import redact, redact_text


def kinds(text: str) -> list[tuple[str, str]]:
    """Return what is masked in a text and what it was taken for."""
    return [(text[span.start : span.end], span.kind.value) for span in redact(text, []).spans]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Sigfusdottir keeps moving the goalposts", "Sigfusdottir"),
        ("prof young said no", "young"),
        ("mrs. moon came back", "moon"),
        ("my chair Wright said no", "Wright"),
        ("boss quillfeather is leaving", "quillfeather"),
        ("told Zbignev it stays", "Zbignev"),
        ("wife parisana had surgery", "parisana"),
        ("P. Rice copied us", "P. Rice"),
        ("j. vargasov will lead", "j. vargasov"),
        ("Rice's feedback stung", "Rice"),
        ("with Ellenor Wright and the dean", "Ellenor Wright"),
        ("Anouk van den Boogaardt wrote", "Anouk van den Boogaardt"),
        ("Ji-won Namgungo presented", "Ji-won Namgungo"),
        ("Bonnevillar, Viva offered", "Bonnevillar, Viva"),
        ("kudos to O'Hallorin", "O'Hallorin"),
        ("R.W. said no", "R.W"),
        ("sister Olgaretta ran the ward", "Olgaretta"),
    ],
)
def test_other_people_are_masked(text: str, name: str) -> None:
    """Whoever is talked about in the circle does not end up in the notes either."""
    assert (name, Kind.PERSON.value) in kinds(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("worked at St. Columbarius's Hospital before", "St. Columbarius's Hospital"),
        ("Westlaken Medical Center called", "Westlaken Medical Center"),
        ("at westlaken medical center", "westlaken medical center"),
        ("the University of Upper Sundgau", "University of Upper Sundgau"),
        ("at prairie view cancer center", "prairie view cancer center"),
        ("fellowship at Kestrel Ridge Hospital", "Kestrel Ridge Hospital"),
        ("Uppsala University wrote", "Uppsala University"),
    ],
)
def test_institutions_are_masked_whole(text: str, name: str) -> None:
    """Where somebody works tells who it is: the whole name goes."""
    assert (name, Kind.ORGANISATION.value) in kinds(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("moved to Tampa", "Tampa"),
        ("from reno originally", "reno"),
        ("born in New Haven", "New Haven"),
    ],
)
def test_places_below_a_state_are_masked(text: str, name: str) -> None:
    """A town is a place to look for somebody in."""
    assert (name, Kind.PLACE.value) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "May be worth a second try.",
        "Mark my words, said half the room.",
        "Grant cycle is grim.",
        "Rose-tinted view of sabbatical",
        "the Chair of Medicine met the Dean",
        "Monday huddle; August was bad",
        "Zoom kept dropping, Epic downtime",
        "Hodgkin clinic on Tuesday",
        "NIH score was 31",
        "cousins in Norway, she is Norwegian",
        "PI of record dispute, unresolved",
        "isn't, don't, we'd, y'all",
        "the teaching hospital and the medical school",
        "a nursing school; our clinic; the university hospital",
        "Thanksgiving rota",
        "e.g. 5 p.m. and i.e. later",
        "10am, 40k, 2nd, 3rd-year",
        "JUST SAY NO TO THE NEXT MEETING",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    """The notes stay readable: words, roles, days, tools and conditions are left alone."""
    assert redact_text(text, []) == text


def test_a_word_in_no_list_is_masked_to_be_safe() -> None:
    """A name nobody thought of is masked, and shown to me as a guess that I can take back."""
    (span,) = redact("asked quillifer about it", []).spans
    assert (span.kind, span.certainty, span.placeholder) == (
        Kind.NAME,
        Certainty.UNSURE,
        "[name]",
    )


def test_another_language_is_not_masked_whole() -> None:
    """A note in German keeps its words; what has a title is masked all the same."""
    text = "wir haben im team lange gesprochen und das ist nicht gut, frau dr. quillfeder ging"
    masked = redact_text(text, [])
    assert "gesprochen und das ist nicht gut" in masked
    assert "quillfeder" not in masked


def test_a_word_in_another_script_is_masked_in_an_english_note() -> None:
    """A name in its own letters does not slip through between English words."""
    assert redact_text("she said that 王小明 left early", []) == "she said that [name] left early"
