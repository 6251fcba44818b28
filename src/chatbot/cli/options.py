"""What a command was asked for, and the command lines that are read without argparse."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import NamedTuple


class Options(SimpleNamespace):
    """A command's options, as attributes."""


class Arguments(NamedTuple):
    """What was asked for: the command, its options, what is passed on, text to print."""

    command: str
    options: Options
    rest: list[str]
    text: str = ""


def read_plainly(argv: Sequence[str]) -> Arguments | None:
    """The two most common calls: `ask` with a question, and the chat, both without any option.

    None for everything else. Argparse says the same of them, but takes longer to import than the
    question to answer.
    """
    command, *words = argv or ["chat"]
    if command == "ask" and words and not any(word.startswith("-") for word in words):
        own = {"words": words, "json": False, "jsonl": False, "explain": False}
    elif command == "chat" and not words:
        own = {"plain": False, "transcript": None}
    else:
        return None
    shared = {"corpus": None, "region": "", "no_cache": False, "version": False}
    return Arguments(command, Options(**shared, **own), [])
