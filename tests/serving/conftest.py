"""A server of the small pack, and somebody who comes to it."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chatbot import Chatbot
from serving_clock import HandClock

if TYPE_CHECKING:
    from visiting import Visitor

    from chatbot.serving.server import ChatServer

sys.path.insert(0, str(Path(__file__).parent))  # visiting lies beside the tests


@pytest.fixture
def clock() -> HandClock:
    """A clock that only the test turns."""
    return HandClock()


@pytest_asyncio.fixture
async def server(small_bot: Chatbot, clock: HandClock) -> AsyncIterator["ChatServer"]:
    """A server of the small pack with one place."""
    from visiting import TOKEN

    from chatbot.serving.guard import Guard
    from chatbot.serving.server import ChatServer, Limits

    server = ChatServer(small_bot, Guard(TOKEN), Limits(sessions=1, idle=900), clock=clock)
    await server.start("127.0.0.1", 0)
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def visitor(server: "ChatServer") -> AsyncIterator["Visitor"]:
    """Somebody with no cookie yet."""
    import aiohttp
    from visiting import Visitor

    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Visitor(client, f"http://127.0.0.1:{server.port}")
