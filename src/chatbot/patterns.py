"""Regular expressions that are compiled when they are first used; for type checkers, `re.compile`.

Compiling those of all rooms takes longer than the turn that needs a few of them.
"""

import re
from typing import TYPE_CHECKING

__all__ = ["pattern"]

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
