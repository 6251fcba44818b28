"""Opens the bot that the arguments ask for, and says on stderr what a person should know."""

from argparse import Namespace

from chatbot.bot import Chatbot
from chatbot.cli import streams
from chatbot.errors import InputError

_MOST_NAMED = 20


def open_bot(options: Namespace) -> Chatbot:
    """The bot for --corpus, --region and --no-cache. Raises PackError and InputError."""
    bot = Chatbot.open(
        options.corpus, region=options.region, cache=not options.no_cache, note=streams.note
    )
    known = sorted({"default", *bot.library.lines})
    if options.region not in known:
        hint = f"Known: {', '.join(known)}"
        raise InputError(f"there is no region “{options.region}”", hint)
    for name in bot.skipped[:_MOST_NAMED]:
        streams.complain(f"{name}: skipped, only .md and .txt files are read")
    if len(bot.skipped) > _MOST_NAMED:
        streams.complain(f"{len(bot.skipped) - _MOST_NAMED} more files were skipped")
    return bot
