"""`chatbot chat`, and `chatbot` alone: the screen on a terminal, plain lines elsewhere."""

from argparse import Namespace

from chatbot.cli import streams
from chatbot.cli.opening import early_triage, open_bot
from chatbot.config import read_config


def chat(options: Namespace) -> int:
    """Talk until the user leaves; return the exit code."""
    config = read_config()
    if getattr(options, "plain", False) or config.plain or not streams.on_terminal():
        from chatbot.plain import talk

        return talk(open_bot(options))
    from chatbot.tui import run

    return run(lambda: open_bot(options), early_triage(options), config)
