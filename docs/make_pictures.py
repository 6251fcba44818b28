#!/usr/bin/env python3
"""Draws docs/pictures/tui.svg: the real screen, with the built-in documents.

Run it in the development environment: .venv/bin/python docs/make_pictures.py
"""

import asyncio
import re
import sys
from pathlib import Path

from chatbot import Chatbot
from chatbot.tui.app import ChatApp
from chatbot.tui.chat_screen import ChatScreen
from chatbot.tui.widgets.prompt import Prompt

PICTURE = Path(__file__).parent / "pictures" / "tui.svg"
SIZE = (100, 36)
QUESTION = "My T-score is -1.8, what does that mean?"
PATIENCE = 60.0
# The font would come from the net; without it the reader's own monospace font is used.
WEB_FONT = re.compile(r"\s*@font-face\s*\{[^}]*\}")


async def draw() -> str:
    """The screen after one question, as SVG that loads nothing."""
    app = ChatApp(Chatbot.open)
    async with asyncio.timeout(PATIENCE), app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, ChatScreen)  # noqa: S101 - tells the type checker
        app.screen.query_one(Prompt).value = QUESTION
        await pilot.press("enter")
        while not screen.session.turns:
            await pilot.pause()
        await pilot.pause()
        picture = app.export_screenshot(title="Bone health")
    return WEB_FONT.sub("", picture)


def main() -> None:
    """Write the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
