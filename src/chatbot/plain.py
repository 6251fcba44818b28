"""Line mode: the conversation as plain lines, for screen readers, pipes and simple terminals."""

import os
import shutil
import sys
from collections import deque

from chatbot.answer import Turn
from chatbot.bot import Chatbot
from chatbot.commands import Command, command_in, starts_over
from chatbot.errors import InputError
from chatbot.exports import (
    DoctorList,
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


def talk(bot: Chatbot) -> int:
    """Answer lines until the input ends or the user leaves; return the exit code."""
    talker = _Talker(bot)
    try:
        talker.welcome()
        while talker.take(_read(bot.say("you_label"))):
            pass
    except KeyboardInterrupt:
        _print(f"\n{bot.say('goodbye')}")
        return 130
    _print(bot.say("goodbye"))
    return 0


class _Talker:
    """One conversation: what was said so far, the list for the doctor, and how to go on."""

    def __init__(self, bot: Chatbot) -> None:
        self._bot = bot
        self._turns: deque[Turn] = deque(maxlen=_KEPT)
        self._list = DoctorList()
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
        self._width = max(20, min(WIDTH, columns))

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
        self._turns.append(Turn(line, answer))
        label = self._bot.say("answer_label")
        _print(render_answer(answer, self._bot.say, self._width, label) + "\n")

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
            saved = save(draft_of(export, self._bot), command.argument, self._bot.say)
        except InputError as error:
            self._say(str(error))
        else:
            self._say(saved.line(self._bot.say))

    def _count(self, key: str) -> None:
        self._say(self._bot.say(key, count=str(len(self._list))))

    def _say(self, text: str) -> None:
        if text:
            _print(wrapped(text, self._width) + "\n")


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
