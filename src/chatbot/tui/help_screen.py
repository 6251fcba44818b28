"""The help: every key, in one place."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from chatbot.safe_text import safe_text
from chatbot.tui import hints, wording
from chatbot.tui.painting import LABEL
from chatbot.tui.widgets.key_bar import KeyBar


class HelpScreen(Screen[None]):
    """Esc, F1, F3, Enter and Q close it; `about` are the pack's own lines, if they are there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,f3,enter,q,question_mark", "dismiss", show=False),
    ]

    def __init__(self, about: Sequence[str] = ()) -> None:
        super().__init__()
        self._about = tuple(about)

    def compose(self) -> ComposeResult:
        """Keys by place, then what the bot is."""
        with VerticalScroll(id="help"):
            yield Static(Content(wording.HELP_TITLE), classes="heading")
            for heading, keys in (
                (wording.HELP_EVERYWHERE, wording.HELP_KEYS),
                (wording.HELP_IN_ANSWER, wording.HELP_ANSWER_KEYS),
                (wording.HELP_IN_SOURCE, wording.HELP_SOURCE_KEYS),
                (wording.HELP_IN_LOOKUP, wording.HELP_LOOKUP_KEYS),
            ):
                yield Static(Content(heading), classes="heading")
                for key, does in keys:
                    yield Static(Content.assemble((f"{key}: ", LABEL), does))
            for line in (wording.HELP_MOUSE, wording.HELP_THEMES, *self._about):
                yield Static(Content(safe_text(line)), classes="message")
        yield KeyBar(hints.HELP)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#help").focus()
