"""What becomes of each question, turn by turn of its conversation."""

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chatbot.answer import Answer, Turn
from chatbot.batch.questions import Asked, BadLineError, Name
from chatbot.encoding import Json, NamedPack, encode_answer
from chatbot.errors import ChatbotError, InputError

_CONVERSATIONS = 256
_TURNS = 8


class Answerer(NamedPack, Protocol):
    """The part of a bot that a batch needs."""

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question."""


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


def reply_to(bot: Answerer, conversations: Conversations, asked: Asked | InputError) -> Outcome:
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


def encode_outcome(outcome: Outcome, bot: NamedPack, number: int, *, explain: bool) -> Json:
    """An outcome as a line of JSON: chatbot.answer/1, or the id and the error."""
    name = outcome.asked.name
    if outcome.answer is None:
        return {"id": name, "error": f"line {number}: {outcome.error}"}
    return encode_answer(outcome.answer, bot, name=name, explain=explain)


def worse(worst: int, code: int) -> int:
    """The exit code of a run so far: a fault of ours outweighs a bad line, which outweighs none.

    >>> worse(0, 2), worse(2, 1), worse(1, 2)
    (2, 1, 1)
    """
    return code if worst == 0 or code == 1 else worst
