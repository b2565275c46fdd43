"""The data folder: ``--home``, else ``CIRCLE_TUI_HOME``, else the platform's own place.

What the program keeps and what the user writes for it lie apart where the platform has a place for
each; a folder that is named holds both.
"""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from circle_tui.domain.errors import InputError

VARIABLE = "CIRCLE_TUI_HOME"

KEY_FILE = "keys"
"""What the key file of a sealed circle is called: the same as in ``storage.layout``."""


class Home(NamedTuple):
    """The data folder and what lies where in it; nothing is created by asking.

    No dataclass, because those cost more to import than all that is done before the splash is up.

    ``chosen_by`` says in words who chose the folder. ``config`` is the folder of what the user
    writes, ``None`` if that is the data folder as well.
    """

    root: Path
    chosen_by: str
    config: Path | None = None

    @property
    def circles(self) -> Path:
        """One folder per circle, each under a random name."""
        return self.root / "circles"

    @property
    def agendas(self) -> Path:
        """The user's own agenda files, which come before the shipped ones of the same name."""
        return (self.config or self.root) / "agendas"

    @property
    def reports(self) -> Path:
        """Reports of crashes: program places only, no data."""
        return self.root / "reports"

    def any_sealed(self) -> bool:
        """Tell whether any circle has a key file.

        Asked before the program is loaded, so that nobody waits for a passphrase nobody needs.
        """
        return any(self.circles.glob(f"*/{KEY_FILE}"))

    def may_hold_several(self) -> bool:
        """Tell whether there are so many folders that there may be more circles than one.

        Asked before the program is loaded, so that nobody waits for a question that has one answer.
        """
        return len(list(islice(self.circles.glob("*"), 2))) > 1


def exports(circle_folder: Path) -> Path:
    """Return where a circle's summaries and invites go."""
    return circle_folder / "exports"


def find_home(option: str | None, environment: Mapping[str, str]) -> Home:
    """Return the data folder by order of precedence.

    Raises ``InputError`` for ``~`` and the name of a user that this computer does not have.
    """
    if option:
        return Home(_absolute(option, "--home"), "--home")
    if named := environment.get(VARIABLE):
        return Home(_absolute(named, VARIABLE), VARIABLE)
    import platformdirs

    data, config = (
        Path(find("circle-tui", appauthor=False))
        for find in (platformdirs.user_data_dir, platformdirs.user_config_dir)
    )
    return Home(data, "this system", config)


def _absolute(named: str, chosen_by: str) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:
        raise InputError(
            f"{chosen_by} names {named}, and this computer has no such user. "
            "Name the data folder by its full path; nothing was changed."
        ) from None
