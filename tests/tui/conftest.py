"""What the screen's tests share: a fake bot, an app on it, and waiting without sleeping."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # fake_bot and driving lie beside the tests

from driving import Driver
from fake_bot import FakeBot

from chatbot.tui.app import ChatApp


@pytest.fixture
def bot(tmp_path: Path) -> FakeBot:
    """A bot of fixed answers."""
    return FakeBot(tmp_path)


@pytest.fixture
def drive(bot: FakeBot) -> Callable[..., Driver]:
    """Open the app on the fake bot at a size."""

    def start(width: int = 80, height: int = 24, **options: object) -> Driver:
        load = options.pop("load", lambda: bot)
        return Driver(ChatApp(load, **options), (width, height))

    return start
