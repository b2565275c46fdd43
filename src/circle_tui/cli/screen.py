"""``circle screen``: the public view, in a second terminal."""

from argparse import Namespace

from circle_tui.cli.parsing import Command

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""What ``textual serve`` tells the program to draw with: a browser is the terminal then."""


def run(options: Namespace) -> int:
    """Show the public view until somebody leaves it. No circle is opened, and no passphrase asked.

    ``--circle`` is the beginning of the name of a circle's folder, for its own name is in a file
    that this command does not read. Raises ``InputError`` for one that cannot be such a beginning.
    """
    import os

    from circle_tui.cli.curtain import curtain, require_terminal
    from circle_tui.cli.opening import home_of

    home = home_of(options)
    only = options.circle
    if only is not None and not (only.isalnum() and any(home.circles.glob(f"{only}*/"))):
        raise _unknown()
    served = os.environ.get("TEXTUAL_DRIVER") == WEB_DRIVER
    if not served:
        require_terminal()
    with curtain():
        from circle_tui.publicview import run_public_view

        return run_public_view(home, only, served=served)


def _unknown() -> Exception:
    from circle_tui.domain.errors import InputError

    return InputError(
        "The public view opens no circle, and so knows none by its name. Name the circle by its "
        "folder, of which the first letters do: circle locate shows it."
    )


COMMAND = Command(
    run,
    "Show the public view in a second terminal: the prompt, the clock, what comes next.\n"
    "It reads nothing else of a circle, so it can be projected or shared. Start it before, during\n"
    "or after a session. Space blanks it here, v blanks it from the session's own screen.",
    ("circle screen", 'textual serve "circle screen"'),
)
