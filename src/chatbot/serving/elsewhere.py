"""The bot as it is met in a browser, perhaps on another computer than the one that it runs on."""

from collections.abc import Mapping, Sequence

from chatbot.answer import Answer, Care, Turn
from chatbot.pack.records import Document
from chatbot.searching import EVERYWHERE, Filters, LookUp
from chatbot.serving import wording
from chatbot.tui.bot_protocol import Bot


class Elsewhere:
    """A bot whose line on privacy is true in a browser; everything else is the bot's own."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @property
    def name(self) -> str:
        """What the bot is called."""
        return self._bot.name

    @property
    def covers(self) -> tuple[str, ...]:
        """Its topics."""
        return self._bot.covers

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self._bot.documents

    @property
    def sha256(self) -> str:
        """The hash of what it knows."""
        return self._bot.sha256

    def say(self, key: str, **words: str) -> str:
        """Fixed wording; where questions go is not for the pack to say."""
        return wording.PRIVACY if key == "privacy" else self._bot.say(key, **words)

    def triage(self, text: str) -> Care | None:
        """The care card that a text calls for."""
        return self._bot.triage(text)

    @property
    def intents(self) -> tuple[str, ...]:
        """The kinds of question that passages are filed under."""
        return self._bot.intents

    def look_up(self, words: str, filters: Filters = EVERYWHERE, *, typing: bool = False) -> LookUp:
        """Passages for staff."""
        return self._bot.look_up(words, filters, typing=typing)

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """The answer."""
        return self._bot.reply(text, turns)
