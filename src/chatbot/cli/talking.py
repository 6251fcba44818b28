"""`chatbot chat`, and `chatbot` alone: the screen on a terminal, plain lines elsewhere."""

from chatbot.cli import streams
from chatbot.cli.opening import early_triage, open_bot
from chatbot.cli.options import Options


def chat(options: Options) -> int:
    """Talk until the user leaves; return the exit code."""
    plain = getattr(options, "plain", False)
    if plain or not streams.on_terminal():
        from chatbot.plain import talk

        return talk(open_bot(options))
    from chatbot.tui import run

    return run(lambda: open_bot(options), early_triage(options))
