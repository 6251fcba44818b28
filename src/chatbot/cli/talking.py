"""`chatbot chat`, and `chatbot` alone: the screen on a terminal, plain lines elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from chatbot.cli import streams
from chatbot.cli.opening import EarlyTriage, open_bot
from chatbot.cli.options import Options
from chatbot.config.settings import read_config

if TYPE_CHECKING:
    from chatbot.bot import Chatbot


def chat(options: Options) -> int:
    """Talk until the user leaves; return the exit code."""
    config = read_config()
    if getattr(options, "plain", False) or config.plain or not streams.on_terminal():
        from chatbot.plain import talk

        return talk(_opener(options, streams.complain)())
    from chatbot.tui import run

    later: list[str] = []  # while the screen stands nothing else may be printed
    triage = EarlyTriage(options)

    def note(text: str) -> None:
        streams.note(text)
        triage.prepare()  # preparing takes a while, and a care card must not wait for it

    opened = _opener(options, later.append, note)

    def load() -> "Chatbot":
        try:
            return opened()
        finally:
            triage.retire()

    code = run(load, triage, config)
    for line in later:
        streams.complain(line)
    return code


def _opener(
    options: Options, tell: Callable[[str], None], note: Callable[[str], None] = streams.note
) -> "Callable[[], Chatbot]":
    """Opens the bot; with --transcript one whose answers are kept. Raises InputError."""
    if not options.transcript:
        return lambda: open_bot(options, note)
    from chatbot.transcripts import RecordedBot, Transcript

    transcript = Transcript.begin(options.transcript, tell)
    return lambda: RecordedBot(open_bot(options, note), transcript)
