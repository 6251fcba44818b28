"""What a command was asked for, and the one command line that is read without argparse."""

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


def plain_question(argv: Sequence[str]) -> Arguments | None:
    """`ask` with a question and no options, the most common call; None for everything else.

    Argparse says the same of it, but takes longer to import than the question to answer.
    """
    if len(argv) < 2 or argv[0] != "ask" or any(word.startswith("-") for word in argv):  # noqa: PLR2004
        return None
    shared = {"corpus": None, "region": "", "no_cache": False, "version": False}
    own = {"words": [*argv[1:]], "json": False, "jsonl": False, "explain": False}
    return Arguments("ask", Options(**shared, **own), [])
