"""The start of the screen: what must wait until it has been painted."""

import json
import subprocess
import sys

import pytest

LATE = (
    "argparse",
    "chatbot.bot",
    "chatbot.compiling",
    "chatbot.conversation",
    "chatbot.pack.dialect",
    "chatbot.pack.reading",
    "chatbot.retrieval",
    "chatbot.searching",
    "chatbot.store",
    "chatbot.tui.doctor_screen",
    "chatbot.tui.help_screen",
    "chatbot.tui.lookup_screen",
    "chatbot.tui.plain_screen",
    "chatbot.tui.reading",
    "chatbot.tui.save_screen",
    "chatbot.tui.source_screen",
    "chatbot.tui.widgets.document_view",
    "chatbot.tui.widgets.source_pane",
    "nltk",
    "numpy",
    "rank_bm25",
    "tomllib",
)
"""What answers, what compiles, what shows documents, and every screen but the first."""
FIRST = 10
"""Widgets of the first screen: each takes a millisecond or two."""
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

from chatbot.cli.opening import EarlyTriage
from chatbot.cli.options import read_plainly
from chatbot.config.settings import read_config
from chatbot.errors import ChatbotError
from chatbot.tui.app import ChatApp

seen = {}

def load():
    seen["modules"] = sorted(sys.modules)
    seen["opened"] = [name for name in opened if "corpus" in name or name.endswith(".pack")]
    seen["parsed"] = max(parsed.values())
    seen["sheets"] = [name for name in opened if name.endswith(".tcss")]
    seen["widgets"] = len(app.screen.query("*"))
    seen["painted"] = len(app.screen.query("#prompt")) == 1 and app.screen.size.width > 0
    raise ChatbotError("enough", "")

app = ChatApp(load, EarlyTriage(read_plainly([]).options), read_config())
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


def as_list(value: object) -> list[object]:
    """What is known to be a list."""
    assert isinstance(value, list)
    return value


def test_nothing_that_answers_is_imported_before_the_first_paint(start: dict[str, object]) -> None:
    """The screen stands before anything is imported that only an answer or a later screen needs."""
    assert [name for name in LATE if name in as_list(start["modules"])] == []


def test_no_file_of_the_pack_is_opened_before_the_first_paint(start: dict[str, object]) -> None:
    """Neither documents nor rules nor the prepared pack are read while the screen is not there."""
    assert start["opened"] == []


def test_styles_are_parsed_once(start: dict[str, object]) -> None:
    """No style sheet is parsed twice on the way to the first paint."""
    assert start["parsed"] == 1


def test_the_first_paint_waits_for_few_widgets_and_one_sheet(start: dict[str, object]) -> None:
    """What nobody sees yet is not there yet, and neither are its styles."""
    assert start["widgets"] == FIRST
    assert [str(name).rpartition("/")[2] for name in as_list(start["sheets"])] == ["chat.tcss"]
