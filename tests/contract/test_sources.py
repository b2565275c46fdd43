"""The sources as a whole: short files, and no typed text that reaches a widget as markup."""

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "circle_tui"
UI = SOURCES / "ui"

MOST_LINES = 300
"""A file that a person can read in one sitting."""

MARKUP_CALLS = {
    *("Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Selection", "Tab"),
    *("TabPane", "Collapsible", "Placeholder", "notify", "update"),
}
"""Calls whose first argument Textual would read as markup if it is a ``str``."""

MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
"""Attributes that Textual would read as markup if they are set to a ``str``."""

MAKERS = {"plain", "Content"}
"""What makes literal ``Content``, by itself or as the beginning of a chain of calls."""


def _parsed(folder: Path) -> dict[Path, ast.Module]:
    files = sorted(folder.rglob("*.py"))
    assert files
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def _returns_content(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    returned = function.returns
    return isinstance(returned, ast.Name) and returned.id == "Content"


class _Scope:
    """What is known to be literal in one function: calls that return it, names that hold it."""

    def __init__(self, makers: set[str], function: ast.AST) -> None:
        self.makers = makers
        self.names: set[str] = set()
        for node in ast.walk(function):
            match node:
                case ast.arg(arg=name, annotation=ast.Name(id="Content")):
                    self.names.add(name)
                case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="Content")):
                    self.names.add(name)
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if self.makes(value):
                    self.names.add(name)

    def makes(self, node: ast.expr) -> bool:
        """Return whether an expression is ``Content``."""
        match node:
            case ast.Name(id=name):
                return name in self.names
            case ast.Call(func=ast.Name(id=name)):
                return name in self.makers
            case ast.Call(func=ast.Attribute(value=value, attr=name)):
                root_is_class = isinstance(value, ast.Name) and value.id == "Content"
                return root_is_class or name in self.makers or self.makes(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.makes(left) or self.makes(right)
            case ast.IfExp(body=body, orelse=other):
                return self.is_literal(body) and self.is_literal(other)
        return False

    def is_literal(self, node: ast.expr) -> bool:
        """Return whether an expression holds nobody's text as markup."""
        return (isinstance(node, ast.Constant)) or self.makes(node)


def _texts(function: ast.AST) -> list[tuple[str, ast.expr]]:
    """Return each text that is handed to a widget within a function, and to what."""
    found: list[tuple[str, ast.expr]] = []
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]):
                if name in MARKUP_CALLS:
                    found.append((name, first))
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value):
                if name in MARKUP_ATTRIBUTES:
                    found.append((name, value))
    return found


def offences(modules: dict[Path, ast.Module]) -> list[str]:
    """Return every place where text reaches a widget without having been made literal."""
    functions = [
        (file, node)
        for file, module in modules.items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    makers = MAKERS | {node.name for _, node in functions if _returns_content(node)}
    return sorted(
        {
            f"{file.name}:{text.lineno}: {called}({ast.unparse(text)})"
            for file, function in functions
            for called, text in _texts(function)
            if not _Scope(makers, function).is_literal(text)
        }
    )


def test_every_source_file_can_be_read_in_one_sitting() -> None:
    """No source file is longer than 300 lines."""
    lengths = {
        str(file.relative_to(SOURCES)): len(file.read_text(encoding="utf-8").splitlines())
        for file in SOURCES.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_nothing_typed_is_ever_markup() -> None:
    """What a person typed is shown as typed: ``[x] done`` keeps its box, and nothing crashes."""
    assert offences(_parsed(UI)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(name)",
        "Static(f'Hello {name}')",
        "self.notify(str(error))",
        "self.query_one(Label).update('a' + name)",
        "self.border_title = name",
        "Button(name if name else 'x')",
    ],
)
def test_the_check_itself_bites(line: str) -> None:
    """The check for markup finds the ways in which text slips through."""
    assert offences({Path("made_up.py"): ast.parse(f"def made_up(self, name: str):\n    {line}")})


@pytest.mark.parametrize(
    "line",
    [
        "Static('Fixed words')",
        "Static()",
        "Static(plain(name))",
        "Static(plain(name).stylize('bold'))",
        "Static(Content.assemble((name, 'bold')))",
        "Static(self._words())",
        "words = plain(name); self.border_title = words",
        "self.update(Content('a') + name)",
    ],
)
def test_the_check_lets_literal_text_through(line: str) -> None:
    """The check for markup accepts what was made literal."""
    source = f"def _words(self) -> Content: ...\ndef made_up(self, name: str):\n    {line}"
    assert offences({Path("made_up.py"): ast.parse(source)}) == []
