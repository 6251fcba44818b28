"""Starts of the program beside the starts of what it is built on, as whole processes, in turns."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 5
QUESTION = "What is osteopenia?"
_PAINT = """
import asyncio
{app}
async def main():
    async with app.run_test() as pilot:
        await pilot.pause()
asyncio.run(main())
"""
_EMPTY = _PAINT.format(app="from textual.app import App; app = App()")
_OURS = _PAINT.format(
    app="from chatbot import *; from chatbot.tui.app import ChatApp; app = ChatApp(Chatbot.open)"
)
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import numpy": ["-c", "import numpy"],
    "import nltk, rank_bm25": ["-c", "import nltk, rank_bm25"],
    "import textual.app": ["-c", "import textual.app"],
    "an empty Textual app, painted": ["-c", _EMPTY],
    "our Textual app, painted": ["-c", _OURS],
    "chatbot ask": ["-m", "chatbot", "ask", QUESTION],
}
_TURNS = """
from time import perf_counter
from statistics import median, quantiles
from chatbot import Chatbot
bot = Chatbot.open()
asked = ["What is osteopenia?", "How much calcium?", "Is walking enough?", "T-score is -1.8"]
for text in asked: bot.reply(text)
spent = []
for number in range(120):
    start = perf_counter()
    bot.reply(asked[number % 4])
    spent.append((perf_counter() - start) * 1e3)
print(median(spent), quantiles(spent, n=20)[-1])
"""


def measure() -> dict[str, tuple[float, float]]:
    """Name to median and largest milliseconds of whole processes; a warm turn's median and 95th."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    _run(COMMANDS["chatbot ask"], env)
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            start = perf_counter()
            _run(command, env)
            spent[name].append((perf_counter() - start) * 1e3)
    figures = {name: (median(times), max(times)) for name, times in spent.items()}
    middle, high = _run(["-c", _TURNS], env).split()
    return {**figures, "a warm turn": (float(middle), float(high))}


def _run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *command], check=False, capture_output=True, text=True, env=env
    )
    return done.stdout
