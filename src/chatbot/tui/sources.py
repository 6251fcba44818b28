"""The sources of the conversation: beside it where there is room, over it where there is none."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize

from chatbot.tui.bot_protocol import Bot
from chatbot.tui.collecting import CollectingScreen
from chatbot.tui.messages import SourceWanted
from chatbot.tui.place import WIDE, Place
from chatbot.tui.widgets.source_room import SourceRoom
from chatbot.tui.widgets.transcript import Transcript


class SourcesScreen(CollectingScreen):
    """Opens quotes in their documents, and comes back to where the reader was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "sources", show=False, id="sources"),
    ]

    def on_source_wanted(self, event: SourceWanted) -> None:
        """Open the document at the quote."""
        self._open_source(Place.of(event.quotes, event.index))

    def on_source_pane_closed(self) -> None:
        """Go back to the prompt."""
        self.action_to_prompt()

    def on_resize(self, event: Resize) -> None:
        """Leave the source where it is no longer seen."""
        if event.size.width < WIDE and self._room.has_focus_within:
            self.action_to_prompt()

    def action_to_prompt(self) -> None:
        """Put the focus into the prompt."""
        raise NotImplementedError

    def action_sources(self) -> None:
        """Go to the sources and back: where they were left, or at the newest answer's first."""
        if self._room.has_focus_within:
            self.action_to_prompt()
            return
        turn = self._transcript.newest()
        place = self._room.place
        if turn and turn.quotes and place.quotes != turn.quotes:
            place = Place.of(turn.quotes, 0)
        self._open_source(place)

    async def action_in_source(self, name: str, *steps: int) -> None:
        """Do what a key of the source pane does."""
        getattr(self._room.pane, f"action_{name}")(*steps)

    def _open_source(self, place: Place) -> None:
        bot = self._bot
        if bot is None:
            return
        if self._wide:
            self.run_worker(self._show_beside(bot, place), group="source", exclusive=True)
        else:
            from chatbot.tui.source_screen import SourceScreen  # no screen before it is opened

            screen = SourceScreen(bot.documents, bot.say, place)
            _ = self.app.push_screen(screen, self._keep_place)

    async def _show_beside(self, bot: Bot, place: Place) -> None:
        await self._room.open_at(bot.documents, bot.say, place)
        self._room.take_focus()

    async def _keep_place(self, place: Place | None) -> None:
        """Back from the narrow screen: remember where the reader was."""
        if place and self._bot:
            await self._room.open_at(self._bot.documents, self._bot.say, place)

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    @property
    def _room(self) -> SourceRoom:
        return self.query_one(SourceRoom)

    @property
    def _transcript(self) -> Transcript:
        return self.query_one(Transcript)
