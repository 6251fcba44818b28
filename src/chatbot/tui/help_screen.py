"""The help: every key, in one place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from chatbot.config.keys import ACTIONS, DEFAULTS, Action, is_typed, labels_of
from chatbot.safe_text import safe_text
from chatbot.tui import hints, wording
from chatbot.tui.painting import LABEL
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.key_bar import KeyBar

Keys = Mapping[str, tuple[str, ...]]
"""The keys of every action, by its name."""


class HelpScreen(Screen[None]):
    """Esc and Enter close it, the help's key too; `about` are the pack's own lines, if any."""

    CSS_PATH = ON_TOP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False),
    ]

    def __init__(self, about: Sequence[str] = (), keys: Keys = DEFAULTS) -> None:
        super().__init__()
        self._about = tuple(about)
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Keys by place, then what the bot is."""
        with VerticalScroll(id="help"):
            yield Static(Content(wording.HELP_TITLE), classes="heading")
            for heading, where, keys in (
                (wording.HELP_EVERYWHERE, "everywhere", wording.HELP_KEYS),
                (wording.HELP_IN_ANSWER, "answer", wording.HELP_ANSWER_KEYS),
                (wording.HELP_IN_SOURCE, "source", wording.HELP_SOURCE_KEYS),
                (wording.HELP_IN_LOOKUP, "look-up", wording.HELP_LOOKUP_KEYS),
            ):
                yield Static(Content(heading), classes="heading")
                for key, does in (*keys, *self._named(where)):
                    yield Static(Content.assemble((f"{key}: ", LABEL), does))
            for line in (wording.HELP_MOUSE, wording.HELP_THEMES, *self._about):
                yield Static(Content(safe_text(line)), classes="message")
        yield KeyBar(hints.HELP)

    def give_way(self) -> None:
        """Go back to where one types."""
        _ = self.dismiss()

    def _named(self, where: str) -> Iterator[tuple[str, str]]:
        """The keys that a configuration may change, as they are now."""
        here = wording.HELP_HERE if where == "look-up" else {}
        for action in ACTIONS:
            if where in (action.where, action.also) or action.name in here:
                does = here.get(action.name, action.does)
                yield self._label(action), does

    def _label(self, action: Action) -> str:
        """An action's keys; those that a line would take as text are said to act outside of it."""
        keys = self._keys[action.name]
        typed = [key for key in keys if action.where == "everywhere" and is_typed(key)]
        if not typed:
            return labels_of(keys)
        outside = f"{labels_of(typed)} {wording.HELP_OUTSIDE}"
        always = labels_of([key for key in keys if key not in typed])
        return f"{always}, or {outside}" if always else outside

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#help").focus()
