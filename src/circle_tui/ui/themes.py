"""Two themes: one accent, one warning, one alarm; everything else is quiet."""

from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme

THEME_VARIABLE = "CIRCLE_TUI_THEME"

DARK = Theme(
    name="circle-dark",
    primary="#5fb3b3",
    accent="#7fd1c7",
    warning="#f2c14e",
    error="#ff7a6b",
    success="#9ccf8a",
    foreground="#e6e6e3",
    background="#14181b",
    surface="#1f262b",
    panel="#2a343b",
    dark=True,
    variables={"quiet": "#93a1a8"},
)
LIGHT = Theme(
    name="circle-light",
    primary="#1f6f78",
    accent="#0b5c66",
    warning="#8a5200",
    error="#b3261e",
    success="#2f6b2a",
    foreground="#1b1f22",
    background="#fbfaf7",
    surface="#efede6",
    panel="#dfe5e3",
    dark=False,
    variables={"quiet": "#5a6569"},
)


def dress(app: App[Any], environment: Mapping[str, str]) -> None:
    """Give an app both themes, and the one that the environment asks for."""
    app.register_theme(DARK)
    app.register_theme(LIGHT)
    light = environment.get(THEME_VARIABLE) == "light"
    app.theme = LIGHT.name if light else DARK.name
