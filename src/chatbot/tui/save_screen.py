"""Saving: a name, a kind of file, and an honest line about what became of it."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from chatbot.errors import InputError
from chatbot.exports import Export, proposed_name, save
from chatbot.safe_text import safe_text
from chatbot.tui import hints
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.messages import SaveWanted
from chatbot.tui.widgets.choice import Button
from chatbot.tui.widgets.key_bar import KeyBar

KINDS = ((".md", "save_text"), (".html", "save_page"), (".json", "save_data"))


class SaveScreen(Screen[str]):
    """Closes with the line to show: where the file is; Esc closes it with nothing done."""

    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, bot: Bot, export: Export) -> None:
        super().__init__()
        self._bot = bot
        self._export = export

    def compose(self) -> ComposeResult:
        """What the name means, the name, the kinds, room for what went wrong."""
        say = self._bot.say
        with VerticalScroll(id="save", can_focus=False):
            yield Static(Content(safe_text(say("save_heading"))), classes="heading")
            yield Static(Content(safe_text(say("save_name"))), classes="message")
            name = Input(proposed_name(self._bot, self._export), id="file", select_on_focus=False)
            name.cursor_blink = False
            yield name
            yield Static(Content(""), id="problem")
            for ending, key in KINDS:
                yield Button(say(key), partial(SaveWanted, ending), "+")
        yield KeyBar(hints.SAVE)

    def on_input_submitted(self) -> None:
        """Save under the name as it stands."""
        self._save(self._typed)

    def on_save_wanted(self, event: SaveWanted) -> None:
        """Save as the kind that was chosen."""
        name = Path(self._typed or proposed_name(self._bot, self._export))
        self._save(str(name.with_suffix(event.ending)))

    def action_close(self) -> None:
        """Leave without a file."""
        _ = self.dismiss("")

    @property
    def _typed(self) -> str:
        return self.query_one("#file", Input).value.strip()

    def _save(self, name: str) -> None:
        try:
            path = save(self._export, self._bot, name)
        except InputError as error:
            self.query_one("#problem", Static).update(Content(safe_text(str(error))))
        else:
            _ = self.dismiss(self._bot.say("saved", file=str(path)))
