"""What background work and widgets announce to the screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from chatbot.answer import Answer, Care, Quote
from chatbot.errors import ChatbotError
from chatbot.exports import Draft, Listed
from chatbot.tui.bot_protocol import Bot

if TYPE_CHECKING:
    from chatbot.batch.files import Report


@dataclass
class Loaded(Message):
    """The bot is there."""

    bot: Bot


@dataclass
class LoadFailed(Message):
    """The bot cannot be had."""

    error: ChatbotError


@dataclass
class CareFound(Message):
    """A question calls for a care card, found before its answer."""

    number: int
    care: Care


@dataclass
class Answered(Message):
    """The answer to a question."""

    number: int
    answer: Answer


@dataclass
class Refused(Message):
    """A question cannot be answered; `reason` is one clear line."""

    number: int
    reason: str


@dataclass
class Chosen(Message):
    """A suggested question was chosen."""

    text: str


@dataclass
class SourceWanted(Message):
    """A quote is to be seen in its document; `quotes` are all of its turn."""

    quotes: tuple[Quote, ...]
    index: int


@dataclass
class CopyWanted(Message):
    """A quote with its citation is to go to the clipboard."""

    text: str


@dataclass
class ListWanted(Message):
    """Quotes of a turn are to go on the list for the doctor."""

    items: tuple[Listed, ...]


@dataclass
class Suggested(Message):
    """What the documents suggest asking a doctor."""

    items: tuple[Listed, ...]


@dataclass
class RemoveWanted(Message):
    """The quote with a number is to be taken off the list for the doctor."""

    number: int


@dataclass
class PlainWanted(Message):
    """Words are to be shown as plain text; `name` is the file's, should they be saved."""

    text: str
    name: str


@dataclass
class SaveWanted(Message):
    """Something is to be saved to a file."""

    draft: Draft


@dataclass
class KindWanted(Message):
    """A file of a kind is wanted: ".md", ".html", ".json"."""

    ending: str


@dataclass
class RephraseWanted(Message):
    """A question is to be put in other words: back into the prompt with it."""

    text: str


@dataclass
class BatchTicked(Message):
    """So many questions of a file are done."""

    done: int
    count: int


@dataclass
class BatchDone(Message):
    """Every question of a file is done; the answers are in a file."""

    report: "Report"
    path: str


@dataclass
class BatchRefused(Message):
    """No file of answers was written, and why; `free` is a name that is not taken."""

    reason: str
    free: str = ""
