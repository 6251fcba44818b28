"""What is typed or pasted where nothing takes it is meant for the line to type in."""

from typing import Protocol, runtime_checkable

from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.widgets import Input

from chatbot.safe_text import safe_text


def one_line(text: str) -> str:
    """A text as one line without control sequences.

    >>> one_line(" my score  is -2.5 ")
    'my score is -2.5'
    """
    return " ".join(safe_text(text).split())


@runtime_checkable
class TakesWords(Protocol):
    """A screen with a line to type in, which may not have the focus just now."""

    def take_words(self, text: str) -> None:
        """Put the focus into the line and write there."""


@runtime_checkable
class GivesWay(Protocol):
    """A screen to read on, over one with a line to type in."""

    def give_way(self) -> None:
        """Close, with nothing done."""


def words_in(event: Event, screen: Screen[object]) -> str:
    """The text that an event would write, were there a line to take it; else nothing.

    A key that somebody has bound here does what it is bound to.
    """
    if isinstance(screen.focused, Input):
        return ""
    if isinstance(event, Paste):
        return one_line(event.text)
    if isinstance(event, Key) and event.is_printable and event.key not in screen.active_bindings:
        return event.character or ""
    return ""
