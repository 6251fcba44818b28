"""Opens the bot that the arguments ask for, and says on stderr what a person should know."""

from collections.abc import Callable
from functools import cached_property
from threading import Event
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


class EarlyTriage:
    """Finds care cards from the pack's files, while the bot is still being made.

    A prepared pack is open long before they are read: until it is known that there is none,
    nobody reads them, and a message waits a moment for the bot.
    """

    moment = 0.5
    """Seconds: several times as long as a prepared pack takes to open."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._settled = Event()
        self._wanted = True

    def prepare(self) -> None:
        """Get ready: making the bot takes a while."""
        _ = self._ready
        self._settled.set()

    def retire(self) -> None:
        """The bot is there, or never will be: it finds the cards from now on."""
        self._wanted = False
        self._settled.set()

    def __call__(self, text: str) -> Care | None:
        """The card that a text calls for; None once the bot can be asked. Raises PackError."""
        self._settled.wait(self.moment)
        if not self._wanted:
            return None
        return self._ready(text)

    @cached_property
    def _ready(self) -> Callable[[str], Care | None]:
        from chatbot.conversation.triage import Triage
        from chatbot.pack.files import builtin_folder
        from chatbot.pack.reading import read_red_flags
        from chatbot.pack.rulebook import RuleBook, compile_rules

        rules, lists, regions = read_red_flags(self._options.corpus or builtin_folder())
        own = regions.get(region_of(self._options), {})
        lines = {**regions.get(DEFAULT_REGION, {}), **own}
        return Triage(RuleBook(compile_rules(rules, lists)), lines).read


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
            early = EarlyTriage(self._options)
            early.prepare()
            self.shown = early(self._question)
            if self.shown is not None:
                streams.write_now(wrapped(render_care(self.shown)) + "\n")
