"""What ``circle next`` is asked to do, and which of its options go with that."""

from argparse import Namespace
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value

Mode = Literal["import", "find", "series", "list", "mail", "dry", "plan"]

OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{"answers": "--import", "yes": "--yes", "answered": "--answered"},
        **{"find": "--find", "keep": "--keep"},
        **{"weeks": "--weeks", "days": "--days", "first": "--from", "busy": "--busy"},
        **{"series": "--series", "list": "--list", "mail": "--mail", "dry": "--dry"},
        **{"on": "--on", "zone": "--zone", "minutes": "--minutes", "cancel": "--cancel"},
        **{"update": "--update", "summary": "--summary", "link": "--link", "alarm": "--alarm"},
        **{"organizer": "--organizer", "method": "--method", "uninvite": "--uninvite"},
        **{"invite": "--invite", "out": "--out", "force": "--force"},
    }
)
"""What each option of ``circle next`` is called, by its place among the options."""


@value
class _Rule:
    """A mode, the option that asks for it, those that go with it, and what it does."""

    mode: Mode
    asked_by: str
    takes: frozenset[str]
    does: str


_PLANNED = frozenset(
    [
        *("on", "zone", "minutes", "cancel", "update", "summary", "link", "alarm", "organizer"),
        *("method", "uninvite", "invite", "out", "force"),
    ]
)
_FOUND = frozenset(["keep", "weeks", "days", "first", "busy"])
_TELLS = "only tells when the circle meets"

_RULES = (
    _Rule("import", "answers", frozenset(["yes", "dry"]), "only takes answers in"),
    _Rule("import", "answered", frozenset(["dry"]), "only takes answers in"),
    _Rule(
        "find",
        "find",
        _FOUND | {"zone", "minutes"},
        "proposes a time, and --find --keep plans it",
    ),
    _Rule("series", "series", frozenset(["out", "force"]), "writes the meetings as they stand"),
    _Rule("list", "list", frozenset(), _TELLS),
    _Rule("mail", "mail", _PLANNED | {"dry"}, "writes a mail for each member"),
    _Rule("dry", "dry", frozenset(), _TELLS),
    _Rule("plan", "", _PLANNED, "plans the next meeting"),
)
"""Every mode; the first that is asked for counts, and nothing asks for the last."""

_OWNERS: Mapping[str, str] = MappingProxyType({"yes": "answers"} | dict.fromkeys(_FOUND, "find"))
"""Options that mean something in one mode only, each with the option that asks for it."""


def mode_of(options: Namespace) -> Mode:
    """Return what is asked for. Raises ``InputError`` for options that do not go with it."""
    given = [name for name in OPTIONS if _is_given(getattr(options, name))]
    rule = next((rule for rule in _RULES if rule.asked_by in given), _RULES[-1])
    for name in given:
        if name == rule.asked_by or name in rule.takes:
            continue
        option = OPTIONS[name]
        if not rule.asked_by or rule.mode == "mail":
            own = OPTIONS[_OWNERS[name]]
            raise InputError(
                f"{option} belongs to {own}: circle next {own} {option}. Nothing was changed."
            )
        raise InputError(
            f"{OPTIONS[rule.asked_by]} {rule.does}, and {option} does not go with it: say that in "
            "a step of its own. Nothing was changed."
        )
    return rule.mode


def _is_given(value: object) -> bool:
    """Tell an option that was given from one that was not; 0 and no words are given."""
    return value is not None and value is not False
