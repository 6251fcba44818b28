"""The look-up for staff: passages as one types, why each was found, one key to the clipboard."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widgets import Input, OptionList, Static

from chatbot.answer import Care
from chatbot.exports import plain_draft
from chatbot.searching import Filters
from chatbot.tui import hints, wording
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.lookup_painting import hit_text
from chatbot.tui.lookup_requests import MOST
from chatbot.tui.lookup_searching import LOW, TALL, SearchingScreen
from chatbot.tui.messages import CopyWanted, PlainWanted, SaveWanted
from chatbot.tui.place import Place
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.stylesheet import LOOKUP, SOURCE, TURN
from chatbot.tui.widgets.key_bar import KeyBar
from chatbot.tui.widgets.lookup_parts import (
    FilterButton,
    LookupBox,
    Preview,
    Results,
    SpokenLine,
)
from chatbot.tui.widgets.menu import Menu

HIT_FILE = "passage.txt"


class LookupScreen(SearchingScreen):
    """Box, filters, results, preview.

    `new_caller` forgets all of this and the conversation behind it, if that is meant, and then
    calls what it is given.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [TURN, SOURCE, LOOKUP]
    AUTO_FOCUS = "#words"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-short"), (TALL, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "leave", show=False, id="look_up"),
        Binding("f3", "source", show=False, id="sources"),
        Binding("f4", "new_caller", show=False, id="start_over"),
        Binding("escape", "back", show=False),
        Binding("slash", "to_box", show=False),
        Binding("f7", "copy", show=False, id="copy"),
        Binding("ctrl+t", "plain", show=False, id="plain"),
        Binding("f8", "save", show=False, id="save"),
        Binding("f9", "why", show=False, id="why"),
        Binding("ctrl+g", "filter('document')", show=False, id="documents"),
        Binding("ctrl+r", "filter('intent')", show=False, id="kinds"),
        *(Binding(str(digit), f"open({digit})", show=False) for digit in range(1, MOST + 1)),
    ]

    def __init__(
        self,
        bot: Bot | None,
        triage: Callable[[str], Care | None] | None,
        new_caller: Callable[[Callable[[], None]], Awaitable[None]],
    ) -> None:
        super().__init__(bot, triage)
        self._new_caller = new_caller

    def compose(self) -> ComposeResult:
        """From top to bottom as it is read."""
        yield Static(Content(wording.LOOKUP_TITLE), id="title")
        yield LookupBox()
        with Horizontal(id="filters"):
            yield FilterButton("document", "documents", wording.LOOKUP_DOCUMENT)
            yield FilterButton("intent", "kinds", wording.LOOKUP_INTENT)
        yield VerticalScroll(id="lookup-care")
        yield SpokenLine(id="lookup-read")
        yield Menu(id="lookup-menu")
        with Container(id="lookup-body"):
            yield Results()
            yield Preview()
        yield SpokenLine(id="notice")
        yield KeyBar(hints.LOOKUP_BOX)

    async def on_mount(self) -> None:
        """Begin empty, and say what can be done."""
        await self._show_filters()
        await self._clear()

    # What others tell the screen

    async def take(self, bot: Bot) -> None:
        """The bot is there: look for what has been typed meanwhile."""
        self._bot = bot
        if self.is_mounted:
            await self._show_filters()
            self._say_hint()
            self._seek()

    async def forget(self) -> None:
        """Forget words, filters and results: the next caller is somebody else."""
        self._requests.forget()
        self._filters = Filters(limit=MOST)
        if not self.is_mounted:
            return
        with self.prevent(Input.Changed):
            self._box.value = ""
        await self._show_filters()
        await self._clear()
        self.notice("")

    def commands(self) -> Iterable[SystemCommand]:
        """Everything that a key does here."""
        yield SystemCommand("Back to the chat", "Leave the look-up (F2)", self.action_leave)
        yield SystemCommand(
            "New caller", "Forget words, filters, conversation (F4)", self.action_new_caller
        )
        yield SystemCommand(
            "Filter by source", "One document (Ctrl+G)", lambda: self.action_filter("document")
        )
        yield SystemCommand(
            "Filter by kind", "One kind of question (Ctrl+R)", lambda: self.action_filter("intent")
        )
        yield SystemCommand("Copy", "Quote, source, note, passage id (F7)", self.action_copy)
        yield SystemCommand("Show as plain text", "To mark it by mouse (Ctrl+T)", self.action_plain)
        yield SystemCommand("Save to a file", "The marked result (F8)", self.action_save)
        yield SystemCommand("Why this passage", "Words, weights, odds (F9)", self.action_why)
        yield SystemCommand("Open the document", "At the passage (Enter)", self.action_source)
        yield from self.batch_command(self._bot)

    # What the user does

    def on_input_changed(self) -> None:
        """Look for what is typed, a letter at a time."""
        self.notice("")
        self._seek()

    async def on_filter_button_wanted(self, event: FilterButton.Wanted) -> None:
        """List what a filter may be."""
        self.action_filter(event.name)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Set a filter."""
        if event.option_list.id == "lookup-menu":
            name, _, value = (event.option_id or "").partition("=")
            self._close_menu()
            if name == "document":
                self._filters = replace(self._filters, document=value or None)
            else:
                self._filters = replace(self._filters, intent=value or None)
            await self._show_filters()
            self._seek()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the marked result in its document."""
        if event.option_list.id == "results":
            if self._marked is not self._previewed:
                self.notice("")  # what was said of one result is not true of another
            self._preview()

    def on_results_opened(self) -> None:
        """Open the document at the result."""
        self.action_source()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let the last line tell the keys of this place."""
        self.query_one(KeyBar).show(hints.in_lookup(event.widget))

    def on_resize(self, event: Resize) -> None:
        """Use the lines that there are."""
        self.query_one(Results).fit(brief=event.size.height < TALL)

    def action_to_box(self) -> None:
        """Type again."""
        self.set_focus(self._box)

    def take_words(self, text: str) -> None:
        """Write into the box, wherever the focus was."""
        if self.query_one("#lookup-menu").display:
            self._close_menu()
        self.action_to_box()
        self._box.insert_text_at_cursor(text)

    def action_to_results(self) -> None:
        """Leave the box for the results."""
        if self._hits:
            self.set_focus(self._results)

    def action_back(self) -> None:
        """Close a list, else go back to the box, else to the chat."""
        if self.query_one("#lookup-menu").display:
            self._close_menu()
        elif self.focused is not self._box:
            self.action_to_box()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the chat; what was looked for stays until the next caller."""
        if self.is_current:
            _ = self.app.pop_screen()

    async def action_new_caller(self) -> None:
        """Forget everything, the conversation too, and type again."""
        await self._new_caller(self._greet_caller)

    def _greet_caller(self) -> None:
        self.notice(self.say("new_caller"))
        self.action_to_box()

    def action_open(self, number: int) -> None:
        """Mark the result with a number; the number of the marked one opens its document."""
        if number > len(self._hits):
            return
        if self._results.highlighted == number - 1 and self.focused is self._results:
            self.action_source()
        self._results.highlighted = number - 1
        self.set_focus(self._results)

    def action_source(self) -> None:
        """Open the document at the marked result; the other results are the next quotes there."""
        hit = self._marked
        if self._bot and hit and hit.quotes:
            quotes = tuple(quote for item in self._hits for quote in item.quotes)
            place = Place.of(quotes, quotes.index(hit.quotes[0]))
            screen = SourceScreen(self._bot.documents, self._bot.say, place, stay=True)
            _ = self.app.push_screen(screen)

    def action_copy(self) -> None:
        """Quote, citation, passage id and disclaimer to the clipboard."""
        if hit := self._marked:
            self.post_message(CopyWanted(hit_text(hit)))

    def action_plain(self) -> None:
        """The same as plain text."""
        if hit := self._marked:
            self.post_message(PlainWanted(hit_text(hit), HIT_FILE))

    def action_save(self) -> None:
        """The same into a file."""
        if hit := self._marked:
            self.post_message(SaveWanted(plain_draft(hit_text(hit), HIT_FILE)))

    def action_why(self) -> None:
        """Say why the passage was found, or show the passage again."""
        self.toggle_class("-why")

    def action_filter(self, name: str) -> None:
        """List what a filter may be: "document" or "intent"."""
        if self._bot is None:
            return
        values = [("", self.say("every_one")), *self._values(name)]
        now = getattr(self._filters, name) or ""
        menu = self.query_one("#lookup-menu", Menu)
        at = [value for value, _ in values].index(now)
        menu.fill([(text, f"{name}={value}") for value, text in values], at)
        menu.display = True
        self.query_one("#lookup-body").display = False
        self.set_focus(menu)

    async def _show_filters(self) -> None:
        for button in self.query(FilterButton):
            name = (button.id or "").removeprefix("filter-")
            values = dict(self._values(name))
            value = getattr(self._filters, name)
            button.show(values.get(value, "") if value else self.say("every_one"))

    def _close_menu(self) -> None:
        self.query_one("#lookup-body").display = True
        self.set_focus(self._results if self._hits else self._box)
        self.query_one("#lookup-menu").display = False
