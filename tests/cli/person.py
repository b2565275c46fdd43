"""A stand-in for somebody at a terminal."""

import pytest

from circle_tui.cli import passphrases


class Person:
    """Somebody at a terminal who types what is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passphrases: list[str] = []
        self.answers: list[str] = []
        self.prompts: list[str] = []
        self.codes: list[list[str]] = []
        monkeypatch.setattr(passphrases, "at_terminal", lambda: True)
        monkeypatch.setattr(passphrases, "hidden", self._hidden)
        monkeypatch.setattr(passphrases, "shown", self._shown)
        monkeypatch.setattr(passphrases, "_show_once", self.codes.append)

    def _hidden(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return self.passphrases.pop(0)

    def _shown(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if self.answers:
            return self.answers.pop(0)
        return self.codes[-1][int(prompt.split()[1]) - 1].lower()
