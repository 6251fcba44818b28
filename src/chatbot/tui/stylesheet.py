"""Styles that are parsed once.

Textual parses all of them again for the theme that it starts with, and for every screen that
brings its own: that is a tenth of the time to the first paint.
"""

from pathlib import Path, PurePath
from typing import Any

from textual.app import App
from textual.css.stylesheet import Stylesheet

CHAT, TURN, SOURCE, LOOKUP, OVER = (
    str(Path(__file__).with_name("styles") / f"{name}.tcss")
    for name in ("chat", "turn", "source", "lookup", "over")
)
"""Our style sheets: of the conversation, a turn, a source, the look-up, what is opened above."""
ON_TOP: list[str | PurePath] = [TURN, OVER]
"""What a screen needs that is opened over the conversation, maybe before anything was said."""


def bring(app: App[Any], path: str) -> None:
    """Add a style sheet for widgets that are about to be mounted, unless it is there already."""
    if not app.stylesheet.has_source(path):
        app.stylesheet.read(path)
        app.stylesheet.reparse()


class ParsedOnce(Stylesheet):
    """Parses anew only for other variables; what is added is parsed when it is needed."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._known = variables
        self._out_of_date = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of a theme."""
        if variables != self._known:
            self._known = variables
            self._out_of_date = True
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what was parsed with other variables, or what was added."""
        if self._out_of_date:
            super().reparse()
            self._out_of_date = False
        else:
            self.parse()  # what it knows it does not parse again
