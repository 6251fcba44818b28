"""Opens the bot that the arguments ask for, and says on stderr what a person should know."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from chatbot.answer import Care
from chatbot.cli import streams
from chatbot.cli.options import Options
from chatbot.config.places import config_file, is_configured
from chatbot.errors import InputError
from chatbot.rendering import render_care, wrapped

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

DEFAULT_REGION = "default"
_MOST_NAMED = 20


def open_bot(options: Options, note: Callable[[str], None] = streams.note) -> "Chatbot":
    """The bot for --corpus, --region and --no-cache; `note` is told when that takes a while.

    Raises PackError and InputError.
    """
    # The screen stands by now, and this is what takes a while to import.
    from chatbot.bot import Chatbot

    region = region_of(options)
    bot = Chatbot.open(options.corpus, region=region, cache=not options.no_cache, note=note)
    known = sorted({DEFAULT_REGION, *bot.library.lines})
    if region not in known:
        where = "" if options.region else f"{config_file()}, region: "
        raise InputError(f"{where}there is no region “{region}”", f"Known: {', '.join(known)}")
    for name in bot.skipped[:_MOST_NAMED]:
        streams.complain(f"{name}: skipped, only .md and .txt files are read")
    if len(bot.skipped) > _MOST_NAMED:
        streams.complain(f"{len(bot.skipped) - _MOST_NAMED} more files were skipped")
    return bot


def region_of(options: Options) -> str:
    """The region whose telephone numbers stand on care cards: asked for, configured, or none."""
    asked: str = options.region
    if asked:
        return asked
    if not is_configured():
        return DEFAULT_REGION
    from chatbot.config.settings import read_config

    return read_config().region or DEFAULT_REGION


def early_triage(options: Options) -> Callable[[str], Care | None]:
    """Finds care cards from the pack's files, while the bot is still being made.

    They are read for the first message, not before: a prepared pack is open much sooner.
    """
    one_at_a_time = Lock()

    @cache
    def triage() -> Callable[[str], Care | None]:
        from chatbot.conversation.triage import Triage
        from chatbot.pack.files import builtin_folder
        from chatbot.pack.knowledge import kind_lists
        from chatbot.pack.reading import read_pack
        from chatbot.pack.rulebook import RuleBook, compile_rules

        pack = read_pack(options.corpus or builtin_folder())
        lines = {**pack.lines.get(DEFAULT_REGION, {}), **pack.lines.get(region_of(options), {})}
        book = RuleBook(compile_rules(pack.red_flags, kind_lists(pack.concepts)))
        return Triage(book, lines).read

    def read(text: str) -> Care | None:
        with one_at_a_time:
            ready = triage()
        return ready(text)

    return read


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
