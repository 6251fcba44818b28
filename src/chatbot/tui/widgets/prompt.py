"""The line to type a question in, with the questions of this conversation to go back to."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from chatbot.tui.announcement import Announcement
from chatbot.tui.typed_words import one_line
from chatbot.tui.wording import PLACEHOLDER

REMEMBERED = 200
"""The questions that Up goes back through; they live in memory only."""


class Prompt(Input):
    """Enter sends, Up shows earlier questions, Down goes back and into the answer, as Tab does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "earlier", show=False),
        Binding("down", "later", show=False),
        Binding("tab", "leave", show=False),
        Binding("pageup", "scroll_transcript(-1)", show=False, id="page_up"),
        Binding("pagedown", "scroll_transcript(1)", show=False, id="page_down"),
    ]

    class Sent(Announcement):
        """A question was sent."""

        text: str

    class Left(Message):
        """The user wants to go into the answer."""

    class Scrolled(Announcement):
        """The user wants to scroll while the prompt keeps the focus: -1 up, 1 down."""

        pages: int

    def __init__(self) -> None:
        super().__init__(placeholder=PLACEHOLDER, id="prompt", select_on_focus=False)
        self.cursor_blink = False
        self._history: list[str] = []
        self._place = 0
        self._draft = ""

    def take_up(self, text: str) -> None:
        """Begin with a question that is to be changed."""
        self._place = len(self._history)
        self.value = one_line(text)
        self.cursor_position = len(self.value)

    def forget(self) -> None:
        """Forget the questions and what is being typed."""
        self._history.clear()
        self._place = 0
        self._draft = self.value = ""

    async def action_submit(self) -> None:
        """Send what is typed; an empty line does nothing."""
        text = self.value
        if text.strip():
            self._history = [*self._history, text][-REMEMBERED:]
            self._place = len(self._history)
            self._draft = self.value = ""
            self.post_message(self.Sent(text))

    def action_earlier(self) -> None:
        """Show the question before."""
        if self._place == len(self._history):
            self._draft = self.value
        if self._place > 0:
            self._show(self._place - 1)

    def action_later(self) -> None:
        """Show the question after, at last what was being typed; then go into the answer."""
        if self._place < len(self._history):
            self._show(self._place + 1)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Announce that the answer is wanted."""
        self.post_message(self.Left())

    def action_scroll_transcript(self, pages: int) -> None:
        """Announce that the transcript is to scroll."""
        self.post_message(self.Scrolled(pages))

    def on_paste(self, event: Paste) -> None:
        """Take a paste as one line without control sequences; `Input` keeps its first line only."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)

    def _show(self, place: int) -> None:
        self._place = place
        self.value = self._history[place] if place < len(self._history) else self._draft
        self.cursor_position = len(self.value)
