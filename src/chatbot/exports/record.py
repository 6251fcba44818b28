"""What is exported: turns, a list, or both, with the pack that answered and the day."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from chatbot.answer import Answer, Turn
from chatbot.exports.doctor_list import Listed
from chatbot.exports.pieces import Piece, Words, answer_pieces, list_pieces
from chatbot.frozen import dataclass


class Pack(Protocol):
    """The part of a bot that an export needs."""

    @property
    def name(self) -> str:
        """The pack's name."""

    @property
    def sha256(self) -> str:
        """The hash of its content."""

    def say(self, key: str) -> str:
        """Fixed wording."""


class Asked(Protocol):
    """The part of a bot that brings what the documents suggest asking."""

    def say(self, key: str) -> str:
        """Fixed wording."""

    def reply(self, text: str) -> Answer:
        """Answer a question."""


def suggested_by(bot: Asked) -> tuple[Listed, ...]:
    """What the documents suggest asking: the answers to the pack's own questions about that."""
    found = []
    for question in bot.say("doctor_questions").splitlines():
        if question.strip():
            answer = bot.reply(question.strip())
            found += [Listed(question.strip(), quote, answer.disclaimer) for quote in answer.quotes]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Export:
    """`day` is an ISO date; `suggested` are quotes of what the documents suggest asking."""

    day: str
    turns: Sequence[Turn] = ()
    listed: Sequence[Listed] = ()
    suggested: Sequence[Listed] = ()

    def title(self, pack: Pack) -> str:
        """The heading of the file."""
        key = "export_heading" if self.turns else "list_heading"
        return f"{pack.name}: {pack.say(key)}"

    def about(self, pack: Pack) -> tuple[str, ...]:
        """What stands above everything: what this is and what it is not, and the day."""
        date = pack.say("export_date").replace("{date}", self.day)
        kind = () if self.turns else (pack.say("list_about"),)
        return tuple(text for text in (*kind, pack.say("not_medical_advice"), date) if text)

    def pieces(self, pack: Pack) -> Iterator[Piece]:
        """Everything in the order in which it is read."""
        for turn in self.turns:
            for piece in answer_pieces(turn.question, turn.answer, pack.say):
                if isinstance(piece, Words) and piece.kind == "question":
                    text = f"{pack.say('question_word')}: {piece.text}"
                    yield Words("question", text)
                else:
                    yield piece
        yield from list_pieces(self.listed, self.suggested, pack.say)
