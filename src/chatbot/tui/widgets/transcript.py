"""The conversation on the screen, newest at the bottom, never longer than it can stay smooth."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from chatbot.safe_text import safe_text
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.stylesheet import TURN, bring
from chatbot.tui.widgets.turn_view import TurnView
from chatbot.tui.widgets.welcome import Welcome

KEPT = 15
"""The turns that stay on the screen: laying out costs by the widget, and a turn has a dozen."""


class Transcript(VerticalScroll, can_focus=False):
    """Holds the welcome and the turns; finds a turn by its number."""

    def __init__(self) -> None:
        super().__init__(Welcome(), id="transcript")

    def turn(self, number: int) -> TurnView | None:
        """The turn with a number, if it still stands."""
        found = [turn for turn in self.query(TurnView) if turn.number == number]
        return found[0] if found else None

    def newest(self) -> TurnView | None:
        """The last turn."""
        turns = list(self.query(TurnView))
        return turns[-1] if turns else None

    async def add(self, number: int, question: str, status: str, older: str) -> TurnView:
        """Add a turn at the bottom; `older` is said once where turns had to go."""
        bring(self.app, TURN)
        turn = TurnView(number, question, status)
        await self.mount(turn)
        await self._prune(older)
        self.bring_up(turn)
        return turn

    async def restart(self, bot: Bot | None) -> None:
        """Empty the transcript and begin with the welcome again."""
        await self.remove_children()
        welcome = Welcome()
        await self.mount(welcome)
        if bot is not None:
            await welcome.fill(bot)
        self.scroll_home(animate=False)

    async def greet(self, bot: Bot) -> None:
        """Fill the welcome."""
        bring(self.app, TURN)
        for welcome in self.query(Welcome):
            await welcome.fill(bot)

    def bring_up(self, turn: TurnView) -> None:
        """Scroll so that the turn begins at the top: its question and care card are seen first."""
        self.call_after_refresh(self.scroll_to_widget, turn, animate=False, top=True, force=True)

    def on_resize(self) -> None:
        """Keep in sight what was being read: lines wrap anew and would carry it off."""
        focused = self.screen.focused
        turn = self.newest()
        if focused and self in focused.ancestors:
            self.call_after_refresh(self.scroll_to_widget, focused, animate=False)
        elif turn:
            self.bring_up(turn)

    def targets(self) -> list[Widget]:
        """What can take the focus in the newest turn, or in the welcome before there is one."""
        rooms: list[Widget] = [*self.query(Welcome), *self.query(TurnView)]
        return [widget for widget in rooms[-1].query("*") if widget.focusable] if rooms else []

    async def _prune(self, older: str) -> None:
        turns = list(self.query(TurnView))
        if len(turns) <= KEPT:
            return
        for turn in turns[: len(turns) - KEPT]:
            await turn.remove()
        await self.query("Welcome, .older").remove()
        await self.mount(Static(Content(safe_text(older)), classes="older"), before=0)
