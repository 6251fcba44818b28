"""What the tests in a real browser share: the browser, a server on a free port, a clock to turn."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")
sys.path.insert(0, str(Path(__file__).parent))  # chromium lies beside the tests

from chromium import PATIENCE, Browser, Tab, browsing, chromium

from chatbot import Chatbot
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

    async def until(self, look: Callable[[], object]) -> None:
        """Wait for something on the server to become true."""
        async with asyncio.timeout(PATIENCE):
            while not look():  # noqa: ASYNC110 - the server announces nothing
                await asyncio.sleep(0.01)


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A headless browser; without one, the test is skipped with a word."""
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here; CHATBOT_BROWSER may name one")
    async with browsing(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def serve(browser: Browser, bot: Chatbot) -> Serve:
    """Servers of the built-in pack, each for an `async with`."""

    @asynccontextmanager
    async def start(*, sessions: int = 4, idle: float = 900) -> AsyncIterator[Served]:
        clock = HandClock()
        server = ChatServer(bot, Guard(TOKEN), Limits(sessions, idle), clock)
        await server.start("127.0.0.1", 0)
        try:
            yield Served(browser, server, clock)
        finally:
            await server.stop()

    return start
