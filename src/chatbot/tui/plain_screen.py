"""A text for the terminal's own selection."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from chatbot.exports import Say
from chatbot.safe_text import safe_text
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.key_bar import Hint, KeyBar

PLAIN_HINTS = (
    Hint("Esc", "Back", "Back", "screen.done('')"),
    Hint("F7", "Copy", "Copy", "screen.done('copy')", "copy"),
    Hint("F8", "Save to a file", "Save", "screen.done('save')", "save"),
    Hint("^Q", "Quit", "Quit", "app.quit", "quit"),
)


class PlainScreen(Screen[str]):
    """A text and nothing around it; ends with "copy", "save" or nothing to do with it."""

    CSS_PATH = ON_TOP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done('')", show=False),
        Binding("ctrl+t", "done('')", show=False, id="plain"),
        Binding("f7", "done('copy')", show=False, id="copy"),
        Binding("f8", "done('save')", show=False, id="save"),
    ]

    def __init__(self, text: str, say: Say) -> None:
        super().__init__()
        self._text, self._say = text, say

    def compose(self) -> ComposeResult:
        """How to mark text, then the text from the first column on, without a frame."""
        yield Static(Content(safe_text(self._say("plain_text_how"))), classes="how")
        with VerticalScroll(id="plain"):
            yield Static(Content(safe_text(self._text)))
        yield KeyBar(PLAIN_HINTS)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#plain").focus()

    def give_way(self) -> None:
        """Go back to where one types."""
        self.action_done("")

    def action_done(self, what: str) -> None:
        """Go back, and say what is wanted."""
        _ = self.dismiss(what)
