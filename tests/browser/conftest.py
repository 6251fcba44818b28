"""What the tests in a real browser share: the browser, and servers for it to go to."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chatbot import Chatbot

if TYPE_CHECKING:
    from chromium import Browser
    from served import Served

sys.path.insert(0, str(Path(__file__).parent))  # chromium and served lie beside the tests

Serve = Callable[..., AbstractAsyncContextManager["Served"]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Browser"]:
    """A headless browser; without one, the test is skipped with a word."""
    from chromium import browsing, chromium

    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here; CHATBOT_BROWSER may name one")
    async with browsing(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def serve(browser: "Browser", bot: Chatbot) -> Serve:
    """Servers of the built-in pack, each for an `async with`."""
    from served import serving

    return partial(serving, browser, bot)


@pytest.fixture(scope="session")
def quote(bot: Chatbot) -> str:
    """How the first quote begins that answers "What is osteopenia?"."""
    return " ".join(bot.reply("What is osteopenia?").quotes[0].text.split()[:10])
