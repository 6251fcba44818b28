"""What background work and widgets announce to the screen."""

from typing import TYPE_CHECKING

from chatbot.answer import Answer, Care, Quote
from chatbot.errors import ChatbotError
from chatbot.exports import Draft, Listed
from chatbot.tui.announcement import Announcement
from chatbot.tui.bot_protocol import Bot

if TYPE_CHECKING:
    from chatbot.batch.files import Report


class Loaded(Announcement):
    """The bot is there."""

    bot: Bot


class LoadFailed(Announcement):
    """The bot cannot be had."""

    error: ChatbotError


class CareFound(Announcement):
    """A question calls for a care card, found before its answer."""

    number: int
    care: Care


class Answered(Announcement):
    """The answer to a question."""

    number: int
    answer: Answer


class Refused(Announcement):
    """A question cannot be answered; `reason` is one clear line."""

    number: int
    reason: str


class Chosen(Announcement):
    """A suggested question was chosen."""

    text: str


class SourceWanted(Announcement):
    """A quote is to be seen in its document; `quotes` are all of its turn."""

    quotes: tuple[Quote, ...]
    index: int


class CopyWanted(Announcement):
    """A quote with its citation is to go to the clipboard."""

    text: str


class ListWanted(Announcement):
    """Quotes of a turn are to go on the list for the doctor."""

    items: tuple[Listed, ...]


class Suggested(Announcement):
    """What the documents suggest asking a doctor."""

    items: tuple[Listed, ...]


class RemoveWanted(Announcement):
    """The quote with a number is to be taken off the list for the doctor."""

    number: int


class PlainWanted(Announcement):
    """Words are to be shown as plain text; `name` is the file's, should they be saved."""

    text: str
    name: str


class SaveWanted(Announcement):
    """Something is to be saved to a file."""

    draft: Draft


class KindWanted(Announcement):
    """A file of a kind is wanted: ".md", ".html", ".json"."""

    ending: str


class RephraseWanted(Announcement):
    """A question is to be put in other words: back into the prompt with it."""

    text: str


class BatchTicked(Announcement):
    """So many questions of a file are done."""

    done: int
    count: int


class BatchDone(Announcement):
    """Every question of a file is done; the answers are in a file."""

    report: "Report"
    path: str


class BatchRefused(Announcement):
    """No file of answers was written, and why; `free` is a name that is not taken."""

    reason: str
    free: str = ""
