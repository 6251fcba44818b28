"""Regular expressions that are compiled when they are first used; for type checkers, `re.compile`.

Compiling those of all rooms takes longer than the turn that needs a few of them.
"""
# What a text begins with is asked of every message, and hardly ever found: an Opener looks at the
# first letters before it has its expression compiled.

import re
from typing import TYPE_CHECKING

from chatbot.remembering import for_a_turn

__all__ = ["Opener", "pattern"]

_AHEAD = 60
"""So many signs hold the longest beginning."""
_TEXTS_KEPT = 32
"""Many expressions are held against each of a message's few texts."""
_ALIKE = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
"""The letters beyond ASCII that an expression takes for ASCII ones where case is ignored."""

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - stands for a function
        """`re.compile`, later: what was asked for once is kept, and then costs nothing more."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._source = text, flags

        def __getattr__(self, name: str) -> object:
            """What a compiled expression has."""
            value = getattr(re.compile(*self._source), name)
            setattr(self, name, value)
            return value


class Opener:
    """An expression for what a text begins with, in capitals or not.

    `starts` are all ways in which what it matches can begin behind marks, with | between them and
    a blank for any white space: a text that begins otherwise is not even held against it.
    """

    def __init__(self, starts: str, text: str) -> None:
        self._starts = tuple(starts.split("|"))
        self.expression = pattern(text, re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """As the expression does it."""
        return self.expression.match(text) if _beginning(text).startswith(self._starts) else None


@for_a_turn(_TEXTS_KEPT)
def _beginning(text: str) -> str:
    """What a text begins with behind marks, as an Opener's `starts` are written."""
    signs = (place for place, sign in enumerate(text) if sign.isalnum() or sign == "_")
    start = next(signs, len(text))
    return " ".join(text[start : start + _AHEAD].translate(_ALIKE).lower().split())
