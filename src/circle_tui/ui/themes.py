"""Three themes: one accent, one warning, one alarm; everything else is quiet."""

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

CONTRAST = Theme(
    name="circle-contrast",
    primary="#7df9ff",
    accent="#7df9ff",
    warning="#ffd60a",
    error="#ff9d94",
    success="#8dff8d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        "quiet": "#d0d0d0",
        **dict.fromkeys(("input-cursor-background", "block-cursor-background"), "#ffffff"),
        **dict.fromkeys(("input-cursor-foreground", "block-cursor-foreground"), "#000000"),
        **dict.fromkeys(("border", "border-blurred", "scrollbar"), "#d0d0d0"),
    },
)
"""For eyes, rooms and projectors that need it: every text stands out at least 7 to 1 (WCAG AAA)."""

THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
"""By what the environment calls them, in the order in which a key goes through them."""


def dress(app: App[Any], environment: Mapping[str, str]) -> None:
    """Give an app every theme, and the one that the environment asks for."""
    for theme in THEMES.values():
        app.register_theme(theme)
    app.theme = THEMES.get(environment.get(THEME_VARIABLE, ""), DARK).name


def following(name: str) -> str:
    """Return the name of the theme that comes after one."""
    names = [theme.name for theme in THEMES.values()]
    return names[(names.index(name) + 1) % len(names)]
