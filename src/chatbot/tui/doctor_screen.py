"""The list for the doctor: what was collected, and what the documents suggest asking."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from chatbot.errors import ChatbotError, InputError
from chatbot.exports import DoctorList, Export, Listed, draft_of, suggested_by, today
from chatbot.safe_text import safe_text
from chatbot.tui import hints
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.handing_over import HandingOver
from chatbot.tui.messages import ListWanted, RemoveWanted, SaveWanted, Suggested
from chatbot.tui.painting import LABEL, quote_lines
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.choice import Button
from chatbot.tui.widgets.key_bar import KeyBar


class DoctorScreen(HandingOver):
    """Each quote with its question and a button that takes it off; changes hold at once."""

    CSS_PATH = ON_TOP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+l", "close", show=False, id="doctor_list"),
        Binding("f8", "save", show=False, id="save"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pageup", "scroll(-1)", show=False, id="page_up"),
        Binding("pagedown", "scroll(1)", show=False, id="page_down"),
    ]

    def __init__(self, bot: Bot, listed: DoctorList) -> None:
        super().__init__()
        self._bot = bot
        self._listed = listed
        self._suggested: tuple[Listed, ...] = ()

    def compose(self) -> ComposeResult:
        """Room for the list, and the keys."""
        yield VerticalScroll(id="doctor", can_focus=False)
        yield KeyBar(hints.DOCTOR)

    async def on_mount(self) -> None:
        """Show the list; what the documents suggest comes when it is found."""
        await self._show()
        self._find_suggested()

    async def on_suggested(self, event: Suggested) -> None:
        """Show what the documents suggest asking."""
        self._suggested = event.items
        await self._show()

    async def on_list_wanted(self, event: ListWanted) -> None:
        """Put suggestions on the list."""
        for item in event.items:
            self._listed.add(item)
        await self._show()

    async def on_remove_wanted(self, event: RemoveWanted) -> None:
        """Take one off."""
        if self._listed.remove(event.number):
            await self._show()
            self.notice(self.say("list_removed", count=str(len(self._listed))))

    def say(self, key: str, **words: str) -> str:
        """Fixed wording."""
        return self._bot.say(key, **words)

    def notice(self, text: str) -> None:
        """Say something in passing, above the list."""
        self.query_one("#told", Static).update(Content(safe_text(text)))

    def commands(self) -> Iterable[SystemCommand]:
        """Everything that a key does here."""
        yield SystemCommand("Save the list", "As a file to take along", self.action_save)
        yield SystemCommand("Back to the chat", "Leave the list (Esc)", self.action_close)

    def action_close(self) -> None:
        """Go back to the conversation."""
        _ = self.dismiss(None)

    def give_way(self) -> None:
        """Go back to where one types."""
        self.action_close()

    def action_save(self) -> None:
        """Save the list, with what the documents suggest asking."""
        export = Export(today(), (), tuple(self._listed), self._left())
        try:
            self.post_message(SaveWanted(draft_of(export, self._bot)))
        except InputError as error:
            self.notice(str(error))

    def action_scroll(self, pages: int) -> None:
        """Scroll by a page: -1 up, 1 down."""
        room = self.query_one("#doctor")
        room.scroll_relative(y=pages * max(1, room.size.height - 2), animate=False)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _find_suggested(self) -> None:
        try:
            self.post_message(Suggested(suggested_by(self._bot)))
        except ChatbotError:
            return  # the list stands without them

    def _left(self) -> tuple[Listed, ...]:
        """What is suggested and not on the list yet."""
        places = {(item.quote.document, item.quote.start) for item in self._listed}
        return tuple(
            item
            for item in self._suggested
            if (item.quote.document, item.quote.start) not in places
        )

    async def _show(self) -> None:
        room = self.query_one("#doctor")
        await room.remove_children()
        await room.mount_all(self._widgets())
        first = next(iter(self.query(Button)), None)
        self.set_focus(first)

    def _widgets(self) -> Iterator[Widget]:
        say = self._bot.say
        yield _line(say("list_heading"), "heading")
        yield _line("", "told", name="told")
        yield _line(say("list_kept" if len(self._listed) else "list_empty"))
        for number, item in enumerate(self._listed, 1):
            yield from _entry(f"{number}. {say('list_question')} {item.question}", item)
            yield Button(say("remove"), partial(RemoveWanted, number), "−")
        left = self._left()
        if left:
            yield _line(say("list_ask_heading"), "heading")
        for item in left:
            yield from _entry("", item)
            yield Button(say("add_one"), partial(ListWanted, (item,)))


def _line(text: str, kind: str = "message", name: str | None = None) -> Static:
    return Static(Content(safe_text(text)), classes=kind, id=name)


def _entry(heading: str, item: Listed) -> Iterator[Widget]:
    if heading:
        yield _line(heading, "part")
    citation = Content.assemble(("– ", LABEL), safe_text(item.quote.citation))
    lines = [*quote_lines(item.quote), citation]
    yield Static(Content("\n").join(lines), classes="entry")
