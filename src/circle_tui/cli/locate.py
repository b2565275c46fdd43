"""``circle locate``: where everything is kept, and who chose that place."""

from argparse import Namespace

from circle_tui.cli.output import document, json_option, table
from circle_tui.cli.parsing import Command


def run(options: Namespace) -> int:
    """Print the folders; nothing is created by asking."""
    from circle_tui import bootstrap
    from circle_tui.agendas.library import shipped_folder
    from circle_tui.cli.opening import home_of
    from circle_tui.config.home import exports

    home = home_of(options)
    chosen = bootstrap.choose_circle(home, options.circle) if options.circle else None
    circles = [
        {"name": name, "folder": str(folder), "exports": str(exports(folder))}
        for folder, name in bootstrap.circles(home)
        if chosen in (None, folder)
    ]
    places = {
        "home": str(home.root),
        "chosen_by": home.chosen_by,
        "agendas": str(home.agendas),
        "shipped_agendas": str(shipped_folder()),
        "reports": str(home.reports),
    }
    if options.json:
        document({**places, "circles": circles})
        return 0
    rows = [
        ("data folder", f"{home.root} (chosen by {home.chosen_by})"),
        ("your agendas", places["agendas"]),
        ("shipped agendas", places["shipped_agendas"]),
        ("crash reports", places["reports"]),
    ]
    for circle in circles:
        rows.append((f'"{circle["name"]}"', circle["folder"]))
        rows.append(("  its exports", circle["exports"]))
    table(rows)
    return 0


COMMAND = Command(
    run,
    "Say where everything is kept, and who chose that place.",
    ("circle locate", "circle locate --json", "circle locate --home ~/circles"),
    json_option,
)
