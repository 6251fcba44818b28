"""`chatbot ask --jsonl`: a question a line in, an answer a line out, in order, whatever happens."""

import json
import sys
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from chatbot.answer import Answer, Turn
from chatbot.bot import Chatbot
from chatbot.cli import streams
from chatbot.cli.opening import open_bot
from chatbot.cli.options import Options
from chatbot.encoding import Json, dump, encode_answer
from chatbot.errors import ChatbotError, InputError

_CONVERSATIONS = 256
_TURNS = 8

Name = str | int | None
"""A question's id or its conversation's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line, read: its question, its id, and the conversation that it is a turn of."""

    question: str
    name: Name = None
    conversation: Name = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: an answer, or in one line why there is none, with its exit code."""

    asked: Asked
    answer: Answer | None = None
    error: str = ""
    code: int = 0


@dataclass(slots=True)
class Conversations:
    """The last turns of the conversations that spoke last; the others are forgotten."""

    _turns: OrderedDict[Name, deque[Turn]] = field(default_factory=OrderedDict)

    def of(self, name: Name) -> deque[Turn]:
        """The turns of a conversation, oldest first; of no conversation, none that is kept."""
        if name is None:
            return deque()
        turns = self._turns.setdefault(name, deque(maxlen=_TURNS))
        self._turns.move_to_end(name)
        if len(self._turns) > _CONVERSATIONS:
            self._turns.popitem(last=False)
        return turns


def answer_lines(options: Options) -> int:
    """Answer stdin's lines; 2 if some were bad, 1 if we failed on one, else 0."""
    bot, conversations = open_bot(options), Conversations()
    worst = 0
    for number, line in enumerate(_lines(), 1):
        try:
            asked: Asked | InputError = read_line(line)
        except InputError as error:
            asked = error
        outcome = reply_to(bot, conversations, asked)
        encoded = encode_outcome(outcome, bot, number, explain=options.explain)
        streams.write_now(dump(encoded))
        worst = outcome.code if worst == 0 or outcome.code == 1 else worst
    return worst


def read_line(line: bytes) -> Asked:
    """A line into a question: plain text, or a JSON object. Raises InputError.

    >>> read_line(b'{"id": 7, "question": "And vitamin D?", "conversation": "a"}')
    Asked(question='And vitamin D?', name=7, conversation='a')
    """
    text = streams.decode(line).strip()
    if len(line) > streams.MAX_INPUT:
        raise InputError("the line is longer than a million bytes")
    if not text.startswith("{"):
        return Asked(text)
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("the line is not valid JSON") from error
    asked = Asked(entry.get("question", ""), entry.get("id"), entry.get("conversation"))
    if not isinstance(asked.question, str):
        raise BadLineError(_name(asked.name), "“question” must be a text")
    for key, value in (("id", asked.name), ("conversation", asked.conversation)):
        if value is not None and _name(value) is None:
            raise BadLineError(_name(asked.name), f"“{key}” must be a text or a whole number")
    return asked


class BadLineError(InputError):
    """A line whose id could be read, though the rest could not."""

    def __init__(self, name: Name, message: str) -> None:
        super().__init__(message)
        self.name = name


def reply_to(bot: Chatbot, conversations: Conversations, asked: Asked | InputError) -> Outcome:
    """The answer to a line, or what was wrong with it; one line never costs the others."""
    if isinstance(asked, InputError):
        name = asked.name if isinstance(asked, BadLineError) else None
        return Outcome(Asked("", name), error=str(asked), code=asked.exit_code)
    turns = conversations.of(asked.conversation)
    try:
        answer = bot.reply(asked.question, tuple(turns))
    except ChatbotError as error:
        return Outcome(asked, error=str(error), code=error.exit_code)
    except Exception as error:  # noqa: BLE001 - a bug of ours must not cost the rest of the batch
        return Outcome(asked, error=f"an error of ours ({type(error).__name__})", code=1)
    turns.append(Turn(asked.question, answer))
    return Outcome(asked, answer)


def encode_outcome(outcome: Outcome, bot: Chatbot, number: int, *, explain: bool) -> Json:
    """An outcome as a line of JSON: chatbot.answer/1, or the id and the error."""
    name = outcome.asked.name
    if outcome.answer is None:
        return {"id": name, "error": f"line {number}: {outcome.error}"}
    return encode_answer(outcome.answer, bot, name=name, explain=explain)


def _lines() -> Iterator[bytes]:
    """Stdin's lines without their ends; of one that is too long, its beginning."""
    while line := sys.stdin.buffer.readline(streams.MAX_INPUT + 2):
        rest = line
        while len(rest) == streams.MAX_INPUT + 2 and not rest.endswith(b"\n"):
            rest = sys.stdin.buffer.readline(streams.MAX_INPUT + 2)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _name(value: object) -> Name:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None
