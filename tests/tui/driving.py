"""Drives the app as a person does: type, press, look at the screen."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from time import process_time
from typing import TYPE_CHECKING, Self, TypeVar

from textual.widget import Widget

from chatbot.tui.app import ChatApp
from chatbot.tui.chat_screen import ChatScreen
from chatbot.tui.widgets.prompt import Prompt
from chatbot.tui.widgets.source_pane import SourcePane

if TYPE_CHECKING:
    from textual.pilot import Pilot

PATIENCE = 60.0
"""Seconds of this process's own work, so that a busy machine fails no test."""
FRAMES = str.maketrans(dict.fromkeys("─━│┃╭╮╰╯┏┓┗┛▌▐▔▁▊▎█▍▂▃▄▅▆▇", " "))
W = TypeVar("W", bound=Widget)


class Driver:
    """An app that runs without a terminal, and a person in front of it."""

    def __init__(self, app: ChatApp, size: tuple[int, int]) -> None:
        self.app = app
        self._size = size
        self._stack = AsyncExitStack()
        self.pilot: Pilot[None]

    async def __aenter__(self) -> Self:
        """Start the app."""
        self.pilot = await self._stack.enter_async_context(self.app.run_test(size=self._size))
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop it."""
        await self._stack.aclose()

    @property
    def chat(self) -> ChatScreen:
        """The conversation, whatever lies on it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ChatScreen)
        return screen

    @property
    def prompt(self) -> Prompt:
        """The prompt."""
        return self.chat.query_one(Prompt)

    @property
    def pane(self) -> SourcePane:
        """The source on the screen in front."""
        return self.app.screen.query_one(SourcePane)

    def all(self, kind: type[W]) -> list[W]:
        """Every widget of a kind in the conversation."""
        return list(self.chat.query(kind))

    def seen(self) -> str:
        """The screen's text, as a person sees it."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds; fail after a while."""
        end = process_time() + PATIENCE
        while not true():
            assert process_time() < end, f"waited in vain; the screen shows:\n{self.seen()}"
            await self.pilot.pause()
        await self.pilot.pause()

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows texts; line breaks and frames count as spaces."""
        await self.until(lambda: all(text in self.read() for text in texts))

    def read(self) -> str:
        """The screen's words in one line, without frames, bars and scrollbars."""
        return " ".join(self.seen().translate(FRAMES).split())

    async def loaded(self) -> None:
        """Wait until the bot is there."""
        await self.until(lambda: self.chat._bot is not None)
        await self.pilot.pause()

    async def idle(self) -> None:
        """Wait until every question has its answer."""
        session = self.chat.session
        await self.until(lambda: session.current is None and not session.waiting)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each done before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def ask(self, text: str) -> None:
        """Type a question, send it, wait for its answer."""
        await self.loaded()
        await self.send(text)
        await self.idle()

    async def send(self, text: str) -> None:
        """Type a question into the prompt and press Enter."""
        assert self.app.focused is self.prompt
        self.prompt.value = text
        await self.press("enter")
