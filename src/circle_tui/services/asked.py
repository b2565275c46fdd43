"""A search for a fair time as it was asked for: it can be typed again with one thing changed."""

from datetime import date
from shlex import join

from circle_tui.domain.values import value

MOST_WEEKS = 26
"""How many weeks are looked through at most."""

EVERY_DAY = tuple(range(7))


@value
class Typed:
    """What was typed with a search and what its values do not tell, as words of the command line.

    ``own`` are options of the search itself, such as whose calendar is in which file. ``where``
    says which circle is meant, and goes with every command.
    """

    own: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@value
class Asked:
    """What a search was asked for, so that it can be typed again with one thing changed.

    ``first``, ``minutes`` and ``zone`` are ``None`` where nobody said.
    """

    weeks: int = 1
    days: tuple[int, ...] = EVERY_DAY
    first: date | None = None
    minutes: int | None = None
    zone: str | None = None
    typed: Typed = Typed()

    @property
    def more_weeks(self) -> int | None:
        """How many weeks to look through instead, ``None`` where that is not possible."""
        more = min(MOST_WEEKS, max(4, self.weeks * 2))
        return more if more > self.weeks else None

    def again(self) -> str:
        """Return the search as it is typed; what is as usual is not said."""
        words = ["next", "--find"]
        for option, said in (
            ("--weeks", "" if self.weeks == 1 else str(self.weeks)),
            ("--days", "" if set(self.days) == set(EVERY_DAY) else _days_typed(self.days)),
            ("--from", self.first.isoformat() if self.first else ""),
            ("--minutes", "" if self.minutes is None else str(self.minutes)),
            ("--zone", self.zone or ""),
        ):
            words += option_typed(option, said) if said else ()
        return self.command(join([*words, *self.typed.own]))

    def command(self, words: str) -> str:
        """Return a command for the same circle; ``words`` are quoted already."""
        return " ".join(["circle", words, *([join(self.typed.where)] if self.typed.where else [])])


def option_typed(option: str, said: str) -> tuple[str, ...]:
    """Return an option with its value as it is typed: two words, one where a dash begins it."""
    return (f"{option}={said}",) if said.startswith("-") else (option, said)


def _days_typed(days: tuple[int, ...]) -> str:
    """Return weekdays as they are typed: ``mon wed``, ``mon-thu``."""
    from circle_tui.calendars.words import WEEKDAYS

    order = sorted(set(days))
    names = [WEEKDAYS[day][:3].lower() for day in order]
    if len(order) > 2 and order == list(range(order[0], order[-1] + 1)):
        return f"{names[0]}-{names[-1]}"
    return " ".join(names)
