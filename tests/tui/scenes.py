"""Scenes of the screen, drawn as SVG: for the snapshots on a fake bot, for the README on the real.

A picture loads nothing and has no numbers that change from run to run.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from chatbot.tui.app import ChatApp
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.chat_screen import ChatScreen
from chatbot.tui.themes import DARK, LIGHT

SNAPSHOTS = Path(__file__).parent / "snapshots"
PATIENCE = 600.0
"""Seconds after which something hangs; nothing depends on them."""
STILL = 6
"""How often in a row a picture must be the same to count as finished."""
# The font would come from the net; without it the reader's own monospace font is used.
_WEB_FONT = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_NUMBER = re.compile(r"terminal-\d+")
_TEXT = re.compile(r'<text[^>]*class="([^"]*)"[^>]*x="([\d.]+)"[^>]*y="([\d.]+)"[^>]*>(.*?)</text>')


@dataclass(frozen=True)
class Scene:
    """What is asked, then which keys are pressed, at which size and in which colours."""

    name: str
    asks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    theme: str = DARK


ASKED = "What is osteopenia?"
SCORE = "My T-score is -2.5, what does that mean?"
SCENES = (
    Scene("opening"),
    Scene("answer", (ASKED,)),
    Scene("care-card", ("I fell and can't feel my legs",)),
    Scene("score", (SCORE,), size=(80, 40)),
    Scene("differences", (SCORE,), ("pagedown",)),
    Scene("not-found", ("What is romosozumab?",)),
    Scene("source", (ASKED,), ("tab", "enter")),
    Scene("list", (ASKED,), ("tab", "f9", "ctrl+l")),
    Scene("wide", (ASKED,), ("tab",), (130, 50)),
    Scene("narrow", (ASKED,), ("tab",), (40, 20)),
    Scene("light", (ASKED,), ("tab",), theme=LIGHT),
    Scene("look-up", keys=("f2", *"calcium", "down"), size=(100, 30)),
    Scene("look-up-narrow", keys=("f2", *"calcium", "down", "f7"), size=(40, 20)),
)


async def draw(scene: Scene, load: Callable[[], Bot]) -> str:
    """The scene as SVG, once nothing on it changes any more."""
    app = ChatApp(load)
    app.theme = scene.theme
    async with asyncio.timeout(PATIENCE), app.run_test(size=scene.size) as pilot:
        chat = app.screen
        assert isinstance(chat, ChatScreen)
        while chat._bot is None:
            await pilot.pause()
        for number, question in enumerate(scene.asks, 1):
            chat._prompt.value = question
            await pilot.press("enter")
            while len(chat.session.said) < number:
                await pilot.pause()
        picture = await _still(app, pilot.pause)
        for key in scene.keys:
            await pilot.press(key)
            picture = await _still(app, pilot.pause)
    return picture


def lines_of(picture: str) -> list[str]:
    """The words of a picture, a line a line of the screen, each with its kinds of style."""
    rows: dict[float, list[tuple[float, str, str]]] = {}
    for kind, x, y, text in _TEXT.findall(picture):
        words = unescape(text).replace("\u00a0", " ")
        rows.setdefault(float(y), []).append((float(x), kind.removeprefix("terminal-"), words))
    return ["".join(f"{text}[{kind}]" for _, kind, text in sorted(rows[y])) for y in sorted(rows)]


def styles_of(picture: str) -> list[str]:
    """What the kinds of style are, one a line."""
    return sorted(set(re.findall(r"\.terminal-r\d+ \{[^}]*\}", picture)))


async def _still(app: ChatApp, pause: Callable[[], object]) -> str:
    """The picture when work is done and nothing has changed for a while of turns of the loop."""
    await app.workers.wait_for_complete()
    picture, same = _picture(app), 0
    while same < STILL:
        await pause()
        now = _picture(app)
        same = same + 1 if now == picture else 0
        picture = now
    return picture


def _picture(app: ChatApp) -> str:
    svg = app.export_screenshot(title=app.title)
    return _NUMBER.sub("terminal", _WEB_FONT.sub("", svg))
