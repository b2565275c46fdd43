"""Rules of style that are read once.

Textual 8.2.8 reads all rules of an app anew when a window with rules of its own opens first, and so
keeps whoever opened it waiting, and the first screen too.
"""

from typing import ClassVar

from textual.css.model import RuleSet
from textual.css.stylesheet import CssSource, Stylesheet
from textual.css.types import CSSLocation

_Source = tuple[str, CSSLocation, bool, int, str]


class ReadOnce(Stylesheet):
    """A style sheet that knows what it read, as long as its colours are the same.

    What was read is the process's own: an app after the first one finds it too.
    """

    _known: ClassVar[dict[_Source, list[RuleSet]]] = {}
    _colours: ClassVar[dict[str, str]] = {}

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        if ReadOnce._colours != self._variables:
            ReadOnce._colours = dict(self._variables)
            ReadOnce._known.clear()
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        rules = self._known.get(source)
        if rules is None:
            rules = super()._parse_rules(*source)
            self._known[source] = rules
        return rules

    def reparse(self) -> None:
        """Take over the colours and sources of now. Raises as ``Stylesheet`` does; nothing changed.

        Textual's own does it with a sheet that knows nothing.
        """
        fresh = ReadOnce(variables=self._variables)
        fresh.source = {place: CssSource(*source) for place, source in self.source.items()}
        try:
            fresh.parse()
        except Exception:
            self._invalid_css |= fresh._invalid_css
            raise
        self._rules, self._rules_map = fresh.rules, None
        self._require_parse = False
