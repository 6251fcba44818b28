"""Line mode: the conversation as plain lines, for screen readers, pipes and simple terminals."""

import os
import shutil
import sys
from collections import deque

from chatbot.answer import Turn
from chatbot.bot import Chatbot
from chatbot.errors import InputError
from chatbot.rendering import WIDTH, render_answer, wrapped
from chatbot.safe_text import safe_text

_TURNS = 8
_LEAVE = frozenset(("quit", "exit", "bye", "goodbye", "good bye", "bye bye", "q", ":q"))
_HELP = frozenset(("help", "?", "h"))
_AGAIN = frozenset(("start over", "start again", "new", "reset", "restart", "clear"))
_OPENING = "Ask a question. The answer is quoted from the documents, with its source."
_HOW = (
    "Type a question and press Enter. Type the number of a suggestion to ask it. "
    "“start over” forgets the conversation, “quit” leaves, “help” says this again."
)
_STARTED_OVER = "Started over. The conversation is forgotten."
_GOODBYE = "Goodbye, and take care."
_FAULT = "An error of ours stopped this answer. Please ask again in other words."


def talk(bot: Chatbot) -> int:
    """Answer lines until the input ends or the user leaves; return the exit code."""
    talker = _Talker(bot)
    try:
        talker.welcome()
        while talker.take(_read()):
            pass
    except KeyboardInterrupt:
        _print(f"\n{_GOODBYE}")
        return 130
    _print(_GOODBYE)
    return 0


class _Talker:
    """One conversation: what was said so far, and how to go on."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot
        self._turns: deque[Turn] = deque(maxlen=_TURNS)
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
        self._width = max(20, min(WIDTH, columns))

    def welcome(self) -> None:
        """What this is, what it covers, how to use it."""
        self._say(self._bot.name)
        self._say(self._bot.say("opening") or _OPENING)
        self._say(self._bot.say("covers"))
        self._say(_HOW)

    def take(self, line: str | None) -> bool:
        """Answer one line; False when the conversation is over."""
        if line is None:
            return False
        words = " ".join(safe_text(line).casefold().strip(" .!\n").split())
        if words in _LEAVE:
            return False
        if words in _HELP:
            self._say(_HOW)
        elif words in _AGAIN:
            self._turns.clear()
            self._say(self._bot.say("started_over") or _STARTED_OVER)
        elif words:
            self._answer(line)
        return True

    def _answer(self, line: str) -> None:
        try:
            answer = self._bot.reply(line, tuple(self._turns))
        except InputError as error:
            self._say(f"Answer: {error}")
            return
        except Exception:
            if os.environ.get("CHATBOT_DEBUG"):
                raise
            self._say(f"Answer: {self._bot.say('fault') or _FAULT}")
            return
        self._turns.append(Turn(line, answer))
        _print(render_answer(answer, self._bot.say, self._width, "Answer:") + "\n")

    def _say(self, text: str) -> None:
        if text:
            _print(wrapped(text, self._width) + "\n")


def _read() -> str | None:
    """The next line, or None at the end; piped questions are shown, so that a log reads well."""
    if sys.stdin.isatty():
        try:
            return input("You: ")
        except EOFError:
            _print("")
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    _print("You: " + safe_text(line).strip())
    return line


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
