"""The command line: options before or after the command, questions that begin with a dash."""

import argparse
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from chatbot.cli import typed
from chatbot.cli.options import Arguments, Options
from chatbot.errors import InputError
from chatbot.version import __version__

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
    "batch": """\
examples:
  chatbot batch questions.csv answers.csv
  chatbot batch questions.jsonl answers.csv
  chatbot batch --force questions.txt answers.jsonl

A CSV file has a column “question”, and may have “id” and “conversation”; a file of one column needs
no heading. Lines of .jsonl and .txt files are as for ask --jsonl. Answers are written at the end,
all at once. In a CSV file, a cell that a spreadsheet could take for a formula begins with '.
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
  chatbot chat --transcript visit.txt         keep questions and answers in a file of yours
""",
    "serve": """\
examples:
  chatbot serve                       prints an address to open in a browser on this computer
  chatbot serve --port 0 --idle 30    any free port; closes after half an hour without a key
  chatbot serve --host 0.0.0.0        for other computers too: read docs/serving.md first

At the end of the address, &size=24 starts with larger text.
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
    "forget": """\
examples:
  chatbot forget --dry-run    say what would be removed
  chatbot forget              remove it: prepared documents, transcripts, saved files
""",
}


class _Parser(ArgumentParser):
    """Argparse with our kind of error, and help as text instead of an exit."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message.replace(typed.SHIELD, ""), f"See: {self.prog} --help")

    def print_help(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - argparse's signature
        raise _Printed(self.format_help().rstrip())


class _Printed(Exception):  # noqa: N818 - no error: the text that was asked for
    """Help was asked for."""


def parse(argv: Sequence[str]) -> Arguments:
    """Read the command line. Raises InputError for bad usage."""
    try:
        return _parse([typed.shielded(word) for word in argv])
    except _Printed as printed:
        return Arguments("", Options(), [], str(printed))


def _parse(argv: list[str]) -> Arguments:
    root = _root()
    found = root.parse_args(argv, Options())
    if found.version:
        return Arguments("", found, [], f"chatbot {__version__}")
    command = (found.command or "chat").removeprefix(typed.SHIELD)
    if command not in COMMANDS:
        hint = 'To ask a question: chatbot ask "..."; for the commands: chatbot --help'
        raise InputError(f"there is no command “{command}”", hint)
    if "plain" in vars(found) and command != "chat":
        raise InputError("--plain is for talking only", "See: chatbot --help")
    rest = [typed.text(word) for word in found.rest]
    if command == "eval":  # the evaluation reads its own arguments
        return Arguments(command, found, _passed_on(found) + rest)
    parser = _parser(command)
    COMMANDS[command].add(parser)
    return Arguments(command, parser.parse_intermixed_args(found.rest, found), [])


def _root() -> _Parser:
    lines = "\n".join(f"  {name:<9} {command.help}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="chatbot",
        usage="chatbot [--corpus DIR] [--region R] [--no-cache] [--plain] [COMMAND] ...",
        description=f"Answers questions in quotes from documents.\n\ncommands:\n{lines}",
        epilog=_EXAMPLES[""],
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _shared(parser, corpus=None, region="", no_cache=False)
    parser.add_argument("--version", action="store_true", help="print the version")
    plain = "talk in lines, without a screen"
    parser.add_argument("--plain", action="store_true", default=SUPPRESS, help=plain)
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
        type=typed.path,
        metavar="DIR",
        default=defaults["corpus"],
        help="another pack, or a folder of .txt and .md files",
    )
    parser.add_argument(
        "--region",
        type=typed.plain,
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
    parser.add_argument(
        "words", nargs="*", type=typed.plain, metavar="QUESTION", help="else from stdin"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print chatbot.answer/1 as JSON")
    shape.add_argument("--jsonl", action="store_true", help="a question a line in, an answer out")
    parser.add_argument("--explain", action="store_true", help="say how the answer was found")


def _batch(parser: ArgumentParser) -> None:
    parser.add_argument(
        "questions", type=typed.plain, metavar="QUESTIONS", help=".csv, .jsonl, .txt"
    )
    parser.add_argument(
        "answers", type=typed.plain, metavar="ANSWERS", help="a new .csv or .jsonl file"
    )
    parser.add_argument("--force", action="store_true", help="replace ANSWERS if it is there")
    parser.add_argument("--explain", action="store_true", help="in .jsonl: say how it was found")


def _search(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", type=typed.plain, metavar="WORDS", help="else from stdin"
    )
    parser.add_argument(
        "--intent", type=typed.plain, help="only sections for this kind of question"
    )
    parser.add_argument("--document", type=typed.plain, metavar="ID", help="only this document")
    parser.add_argument("--limit", type=typed.count, default=10, metavar="N", help="at most N (10)")
    parser.add_argument("--json", action="store_true", help="print chatbot.search/1 as JSON")


def _show(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=typed.plain, metavar="ID", help="DOCUMENT[#SECTION[/NUMBER]]")


def _chat(parser: ArgumentParser) -> None:
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")
    parser.add_argument(
        "--transcript",
        type=typed.path,
        metavar="FILE",
        help="keep the conversation in this file, for your eyes only",
    )


def _forget(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument("--keep-transcripts", action="store_true", help="leave what you saved")


def _serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", type=typed.host, default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--port", type=typed.port, default=8765, metavar="N", help="0: any free (8765)"
    )
    parser.add_argument("--token", type=typed.token, help="16 letters or more; else made at random")
    parser.add_argument(
        "--sessions", type=typed.count, default=20, metavar="N", help="at once (20)"
    )
    parser.add_argument(
        "--idle", type=typed.count, default=15, metavar="MINUTES", help="quiet end (15)"
    )
    parser.add_argument(
        "--name",
        type=typed.host,
        action="append",
        default=[],
        metavar="HOST",
        help="a host name under which people come, beside localhost; may be given again",
    )


def _check(parser: ArgumentParser) -> None:
    parser.add_argument("pack", nargs="?", type=typed.path, metavar="PACK", help="its folder")


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
    "batch": _Command("answer a file of questions into a file of answers", _batch),
    "search": _Command("find passages, with the reason why each was found", _search),
    "show": _Command("print a document, a section or a passage by its id", _show),
    "check": _Command("judge a pack: a line a fault", _check),
    "config": _Command("show the configuration and check it", _config),
    "serve": _Command("show the screen in a browser", _serve),
    "forget": _Command("remove everything that was written to disk", _forget),
    "eval": _Command("measure the answers (chatbot eval --help)", _nothing),
}


def _passed_on(found: Options) -> list[str]:
    """The shared options again, as arguments, where they were given."""
    words = ["--corpus", str(found.corpus)] if found.corpus else []
    return words + (["--no-cache"] if found.no_cache else [])
