"""A server on a free port, and the people who come to it with a browser."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from chromium import PATIENCE, Browser, Tab

from chatbot import Chatbot
from chatbot.config.settings import Config
from chatbot.serving.guard import Guard
from chatbot.serving.server import ChatServer, Limits
from serving_clock import HandClock

TOKEN = "a-token-for-the-tests"  # noqa: S105 - of a server that lives as long as a test


class Served:
    """A server that listens, and the people who come to it."""

    def __init__(self, browser: Browser, server: ChatServer, clock: HandClock) -> None:
        self.browser, self.server, self.clock = browser, server, clock
        self.root = f"http://127.0.0.1:{server.port}"
        self.url = f"{self.root}/?token={TOKEN}"

    async def person(self, width: int = 800, height: int = 800, *, more: str = "") -> Tab:
        """Somebody new who opens the chat and sees its first screen."""
        tab = await self.browser.tab()
        await tab.size(width, height, phone=width < 600)
        await tab.open(self.url + more)
        await tab.until_text("You could ask")
        return tab

    async def reader(self, width: int = 800, height: int = 800, *, more: str = "") -> Tab:
        """Somebody new at the page for reading, once its welcome stands there."""
        tab = await self.browser.tab()
        await tab.size(width, height, phone=width < 600)
        await tab.open(f"{self.root}/read?token={TOKEN}{more}")
        await tab.until("document.body?.className === 'read' && document.readyState === 'complete'")
        await tab.until("document.querySelectorAll('#log article').length")
        return tab

    async def until(self, look: Callable[[], object]) -> None:
        """Wait for something on the server to become true."""
        async with asyncio.timeout(PATIENCE):
            while not look():  # noqa: ASYNC110 - the server announces nothing
                await asyncio.sleep(0.01)


@asynccontextmanager
async def serving(
    browser: Browser,
    bot: Chatbot,
    *,
    sessions: int = 4,
    idle: float = 900,
    config: Config | None = None,
) -> AsyncIterator[Served]:
    """Serve a bot with so many places and so many quiet seconds."""
    clock = HandClock()
    server = ChatServer(bot, Guard(TOKEN), Limits(sessions, idle), config, clock)
    await server.start("127.0.0.1", 0)
    try:
        yield Served(browser, server, clock)
    finally:
        await server.stop()
