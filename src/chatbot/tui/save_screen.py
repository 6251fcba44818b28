"""Saving: a name, a kind of file, and an honest line about what became of it."""

from collections.abc import Callable
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
from chatbot.exports import Draft, NotSavedError, Say
from chatbot.safe_text import safe_text
from chatbot.tui import hints
from chatbot.tui.messages import KindWanted
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.choice import Button
from chatbot.tui.widgets.key_bar import KeyBar

KINDS = {".md": "save_text", ".html": "save_page", ".json": "save_data"}

Put = Callable[[Draft, str], str]
"""Saves a draft under a name and returns the line to show. Raises InputError."""


class SaveScreen(Screen[str]):
    """Closes with the line to show: where the file is; Esc closes it with nothing done."""

    CSS_PATH = ON_TOP
    AUTO_FOCUS = "#file"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, draft: Draft, say: Say, put: Put) -> None:
        super().__init__()
        self._draft, self._say, self._put = draft, say, put

    def compose(self) -> ComposeResult:
        """What the name means, the name, the kinds, room for what went wrong."""
        how = "save_name" if self._draft.endings else "save_where"
        with VerticalScroll(id="save", can_focus=False):
            yield Static(Content(safe_text(self._say("save_heading"))), classes="heading")
            yield Static(Content(safe_text(self._say(how))), classes="message")
            name = Input(self._draft.free_name, id="file", select_on_focus=False)
            name.cursor_blink = False
            yield name
            yield Static(Content(""), id="problem")
            for ending in self._draft.endings:
                yield Button(self._say(KINDS[ending]), partial(KindWanted, ending), "+")
        yield KeyBar(hints.SAVE)

    def on_input_submitted(self) -> None:
        """Save under the name as it stands."""
        self._save(self._box.value)

    def on_kind_wanted(self, event: KindWanted) -> None:
        """Save as the kind that was chosen."""
        name = Path(self._box.value.strip() or self._draft.free_name)
        self._save(str(name.with_suffix(event.ending)))

    def action_close(self) -> None:
        """Leave without a file."""
        _ = self.dismiss("")

    @property
    def _box(self) -> Input:
        return self.query_one("#file", Input)

    def _save(self, name: str) -> None:
        try:
            line = self._put(self._draft, name)
        except InputError as error:
            self.query_one("#problem", Static).update(Content(safe_text(str(error))))
            if isinstance(error, NotSavedError) and error.free:
                self._box.value = str(error.free)
                self._box.cursor_position = len(self._box.value)
                self.set_focus(self._box)
        else:
            _ = self.dismiss(line)
