"""A moment to think before everything is forgotten: nothing brings it back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from chatbot.tui import hints, wording
from chatbot.tui.announcement import Announcement
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.choice import Button
from chatbot.tui.widgets.key_bar import KeyBar


class ForgetScreen(Screen[bool]):
    """Ends with whether to forget: Enter says yes, Esc says no, and so does typing on."""

    CSS_PATH = ON_TOP
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    class Decided(Announcement):
        """One of the two was chosen."""

        forget: bool

    def compose(self) -> ComposeResult:
        """What would go, then the two ways on."""
        with VerticalScroll(id="forget", can_focus=False):
            yield Static(Content(wording.FORGET_TITLE), classes="heading")
            yield Static(Content(wording.FORGET_WHAT), classes="message")
            yield Button(wording.FORGET_YES, lambda: self.Decided(forget=True), "›")
            yield Button(wording.FORGET_NO, lambda: self.Decided(forget=False), "›")
        yield KeyBar(hints.FORGET)

    def on_mount(self) -> None:
        """Let Enter forget: the key that led here was pressed for that."""
        self.query(Button).first().focus()

    def on_forget_screen_decided(self, event: Decided) -> None:
        """Go back with the decision."""
        _ = self.dismiss(event.forget)

    def give_way(self) -> None:
        """Go back to where one types, with nothing forgotten."""
        _ = self.dismiss(result=False)
