"""The package that people install: everything is in it, and it runs from a clean place."""

import os
import site
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once. With its build tool here already, nothing is downloaded for it."""
    folder = tmp_path_factory.mktemp("dist")
    _build("--wheel", folder)
    (built,) = folder.glob("*.whl")
    return built


def _build(kind: str, folder: Path) -> None:
    alone = ["--no-isolation"] if find_spec("hatchling") else []
    subprocess.run(
        [sys.executable, "-m", "build", kind, *alone, "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )


def test_the_source_package_holds_what_its_tests_need(tmp_path: Path) -> None:
    """From the source package alone, everything can be built, read and tested."""
    _build("--sdist", tmp_path)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    sources = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tests", "bench", "agendas", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".tcss", ".toml", ".md", ".png"}
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    }
    files = {".ci/run", "Makefile", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    assert sources | files <= names


def test_the_wheel_holds_agendas_and_styles(wheel: Path) -> None:
    """Every shipped agenda with its licence and every screen's style is in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    agendas = {f"circle_tui/agendas/shipped/{path.name}" for path in (ROOT / "agendas").iterdir()}
    styles = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.tcss")}
    assert agendas
    assert styles
    assert agendas | styles | {"circle_tui/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests/", "bench/"))]


def test_the_wheel_runs_from_a_clean_place(wheel: Path, tmp_path: Path) -> None:
    """Installed from the wheel alone, far from the sources, the program lists its agendas."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True
    )
    # The libraries are those of this environment; an editable install's own .pth is not followed.
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()))
    environment = {**os.environ, "CIRCLE_TUI_HOME": str(tmp_path / "home")}
    environment.pop("PYTHONPATH", None)
    told = subprocess.run(
        [python.with_name("circle"), "agenda", "list"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    for agenda in (ROOT / "agendas").glob("*.toml"):
        assert agenda.stem in told.stdout
    where = subprocess.run(
        [python, "-c", "import circle_tui; print(circle_tui.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(packages)
