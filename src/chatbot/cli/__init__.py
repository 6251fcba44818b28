"""The `chatbot` command: turns arguments into one call and its outcome into an exit code.

0    done
1    an error of ours
2    bad usage or input; `check` found faults; some lines of `ask --jsonl` or `batch` were bad
3    nothing found
4    an emergency or urgent card was shown
5    `eval` differs from the baseline
130  Ctrl+C
"""

import os
import sys
from collections.abc import Sequence

from chatbot.cli import streams
from chatbot.cli.options import Arguments, read_plainly
from chatbot.errors import ChatbotError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's own) and return the exit code."""
    streams.prepare()
    try:
        code = _run(_read(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        streams.give_up_output()
        return 0
    except ChatbotError as error:
        streams.complain(str(error))
        return error.exit_code
    except Exception as error:
        # Neither the message nor a traceback: both may hold a patient's words.
        if os.environ.get("CHATBOT_DEBUG"):
            raise
        streams.give_up_output()
        streams.complain(_fault(error))
        return 1
    return code


def _read(argv: Sequence[str]) -> Arguments:
    plain = read_plainly(argv)
    if plain is not None:
        return plain
    from chatbot.cli.arguments import parse

    return parse(argv)


def _fault(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        file = error.filename
        where = f"{os.fsdecode(file)}: " if isinstance(file, str | bytes) else ""
        return f"cannot go on: {where}{error.strerror}"
    from pathlib import PurePath  # both are slower to import than an answer
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    where = f", {PurePath(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    hint = "Set CHATBOT_DEBUG=1 to see more."
    return f"an error of ours stopped this ({type(error).__name__}{where}). {hint}"


def _run(arguments: Arguments) -> int:  # noqa: C901, PLR0911 - a line a command
    """Call the command; each is imported only when it is asked for."""
    options = arguments.options
    match arguments.command:
        case "ask":
            from chatbot.cli.asking import ask

            return ask(options)
        case "batch":
            from chatbot.cli.batch_files import answer_file

            return answer_file(options)
        case "search":
            from chatbot.cli.looking import search

            return search(options)
        case "show":
            from chatbot.cli.looking import show

            return show(options)
        case "check":
            from chatbot.check import check

            return check(options.pack or options.corpus, streams.write, streams.note)
        case "eval":
            from chatbot.evaluation import main as evaluate

            return evaluate(arguments.rest)
        case "config":
            from chatbot.cli.configuring import show_config

            return show_config(options)
        case "forget":
            from chatbot.cli.forgetting import forget

            return forget(options)
        case "chat":
            from chatbot.cli.talking import chat

            return chat(options)
        case "serve":
            from chatbot.cli.serving import serve

            return serve(options)
        case _:
            streams.write(arguments.text)
            return 0
