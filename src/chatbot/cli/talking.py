"""`chatbot chat`, and `chatbot` alone: the screen on a terminal, plain lines elsewhere."""

from argparse import Namespace
from collections.abc import Callable
from functools import cache

from chatbot.answer import Care
from chatbot.cli import streams
from chatbot.cli.opening import open_bot


def chat(options: Namespace) -> int:
    """Talk until the user leaves; return the exit code."""
    plain = getattr(options, "plain", False)
    if plain or not streams.on_terminal():
        from chatbot.plain import talk

        return talk(open_bot(options))
    from chatbot.tui import run

    return run(lambda: open_bot(options), early_triage(options))


def early_triage(options: Namespace) -> Callable[[str], Care | None]:
    """Finds care cards from the pack's files, while the bot is still being made."""

    @cache
    def triage() -> Callable[[str], Care | None]:
        from chatbot.conversation.triage import Triage
        from chatbot.pack.knowledge import kind_lists
        from chatbot.pack.reading import builtin_folder, read_pack
        from chatbot.pack.rulebook import RuleBook, compile_rules

        pack = read_pack(options.corpus or builtin_folder())
        lines = {**pack.lines.get("default", {}), **pack.lines.get(options.region, {})}
        book = RuleBook(compile_rules(pack.red_flags, kind_lists(pack.concepts)))
        return Triage(book, lines).read

    return lambda text: triage()(text)
