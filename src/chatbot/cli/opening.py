"""Opens the bot that the arguments ask for, and says on stderr what a person should know."""

from collections.abc import Callable
from functools import cache

from chatbot.answer import Care
from chatbot.bot import Chatbot
from chatbot.cli import streams
from chatbot.cli.options import Options
from chatbot.errors import InputError
from chatbot.rendering import render_care, wrapped

_MOST_NAMED = 20


def open_bot(options: Options, note: Callable[[str], None] = streams.note) -> Chatbot:
    """The bot for --corpus, --region and --no-cache; `note` is told when that takes a while.

    Raises PackError and InputError.
    """
    bot = Chatbot.open(options.corpus, region=options.region, cache=not options.no_cache, note=note)
    known = sorted({"default", *bot.library.lines})
    if options.region not in known:
        hint = f"Known: {', '.join(known)}"
        raise InputError(f"there is no region “{options.region}”", hint)
    for name in bot.skipped[:_MOST_NAMED]:
        streams.complain(f"{name}: skipped, only .md and .txt files are read")
    if len(bot.skipped) > _MOST_NAMED:
        streams.complain(f"{len(bot.skipped) - _MOST_NAMED} more files were skipped")
    return bot


def early_triage(options: Options) -> Callable[[str], Care | None]:
    """Finds care cards from the pack's files, while the bot is still being made."""

    @cache
    def triage() -> Callable[[str], Care | None]:
        from chatbot.conversation.triage import Triage
        from chatbot.pack.files import builtin_folder
        from chatbot.pack.knowledge import kind_lists
        from chatbot.pack.reading import read_pack
        from chatbot.pack.rulebook import RuleBook, compile_rules

        pack = read_pack(options.corpus or builtin_folder())
        lines = {**pack.lines.get("default", {}), **pack.lines.get(options.region, {})}
        book = RuleBook(compile_rules(pack.red_flags, kind_lists(pack.concepts)))
        return Triage(book, lines).read

    return triage()


class EarlyCard:
    """Shows a care card before the documents are prepared, because that takes seconds."""

    def __init__(self, options: Options, question: str) -> None:
        self._options = options
        self._question = question
        self.shown: Care | None = None

    def note(self, text: str) -> None:
        """What opening the bot calls when it takes a while."""
        streams.note(text)
        if self.shown is None and not self._options.json:
            self.shown = early_triage(self._options)(self._question)
            if self.shown is not None:
                streams.write_now(wrapped(render_care(self.shown)) + "\n")
