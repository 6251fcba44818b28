"""Starts of the program beside the starts of what it is built on, as whole processes, in turns."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import lean
import painting

ROUNDS = 15
QUESTION = "What is osteopenia?"
IMPORTS, EMPTY = "import nltk, rank_bm25", "an empty Textual app, painted"
"""What the others are compared with: the two libraries that rank, and the one that paints."""
_PROMPT = "ype your question"  # its first letter lies under the cursor
_APP = "from textual.app import App; App().run()"
_TURNS = """
import json
from time import perf_counter
from chatbot import Chatbot
bot = Chatbot.open()
asked = ["What is osteopenia?", "How much calcium?", "Is walking enough?", "T-score is -1.8"]
for text in asked: bot.reply(text)
spent = []
for number in range(120):
    start = perf_counter()
    bot.reply(asked[number % 4])
    spent.append((perf_counter() - start) * 1e3)
print(json.dumps(spent))
"""
# Set for tests and builds, they would make every start compile or colour differently.
_NOT_OURS = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "NO_COLOR", "CHATBOT_CONFIG")


class Starts(NamedTuple):
    """Milliseconds: of each whole process by its name, one a round, in turns; of warm turns."""

    processes: Mapping[str, Sequence[float]]
    turns: Sequence[float]


def measure(folder: Path) -> Starts:
    """Measure in a lean environment, which is made in the folder."""
    commands = lean.environment(folder)
    python, chatbot = str(commands / "python"), str(commands / "chatbot")
    home = {"CHATBOT_CACHE_DIR": str(folder / "cache"), "HOME": str(folder)}
    env = {name: value for name, value in os.environ.items() if name not in _NOT_OURS} | home
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        env.pop(name, None)

    def whole(*command: str) -> Callable[[], float]:
        def run() -> float:
            start = perf_counter()
            _run(command, env)
            return (perf_counter() - start) * 1e3

        return run

    ways: dict[str, Callable[[], float]] = {
        "python -c pass": whole(python, "-c", "pass"),
        "import numpy": whole(python, "-c", "import numpy"),
        IMPORTS: whole(python, "-c", IMPORTS),
        "import textual.app": whole(python, "-c", "import textual.app"),
        EMPTY: lambda: painting.first_paint((python, "-c", _APP), env),
        "`chatbot`, painted": lambda: painting.first_paint((chatbot,), env, _PROMPT),
        "`chatbot ask`": whole(chatbot, "ask", QUESTION),
    }
    for way in ways.values():  # bytecode, and the pack in its cache
        way()
    rounds = [{name: way() for name, way in ways.items()} for _ in range(ROUNDS)]
    processes = {name: [times[name] for times in rounds] for name in ways}
    return Starts(processes, json.loads(_run((python, "-c", _TURNS), env)))


def _run(command: Sequence[str], env: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        command, check=True, capture_output=True, text=True, env=env
    )
    return done.stdout
