"""What people type that is no question but a command to the face: leave, start over, save, list.

Only lines of exactly these shapes count, with or without a slash before them, so that no question
is taken for a command.
"""

import re
from typing import Literal

from chatbot.frozen import dataclass
from chatbot.patterns import pattern
from chatbot.safe_text import safe_text

Name = Literal["leave", "start_over", "save", "save_list", "list", "add", "remove"]

_LEAVE = frozenset(("quit", "exit", "q", ":q"))
_AGAIN = frozenset(("start over", "start again", "new", "reset", "restart", "clear"))
_LIST = frozenset(("list", "my list", "show list", "show my list", "doctor list"))
_SAVE = pattern(
    r"save(?P<list> (?:my )?list)?"
    r"(?: (?:as |to )?(?P<file>\S.*\.(?:md|html|json)|\S+\.[a-z]{2,5}))?",
    re.IGNORECASE,
)
_NUMBERED = pattern(r"(?P<name>add|remove)(?: (?P<number>\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be done; `argument` is a file's name, a number as typed, or empty."""

    name: Name
    argument: str = ""


def command_in(line: str) -> Command | None:
    """The command that a line is, or None for what the bot is to answer.

    >>> command_in("save my list as notes.html"), command_in("/add 2")
    (Command(name='save_list', argument='notes.html'), Command(name='add', argument='2'))
    >>> command_in("save money on scans") is None
    True
    """
    typed = " ".join(safe_text(line).split()).removeprefix("/")
    words = typed.casefold().strip(" .!")
    if words in _LEAVE:
        return Command("leave")
    if words in _AGAIN:
        return Command("start_over")
    if words in _LIST:
        return Command("list")
    if numbered := _NUMBERED.fullmatch(words):
        name: Name = "add" if numbered["name"] == "add" else "remove"
        return Command(name, numbered["number"] or "")
    if saved := _SAVE.fullmatch(typed.rstrip(" .!")):
        return Command("save_list" if saved["list"] else "save", saved["file"] or "")
    return None
