"""The start of the screen: what must wait until it has been painted."""

import json
import subprocess
import sys

import pytest

LATE = (
    "chatbot.bot",
    "chatbot.compiling",
    "chatbot.conversation",
    "chatbot.pack.dialect",
    "chatbot.pack.reading",
    "chatbot.retrieval",
    "chatbot.searching",
    "chatbot.store",
    "chatbot.tui.doctor_screen",
    "chatbot.tui.lookup_screen",
    "chatbot.tui.plain_screen",
    "chatbot.tui.save_screen",
    "nltk",
    "numpy",
    "rank_bm25",
    "tomllib",
)
"""What answers, what compiles, and every screen but the first."""
START = """
import asyncio, collections, json, sys
opened, parsed = [], collections.Counter()
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)

from textual.css import stylesheet

parse = stylesheet.parse

def counted(scope, css, *rest, **named):
    parsed[scope, css, rest[0], named["tie_breaker"]] += 1
    return parse(scope, css, *rest, **named)

stylesheet.parse = counted

from chatbot.cli.arguments import parse as arguments
from chatbot.cli.opening import EarlyTriage
from chatbot.config.settings import read_config
from chatbot.errors import ChatbotError
from chatbot.tui.app import ChatApp

seen = {}

def load():
    seen["modules"] = sorted(sys.modules)
    seen["opened"] = [name for name in opened if "corpus" in name or name.endswith(".pack")]
    seen["parsed"] = max(parsed.values())
    seen["painted"] = len(app.screen.query("#prompt")) == 1 and app.screen.size.width > 0
    raise ChatbotError("enough", "")

app = ChatApp(load, EarlyTriage(arguments(["chat"]).options), read_config())
app.run(headless=True)
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def start() -> dict[str, object]:
    """What there was in a process of its own when the screen stood and the pack was to be loaded."""
    done = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True)
    seen: dict[str, object] = json.loads(done.stdout)
    assert seen["painted"]
    return seen


def test_nothing_that_answers_is_imported_before_the_first_paint(start: dict[str, object]) -> None:
    """The screen stands before anything is imported that only an answer or a later screen needs."""
    modules = start["modules"]
    assert isinstance(modules, list)
    assert [name for name in LATE if name in modules] == []


def test_no_file_of_the_pack_is_opened_before_the_first_paint(start: dict[str, object]) -> None:
    """Neither documents nor rules nor the prepared pack are read while the screen is not there."""
    assert start["opened"] == []


def test_styles_are_parsed_once(start: dict[str, object]) -> None:
    """No style sheet is parsed twice on the way to the first paint."""
    assert start["parsed"] == 1
