"""A question to choose, by key or by mouse."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from chatbot.safe_text import safe_text
from chatbot.tui.messages import Chosen


class Choice(Static, can_focus=True):
    """One suggested question; choosing it asks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__(Content(f"› {safe_text(question)}"))
        self.question = question

    def action_choose(self) -> None:
        """Announce the choice."""
        self.post_message(Chosen(self.question))

    def on_click(self) -> None:
        """Choose by mouse."""
        self.action_choose()
