"""The application around the conversation: themes, commands, leaving, faults."""

import os
from collections.abc import Callable, Iterable
from time import monotonic
from typing import ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.screen import Screen

from chatbot.answer import Care
from chatbot.config.settings import Config
from chatbot.safe_text import safe_text
from chatbot.tui import wording
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.chat_screen import ChatScreen
from chatbot.tui.faults import place_of
from chatbot.tui.handing_over import HandingOver
from chatbot.tui.messages import LoadFailed
from chatbot.tui.stylesheet import CHAT, OVER, ParsedOnce, bring
from chatbot.tui.themes import DARK, LIGHT, THEMES, VARIABLES
from chatbot.tui.typed_words import GivesWay, TakesWords, words_in

AGAIN_SECONDS = 3.0
"""How long a second Ctrl+C counts as meant."""


class ChatApp(App[None]):
    """Opens the conversation; `failure` is the line to print after the screen, if it failed."""

    TITLE = wording.TITLE
    CSS_PATH = CHAT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit"),
        Binding("ctrl+p", "command_palette", show=False, priority=True, id="commands"),
        Binding("f1,question_mark", "help", show=False, id="help"),
        Binding("ctrl+c", "leave", show=False),
    ]

    def __init__(
        self,
        load: Callable[[], Bot],
        triage: Callable[[str], Care | None] | None = None,
        config: Config | None = None,
    ) -> None:
        # Textual turns colours to grey for NO_COLOR; with the terminal's own there are none.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.failure = ""
        self._load_bot = load
        self._early_triage = triage
        self._last_ctrl_c = float("-inf")
        self._typed_ahead: list[Key] | None = []
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.config = config or Config()
        self.theme = self.config.theme
        self.stylesheet = ParsedOnce(self.get_css_variables())
        # Every action is named, changed or not: only then may two of them trade keys.
        self.set_keymap({name: ",".join(keys) for name, keys in self.config.keys.items()})

    def get_default_screen(self) -> Screen[None]:
        """The conversation."""
        return ChatScreen(self._load_bot, self._early_triage)

    async def on_event(self, event: Event) -> None:
        """Words go where words are taken, also before there is a prompt, and beside it."""
        fresh = isinstance(event, Key | Paste) and not event.is_forwarded
        if fresh and self._typed_ahead is not None and isinstance(event, Key):
            self._typed_ahead.append(event)
        elif not (fresh and self._written(event)):
            await super().on_event(event)

    def _written(self, event: Event) -> bool:
        """Write what was typed where nothing takes it; what only is read closes for that."""
        text = words_in(event, self.screen)
        if not text:
            return False
        while isinstance(self.screen, GivesWay):
            self.screen.give_way()
        if isinstance(self.screen, TakesWords):
            self.screen.take_words(text)
        return isinstance(self.screen, TakesWords)

    async def on_descendant_focus(self) -> None:
        """The prompt is there, and takes what was typed ahead."""
        typed, self._typed_ahead = self._typed_ahead or (), None
        for key in typed:
            await self.on_event(key)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own colour names a value under themes that are not ours."""
        return VARIABLES

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that a key does, by name; no screenshots, which would write questions."""
        if isinstance(screen, HandingOver):
            yield from screen.commands()
        yield SystemCommand("Help", "Show every key", self.action_help)
        yield SystemCommand("Dark colors", "High contrast on dark", lambda: self._wear(DARK))
        yield SystemCommand("Light colors", "High contrast on light", lambda: self._wear(LIGHT))
        yield SystemCommand("More colors", "Choose another theme", self.action_change_theme)
        yield SystemCommand("Quit", "Leave (Ctrl+Q)", self.action_quit)

    def on_load_failed(self, event: LoadFailed) -> None:
        """Leave with one line: without documents there is nothing to talk about."""
        self.failure = f"chatbot: {safe_text(str(event.error))}"
        self.exit(return_code=event.error.exit_code)

    def action_command_palette(self) -> None:
        """Show the commands."""
        bring(self, OVER)
        super().action_command_palette()

    def action_help(self) -> None:
        """Show the help, or put it away."""
        from chatbot.tui.help_screen import HelpScreen  # no screen before it is opened

        if isinstance(self.screen, HelpScreen):
            _ = self.screen.dismiss()
            return
        chat = self.screen_stack[0]
        about = chat.about if isinstance(chat, ChatScreen) else ()
        _ = self.push_screen(HelpScreen(about, self.config.keys))

    def action_leave(self) -> None:
        """Ctrl+C: say how to leave; a second time, leave."""
        now = monotonic()
        if now - self._last_ctrl_c < AGAIN_SECONDS:
            self.exit()
        self._last_ctrl_c = now
        if isinstance(self.screen, HandingOver):
            self.screen.notice(wording.LEAVE)
        else:
            self.notify(wording.LEAVE, markup=False)

    def _wear(self, theme: str) -> None:
        self.theme = theme

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error for tests, then leave with one line.

        Textual's own prints the local variables of every frame, a patient's words among them.
        """
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        line = f"{wording.CRASH} ({place_of(self._exception)}). {wording.CRASH_HINT}"
        self._exit_renderables = [Text(line)]
        self._close_messages_no_wait()
