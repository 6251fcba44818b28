"""The command line: options before or after the command, questions that begin with a dash."""

import argparse
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from chatbot.errors import InputError
from chatbot.version import __version__

_SHIELD = "\0"
"""Put before a question's word that begins with a dash; no argument can hold it."""

_EXAMPLES = {
    "": """\
examples:
  chatbot                                    open the chat
  chatbot ask "What is osteopenia?"          one question, one answer
  chatbot ask -1.8 what does that mean       a question may begin with a dash
  chatbot --corpus my-folder ask "..."       answer from other documents (.txt, .md)
  chatbot ask --help                         more about a command

exit codes:
  0 done   1 an error of ours   2 bad usage or input   3 nothing found
  4 an emergency or urgent card was shown   5 eval differs   130 Ctrl+C
""",
    "ask": """\
examples:
  chatbot ask "My T-score is -1.8, what does that mean?"
  chatbot ask --json "What is osteopenia?"
  chatbot ask --explain "How much calcium do I need?"
  echo "What is osteopenia?" | chatbot ask
  chatbot ask --jsonl < questions.txt > answers.jsonl

A line for --jsonl is a question, or {"id": 1, "question": "...", "conversation": "a"}. Lines with
the same conversation are turns of it; the 256 conversations that spoke last are remembered.
""",
    "search": """\
examples:
  chatbot search calcium supplements
  chatbot search '"compression fracture" pain'      words in "..." must stand there exactly
  chatbot search --intent cost --limit 3 scan
  chatbot search --json --document lumbar-spine bone
""",
    "show": """\
examples:
  chatbot show osteopenia-basics
  chatbot show osteopenia-basics#t-score-ranges
  chatbot show osteopenia-basics#t-score-ranges/1
""",
    "chat": """\
examples:
  chatbot chat
  chatbot chat --plain        lines of text, for screen readers and plain terminals
""",
    "config": """\
examples:
  chatbot config                        what holds, as a file that may be copied and changed
  chatbot config --path                 where the file is, or would be
  CHATBOT_CONFIG= chatbot               without any file
""",
    "check": """\
examples:
  chatbot check               the built-in pack
  chatbot check my-pack       prints a line a fault: file:line: key: what is wrong
""",
}


class Arguments(NamedTuple):
    """What was asked for: the command, its options, what is passed on, text to print."""

    command: str
    options: Namespace
    rest: list[str]
    text: str = ""


class _Parser(ArgumentParser):
    """Argparse with our kind of error, and help as text instead of an exit."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message.replace(_SHIELD, ""), f"See: {self.prog} --help")

    def print_help(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - argparse's signature
        raise _Printed(self.format_help().rstrip())


class _Printed(Exception):  # noqa: N818 - no error: the text that was asked for
    """Help was asked for."""


def parse(argv: Sequence[str]) -> Arguments:
    """Read the command line. Raises InputError for bad usage."""
    try:
        return _parse([_shielded(word) for word in argv])
    except _Printed as printed:
        return Arguments("", Namespace(), [], str(printed))


def _parse(argv: list[str]) -> Arguments:
    root = _root()
    found = root.parse_args(argv)
    if found.version:
        return Arguments("", found, [], f"chatbot {__version__}")
    command = (found.command or "chat").removeprefix(_SHIELD)
    if command not in COMMANDS:
        hint = 'To ask a question: chatbot ask "..."; for the commands: chatbot --help'
        raise InputError(f"there is no command “{command}”", hint)
    rest = [word.removeprefix(_SHIELD) for word in found.rest]
    if command == "eval":  # the evaluation reads its own arguments
        return Arguments(command, found, _passed_on(found) + rest)
    parser = _parser(command)
    COMMANDS[command].add(parser)
    return Arguments(command, parser.parse_intermixed_args(found.rest, found), [])


def _root() -> _Parser:
    lines = "\n".join(f"  {name:<9} {command.help}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="chatbot",
        usage="chatbot [--corpus DIR] [--region R] [--no-cache] [COMMAND] ...",
        description=f"Answers questions in quotes from documents.\n\ncommands:\n{lines}",
        epilog=_EXAMPLES[""],
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _shared(parser, corpus=None, region="", no_cache=False)
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("command", nargs="?", help=SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=SUPPRESS)
    return parser


def _parser(command: str) -> _Parser:
    parser = _Parser(
        prog=f"chatbot {command}",
        description=COMMANDS[command].help.capitalize() + ".",
        epilog=_EXAMPLES[command],
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _shared(parser, corpus=SUPPRESS, region=SUPPRESS, no_cache=SUPPRESS)
    return parser


def _shared(parser: ArgumentParser, **defaults: object) -> None:
    """The options that every command takes, before or after its name."""
    parser.add_argument(
        "--corpus",
        type=_folder,
        metavar="DIR",
        default=defaults["corpus"],
        help="another pack, or a folder of .txt and .md files",
    )
    parser.add_argument(
        "--region",
        type=_plain,
        metavar="R",
        default=defaults["region"],
        help="whose telephone numbers stand on care cards: us, uk, eu, au, ...",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        default=defaults["no_cache"],
        help="prepare the documents anew and keep nothing",
    )


def _ask(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", type=_plain, metavar="QUESTION", help="else from stdin")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print chatbot.answer/1 as JSON")
    shape.add_argument("--jsonl", action="store_true", help="a question a line in, an answer out")
    parser.add_argument("--explain", action="store_true", help="say how the answer was found")


def _search(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", type=_plain, metavar="WORDS", help="else from stdin")
    parser.add_argument("--intent", type=_plain, help="only sections for this kind of question")
    parser.add_argument("--document", type=_plain, metavar="ID", help="only this document")
    parser.add_argument("--limit", type=_count, default=10, metavar="N", help="at most N (10)")
    parser.add_argument("--json", action="store_true", help="print chatbot.search/1 as JSON")


def _show(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=_plain, metavar="ID", help="DOCUMENT[#SECTION[/NUMBER]]")


def _chat(parser: ArgumentParser) -> None:
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")


def _check(parser: ArgumentParser) -> None:
    parser.add_argument("pack", nargs="?", type=_folder, metavar="PACK", help="its folder")


def _config(parser: ArgumentParser) -> None:
    parser.add_argument("--path", action="store_true", help="print where the file is, no more")


def _nothing(_: ArgumentParser) -> None:
    return


class _Command(NamedTuple):
    help: str
    add: Callable[[ArgumentParser], None]


COMMANDS = {
    "ask": _Command("answer one question, or a file of them", _ask),
    "chat": _Command("talk, on a screen or in plain lines (what chatbot alone does)", _chat),
    "search": _Command("find passages, with the reason why each was found", _search),
    "show": _Command("print a document, a section or a passage by its id", _show),
    "check": _Command("judge a pack: a line a fault", _check),
    "config": _Command("show the configuration and check it", _config),
    "eval": _Command("measure the answers (chatbot eval --help)", _nothing),
}


def _shielded(word: str) -> str:
    """A word that begins with a dash and is no option, so that argparse takes it for text.

    >>> _shielded("-1.8 what is that") == _SHIELD + "-1.8 what is that"
    True
    >>> _shielded("--json"), _shielded("--")
    ('--json', '--')
    """
    inner = word.lstrip("-")
    text = word.startswith("-") and inner and (not inner[0].isalpha() or " " in word)
    return _SHIELD + word if text and "=" not in word.split(" ", maxsplit=1)[0] else word


def _passed_on(found: Namespace) -> list[str]:
    """The shared options again, as arguments, where they were given."""
    words = ["--corpus", str(found.corpus)] if found.corpus else []
    return words + (["--no-cache"] if found.no_cache else [])


def _plain(word: str) -> str:
    return word.removeprefix(_SHIELD)


def _folder(word: str) -> Path:
    return Path(_plain(word))


def _count(word: str) -> int:
    number = int(word)
    if not 1 <= number <= 1000:  # noqa: PLR2004 - stated in the message
        raise argparse.ArgumentTypeError("must be a number from 1 to 1000")
    return number
