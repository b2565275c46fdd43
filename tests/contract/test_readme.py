"""The README: one line to try the program, one to test it, and CI runs the latter as it stands."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _commands(heading: str) -> list[str]:
    """Return the lines of the ``sh`` blocks below a heading of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    (section,) = (part for part in sections if part.startswith(f"{heading}\n"))
    return [
        line
        for block in re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]


@pytest.mark.parametrize(
    ("heading", "end"), [("Try it", "circle demo"), ("Run the tests", "python -m tests")]
)
def test_one_line_does_the_whole_job(heading: str, end: str) -> None:
    """A stranger copies one line and has the program, or its tests, running."""
    (line,) = _commands(heading)
    assert line.endswith(end)
    assert "$" not in line


def test_ci_runs_the_readme_line(tmp_path: Path) -> None:
    """CI runs the very line of the README: a line that does not work does not stay."""
    (line,) = _commands("Run the tests")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (finder,) = re.findall(r"^line=\$\((.*)\)$", script, re.MULTILINE)
    assert 'eval "$line"' in script
    (tmp_path / "README.md").write_text((ROOT / "README.md").read_text(encoding="utf-8"))
    found = subprocess.run(
        ["/bin/sh", "-c", finder], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == line
