"""Folding: many spellings, one text, and the way back to the original."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

import pytest

from circle_tui.privacy.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Øystein Håland", "oystein haland"),
        ("Groß", "gross"),
        ("Æsa Þór", "aesa thor"),
        ("Łucja Đorđe", "lucja dorde"),
        ("IŞIK ışık İpek", "isik isik ipek"),
        ("Ren\u00e9e", "renee"),
        ("Rene\u0301e", "renee"),
        ("An\u200bna\u00ad", "anna"),
        ("O\u2019Brien O\u02bcBrien O`Brien", "o'brien o'brien o'brien"),
        ("Park\u2011Lowe", "park-lowe"),
        ("Ana\u00a0Ruiz\nLee", "ana ruiz lee"),
        ("\U0001d400\U0001d427\U0001d41a", "ana"),
        ("ΝΊΚΟΣ Νίκος", "νικοσ νικοσ"),
        ("مُحَمَّد", "محمد"),
        ("", ""),
    ],
)
def test_spellings_of_the_same_letters_become_one(text: str, folded: str) -> None:
    """A name is the same name with or without its accents, in any case, from any keyboard."""
    assert fold(text).text == folded


def test_every_folded_letter_knows_where_it_came_from() -> None:
    """A match in the folded text points at the right letters of mine, accents included."""
    text = "a\u0301 ß\u00adx"
    folded = fold(text)
    ranges = [text[a:b] for a, b in zip(folded.starts, folded.ends, strict=True)]
    assert folded.text == "a ssx"
    assert ranges == ["a\u0301", " ", "ß", "ß\u00ad", "x"]


def test_indic_vowel_signs_are_letters() -> None:
    """Meera and the word for "my" are not taken for each other in Devanagari."""
    assert fold("मीरा").text != fold("मेरी").text
