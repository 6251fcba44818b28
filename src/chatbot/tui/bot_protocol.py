"""What the screen asks of a bot, so that tests can bring their own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from chatbot.answer import Answer, Care, Turn

if TYPE_CHECKING:
    from chatbot.pack.records import Document
    from chatbot.searching import Filters, LookUp


class Bot(Protocol):
    """The part of `chatbot.bot.Chatbot` that the screen uses."""

    @property
    def name(self) -> str:
        """What the bot is called, for the title line."""

    @property
    def covers(self) -> tuple[str, ...]:
        """Its topics in plain words."""

    @property
    def documents(self) -> "Mapping[str, Document]":
        """The documents by id."""

    @property
    def sha256(self) -> str:
        """The hash of what it knows, for exports."""

    def say(self, key: str, **words: str) -> str:
        """Fixed wording that a person has reviewed, with the words in braces filled in."""

    def triage(self, text: str) -> Care | None:
        """Find the care card that a text calls for, at once."""

    @property
    def intents(self) -> tuple[str, ...]:
        """The kinds of question that passages are filed under."""

    def look_up(self, words: str, filters: "Filters" = ..., *, typing: bool = False) -> "LookUp":
        """Passages for staff; `typing` says that the last word may be unfinished."""

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question; `turns` are the newest turns of the conversation, oldest first."""
