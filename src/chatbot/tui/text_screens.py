"""A text for the terminal's own selection, and the line that asks where to save it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from chatbot.safe_text import safe_text
from chatbot.saving import SaveError, TakenError, free_name, save_new
from chatbot.tui.widgets.key_bar import Hint, KeyBar

Say = Callable[[str], str]
PLAIN_HINTS = (
    Hint("Esc", "Back", "Back", "screen.done('')"),
    Hint("C", "Copy", "Copy", "screen.done('copy')"),
    Hint("S", "Save to a file", "Save", "screen.done('save')"),
    Hint("^Q", "Quit", "Quit", "app.quit"),
)
SAVE_HINTS = (
    Hint("Enter", "Save", "Save", "screen.save"),
    Hint("Esc", "Back without saving", "Back", "screen.back"),
)


class PlainScreen(Screen[str]):
    """A text and nothing around it; ends with "copy", "save" or nothing to do with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t", "done('')", show=False),
        Binding("c", "done('copy')", show=False),
        Binding("s", "done('save')", show=False),
    ]

    def __init__(self, text: str, say: Say) -> None:
        super().__init__()
        self._text, self._say = text, say

    def compose(self) -> ComposeResult:
        """How to mark text, then the text from the first column on, without a frame."""
        yield Static(Content(safe_text(self._say("plain_how"))), classes="how")
        with VerticalScroll(id="plain"):
            yield Static(Content(safe_text(self._text)))
        yield KeyBar(PLAIN_HINTS)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#plain").focus()

    def action_done(self, what: str) -> None:
        """Go back, and say what is wanted."""
        _ = self.dismiss(what)


class SaveScreen(Screen[str]):
    """Asks for a file's name; ends with the line to show, empty if nothing was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, text: str, name: str, say: Say) -> None:
        super().__init__()
        self._text, self._say = text, say
        self._first = str(free_name(Path.cwd() / name))

    def compose(self) -> ComposeResult:
        """The question, the name, what was wrong with it."""
        yield Static(Content(safe_text(self._say("save_where"))), classes="how")
        yield Input(self._first, id="file", select_on_focus=False)
        yield Static(Content(""), id="trouble")
        yield KeyBar(SAVE_HINTS)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Save."""
        self.action_save()

    def action_back(self) -> None:
        """Save nothing."""
        _ = self.dismiss("")

    def action_save(self) -> None:
        """Write a new file; of a name that is taken, offer one that is free."""
        box, trouble = self.query_one(Input), self.query_one("#trouble", Static)
        typed = box.value.strip()
        path = Path(typed).expanduser() if typed else Path(self._first)
        try:
            save_new(path, self._text + "\n")
        except TakenError as error:
            box.value = str(error.free)
            box.cursor_position = len(box.value)
            trouble.update(Content(safe_text(f"{error.message}. {self._say('save_taken')}")))
        except SaveError as error:
            trouble.update(Content(safe_text(f"{self._say('save_failed')} {error}")))
        else:
            _ = self.dismiss(f"{self._say('saved')} {path}")


def as_download(text: str) -> io.StringIO:
    """The text as what a browser is given to download."""
    return io.StringIO(text + "\n")
