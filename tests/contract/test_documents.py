"""What the documents say exists: links lead somewhere, and every command can be run."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.__main__ import STEPS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")])
MAKEFILE = ROOT / "Makefile"


def _headings(document: Path) -> set[str]:
    """Return the anchors of a document's headings."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def _targets() -> set[str]:
    """Return what ``make`` can be asked for."""
    rules = re.findall(r"^([a-z ]+):(?!=)", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    return {target for rule in rules for target in rule.split()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """A link to another file of the project, or to a place in one, is not broken."""
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in _headings(target), link


@pytest.mark.parametrize("document", [*DOCUMENTS, MAKEFILE], ids=lambda path: path.name)
def test_modules_that_are_run_can_be_run(document: Path) -> None:
    """Wherever it says ``python -m something``, that something is there and can be run."""
    for module in re.findall(r"-m ([a-z][\w.]*\w)", document.read_text(encoding="utf-8")):
        found = find_spec(module)
        assert found, module
        assert found.submodule_search_locations is None or find_spec(f"{module}.__main__"), module


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_knows_what_it_is_asked_for(document: Path) -> None:
    """Wherever it says ``make something``, there is such a target."""
    asked = re.findall(r"`make ([a-z]+)`", document.read_text(encoding="utf-8"))
    assert set(asked) <= _targets()


def test_make_has_the_steps_of_ci() -> None:
    """Every step of CI can be run by itself with ``make``."""
    assert set(STEPS) <= _targets()


def test_the_architecture_names_files_that_exist() -> None:
    """Every file that the page on the architecture names is there."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.\w+)?|[a-z_]+\.toml)`", text)
    assert len(named) > 15
    places = (ROOT, ROOT / "src" / "circle_tui")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []
    assert len(text.splitlines()) <= 180
