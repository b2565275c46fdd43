"""The page on privacy names every file that the program leaves behind, and no other."""

import re
from pathlib import Path

import circle_tui
from circle_tui.cli import demo
from circle_tui.config import mine, synced, theme
from circle_tui.domain import series
from circle_tui.services import exports, handover, inviting, purging, summaries
from circle_tui.storage import alive, layout, lock, stage

SOURCES = Path(circle_tui.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"

WRITES = re.compile(
    r"(?<!def )\b(write_(private|together|folder|new|whole|text|bytes)|touch|mkstemp|mkdtemp"
    r"|keep_small|create|copy_files)\(|\bO_CREAT\b"
)
"""What puts a file on the disk, in whatever room."""

CHOSEN: tuple[str, ...] = ()
"""Where the user said: the page tells the options."""

STORES = tuple(f"circles/*/{name}" for name in layout.KINDS)
BESIDE = ("circles/*/*.store.*",)

WRITERS = {
    "cli/demo.py": (f"{demo.PREFIX}*",),
    "cli/hours.py": CHOSEN,
    "cli/next_alone.py": CHOSEN,
    "cli/next_series.py": (series.SERIES_FILE,),
    "config/mine.py": (mine.FILE,),
    "config/small.py": (mine.FILE, theme.FILE),
    "config/synced.py": (synced.TOLD,),
    "config/theme.py": (theme.FILE,),
    "export/files.py": CHOSEN,
    "export/folders.py": CHOSEN,
    "export/mail.py": tuple(f"mail-DAY*/{name}" for name in purging.DRAFT_FILES),
    "services/authoring.py": ("agendas/*",),
    "services/cards.py": tuple(f"cards-DAY*/{name}" for name in exports.CARD_FILES),
    "services/editing.py": ("circle-tui-*",),
    "services/exports.py": CHOSEN,
    "services/handing_out.py": (
        *(inviting.INVITE, f"DAY-*/{inviting.INVITE}"),
        *(purging.OWN_INVITES, f"DAY-*/{purging.OWN_INVITES}"),
    ),
    "services/handover.py": (f"DAY-*/{handover.FILES}",),
    "services/summary_files.py": tuple(f"DAY-*/{name}" for name in summaries.SUMMARY_FILES),
    "storage/alive.py": (f"circles/*/{alive.NAME}",),
    "storage/backup.py": ("backups/*",),
    "storage/disk.py": CHOSEN,
    "storage/elsewhere.py": CHOSEN,
    "storage/files.py": CHOSEN,
    "storage/generation.py": STORES,
    "storage/head.py": BESIDE,
    "storage/keyfile.py": (f"circles/*/{layout.KEYS}", f"circles/*/{layout.ALIAS_KEYS}"),
    "storage/keys.py": (f"circles/*/{layout.KEYS}", f"circles/*/{layout.ALIAS_KEYS}"),
    "storage/lock.py": (f"circles/*/{lock.NAME}",),
    "storage/mending.py": STORES,
    "storage/migrations.py": BESIDE,
    "storage/restore.py": (*STORES, "set-aside/*"),
    "storage/stage.py": (f"circles/*/{stage.NAME}",),
    "storage/storefile.py": STORES,
    "storage/tinyfile.py": CHOSEN,
    "ui/terminal/crash.py": ("reports/crash-*.txt",),
}
"""Which module writes which files; where it says nothing, other modules or the user name them."""


def documented() -> set[str]:
    """Return the files that the page names."""
    text = PAGE.read_text(encoding="utf-8")
    part = text[text.index("## What lies where") :]
    part = part[: part.index("\n## ", 1)]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])}
    return named | set(re.findall(r"`(circle-tui-[^`]+)`", part))


def writers() -> set[str]:
    """Return the modules that put a file on the disk."""
    return {
        file.relative_to(SOURCES).as_posix()
        for file in SOURCES.rglob("*.py")
        if WRITES.search(file.read_text(encoding="utf-8"))
    }


def test_every_module_that_writes_is_known() -> None:
    """Whoever lets the program write something new is asked here what the page says of it."""
    assert writers() == set(WRITERS)


def test_the_page_names_every_file() -> None:
    """I can look up what is left on my disk, who can read it, and how it goes."""
    assert documented() == {name for names in WRITERS.values() for name in names}
