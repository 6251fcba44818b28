"""Things to choose, by key or by mouse: questions, and buttons in words."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from chatbot.safe_text import safe_text
from chatbot.tui.messages import Chosen

FOCUS = "▸"
"""Stands before what has the focus."""


class Button(Static, can_focus=True):
    """Words that do something, by key or by mouse: they announce a message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, label: str, announce: Callable[[], Message], sign: str = "+") -> None:
        super().__init__(classes="button")
        self._words = f"{sign} {safe_text(label)}"
        self._announce = announce

    def render(self) -> Content:
        """The words; a marker says which has the focus, where colours say nothing."""
        return Content(f"{FOCUS if self.has_focus else ' '}{self._words}")

    def action_choose(self) -> None:
        """Announce it."""
        self.post_message(self._announce())

    def on_click(self) -> None:
        """Choose by mouse."""
        self.action_choose()


class Choice(Button):
    """One suggested question; choosing it asks it."""

    def __init__(self, question: str) -> None:
        super().__init__(question, lambda: Chosen(question), "›")
        self.question = question
