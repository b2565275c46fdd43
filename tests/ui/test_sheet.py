"""Rules of style are read once, and again when the colours are others."""

import pytest
from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet, StylesheetParseError

from circle_tui.ui.terminal.sheet import ReadOnce

COLOURS = {"primary": "red"}
RULES = "Label { color: $primary; height: 3; }"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the rules that were read, one after the other; nothing is known at first."""
    seen: list[str] = []
    read = Stylesheet._parse_rules

    def counted(sheet: Stylesheet, css: str, *where: object) -> object:
        seen.append(css)
        return read(sheet, css, *where)  # type: ignore[arg-type]

    monkeypatch.setattr(Stylesheet, "_parse_rules", counted)
    monkeypatch.setattr(ReadOnce, "_known", {})
    monkeypatch.setattr(ReadOnce, "_colours", {})
    return seen


def sheet_of(colours: dict[str, str], *rules: str) -> ReadOnce:
    """Return a sheet that has read rules, each of them from a file of its own."""
    sheet = ReadOnce(variables=dict(colours))
    for number, css in enumerate(rules):
        sheet.add_source(css, read_from=("a", str(number)))
    sheet.parse()
    return sheet


def colour_of(sheet: Stylesheet) -> str:
    """Return the colour that the rules give."""
    (rule,) = sheet.rules_map["Label"]
    return rule.styles.color.hex


def test_a_new_window_reads_its_own_rules_alone(reads: list[str]) -> None:
    """What was read stays so when a window brings rules of its own, and in another app."""
    sheet = sheet_of(COLOURS, RULES)
    sheet.add_source("Button { height: 1; }", read_from=("b", ""))
    sheet.reparse()
    assert reads == [RULES, "Button { height: 1; }"]
    assert {"Label", "Button"} <= set(sheet.rules_map)
    sheet_of(COLOURS, RULES)
    assert len(reads) == 2


def test_other_colours_are_read_anew(reads: list[str]) -> None:
    """When I choose other colours, what I see has them."""
    sheet = sheet_of(COLOURS, RULES)
    assert colour_of(sheet) == "#FF0000"
    sheet.set_variables({"primary": "lime"})
    sheet.reparse()
    assert colour_of(sheet) == "#00FF00"
    assert reads == [RULES, RULES]


@pytest.mark.usefixtures("reads")
def test_rules_that_cannot_be_read_change_nothing() -> None:
    """A window with broken rules leaves the others as they are."""
    sheet = sheet_of(COLOURS, RULES)
    sheet.add_source("Label { colour: 12 }", read_from=("b", ""))
    with pytest.raises((StylesheetError, StylesheetParseError)):
        sheet.reparse()
    assert colour_of(sheet) == "#FF0000"
