"""The room beside the conversation where a source is read; empty until there is one to read."""

from typing import TYPE_CHECKING

from textual.containers import Vertical

from chatbot.tui.place import Place
from chatbot.tui.stylesheet import SOURCE, bring
from chatbot.tui.widgets.turn_view import Say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.pack.records import Document
    from chatbot.tui.widgets.source_pane import SourcePane


class SourceRoom(Vertical):
    """Holds the source pane from the first opening on: the first paint does not wait for it."""

    pane: "SourcePane | None" = None

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.pane.place if self.pane else Place()

    async def open_at(self, documents: "Mapping[str, Document]", say: Say, place: Place) -> None:
        """Show a place, or the list of documents where the place names none."""
        if not self.is_attached:
            return  # somebody left while the documents were being loaded
        if self.pane is None:
            from chatbot.tui.widgets.source_pane import SourcePane

            bring(self.app, SOURCE)
            self.pane = SourcePane()
            await self.mount(self.pane)
        await self.pane.open_at(documents, say, place)

    def take_focus(self) -> None:
        """Put the focus where reading goes on."""
        if self.pane:
            self.pane.take_focus()
