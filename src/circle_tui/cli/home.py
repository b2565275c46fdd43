"""``circle``: the home screen, or the program's version."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add ``--version`` and ``--verbose``."""
    parser.add_argument("-V", "--version", action="store_true", help="print the version")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="with --version: also of what it stands on"
    )


def run(options: Namespace) -> int:
    """Open the home screen of the circle, or print the version."""
    if options.version:
        _print_version(verbose=options.verbose)
        return 0
    from circle_tui.cli.curtain import require_terminal
    from circle_tui.cli.opening import choose

    require_terminal()
    before = None
    while choose(options, before):
        status = _screens(options)
        if status >= 0:
            return status
        before, options.circle = options.circle, None
    return 0


def _screens(options: Namespace) -> int:
    """Show a circle, and return the exit status; below zero asks for another circle."""
    from circle_tui.cli.curtain import curtain
    from circle_tui.cli.opening import home_of, unlock
    from circle_tui.cli.passphrases import passphrase_of

    unlock(options)
    with curtain():
        from circle_tui.fronts import run_app

        passphrase = passphrase_of(options)
        return run_app(home_of(options), options.circle, None, passphrase=passphrase)


def _print_version(*, verbose: bool) -> None:
    from circle_tui import __version__

    print(f"circle-tui {__version__}")
    if verbose:
        import platform
        from importlib.metadata import version

        from circle_tui.calendars.zones import zone_data_version

        print(f"Python {platform.python_version()}")
        print(f"Textual {version('textual')}")
        print(f"zone data {zone_data_version()}")


COMMAND = Command(run, "open the home screen", (), add_arguments)
