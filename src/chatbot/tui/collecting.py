"""What the conversation keeps for later: the list for the doctor, and files."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from chatbot.errors import InputError
from chatbot.exports import Export, draft_of, listed_of, today
from chatbot.safe_text import safe_text
from chatbot.tui.background import BackgroundScreen
from chatbot.tui.messages import ListWanted, SaveWanted
from chatbot.tui.session import Session

if TYPE_CHECKING:
    from chatbot.tui.bot_protocol import Bot


class CollectingScreen(BackgroundScreen):
    """Holds the session; puts quotes on the list, shows it, saves it with the conversation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "doctor_list", show=False, id="doctor_list"),
        Binding("f8", "save", show=False, id="save"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.session = Session()
        self._bot: Bot | None = None

    def on_list_wanted(self, event: ListWanted) -> None:
        """Put quotes on the list for the doctor, and say how many are on it."""
        added = [self.session.listed.add(item) for item in event.items]
        if self._bot:
            key = "list_added" if any(added) else "list_there"
            self.notice(self._bot.say(key, count=str(len(self.session.listed))))

    def add_typed(self, number: str) -> None:
        """Put the quote with a typed number on the list, or every quote of the last answer."""
        items = listed_of(self.session.said[-1], number) if self.session.said else ()
        if items:
            self.on_list_wanted(ListWanted(items))
        elif self._bot:
            self.notice(self._bot.say("list_no_such"))

    def action_doctor_list(self) -> None:
        """Show the list for the doctor."""
        if self._bot:
            from chatbot.tui.doctor_screen import DoctorScreen  # no screen before it is opened

            _ = self.app.push_screen(DoctorScreen(self._bot, self.session.listed))

    def action_save(self) -> None:
        """Save the conversation, and the list with it."""
        if self._bot is None:
            return
        export = Export(today(), tuple(self.session.said), tuple(self.session.listed))
        try:
            self.post_message(SaveWanted(draft_of(export, self._bot)))
        except InputError as error:
            self.notice(str(error))

    async def action_start_over(self) -> None:
        """Forget everything, if that is meant: a key is pressed by mistake, typed words are not."""
        await self.forget_if_meant(lambda: None)

    async def forget_if_meant(self, then: Callable[[], None]) -> None:
        """Forget at once where there is nothing to lose, else if the person agrees; then go on."""

        async def decided(forget: bool | None) -> None:  # noqa: FBT001 - what a screen ends with
            if forget:
                await self.forget_all()
                then()

        if not self.session.holds_something:
            await decided(forget=True)
            return
        from chatbot.tui.forget_screen import ForgetScreen  # no screen before it is opened

        _ = self.app.push_screen(ForgetScreen(), decided)

    async def forget_all(self) -> None:
        """Forget the conversation, and whatever else is another person's."""
        raise NotImplementedError

    def say(self, key: str, **words: str) -> str:
        """Fixed wording; before the bot is there, none."""
        return self._bot.say(key, **words) if self._bot else ""

    def notice(self, text: str) -> None:
        """Say something in passing, in the line above the prompt; empty puts it away."""
        line = self.query_one("#notice", Static)
        line.update(Content(safe_text(text)))
        line.display = bool(text)
