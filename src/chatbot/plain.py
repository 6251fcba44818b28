"""Line mode: the conversation line by line, for screen readers, pipes and simple terminals."""

import os
import shutil
import sys
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from chatbot.answer import Answer, Turn, starts_over
from chatbot.commands import Command, command_in
from chatbot.errors import InputError
from chatbot.exports import (
    DoctorList,
    Draft,
    Export,
    Listed,
    draft_of,
    listed_of,
    save,
    suggested_by,
    today,
)
from chatbot.rendering import WIDTH, render_answer, render_listed, wrapped
from chatbot.safe_text import safe_text

_TURNS = 8
"""How many turns the bot is told about."""
_KEPT = 2000
"""How many turns a saved file holds at most."""
_FAREWELLS = frozenset(("bye", "goodbye", "good bye", "bye bye"))
_HELP = frozenset(("help", "?", "h"))


class Bot(Protocol):
    """The part of a bot that a conversation in lines needs."""

    @property
    def name(self) -> str:
        """What the bot is called."""

    @property
    def sha256(self) -> str:
        """The hash of what it knows, for exports."""

    def say(self, key: str, **words: str) -> str:
        """Fixed wording."""

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question."""


class Voice(Protocol):
    """Where a conversation is read: a terminal, or a page."""

    def say(self, text: str) -> None:
        """Say something that is no answer."""

    def answer(self, turn: Turn) -> None:
        """Say an answer."""

    def forget(self) -> None:
        """The conversation is forgotten: take away what can be taken away."""

    def keep(self, draft: Draft, name: str) -> str:
        """Save a file; return the line that says so. Raises InputError."""


def talk(bot: Bot) -> int:
    """Answer lines until the input ends or the user leaves; return the exit code."""
    talker = Talker(bot, _Lines(bot))
    try:
        talker.welcome()
        while talker.take(_read(bot.say("you_label"))):
            pass
    except KeyboardInterrupt:
        _print(f"\n{bot.say('goodbye')}")
        return 130
    _print(bot.say("goodbye"))
    return 0


class _Lines:
    """A terminal or a pipe, in lines of its width."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
        self._width = max(20, min(WIDTH, columns))

    def say(self, text: str) -> None:
        """Print a paragraph."""
        _print(wrapped(text, self._width) + "\n")

    def answer(self, turn: Turn) -> None:
        """Print an answer; the question stands above it."""
        label = self._bot.say("answer_label")
        _print(render_answer(turn.answer, self._bot.say, self._width, label) + "\n")

    def forget(self) -> None:
        """What is printed stays printed."""

    def keep(self, draft: Draft, name: str) -> str:
        """Write a new file. Raises InputError."""
        return save(draft, name, self._bot.say).line(self._bot.say)


class Talker:
    """One conversation: what was said so far, the list for the doctor, and how to go on."""

    def __init__(self, bot: Bot, voice: Voice) -> None:
        self._bot, self._voice = bot, voice
        self._turns: deque[Turn] = deque(maxlen=_KEPT)
        self._list = DoctorList()

    def welcome(self) -> None:
        """What this is and is not, what it covers, how to use it."""
        self._say(self._bot.name)
        for key in ("opening", "not_medical_advice", "privacy", "covers", "plain_how"):
            self._say(self._bot.say(key))

    def take(self, line: str | None) -> bool:
        """Answer one line; False when the conversation is over."""
        if line is None:
            return False
        words = " ".join(safe_text(line).casefold().strip(" .!\n").split())
        command = command_in(line)
        if words in _FAREWELLS or (command and command.name == "leave"):
            return False
        if words in _HELP:
            self._say(self._bot.say("plain_how"))
        elif command:
            self._do(command)
        elif words:
            self._answer(line)
        return True

    def _do(self, command: Command) -> None:
        match command.name:
            case "start_over":
                self._turns.clear()
                self._list.clear()
                self._voice.forget()
                self._say(self._bot.say("started_over"))
            case "save" | "save_list":
                self._save(command)
            case "list":
                self._say(self._list_text())
            case "add":
                self._add(command.argument)
            case _:
                removed = self._list.remove(int(command.argument or 0))
                self._count("list_removed" if removed else "list_no_such")

    def _answer(self, line: str) -> None:
        try:
            answer = self._bot.reply(line, tuple(self._turns)[-_TURNS:])
        except InputError as error:
            self._say(f"{self._bot.say('answer_label')} {error}")
            return
        except Exception:
            if os.environ.get("CHATBOT_DEBUG"):
                raise
            self._say(f"{self._bot.say('answer_label')} {self._bot.say('fault')}")
            return
        if starts_over(answer):
            self._turns.clear()
            self._voice.forget()
        self._turns.append(Turn(line, answer))
        self._voice.answer(self._turns[-1])

    def _add(self, number: str) -> None:
        """Put one source of the last answer on the list, or all of them."""
        turn = self._turns[-1] if self._turns else None
        items = listed_of(turn, number) if turn else ()
        if not items:
            self._count("list_no_such")
            return
        added = [self._list.add(item) for item in items]
        self._count("list_added" if any(added) else "list_there")

    def _list_text(self) -> str:
        if not len(self._list):
            return self._bot.say("list_empty_plain")
        heading = f"{self._bot.say('list_heading')}:"
        items = [
            render_listed(n, i.question, i.quote, self._bot.say) for n, i in _numbered(self._list)
        ]
        return "\n\n".join([heading, *items, self._bot.say("list_kept")])

    def _save(self, command: Command) -> None:
        listed = tuple(self._list)
        only_list = command.name == "save_list"
        turns = () if only_list else tuple(self._turns)
        suggested = suggested_by(self._bot) if only_list and listed else ()
        export = Export(today(), turns, listed, suggested)
        try:
            self._say(self._voice.keep(draft_of(export, self._bot), command.argument))
        except InputError as error:
            self._say(str(error))

    def _count(self, key: str) -> None:
        self._say(self._bot.say(key, count=str(len(self._list))))

    def _say(self, text: str) -> None:
        if text:
            self._voice.say(text)


def _numbered(items: DoctorList) -> list[tuple[int, Listed]]:
    return list(enumerate(items, 1))


def _read(label: str) -> str | None:
    """The next line, or None at the end; piped questions are shown, so that a log reads well."""
    if sys.stdin.isatty():
        try:
            return input(f"{label} ")
        except EOFError:
            _print("")
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    _print(f"{label} {safe_text(line).strip()}")
    return line


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
