"""What is shown of a value when a program shows it unasked: in logs, tasks, errors, debuggers."""

import ast
import dataclasses
import inspect
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from rich.pretty import pretty_repr
from textual.message import Message

import circle_tui
from circle_tui.domain.actions import ActionItem

SOURCES = Path(circle_tui.__file__).parent

SECRET = "marmalade"

PRIVATE = {"text", "email"}
"""Fields that hold what a person wrote, whatever the value they are a part of."""


def modules() -> list[str]:
    """Return the names of all modules that can be imported without doing anything."""
    found = walk_packages(circle_tui.__path__, "circle_tui.")
    return [module.name for module in found if not module.name.endswith("__main__")]


def classes() -> list[type]:
    """Return every class of the program, also those inside classes, in the order of their names."""
    found: dict[str, type] = {}

    def take(holder: object) -> None:
        for value in list(vars(holder).values()):
            if isinstance(value, type) and value.__module__.startswith("circle_tui."):
                name = f"{value.__module__}.{value.__qualname__}"
                if name not in found:
                    found[name] = value
                    take(value)

    for module in modules():
        take(import_module(module))
    return [found[name] for name in sorted(found)]


MESSAGES = [found for found in classes() if issubclass(found, Message)]


def filled(message: type[Message]) -> Message:
    """Return a message with the secret wherever a text may stand."""

    def value(parameter: inspect.Parameter) -> object:
        kind = parameter.annotation
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind))
        return SECRET

    # A message that takes nothing has the signature of its base, with parameters for any.
    parameters = inspect.signature(message).parameters.values()
    taken = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    return message(**{parameter.name: value(parameter) for parameter in taken})


def test_there_are_messages() -> None:
    """The tests below look at something."""
    assert {message.__name__ for message in MESSAGES} >= {"Typed", "Submitted", "Switched"}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__qualname__)
def test_a_message_shows_nothing_that_was_typed(message: type[Message]) -> None:
    """What goes from widget to widget can be logged without a word of mine in it."""
    made = filled(message)
    assert SECRET not in repr(made)
    assert SECRET not in str(made)
    assert SECRET not in pretty_repr(made)


def shows_its_fields(kind: Any) -> bool:  # noqa: ANN401 - any dataclass
    """Tell whether a class says of itself what its fields hold, and not something of its own."""
    return kind.__dataclass_params__.repr or kind.__repr__ is ActionItem.__repr__


def test_a_value_shows_nothing_that_was_written() -> None:
    """A note, a draft or an address says of itself that it is there, and not what it holds."""
    shown = [
        f"{found.__qualname__}.{field.name}"
        for found in classes()
        if dataclasses.is_dataclass(found) and shows_its_fields(found)
        for field in dataclasses.fields(found)
        if field.name in PRIVATE and field.repr
    ]
    assert shown == []


def undescribed(tree: ast.AST) -> list[int]:
    """Return the lines where a worker begins whose description would be made of its arguments."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines += [use.lineno for use in node.decorator_list if _name(use) == "work"]
        if isinstance(node, ast.Call) and _name(node) in {"work", "run_worker"}:
            words = {word.arg: word.value for word in node.keywords}
            if isinstance(words.get("description"), ast.Constant):
                lines = [line for line in lines if line != node.lineno]
            elif node.lineno not in lines:
                lines.append(node.lineno)
    return lines


def _name(node: ast.AST) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return getattr(called, "attr", getattr(called, "id", ""))


def test_a_worker_is_described_in_fixed_words() -> None:
    """What works in the background is called by a fixed name; Textual would quote the note."""
    found = {
        str(file.relative_to(SOURCES)): undescribed(ast.parse(file.read_text(encoding="utf-8")))
        for file in (SOURCES / "ui").rglob("*.py")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("@work\nasync def keep(): ...", [1]),
        ("@work(group='keep')\nasync def keep(): ...", [1]),
        ("@work(description=text)\nasync def keep(): ...", [1]),
        ("@work(description='keep')\nasync def keep(): ...", []),
        ("self.run_worker(self.keep(text))", [1]),
        ("self.run_worker(self.keep(text), description='keep')", []),
    ],
)
def test_the_check_itself_bites(source: str, lines: list[int]) -> None:
    """The check for workers finds every way to start one."""
    assert undescribed(ast.parse(source)) == lines
