"""The source on a screen of its own, where the terminal is too narrow for two columns."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from chatbot.pack.records import Document
from chatbot.tui import hints
from chatbot.tui.place import WIDE, Place
from chatbot.tui.stylesheet import SOURCE
from chatbot.tui.widgets.key_bar import KeyBar
from chatbot.tui.widgets.source_pane import SourcePane
from chatbot.tui.widgets.turn_view import Say


class SourceScreen(Screen[Place]):
    """Closes with the place where the reader was, by key or once there is room for two columns.

    With `stay` it only closes by key: then there is no second column to go to.
    """

    CSS_PATH = SOURCE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "sources", show=False, id="sources"),
        Binding("escape", "in_source('close')", show=False),
    ]

    def __init__(
        self, documents: Mapping[str, Document], say: Say, place: Place, *, stay: bool = False
    ) -> None:
        super().__init__()
        self._stay = stay
        self._documents, self._say, self._place = documents, say, place

    def compose(self) -> ComposeResult:
        """The pane and its keys."""
        yield SourcePane()
        yield KeyBar(hints.SOURCE)

    async def on_mount(self) -> None:
        """Open at the place."""
        await self._pane.open_at(self._documents, self._say, self._place)
        self._pane.take_focus()

    def on_resize(self, event: Resize) -> None:
        """Give way where both fit."""
        if event.size.width >= WIDE and not self._stay:
            self.action_sources()

    def on_source_pane_closed(self) -> None:
        """Go back."""
        self.action_sources()

    def action_sources(self) -> None:
        """Go back to the conversation."""
        if self.is_current:
            _ = self.dismiss(self._pane.place)

    def give_way(self) -> None:
        """Go back to where one types."""
        self.action_sources()

    async def action_in_source(self, name: str, *steps: int) -> None:
        """Do what a key of the pane does."""
        getattr(self._pane, f"action_{name}")(*steps)

    @property
    def _pane(self) -> SourcePane:
        return self.query_one(SourcePane)
