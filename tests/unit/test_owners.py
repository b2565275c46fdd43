"""Whose an action item is, where a line says that it is everybody's."""

from datetime import date

import pytest

from circle_tui.domain.capture import read_action
from circle_tui.domain.people import Member
from circle_tui.privacy.folding import name_key
from circle_tui.services.owners import EVERYBODY, owners

NOOR = Member("a1", "Noor Haddad", "Cedar")
TODAY = date(2026, 11, 19)


@pytest.mark.parametrize("said", [*EVERYBODY, "Everyone", "THE CIRCLE"])
def test_everybodys(said: str) -> None:
    """What everybody takes on is the circle's, and its text does not say so once more."""
    line = read_action(f"{said}: read the paper", owners([NOOR]), TODAY, "Cedar", name_key)
    assert (line.owner, line.text) == ("", "read the paper")


def test_a_member_who_is_called_so() -> None:
    """Where somebody's first name is such a word, it means them."""
    line = read_action("All: read", owners([Member("b2", "All Haddad", "Beacon")]), TODAY)
    assert line.owner == "Beacon"
